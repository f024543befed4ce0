import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { isReference, resolveSecret, secretsBeside } from "./secret-reference.ts";

const files: Readonly<Record<string, string>> = {
  "/run/secrets/hook": "https://example.com/hook\n",
  "/run/secrets/empty": "\n",
};

function readFile(path: string): string {
  const content = files[path];
  if (content === undefined)
    throw Object.assign(new Error(`no such file, open '${path}'`), { code: "ENOENT" });
  return content;
}

const resolve = (reference: string) =>
  resolveSecret(reference, { TOPIC: "harbour", BLANK: " " }, readFile);

describe("a reference gives what it names", () => {
  test("an environment variable", () => {
    expect(resolve("$" + "{TOPIC}")).toEqual({ ok: true, value: "harbour" });
  });

  test("a file, without its last line break", () => {
    expect(resolve("file:/run/secrets/hook")).toEqual({
      ok: true,
      value: "https://example.com/hook",
    });
  });

  test("any other text is its own value", () => {
    for (const text of ["alice@example.com", "", "$TOPIC", "a$" + "{TOPIC}", "profile:x"]) {
      expect(isReference(text)).toBe(false);
      expect(resolve(text)).toEqual({ ok: true, value: text });
    }
  });
});

test.each([
  ["$" + "{NOT_SET}", "the environment variable NOT_SET is not set"],
  ["$" + "{BLANK}", "the environment variable BLANK is empty"],
  ["file:/gone", "the file /gone does not exist"],
  ["file:/run/secrets/empty", "the file /run/secrets/empty is empty"],
])("%s cannot be had: %s", (reference, reason) => {
  expect(resolve(reference)).toEqual({ ok: false, reason });
});

test("a relative file lies beside the playbook, be that a folder or one file", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "hook"), "https://example.com/hook\n");
  writeFileSync(join(folder, "playbook.md"), "# Playbook\n");
  for (const playbook of [folder, join(folder, "playbook.md")]) {
    const resolveBeside = secretsBeside(playbook, { TOPIC: "harbour" });
    expect(resolveBeside("file:hook")).toEqual({ ok: true, value: "https://example.com/hook" });
    expect(resolveBeside(`file:${join(folder, "hook")}`).ok).toBe(true);
    expect(resolveBeside("$" + "{TOPIC}")).toEqual({ ok: true, value: "harbour" });
    expect(resolveBeside("file:other").ok).toBe(false);
  }
});
