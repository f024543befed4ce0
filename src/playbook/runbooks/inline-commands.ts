/** Commands written in the middle of sentences, as inline code. */

import type { InlineCode, ListItem, Nodes } from "mdast";
import type { PlaybookDocument } from "../markdown/document.ts";
import { plainText } from "../markdown/plain-text.ts";
import { isShellFence } from "../shell/fence.ts";
import { REFUSALS, RUN_VERBS } from "../vocabulary/runbooks.ts";
import { CHECK_VERBS } from "../words/instruction-words.ts";
import { isInstruction } from "../words/instructions.ts";
import { anyOf, mentions } from "../words/wording.ts";
import { codeLines } from "./runbook-fence.ts";

/** What of the words before a command is looked at: a paragraph may hold thousands of them. */
const BEFORE_MAX = 200;

/** What says to run them, or known programs with arguments; none in a sentence that says not to do something. */
export function inlineCommands(node: Nodes): readonly InlineCode[] {
  const text = plainText(node);
  if (mentions(text, REFUSALS)) return [];
  const found: InlineCode[] = [];
  let before = "";
  let length = 0;
  const visit = (child: Nodes): void => {
    if (child.type === "inlineCode") {
      const end = length + child.value.length;
      const after = text.slice(end, end + BEFORE_MAX);
      const isFirst = length < BEFORE_MAX && before.trim() === "";
      const isAlone = isFirst && /^\s*(?:$|[.,;:(—–-])/u.test(after);
      if (isCommand(child.value, before, isAlone)) found.push(child);
    }
    if ("children" in child) for (const inner of child.children) visit(inner);
    else if ("value" in child) {
      length += child.value.length;
      before = `${before}${child.value}`.slice(-BEFORE_MAX);
    }
  };
  visit(node);
  return found;
}

/**
 * A verb and something to do it to: `kubectl get` alone only names a command. Two words are one where
 * the second is an option or an address (`df -h`, `curl https://host/health`), and where the words
 * before them say that it is given, or nothing else is said. `before` is what stands before it in its
 * sentence.
 */
function isCommand(written: string, before: string, isAlone: boolean): boolean {
  const text = withoutSettings(written.trim());
  const [first = "", second = "", third] = text.split(/\s+/u, 3);
  const isGiven = isAlone || isGivenAfter(before);
  if (QUERY.test(text)) return isGiven;
  if (isShellFence(text, "")) {
    const isComplete = third !== undefined || /^(?:-{1,2}[a-zA-Z]|https?:\/\/)/u.test(second);
    return isComplete || (second !== "" && isGiven && !isOpen(first, second));
  }
  if (!PLAIN_PROGRAM.test(text)) return false;
  const isTyped = (OPTION.test(text) || HOLE.test(text)) && !text.includes(" ... ");
  return RUNS.test(before) || SEVERAL.test(text) || (isGiven && isTyped);
}

/** `REGION=eu deploy …` is about what stands behind the setting. */
function withoutSettings(text: string): string {
  return text.replace(/^(?:[A-Za-z_]\w*=[^\s"'`$]* +)+/u, "");
}

/** A program and something behind it; no query, path of an API, or name of a menu. */
const PLAIN_PROGRAM = /^(?:\.{1,2}\/)?[a-z][\w.-]*(?:\/[\w.-]+)*\s+[^\s=:]/u;
const RUNS = new RegExp(`(?:^|[^\\p{L}])(?:${anyOf(RUN_VERBS)}):?\\s+$`, "iu");
const CHECKS = new RegExp(`(?:^|[^\\p{L}])(?:${anyOf([...RUN_VERBS, ...CHECK_VERBS])})\\s+$`, "iu");

/** "Check `df`", "Empty the cache: `redis-cli FLUSHALL`". */
function isGivenAfter(words: string): boolean {
  const before = words.split(/[.!?]\s+/u).at(-1) ?? "";
  return (
    CHECKS.test(before) ||
    /[→⇒]\s+$/u.test(before) ||
    (/[:：]\s+$/u.test(before) && isInstruction(before))
  );
}

/** A whole statement of SQL, and no name of one such as `EXPLAIN ANALYZE`. */
const QUERY =
  /^(?:SELECT\s.+\sFROM\s|SELECT\s+\w+\(|UPDATE\s.+\sSET\s|DELETE\s+FROM\s|INSERT\s+INTO\s|(?:ALTER|DROP|TRUNCATE|REINDEX)\s+\w+\s+\w|SHOW\s+(?:FULL\s+)?\w+;|KILL\s+\S+;)/su;

/** Programs whose first word is a group, or a verb that needs something to do it to. */
const NEEDING_OBJECTS =
  /^(?:kubectl|oc|docker|podman|nerdctl|crictl|helm|systemctl|service|aws|az|gcloud|gh|glab|doctl)$/u;
const WHOLE_VERBS =
  /^(?:version|info|ps|images|pods|list|ls|cluster-info|api-resources|api-versions|stats|whoami|projects|up|down|daemon-reload|login|logout)$/u;

/** `kubectl logs` names a command, and leaves open of what. */
function isOpen(program: string, verb: string): boolean {
  return NEEDING_OBJECTS.test(program) && !WHOLE_VERBS.test(verb);
}

/** Two programs one after the other. */
const SEVERAL = /^[a-z][\w.-]* [^&]*\s&&\s[a-z]/u;
const OPTION = /\s--?[a-z]/iu;
/** `cf delete-key door-$wing`: something is to be filled in. */
const HOLE = /\s\S*(?:\$[a-z{]|<[a-z])/iu;

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
