/** Message templates: fences of Markdown or plain text under headings about communication. */

import type { Phase, Template } from "../domain/playbook.ts";
import { type CodeFence, codeFences } from "./code-fences.ts";
import {
  type CompileContext,
  type PlaybookDocument,
  type Section,
  walkSections,
} from "./document.ts";
import { enclosingPhase } from "./enclosing-phase.ts";
import { isPostmortemFence } from "./postmortem-source.ts";
import { slug, uniqueIds } from "./slug.ts";
import { channelOf, statesIn } from "./template-channel.ts";
import { mentions } from "./wording.ts";

/** Words that say where a message goes: a log's "message" and a "notification" of a program are none. */
const CHANNEL_PHRASES = [
  "communicat*",
  "announce*",
  "message template*",
  "status page*",
  "statuspage*",
  "status update*",
  "update template*",
  "incident update*",
  "stakeholder update*",
  "customer update*",
  "slack",
  "email*",
  "e mail*",
  "press",
  "wording*",
];
const COMMUNICATION_PHRASES = [...CHANNEL_PHRASES, "message*", "messaging", "notif*"];

/**
 * Every message template of the documents, in the text's order, with its body as written. A Markdown
 * fence counts below a heading (at any height) or a label about communication; an untagged or plain
 * text one only directly under it. The postmortem's template is none.
 */
export function compileTemplates(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
  phases: readonly Phase[],
): readonly Template[] {
  const templates: Template[] = [];
  const unique = uniqueIds();
  for (const document of documents) {
    for (const section of walkSections(document.root)) {
      for (const fence of codeFences(document, section)) {
        if (!isMessage(section, fence) || isPostmortemFence(document, section, fence)) continue;
        const template = templateOf({ document, section, phases }, fence);
        templates.push({ ...template, id: unique(template.id) });
        context.understood(document.file, fence.fenceLine, fence.lastLine);
      }
    }
  }
  return templates;
}

function isMessage(section: Section, fence: CodeFence): boolean {
  const near = `${fence.label ?? ""} / ${section.title}`;
  if (fence.value.trim() === "") return false;
  if (fence.lang === "markdown" || fence.lang === "md")
    return [near, ...titlesAbove(section)].some((text) => mentions(text, COMMUNICATION_PHRASES));
  const isPlain = fence.lang === "" || fence.lang === "text" || fence.lang === "txt";
  return isPlain && near.length < 100 && mentions(near, CHANNEL_PHRASES) && isProse(fence.value);
}

/** Sentences; not a drawing, a command or its output. */
function isProse(text: string): boolean {
  if (/[\u2500-\u259F]|^[ \t]*[$#{[][ \t]*\S*$/mu.test(text)) return false;
  const words = text.match(/\p{L}{2,}/gu)?.length ?? 0;
  const signs = text.match(/[^\p{L}\p{N}\s.,:;!?'’"()*#[\]<>-]/gu)?.length ?? 0;
  return words >= 5 && signs * 3 < words;
}

interface Place {
  readonly document: PlaybookDocument;
  readonly section: Section;
  readonly phases: readonly Phase[];
}

function templateOf({ document, section, phases }: Place, fence: CodeFence): Template {
  const title = fence.label ?? section.title;
  const heading = /^[ \t]*#{1,6}[ \t]+(.*)$/mu.exec(fence.value)?.[1] ?? "";
  const above = titlesAbove(section);
  const texts = [fence.label ?? "", section.title, heading, ...above];
  const channel = channelOf(texts);
  const phase = enclosingPhase(document, section, phases);
  const named = statesIn(title);
  const states =
    channel === "status-page" ? (named.length > 0 ? named : statesIn(fence.value)) : [];
  return {
    id: slug(title, "message"),
    title,
    ...(phase === undefined ? {} : { phase: phase.id }),
    channel,
    ...(states.length === 0 ? {} : { states }),
    body: fence.value,
    source: { file: document.file, line: fence.fenceLine },
  };
}

function titlesAbove(section: Section): readonly string[] {
  const titles: string[] = [];
  for (let at = section.parent; at !== undefined && at.level > 0; at = at.parent)
    titles.push(at.title);
  return titles;
}
