/** Commands written in the middle of sentences, as inline code. */

import type { InlineCode, ListItem, Nodes } from "mdast";
import type { PlaybookDocument } from "../markdown/document.ts";
import { plainText } from "../markdown/plain-text.ts";
import { isShellFence } from "../shell/fence.ts";
import { REFUSALS } from "../vocabulary/runbooks.ts";
import { mentions } from "../words/wording.ts";
import { codeLines } from "./runbook-fence.ts";

/** Known programs with arguments, in code; none in a sentence that says not to do something. */
export function inlineCommands(node: Nodes): readonly InlineCode[] {
  if (mentions(plainText(node), REFUSALS)) return [];
  const found: InlineCode[] = [];
  const visit = (child: Nodes): void => {
    if (child.type === "inlineCode" && isCommand(child.value)) found.push(child);
    else if ("children" in child) for (const inner of child.children) visit(inner);
  };
  visit(node);
  return found;
}

/**
 * A verb and something to do it to: `kubectl get` alone only names a command. Two words are one where
 * the second is an option or an address: `df -h`, `curl https://host/health`.
 */
function isCommand(text: string): boolean {
  const [, second, third] = text.trim().split(/\s+/u, 3);
  const isComplete = third !== undefined || /^(?:-{1,2}[a-zA-Z]|https?:\/\/)/u.test(second ?? "");
  return isComplete && isShellFence(text, "");
}

/** The items of lists that hold a command anywhere; each is looked at once, however deeply it is nested. */
export class ItemsWithCommands {
  readonly #document: PlaybookDocument;
  readonly #known = new Map<ListItem, boolean>();

  constructor(document: PlaybookDocument) {
    this.#document = document;
  }

  has(item: ListItem): boolean {
    const known = this.#known.get(item);
    if (known !== undefined) return known;
    const holds = item.children.some((child) => this.#holdsCommand(child));
    this.#known.set(item, holds);
    return holds;
  }

  #holdsCommand(node: Nodes): boolean {
    if (node.type === "listItem") return this.has(node);
    if (node.type === "paragraph") return inlineCommands(node).length > 0;
    if (node.type === "code") {
      const { value, lang } = codeLines(this.#document, node);
      return isShellFence(value, lang);
    }
    return "children" in node && node.children.some((child) => this.#holdsCommand(child));
  }
}
