/**
 * Compiles documents with this checkout and with another one, each document by itself, and names those
 * whose compiled forms differ: `node bin/with-node.js scripts/compare-compilers.ts OTHER FOLDER…`.
 * Whoever adds words (a language, a synonym) sees by it which playbooks are read in another way.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

interface Compiler {
  readonly assemblePlaybook: typeof import("../src/playbook/assemble-playbook.ts").assemblePlaybook;
  readonly loadSyntaxParsers: typeof import("../src/platform/syntax-parsers.ts").loadSyntaxParsers;
}

async function compilerOf(checkout: string): Promise<Compiler> {
  const load = (file: string) => import(pathToFileURL(resolve(checkout, file)).href);
  const { assemblePlaybook } = await load("src/playbook/assemble-playbook.ts");
  const { loadSyntaxParsers } = await load("src/platform/syntax-parsers.ts");
  return { assemblePlaybook, loadSyntaxParsers };
}

function documentsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(?:md|mdx|markdown)$/u.test(path))
    .sort()
    .map((path) => join(folder, path));
}

const [other, ...folders] = process.argv.slice(2);
if (other === undefined || folders.length === 0)
  throw new Error("usage: compare-compilers.ts OTHER-CHECKOUT FOLDER…");

const forms: string[][] = [];
for (const checkout of [".", other]) {
  const { assemblePlaybook, loadSyntaxParsers } = await compilerOf(checkout);
  const parsers = await loadSyntaxParsers();
  forms.push(
    folders.flatMap(documentsIn).map((path) => {
      const files = [{ path, bytes: readFileSync(path) }];
      const hash = "0".repeat(64);
      const input = { files, hash, presentFiles: new Set<string>(), parsers };
      return JSON.stringify(assemblePlaybook(input).playbook);
    }),
  );
}

const paths = folders.flatMap(documentsIn);
const differing = paths.filter((_, index) => forms[0]?.[index] !== forms[1]?.[index]);
for (const path of differing) console.log(path);
console.log(`${paths.length - differing.length} of ${paths.length} documents are read alike`);
process.exitCode = differing.length === 0 ? 0 : 1;
