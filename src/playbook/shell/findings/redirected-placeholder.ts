/** TOC303: `<pod-name>` outside of quotes is two redirections to the shell. */

import { forEachChild, type ParsedScript, type SyntaxNode } from "unbash";
import type { PlacedPlaceholder } from "../holes.ts";
import type { CommandFinding } from "./finding.ts";

/** One finding for the line: the first placeholder in angle brackets that stands unquoted. */
export function redirectedPlaceholder(
  command: string,
  script: ParsedScript,
  placeholders: readonly PlacedPlaceholder[],
): CommandFinding | undefined {
  const quoted = quotedRanges(script);
  const bare = placeholders.filter(
    ({ text, at }) => text.startsWith("<") && !quoted.some(({ pos, end }) => at >= pos && at < end),
  );
  const [first] = bare;
  if (first === undefined) return undefined;
  const end = first.at + first.text.length;
  const target = /^(?:[ \t]|\\\n)*([^\s;|&<>()\\]+)/u.exec(command.slice(end))?.[1];
  const output = target === undefined ? "" : `, and writes into one named \`${target}\``;
  return {
    code: "TOC303",
    message: `whoever copies this without filling in \`${first.text}\` redirects: the shell reads a file named \`${first.name.split(/\s/u, 1)[0] ?? ""}\`${output}`,
    help: "put what is to be filled in into quotes",
    start: first.at,
    end,
  };
}

function quotedRanges(root: SyntaxNode): { pos: number; end: number }[] {
  const ranges: { pos: number; end: number }[] = [];
  const visit = (node: SyntaxNode): void => {
    if (/^(?:SingleQuoted|DoubleQuoted|AnsiCQuoted|HereDocBody)$/u.test(node.type))
      ranges.push(node);
    else forEachChild(node, visit);
  };
  visit(root);
  return ranges;
}
