import type { Code, Nodes } from "mdast";
import { fencesIn } from "../markdown/code-fences.ts";
import type { PlaybookDocument } from "../markdown/document.ts";
import { isShellFence } from "../shell/fence.ts";

/** Whether commands to run stand in the node, as code of their own. */
export function containsShell(document: PlaybookDocument, node: Nodes): boolean {
  if (node.type === "code") return isShellCode(document, node);
  if (!("children" in node) || node.type === "paragraph") return false;
  return node.children.some((child) => containsShell(document, child));
}

function isShellCode(document: PlaybookDocument, node: Code): boolean {
  const isFence = fencesIn([node], document.text).length > 0;
  return isShellFence(node.value, isFence ? (node.lang ?? "") : "");
}
