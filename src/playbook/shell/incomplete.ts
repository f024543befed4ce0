/** Whether a command line goes on on the next line. */

import { forEachChild, parse, type SyntaxNode } from "unbash";
import { replacePlaceholders } from "./holes.ts";

const WAITS_FOR_MORE =
  /^unterminated |^expected .*(?: to close |^expected command |^expected 'do'|function body)|^expected command |^expected 'do'/u;

/** True for an open quote, substitution or heredoc, a loop without its end, a trailing `\`, `|` or `&&`. */
export function isIncomplete(text: string): boolean {
  if (/(?:^|[^\\])(?:\\\\)*\\$/u.test(text)) return true;
  const script = parse(replacePlaceholders(text).text);
  const errors = script.errors ?? [];
  if (errors.length > 0) return errors.every((error) => WAITS_FOR_MORE.test(error.message));
  return text.includes("<<") && hasOpenHereDoc(script);
}

function hasOpenHereDoc(node: SyntaxNode): boolean {
  if (node.type === "HereDoc") return node.closing === undefined;
  let open = false;
  forEachChild(node, (child) => {
    open ||= hasOpenHereDoc(child);
  });
  return open;
}
