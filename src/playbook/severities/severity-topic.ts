/** What reading severities from lists, headings and tables has in common. */

import type { CompileContext, PlaybookDocument, Section } from "../markdown/document.ts";
import { SEVERITY_TOPICS } from "../vocabulary.ts";
import { readSeverityMention, type SeverityMention, severityRank } from "../words/severity-id.ts";
import { mentions } from "../words/wording.ts";
import type { SeverityDrafts } from "./severity-draft.ts";

export interface Reading {
  readonly document: PlaybookDocument;
  readonly context: CompileContext;
  readonly drafts: SeverityDrafts;
}

/** Whether the section, or one it stands under, is about severities. */
export function isAboutSeverities(section: Section): boolean {
  for (let at: Section | undefined = section; at !== undefined; at = at.parent) {
    if (mentions(at.title, SEVERITY_TOPICS)) return true;
  }
  return false;
}

/** At least two, all different, and all items but perhaps a remark. */
export function areSeverities(mentioned: readonly (SeverityMention | undefined)[]): boolean {
  const keys = mentioned.flatMap((mention) => mention?.key ?? []);
  return keys.length >= 2 && keys.length === mentioned.length && new Set(keys).size === keys.length;
}

/** "(Critical): data is lost", "Critical - data is lost", "Critical", "data is lost". */
export function splitSummary(rest: string): { name?: string; definition?: string } {
  const bracketed = /^\(([^()]{1,40})\)\s*[:–—-]*\s*(.*)$/su.exec(rest);
  if (bracketed !== null) return named(bracketed[1], bracketed[2]);
  const [head = "", ...others] = rest.split(/:\s+|\s+[-–—]\s+/u);
  if (severityRank(head) !== undefined && head.split(/\s+/u).length <= 3)
    return named(head, rest.slice(head.length).replace(/^[\s:–—-]+/u, ""));
  return rest === "" || others.length > 5 ? {} : { definition: rest };
}

/** A few words; "SEV1 (P0)" gives another code, not a name. */
export function isName(text: string): boolean {
  return text.split(/\s+/u).length <= 4 && readSeverityMention(text, true)?.number === undefined;
}

function named(name = "", definition = ""): { name?: string; definition?: string } {
  return {
    ...(name.trim() === "" || !isName(name.trim()) ? {} : { name: name.trim() }),
    ...(definition.trim() === "" ? {} : { definition: definition.trim() }),
  };
}
