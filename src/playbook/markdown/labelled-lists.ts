/** Lists of a section with the words that introduce them. */

import type { List, ListItem, Nodes, RootContent } from "mdast";
import type { Section } from "./document.ts";
import { labelOf, oneLine, plainText } from "./plain-text.ts";

export interface ListedItem {
  /** The item's own words on one line, without its nested lists, code and tables. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** The last line of the item, nested content included. */
  readonly lastLine: number;
  /** True or false for a task list item. */
  readonly checked?: boolean;
  /** Items of the lists inside this one. */
  readonly items: readonly ListedItem[];
  readonly node: ListItem;
}

export interface LabelledList {
  /** From the label paragraph directly before it, or from the list item it is nested in; "" when there is none. */
  readonly label: string;
  /** Where the label stands; where the list starts when there is none. */
  readonly line: number;
  readonly lastLine: number;
  readonly ordered: boolean;
  readonly items: readonly ListedItem[];
}

/**
 * The section's own lists (not its children's), in the text's order. A nested list whose item ends
 * with a colon ("- **Examples**:") is there twice: as the item's `items`, and as a labelled list.
 */
export function labelledLists(section: Pick<Section, "content">): readonly LabelledList[] {
  const found: LabelledList[] = [];
  collect(section.content, found);
  return found;
}

/** The item and all that are nested in it, in the text's order. */
export function withNested(item: ListedItem): readonly ListedItem[] {
  return [item, ...item.items.flatMap(withNested)];
}

function collect(nodes: readonly RootContent[], found: LabelledList[]): void {
  for (const [index, node] of nodes.entries()) {
    if (node.type === "blockquote") collect(node.children, found);
    if (node.type !== "list") continue;
    const previous = nodes[index - 1];
    const label = previous?.type === "paragraph" ? labelOf(previous) : undefined;
    const labelLine = label === undefined ? undefined : previous?.position?.end.line;
    found.push(listOf(node, label ?? "", labelLine));
    for (const item of node.children) collectLabelledItems(item, found);
  }
}

function collectLabelledItems(item: ListItem, found: LabelledList[]): void {
  for (const [index, node] of item.children.entries()) {
    if (node.type !== "list") continue;
    const previous = item.children[index - 1];
    const label = previous?.type === "paragraph" ? labelOf(previous) : undefined;
    if (label !== undefined) found.push(listOf(node, label, previous?.position?.end.line));
    for (const inner of node.children) collectLabelledItems(inner, found);
  }
}

function listOf(list: List, label: string, labelLine: number | undefined): LabelledList {
  const line = labelLine ?? list.position?.start.line ?? 1;
  return {
    label,
    line,
    lastLine: list.position?.end.line ?? line,
    ordered: list.ordered === true,
    items: list.children.map(itemOf),
  };
}

const NOT_ITS_WORDS: ReadonlySet<string> = new Set(["list", "code", "table"]);

/** Every compiler reads the lists of every section. */
const known = new WeakMap<ListItem, ListedItem>();

function itemOf(item: ListItem): ListedItem {
  const read = known.get(item);
  if (read !== undefined) return read;
  const listed = readItem(item);
  known.set(item, listed);
  return listed;
}

function readItem(item: ListItem): ListedItem {
  const own = item.children.filter(({ type }) => !NOT_ITS_WORDS.has(type));
  const start = item.position?.start ?? { line: 1, column: 1 };
  return {
    text: oneLine(own.map((child: Nodes) => plainText(child)).join(" ")),
    line: start.line,
    column: start.column,
    lastLine: item.position?.end.line ?? start.line,
    ...(typeof item.checked === "boolean" ? { checked: item.checked } : {}),
    items: item.children.flatMap((child) =>
      child.type === "list" ? child.children.map(itemOf) : [],
    ),
    node: item,
  };
}
