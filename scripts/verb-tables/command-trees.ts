/** The verbs of a tool, from the place where it lists them itself. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** A function of Go, the `Use` of the command that it makes, and the command's other names. */
const COMMANDS = /^func (\w+)\(|\bUse:\s+"([a-z][\w-]*)|\bAliases:\s+\[\]string\{([^}]*)\}/gmu;

/** A program written with cobra: what the root's file calls makes a verb. */
export function goVerbs(folder: string, rootFile: string): string[] {
  const root = readFileSync(join(folder, rootFile), "utf8");
  const called = new Set([...root.matchAll(/\b(\w+)\(/gu)].map((match) => match[1] ?? ""));
  return goFiles(folder)
    .filter((file) => file !== join(folder, rootFile))
    .flatMap((file) => verbsIn(readFileSync(file, "utf8"), called));
}

/** The first command of each function; any other one that it makes is a word behind that. */
function verbsIn(text: string, makers: ReadonlySet<string>): string[] {
  const found: string[] = [];
  let isMaker = false;
  let commands = 0;
  for (const [, name, verb, aliases] of text.matchAll(COMMANDS)) {
    if (name !== undefined) {
      isMaker = makers.has(name);
      commands = 0;
    }
    if (verb !== undefined) commands += 1;
    if (!isMaker || commands !== 1) continue;
    if (verb !== undefined) found.push(verb);
    for (const [, alias = ""] of aliases?.matchAll(/"([\w-]+)"/gu) ?? []) found.push(alias);
  }
  return found;
}

function goFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return goFiles(path);
    return name.endsWith(".go") && !name.endsWith("_test.go") ? [path] : [];
  });
}

/** One page of the reference for each command; `container_ls.md` is a word behind a verb. */
export function dockerVerbs(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^[a-z-]+\.md$/u.test(name) && !/^(?:docker|index)\.md$/u.test(name))
    .map((name) => name.slice(0, -".md".length));
}

/** Lines of `git-NAME  category`. */
export function gitVerbs(path: string): string[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => {
      const verb = /^git-([\w-]+)\s/u.exec(line)?.[1];
      return verb === undefined ? [] : [verb];
    });
}
