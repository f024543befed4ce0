/** psql's backslash commands: those that list, with arguments that psql cannot run. */

import { change, observe, reveal, unknown, type Verdict } from "../verdict.ts";

/** `\d`, `\dt+ public.*`, `\l`; a second backslash, a pipe or a backquote would be another command. */
const LISTING =
  /^\\(?:d[a-zA-Z]{0,3}[+S]{0,2}|l\+?|z|conninfo|encoding|sf\+?|sv\+?)(?:\s+["\w.*?$-]+)*\s*$/u;
/** Foreign servers and user mappings print their options, passwords among them. */
const FOREIGN = /^\\de[a-zA-Z]/u;

/** Classes the text after `-c` when it begins with a backslash. */
export function classMetaCommand(text: string): Verdict {
  const name = /^\\[^\s]*/u.exec(text)?.[0] ?? "\\";
  if (FOREIGN.test(text)) return reveal(`\`psql ${name}\` may print passwords`);
  if (LISTING.test(text)) return observe(`\`psql ${name}\` only lists`);
  if (/\\(?:!|copy|o\b|out|w\b|write|i\b|ir\b|include|g|gexec|setenv|password)/u.test(text))
    return change(`\`psql ${name}\` runs or writes something`);
  return unknown(`\`psql ${name}\` is not known`);
}
