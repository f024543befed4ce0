import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { makePrivateFolder, writePrivateFile } from "./private-files.ts";

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe("a private file", () => {
  test("is for its owner only, also where everybody could read the one before", () => {
    const path = join(temporaryFolder(), "token");
    writeFileSync(path, "old", { mode: 0o644 });
    writePrivateFile(path, "new");
    expect([readFileSync(path, "utf8"), modeOf(path)]).toEqual(["new", "600"]);
  });

  test("takes the place of a link, and does not write through it", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "elsewhere"), "theirs");
    symlinkSync(join(folder, "elsewhere"), join(folder, "token"));
    writePrivateFile(join(folder, "token"), "secret");
    expect(readFileSync(join(folder, "elsewhere"), "utf8")).toBe("theirs");
    expect(readFileSync(join(folder, "token"), "utf8")).toBe("secret");
  });

  test("leaves nothing half-written behind", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "token", "inside"), { recursive: true });
    expect(() => writePrivateFile(join(folder, "token"), "secret")).toThrow();
    expect(readdirSync(folder)).toEqual(["token"]);
  });
});

describe("a private folder", () => {
  test("is made with those above it, for their owner only", () => {
    const folder = join(temporaryFolder(), "a", "b");
    makePrivateFolder(folder);
    makePrivateFolder(folder);
    expect([modeOf(folder), modeOf(join(folder, ".."))]).toEqual(["700", "700"]);
  });

  test.skipIf(process.platform !== "linux")("is refused, not waited for, where none can be", () => {
    expect(() => makePrivateFolder("/proc/tocsin/data")).toThrow();
  });
});
