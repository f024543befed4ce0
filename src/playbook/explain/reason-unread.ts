/** Why a line stayed text: where it stands, what shape it has, and what shape would be understood. */

import type { Nodes, RootContent } from "mdast";
import type { LineKind, LineReading } from "../coverage.ts";
import { type PlaybookDocument, type Section, walkSections } from "../markdown/document.ts";
import { quoted } from "./thing.ts";

interface Unread {
  readonly line: number;
  readonly readings: readonly LineReading[];
}

/** Sentences, the most telling first. */
export function reasonUnread(document: PlaybookDocument, unread: Unread): string[] {
  const { line, readings } = unread;
  if (readings[line - 1]?.state === "blank")
    return ["There is no letter and no digit on it: nothing to understand."];
  const section = sectionAt(document, line);
  const shape = shapeAt(document, line);
  return [
    `It stays ${SHAPES[shape]}, to be read by people.`,
    whereIt(section, unread),
    HINTS[shape],
  ];
}

function whereIt(section: Section, { line, readings }: Unread): string {
  const name = section.level === 0 ? "what stands before the first heading" : quoted(section.title);
  const [first, last] = ownLines(section, line);
  const kinds = new Set(
    readings
      .slice(first - 1, last)
      .flatMap((reading) => (reading.state === "understood" ? reading.kinds : []))
      .filter((kind) => kind !== "heading"),
  );
  if (kinds.size === 0)
    return `No part of ${name} was understood: neither its heading nor its form is one that Tocsin knows.`;
  const names = [...kinds].map((kind) => KIND_NAMES[kind]).join(" and ");
  return `Other lines of ${name} were understood as ${names}; this one says nothing in their form, or explains them.`;
}

function ownLines(section: Section, line: number): [first: number, last: number] {
  const last = section.content.at(-1)?.position?.end.line ?? line;
  return [section.line, Math.max(line, last)];
}

const KIND_NAMES: Readonly<Record<LineKind, string>> = {
  header: "facts about the playbook",
  severity: "severities",
  escalation: "escalation",
  phase: "a phase",
  checklist: "a checklist",
  runbook: "a runbook",
  template: "a template",
  postmortem: "the outline of a postmortem",
  rotation: "a rotation",
  contact: "contacts",
  reference: "links, access or documents",
  heading: "headings",
};

type Shape = "heading" | "paragraph" | "list" | "table" | "code" | "quote" | "html" | "other";

const SHAPES: Readonly<Record<Shape, string>> = {
  heading: "a heading",
  paragraph: "a paragraph",
  list: "an item of a list",
  table: "a row of a table",
  code: "text in a code fence",
  quote: "a quotation",
  html: "HTML",
  other: "text",
};

const HINTS: Readonly<Record<Shape, string>> = {
  heading:
    "A heading is understood with what stands below it: a severity (P0, SEV1, Critical), an escalation, a phase, a checklist, a runbook, a rotation, contacts, a template.",
  paragraph:
    "A paragraph becomes a step where it tells a responder of a runbook to do something, and a promise where it gives a severity a time. Name the one or the other.",
  list: "An item becomes a step in a runbook, an action or example under a severity, a step under an escalation, a question where it is a task (- [ ]).",
  table:
    "A row is understood when the columns are named for what they hold: Severity and Response time, Week and Primary, Service and Contact, Step and Action.",
  code: "A fence is understood as commands when it is marked as bash, sh or console and stands in a runbook, as a checklist when it is YAML, as a template when it is Markdown.",
  quote: "A quotation is taken for somebody's words. Write what is to be done outside of it.",
  html: "Of HTML only tables are understood. Write it as Markdown.",
  other: "Write it as a list, a table or a fence under a heading that says what it is.",
};

/** The innermost section that a line stands in. */
export function sectionAt(document: PlaybookDocument, line: number): Section {
  let found = document.root;
  for (const section of walkSections(document.root)) if (section.line <= line) found = section;
  return found;
}

function shapeAt(document: PlaybookDocument, line: number): Shape {
  const node = document.tree.children.find((one) => holds(one, line));
  return node === undefined ? "other" : shapeOf(node, line);
}

function shapeOf(node: RootContent, line: number): Shape {
  switch (node.type) {
    case "heading":
    case "paragraph":
    case "table":
    case "code":
    case "html":
      return node.type;
    case "blockquote":
      return "quote";
    case "list":
      return inList(node, line);
    default:
      return "other";
  }
}

/** A fence or a table within an item is what it is; anything else there belongs to the item. */
function inList(list: Nodes, line: number): Shape {
  let node: Nodes | undefined = list;
  while (node !== undefined && "children" in node) {
    const children: readonly Nodes[] = node.children;
    node = children.find((child) => holds(child, line));
    if (node?.type === "code" || node?.type === "table") return node.type;
  }
  return "list";
}

function holds(node: Nodes, line: number): boolean {
  const { position } = node;
  return position !== undefined && position.start.line <= line && position.end.line >= line;
}
