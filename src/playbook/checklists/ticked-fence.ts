/** Boxes to tick that are drawn in a fence: "[ ] Doors are shut", under headings or comments of its own. */

import type { ChecklistItem } from "../../domain/playbook.ts";
import { type CodeFence, codeFences } from "../markdown/code-fences.ts";
import type { PlaybookDocument, Section } from "../markdown/document.ts";
import { slug, uniqueIds } from "../words/slug.ts";
import { answerOfSentence } from "./checklist-item.ts";
import type { ChecklistGroup } from "./yaml-checklist.ts";

interface FenceLine {
  readonly kind: "tick" | "title" | "detail" | "other";
  readonly text: string;
  readonly line: number;
}

/** Whether a fence holds nothing but boxes to tick, what names them, and what stands below them. */
export function isTickedFence(fence: CodeFence): boolean {
  if (WRITTEN_TO_FILE.test(fence.label ?? "")) return false;
  const lines = linesOf(fence);
  return (
    lines.filter(({ kind }) => kind === "tick").length >= TICKS_MIN &&
    lines.every(({ kind }) => kind !== "other")
  );
}

/** "Add to `opening.md`:" shows what is to stand there. */
const WRITTEN_TO_FILE = /[\w-]\.(?:md|txt|ya?ml|json)$/u;

/** A single box is a way to write something else, too. */
const TICKS_MIN = 2;

/** Of the section's own fences of boxes, one group for each title in them; a fence without one is called as its label. */
export function fencedGroups(
  document: PlaybookDocument,
  section: Section,
): readonly (ChecklistGroup & { readonly lastLine: number })[] {
  return codeFences(document, section)
    .filter(isTickedFence)
    .flatMap((fence) => groupsOf(document, section, fence));
}

function groupsOf(
  { file }: PlaybookDocument,
  section: Section,
  fence: CodeFence,
): readonly (ChecklistGroup & { readonly lastLine: number })[] {
  const groups: { title: string; line: number; items: ChecklistItem[] }[] = [];
  let title: FenceLine | undefined;
  let unique = uniqueIds();
  for (const one of linesOf(fence)) {
    if (one.kind === "title") title = one;
    if (one.kind !== "tick") continue;
    if (groups.length === 0 || title !== undefined) {
      unique = uniqueIds();
      const called = title?.text ?? fence.label ?? section.title;
      groups.push({ title: called, line: title?.line ?? one.line, items: [] });
      title = undefined;
    }
    const { text, line } = one;
    const item = { id: unique(slug(text, "item")), text, source: { file, line } };
    groups.at(-1)?.items.push({ ...item, ...answerOfSentence(text) });
  }
  return groups.map(({ line, ...group }, index) => ({
    ...group,
    id: slug(group.title, "items"),
    source: { file, line },
    lastLine: index === groups.length - 1 ? fence.lastLine : (groups[index + 1]?.line ?? line) - 1,
  }));
}

function linesOf({ value, line }: CodeFence): readonly FenceLine[] {
  let depth = 0;
  return value.split("\n").flatMap((written, index): FenceLine[] => {
    const [, margin = "", rest = ""] = /^([ \t]*)(.*)$/u.exec(written.slice(0, LENGTH_MAX)) ?? [];
    if (rest.trim() === "" || RULE.test(rest)) return [];
    const at = { line: line + index };
    const tick = TICK.exec(rest)?.[1];
    if (tick !== undefined) {
      depth = margin.length;
      return [{ kind: "tick", text: tick.trim(), ...at }];
    }
    const title = TITLES.map((form) => form.exec(rest)?.[1]).find((found) => found !== undefined);
    if (title !== undefined) return [{ kind: "title", text: title.trim(), ...at }];
    return [{ kind: margin.length > depth ? "detail" : "other", text: rest, ...at }];
  });
}

const LENGTH_MAX = 500;
const TICK = /^(?:(?:[-*+•]|\d{1,3}[.)])[ \t]+)?(?:\[[ xX]?\]|[☐☑☒□⬜◻])\uFE0F?[ \t]+(\S.*)$/u;
const RULE = /^[-=_─━═*]{3,}[ \t]*$/u;
/** "## At the door", "// At the door", "**At the door**", "=== At the door ===", "AT THE DOOR:". */
const TITLES: readonly RegExp[] = [
  /^(?:#{1,6}|\/\/|--)[ \t]*([^\s#].*)$/u,
  /^\*\*([^*]{1,80})\*\*:?[ \t]*$/u,
  /^[=─━═-]{2,}[ \t]*([^=─━═-].{0,80}?)[ \t]*[=─━═-]*$/u,
  /^([^:]{1,80}):[ \t]*$/u,
];
