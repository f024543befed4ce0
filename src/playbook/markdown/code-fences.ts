/** Fenced code of a section, wherever in its lists and quotations it stands. */

import type { Code, Nodes, RootContent } from "mdast";
import type { PlaybookDocument, Section } from "./document.ts";
import { labelOf } from "./plain-text.ts";

export interface CodeFence {
  /** First word after the fence, lower case; "" when there is none. */
  readonly lang: string;
  /** The code without the fence lines and without the indentation of the list around it. */
  readonly value: string;
  /** Line of the first line of code; the line after the fence even when there is no code. */
  readonly line: number;
  readonly fenceLine: number;
  /** The closing fence's line; the last line of code when it is not closed. */
  readonly lastLine: number;
  readonly closed: boolean;
  /** From the label paragraph directly before it: "**Triage Checklist**:". */
  readonly label?: string;
}

/** The section's own fences (not its children's), in the text's order. Indented code is no fence. */
export function codeFences(document: PlaybookDocument, section: Section): readonly CodeFence[] {
  return fencesIn(section.content, document.text).map(({ fence }) => fence);
}

/** Every fenced code node among or inside `nodes`, with what is known of it. */
export function fencesIn(
  nodes: readonly RootContent[],
  text: string,
): { node: Code; fence: CodeFence }[] {
  const found: { node: Code; fence: CodeFence }[] = [];
  const visit = (siblings: readonly Nodes[], isNested: boolean): void => {
    for (const [index, node] of siblings.entries()) {
      if (node.type === "code") {
        const fence = fenceOf(node, siblings[index - 1], { text, isNested });
        if (fence !== undefined) found.push({ node, fence });
      } else if ("children" in node && node.type !== "paragraph") visit(node.children, true);
    }
  };
  visit(nodes, false);
  return found;
}

function fenceOf(
  node: Code,
  previous: Nodes | undefined,
  { text, isNested }: { text: string; isNested: boolean },
): CodeFence | undefined {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return undefined;
  const written = text.slice(start.offset, end.offset);
  const opening = /^(`{3,}|~{3,})/u.exec(written)?.[0];
  if (opening === undefined) return undefined;
  const label = labelBefore(previous);
  return {
    lang: (node.lang ?? "").toLowerCase(),
    value: node.value,
    line: start.line + 1,
    fenceLine: start.line,
    lastLine: end.line,
    closed: isClosed(written, opening, isNested),
    ...(label === undefined ? {} : { label }),
  };
}

/** A paragraph's label; or that of the last item of a list, where the fence is not indented as the item is. */
function labelBefore(previous: Nodes | undefined): string | undefined {
  const last = previous?.type === "list" ? previous.children.at(-1)?.children.at(-1) : previous;
  return last?.type === "paragraph" ? labelOf(last) : undefined;
}

/** A fence is closed when its last line is a run of the same character, at least as long as the opening one. */
function isClosed(written: string, opening: string, isNested: boolean): boolean {
  const lastBreak = written.lastIndexOf("\n");
  if (lastBreak < 0) return false;
  const line = written.slice(lastBreak + 1);
  // At the left margin four spaces make a line of code; inside a list or a quotation the margin is theirs.
  const margin = isNested ? /^[ \t>]*/u : /^ {0,3}/u;
  const run = line.replace(margin, "").trimEnd();
  return run.length >= opening.length && run === (opening[0] ?? "").repeat(run.length);
}
