import type { Nodes, Root } from "mdast";

/** Quotations in lists in quotations: deeper than this nobody writes, and nobody reads. */
export const NESTING_MAX = 100;

/**
 * Cuts off what is nested deeper than `NESTING_MAX`, in place, so that everything that walks the tree
 * may call itself without running out of stack. What is cut off stays in the document's text.
 */
export function limitNesting(tree: Root): void {
  let level: Nodes[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: Nodes[] = [];
    for (const node of level) {
      if (!("children" in node)) continue;
      if (depth >= NESTING_MAX) node.children = [];
      else for (const child of node.children) next.push(child);
    }
    level = next;
  }
}
