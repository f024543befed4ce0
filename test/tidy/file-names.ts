/** How files are called. */

import { posix } from "node:path";
import type { Finding } from "./finding.ts";

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|config))?\.(?:ts|js|sh)$/u;
const PASCAL = /^[A-Z][A-Za-z0-9]*(?:\.test)?\.tsx$/u;
const CODE = /\.(?:tsx?|jsx?|mjs|cjs|sh)$/u;

/** Names under which anything can be put, and is. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  "types",
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "shared",
  "misc",
  "manager",
  "interfaces",
]);

/** What is wrong with a path's name. */
export function findBadName(path: string): Finding[] {
  if (!CODE.test(path)) return [];
  const name = posix.basename(path);
  const words = path.split("/").map((part) => part.replace(/\..*$/u, ""));
  const empty = words.find((word) => SAYS_NOTHING.has(word));
  if (empty !== undefined) {
    const message = `"${empty}" does not say what is in it. Put each thing beside what owns it, and name the file after it.`;
    return [{ path, message }];
  }
  if (/^index\.[tj]sx?$/u.test(name)) {
    const message = "no barrels: import each thing from the file that has it, and remove this one.";
    return [{ path, message }];
  }
  const pattern = name.endsWith(".tsx") ? PASCAL : KEBAB;
  if (pattern.test(name)) return [];
  const wanted = name.endsWith(".tsx") ? "PascalCase.tsx, after the component" : "kebab-case";
  return [{ path, message: `name the file in ${wanted}.` }];
}
