/** Sections that tell in words what to do: lists of instructions of a response, without any command. */

import type { List, ListItem, RootContent } from "mdast";
import { fileName, type PlaybookDocument, type Section } from "../markdown/document.ts";
import { labelOf } from "../markdown/plain-text.ts";
import { CONDITION_LEADS } from "../vocabulary/runbooks.ts";
import { ESCALATION_TOPICS, SEVERITY_TOPICS } from "../vocabulary.ts";
import { isInstruction } from "../words/instructions.ts";
import { namesPostmortem } from "../words/postmortem-words.ts";
import {
  OTHER_PHRASES,
  RESPONSE_STARTS,
  RESPONSE_TOPICS,
  STEP_PHRASES,
} from "../words/procedure-words.ts";
import { readSeverityMention, severityKeysIn } from "../words/severity-id.ts";
import { conditionOfTitle } from "../words/step-marker.ts";
import { beginsWith, mentions } from "../words/wording.ts";
import { asksForSomething, holdsToDo, isToDoOrRun, itemText } from "./list-items.ts";
import { numberedInstructions } from "./numbered-text.ts";
import { areTroubles } from "./runbook-cases.ts";
import { codeLines } from "./runbook-fence.ts";
import { offersWays } from "./runbook-list.ts";
import { tellCases } from "./runbook-paragraph.ts";
import { holdsCases } from "./runbook-table.ts";
import { type Topic, tellsTrouble, topicOf } from "./runbook-words.ts";

/** Whether the section's own lists are the steps of a procedure. */
export function isProcess(document: PlaybookDocument, section: Section): boolean {
  const plainly = section.content.some((node) => isPlainlySteps(document, node));
  // Whom to call next may be told as steps to take.
  if (isOther(section)) return plainly && mentions(section.title, ESCALATION_TOPICS);
  const saysSteps = mentions(section.title, STEP_PHRASES);
  const isNumberedOnly = isAboutPostmortem(document, section);
  const isAsked = saysSteps || asksByTitle(section);
  if (plainly) return true;
  if (!saysSteps && !isNumberedOnly && !isAboutIncidents(document, section)) return false;
  if (tellCases(section.content)) return true;
  return section.content.some(
    (node) =>
      node.type === "list" &&
      (isSteps(node, { saysSteps, isAsked }) || tellsWhatToDo(node)) &&
      (!isNumberedOnly || node.ordered === true),
  );
}

/** Whether the list says of several troubles what is done then, or holds steps below a label that says so. */
function tellsWhatToDo(list: List): boolean {
  return (list.children.length >= 2 && areTroubles(list)) || list.children.some(holdsLabelledSteps);
}

/** "Immediate actions:" with a list of them, beside "Trigger: …". */
function holdsLabelledSteps(item: ListItem): boolean {
  const text = itemText(item);
  const isLabel = /[:：]$/u.test(text) && LABEL_TOPICS.has(topicOf(text) ?? "background");
  return isLabel && holdsToDo(item);
}

const LABEL_TOPICS: ReadonlySet<Topic> = new Set(["steps", "mitigation"]);

/** Whether a table tells what is done in which case. */
export function tellsCases(section: Section): boolean {
  return (
    !isOther(section) && section.content.some((node) => node.type === "table" && holdsCases(node))
  );
}

/** Whether its lists are more than a phase can ask for: ways of which one is taken. */
export function isProcessOfWays(document: PlaybookDocument, section: Section): boolean {
  const hasWays = section.content.some((node) => node.type === "list" && offersWays(node));
  return hasWays && isProcess(document, section);
}

/** Whether labels put conditions before lists of things to do, which no list may lose. */
export function tellsConditions({ content }: Section): boolean {
  const opened = content.filter((node, index) => {
    const next = content[index + 1];
    const label = node.type === "paragraph" ? labelOf(node) : undefined;
    return label !== undefined && conditionOfTitle(label) !== undefined && next?.type === "list";
  });
  return opened.length >= 2;
}

/** A numbered list of instructions and nothing else, which needs no words around it. */
function isPlainlySteps(document: PlaybookDocument, node: RootContent): boolean {
  if (node.type === "code") return numberedInstructions(codeLines(document, node)) !== undefined;
  return (
    node.type === "list" &&
    node.ordered === true &&
    node.children.length >= 3 &&
    node.children.every(
      (item) => typeof item.checked !== "boolean" && isInstruction(itemText(item)),
    )
  );
}

/** Points below a heading that only names something ("Our values", "Support") are steps where nearly all of them ask. */
function isSteps(list: List, at: { saysSteps: boolean; isAsked: boolean }): boolean {
  if (list.children.some(({ checked }) => typeof checked === "boolean")) return false;
  const isAsking = at.isAsked || list.ordered === true ? isToDoOrRun(list) : asksThroughout(list);
  return isAsking && (at.saysSteps || list.children.length >= 2);
}

function asksThroughout({ children }: List): boolean {
  const others = children.filter((item) => !asksForSomething(item)).length;
  return others * 4 <= children.length;
}

/** "Isolate the pump", "When it smokes", "Pump down": below it stands what is done then. */
function asksByTitle({ title }: Section): boolean {
  const isCase = beginsWith(title, CONDITION_LEADS) !== undefined || tellsTrouble(title);
  return isCase || isInstruction(title);
}

/** By its own heading, of which several sentences are advice; those above count where its own says nothing of steps. */
function isOther(section: Section): boolean {
  // "Process for P2 and P3".
  const isForSeveral = severityKeysIn(section.title).length > 1;
  if (isForSeveral && mentions(section.title, STEP_PHRASES)) return false;
  const isOfSeverities = mentions(section.parent?.title ?? "", SEVERITY_TOPICS);
  if (readSeverityMention(section.title, isOfSeverities) !== undefined) return true;
  if (/[.!?]\s+\S/u.test(section.title) && !/^\P{L}*\d+\.\s/u.test(section.title)) return true;
  // "Response to a SEV1".
  if (severityKeysIn(section.title).length > 0) return true;
  // "Assemble the response team" is something to do; "The response team" is not.
  if (!section.title.includes(":") && isInstruction(section.title)) return false;
  if (mentions(section.title, OTHER_PHRASES)) return true;
  if (mentions(section.title, STEP_PHRASES)) return false;
  if (beginsWith(section.title, RESPONSE_STARTS) !== undefined) return false;
  for (let at = section.parent; at !== undefined && at.level > 1; at = at.parent)
    if (mentions(at.title, OTHER_PHRASES)) return true;
  return false;
}

function isAboutIncidents(document: PlaybookDocument, section: Section): boolean {
  const { root } = document;
  // The folder says what the collection is about, not what this page is.
  if (mentions(fileName(document), RESPONSE_TOPICS)) return true;
  for (let at: Section | undefined = section; at !== undefined; at = at.parent)
    if (mentions(at.title, RESPONSE_TOPICS)) return true;
  return mentions(root.children[0]?.title ?? "", RESPONSE_TOPICS);
}

/** A postmortem is written in steps too, where they are numbered; its other lists are what it asks. */
function isAboutPostmortem(document: PlaybookDocument, section: Section): boolean {
  if (isInstruction(section.title)) return false;
  return namesPostmortem(fileName(document)) || namesPostmortem(section.title);
}
