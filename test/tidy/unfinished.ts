/** What is left for later, and tests that do not run. */

import type { Finding } from "./finding.ts";
import type { SourceFile, SyntaxNode } from "./source-file.ts";

const LATER = /\b(?:TODO|FIXME|XXX|HACK)\b/u;
const ABSENT = /\bnot (?:yet )?implemented\b/iu;

/** Notes for later in comments, and texts that say that something is missing. */
export function findUnfinished(file: SourceFile): Finding[] {
  const notes = file.comments.filter(({ text }) => LATER.test(text) || ABSENT.test(text));
  const texts = file.isTest ? [] : file.literals.filter(({ text }) => ABSENT.test(text));
  return [...notes, ...texts].map(({ line }) => ({
    path: file.path,
    line,
    message: "finish it or leave it out; what is missing stands in README.md, not in the code.",
  }));
}

const RUNNERS: ReadonlySet<string> = new Set(["test", "it", "describe", "bench", "suite"]);

const ADVICE: Readonly<Record<string, string>> = {
  only: "runs alone and keeps every other test from running: remove it",
  skip: "is never run: make it pass, remove it, or say when it can run with skipIf or runIf",
  todo: "is no test: write it or remove it",
  fails: "passes while it fails: make it pass or remove it",
};

/** Tests that are switched off, or that switch the others off. `skipIf` and `runIf` say when, and may. */
export function findIdleTests(file: SourceFile): Finding[] {
  return file.places.flatMap(({ node }) => {
    if (node.type !== "MemberExpression") return [];
    const property = String((node["property"] as SyntaxNode)["name"]);
    const advice = Object.hasOwn(ADVICE, property) ? ADVICE[property] : undefined;
    if (advice === undefined || !RUNNERS.has(rootName(node))) return [];
    return [{ path: file.path, line: file.lineAt(node.start), message: `.${property} ${advice}.` }];
  });
}

/** `test` in `test.concurrent.only`. */
function rootName(node: SyntaxNode): string {
  const object = node["object"] as SyntaxNode | undefined;
  return object === undefined ? String(node["name"]) : rootName(object);
}

/** Default exports, which everybody names differently. Configuration files of tools need theirs. */
export function findDefaultExport(file: SourceFile): Finding[] {
  if (/\.config\.[tj]s$/u.test(file.path)) return [];
  return file.places
    .filter(({ node }) => node.type === "ExportDefaultDeclaration")
    .map(({ node }) => ({
      path: file.path,
      line: file.lineAt(node.start),
      message: "export it by its name, so that it is called the same everywhere.",
    }));
}
