/** Markdown nodes as the words a reader sees. */

import type { Nodes, Paragraph } from "mdast";

/** Every compiler asks for the words of every node, and a tree never changes. */
const known = new WeakMap<Nodes, string>();

/** What a reader sees of a node, on one line: white space collapsed, HTML tags dropped, images as their alternative text. */
export function plainText(node: Nodes): string {
  const read = known.get(node);
  if (read !== undefined) return read;
  const text = oneLine(visibleText(node));
  known.set(node, text);
  return text;
}

/** What a reader sees of a node, with the text's own line breaks kept (each line trimmed, empty ones dropped). */
export function plainLines(node: Nodes): string[] {
  return visibleText(node)
    .split("\n")
    .map(oneLine)
    .filter((line) => line !== "");
}

/** The text with every run of white space as one space, none at the ends. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function visibleText(node: Nodes): string {
  switch (node.type) {
    case "break":
      return "\n";
    case "html":
      return withoutTags(node.value);
    case "image":
    case "imageReference":
      return node.alt ?? "";
    case "footnoteReference":
    case "definition":
    case "yaml":
      return "";
    default:
  }
  if ("value" in node) return node.value;
  if (!("children" in node)) return "";
  const isBlockParent = BLOCK_PARENTS.has(node.type);
  return node.children.map((child) => visibleText(child)).join(isBlockParent ? "\n" : "");
}

const BLOCK_PARENTS: ReadonlySet<string> = new Set([
  "root",
  "blockquote",
  "list",
  "listItem",
  "table",
  "tableRow",
  "footnoteDefinition",
]);

function withoutTags(html: string): string {
  return html
    .replace(/<!--.*?(?:-->|$)/gsu, "")
    .replace(/<\/?(?:br|p|li|div|tr|h[1-6])\b[^<>]*>/giu, "\n")
    .replace(/<\/?[a-z][^<>]*>/giu, "");
}

/** "Response: 15 minutes" as its label and what follows; undefined when the text does not begin with a short label. */
export function splitLabel(text: string): { label: string; rest: string } | undefined {
  // A label is a few words; a colon later in a sentence, or the one in "https://", marks none.
  const match = /^([^:：]{1,60})[:：](?!\/\/)\s*(.*)$/su.exec(text.trim());
  if (match === null) return undefined;
  const label = (match[1] ?? "").trim();
  if (label === "" || label.split(/\s+/u).length > 8) return undefined;
  return { label, rest: (match[2] ?? "").trim() };
}

/** "(for guests only)". */
function isAside(node: Nodes): boolean {
  return node.type === "text" && /^\([^()]{1,60}\)$/u.test(node.value.trim());
}

/**
 * The label a paragraph gives to what follows it: "**Examples**:", "Examples:", or a line that is all
 * bold, but for an aside in brackets. Of a paragraph of several lines the last one counts. Undefined for any other paragraph.
 */
export function labelOf(paragraph: Paragraph): string | undefined {
  const last = plainLines(paragraph).at(-1);
  if (last === undefined) return undefined;
  if (/[:：]$/u.test(last)) return last.replace(/\s*[:：]+$/u, "").trim();
  const meaningful = paragraph.children.filter(
    (child) => child.type !== "text" || child.value.trim() !== "",
  );
  const [first, aside, ...others] = meaningful;
  if (first?.type !== "strong" || others.length > 0) return undefined;
  return aside === undefined || isAside(aside) ? last : undefined;
}
