/** Ending a program with everything that it started. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { waitUntil } from "../../test/support/wait-until.ts";
import { detectIsolation, type Isolation } from "./isolation.ts";
import { startProgram } from "./start-program.ts";

const found = await detectIsolation();

function alive(word: string): boolean {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(word);
      } catch {
        return false;
      }
    });
}

test.each<[string, Isolation]>([
  ["in a namespace", found],
  ["without one", []],
])("takes grandchildren along that left its session, %s", async (name, isolation) => {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-test-"));
  // Numbers that no other process on the machine sleeps for.
  const seconds = name === "without one" ? "86417.5" : "86418.5";
  const program = startProgram({
    path: "/bin/sh",
    args: ["-c", `/usr/bin/setsid /bin/sleep ${seconds} & /bin/sleep ${seconds}`],
    environment: {},
    folder,
    isolation,
    hasInput: false,
    mark: `test-${seconds}`,
  });
  await waitUntil("the grandchild sleeps", () => alive(seconds));
  program.kill();
  await waitUntil("nobody sleeps", () => !alive(seconds));
  rmSync(folder, { recursive: true });
  expect(alive(seconds)).toBe(false);
});

test("gives nothing but the environment it is told to", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-test-"));
  const { child } = startProgram({
    path: "/usr/bin/env",
    args: [],
    environment: { LC_ALL: "C.UTF-8" },
    folder,
    isolation: found,
    hasInput: false,
    mark: "m",
  });
  let printed = "";
  child.stdout?.on("data", (chunk) => {
    printed += String(chunk);
  });
  await new Promise((resolve) => child.once("close", resolve));
  rmSync(folder, { recursive: true });
  expect(printed.trim().split("\n").sort()).toEqual([
    `HOME=${folder}`,
    "LC_ALL=C.UTF-8",
    "TOCSIN_STEP=m",
  ]);
});
