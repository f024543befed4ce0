import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PLAYBOOK_BYTES_MAX, PlaybookFilesError, readPlaybookFiles } from "./playbook-files.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tocsin-files-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, content: string): string {
  const location = join(folder, path);
  mkdirSync(join(location, ".."), { recursive: true });
  writeFileSync(location, content);
  return location;
}

async function problem(path: string): Promise<string> {
  const error = await readPlaybookFiles(path).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PlaybookFilesError);
  return error instanceof Error ? error.message : "";
}

describe("one file", () => {
  test("with what stands beside it", async () => {
    const path = write("plan.md", "# Plan");
    write("tocsin.yaml", "timeZone: UTC");
    write("k8s/pool.yaml", "");
    write("other.md", "# Other");
    const read = await readPlaybookFiles(path);
    expect(read.files.map((file) => file.path)).toEqual(["plan.md"]);
    expect(read.overlay).toEqual({ path: "tocsin.yaml", text: "timeZone: UTC" });
    expect([...read.presentFiles]).toEqual(["k8s/pool.yaml", "other.md", "plan.md", "tocsin.yaml"]);
    expect(read.folder).toBe(folder);
  });

  test("without an overlay", async () => {
    expect((await readPlaybookFiles(write("plan.txt", "# Plan"))).overlay).toBeUndefined();
  });
});

describe("a folder", () => {
  test("all its Markdown, by path, hidden and foreign folders left out", async () => {
    for (const path of [
      "b.md",
      "a/z.markdown",
      "a/b/c.MD",
      ".hidden/x.md",
      "node_modules/y.md",
      "n.txt",
    ])
      write(path, "# x");
    const read = await readPlaybookFiles(folder);
    expect(read.files.map((file) => file.path)).toEqual(["a/b/c.MD", "a/z.markdown", "b.md"]);
  });

  test("an overlay further down is not its overlay", async () => {
    write("a.md", "# x");
    write("sub/tocsin.yaml", "timeZone: UTC");
    expect((await readPlaybookFiles(folder)).overlay).toBeUndefined();
  });

  test("links are followed, and a link that leads back ends", async () => {
    write("docs/a.md", "# x");
    symlinkSync(folder, join(folder, "docs", "back"));
    symlinkSync(join(folder, "docs", "a.md"), join(folder, "linked.md"));
    symlinkSync("nowhere", join(folder, "broken.md"));
    const read = await readPlaybookFiles(folder);
    expect(read.files.map((file) => file.path)).toEqual(["docs/a.md", "linked.md"]);
  });
});

describe("the hash", () => {
  const hash = async () => (await readPlaybookFiles(folder)).hash;

  test("is that of the Markdown and the overlay, and of nothing else", async () => {
    write("a.md", "# a");
    write("tocsin.yaml", "");
    const before = await hash();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    write("picture.png", "x");
    expect(await hash()).toBe(before);
    write("tocsin.yaml", "timeZone: UTC");
    const withOverlay = await hash();
    expect(withOverlay).not.toBe(before);
    write("a.md", "# b");
    expect(await hash()).not.toBe(withOverlay);
  });

  test("tells apart what joins to the same text", async () => {
    write("a.md", "one");
    write("b.md", "two");
    const before = await hash();
    write("a.md", "onet");
    write("b.md", "wo");
    expect(await hash()).not.toBe(before);
  });

  test("is the same wherever the folder lies", async () => {
    write("one/a.md", "# a");
    write("two/a.md", "# a");
    const [one, two] = await Promise.all(
      ["one", "two"].map((name) => readPlaybookFiles(join(folder, name))),
    );
    expect(one?.hash).toBe(two?.hash);
  });
});

describe("what cannot be read is said plainly", () => {
  test("nothing there", async () => {
    const path = join(folder, "gone.md");
    expect(await problem(path)).toBe(`${path} does not exist`);
  });

  test("not Markdown", async () => {
    const path = write("plan.pdf", "");
    expect(await problem(path)).toBe(
      `${path} is not a Markdown file: a playbook's name ends in .md (or .markdown, .txt)`,
    );
  });

  test("a folder without Markdown", async () => {
    write("n.txt", "");
    expect(await problem(folder)).toBe(`${folder} has no Markdown files (*.md) in it`);
  });

  test("a link to itself", async () => {
    const path = join(folder, "loop.md");
    symlinkSync(path, path);
    expect(await problem(path)).toBe(`${path} is a symbolic link that leads back to itself`);
  });

  test("too large", async () => {
    const path = write("plan.md", "");
    // Sparse: takes no room on the disk.
    truncateSync(path, PLAYBOOK_BYTES_MAX + 1);
    expect(await problem(path)).toBe(`${path} is larger than 20 MB`);
    expect(await problem(folder)).toBe(`${path} is larger than 20 MB`);
    write("b.md", "# b");
    expect(await problem(folder)).toBe("the playbook is larger than 20 MB");
  });

  test("two overlays", async () => {
    const path = write("plan.md", "");
    write("tocsin.yaml", "");
    write("tocsin.yml", "");
    expect(await problem(path)).toBe(
      `${folder} has both tocsin.yaml and tocsin.yml: keep one of them`,
    );
  });

  test("an overlay that is no text", async () => {
    const path = write("plan.md", "");
    writeFileSync(join(folder, "tocsin.yaml"), Buffer.from([0xff, 0xfe, 0x00]));
    expect(await problem(path)).toBe(`${join(folder, "tocsin.yaml")} is not UTF-8 text`);
  });

  test("a path that is no path", async () => {
    expect(await problem(`${"x".repeat(5000)}.md`)).toMatch(/is too long a name for a file$/);
    expect(await problem("a\0b.md")).toMatch(/cannot be read$/);
  });
});
