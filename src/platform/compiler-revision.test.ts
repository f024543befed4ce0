import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import bundle from "../../rolldown.config.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { compilerRevision, revisionOfSources } from "./compiler-revision.ts";

function sources(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  const all = {
    "package.json": '{ "version": "1.0.0", "dependencies": { "parser": "1.0.0" } }',
    "src/domain/duration.ts": "export const a = 1;\n",
    "src/playbook/compile.ts": "export const b = 2;\n",
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

describe("the compiler's revision", () => {
  const plain = () => revisionOfSources(sources({}));

  it.each([
    ["a line of the compiler", { "src/playbook/compile.ts": "export const b = 3;\n" }],
    ["a rule that it asks", { "src/domain/duration.ts": "export const a = 2;\n" }],
    ["a new file", { "src/playbook/shell/more.ts": "" }],
    ["a parser", { "package.json": '{ "dependencies": { "parser": "1.0.1" } }' }],
  ])("changes with %s", (_, files) => {
    expect(revisionOfSources(sources(files))).not.toBe(plain());
  });

  it.each([
    ["a test", { "src/playbook/compile.test.ts": "" }],
    ["another part of the program", { "src/store/sql.ts": "" }],
    ["how the checkout ends lines", { "src/playbook/compile.ts": "export const b = 2;\r\n" }],
    ["the program's version", { "package.json": '{ "dependencies": { "parser": "1.0.0" } }' }],
  ])("stays with %s", (_, files) => {
    expect(revisionOfSources(sources(files))).toBe(plain());
  });

  it("is the same in the bundle and from the sources", () => {
    const root = fileURLToPath(new URL("../../", import.meta.url));
    expect(compilerRevision()).toBe(revisionOfSources(root));
    expect(bundle).toMatchObject({
      transform: { define: { COMPILER_REVISION: JSON.stringify(compilerRevision()) } },
    });
  });
});
