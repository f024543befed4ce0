/** What an incident's record knows that a message may say. What nobody has recorded is left out. */

import { commanderName } from "../../domain/commander.ts";
import type { Incident, PublicStatus } from "../../domain/incident.ts";
import type { TimelineEntry } from "../../domain/timeline.ts";
import { MARKING_KINDS, toldTimeline } from "../../domain/told-timeline.ts";
import { afterWorkingMs } from "../../domain/working-time.ts";
import { type DraftFacts, factNamed, STATED_FACTS, type StatedFacts } from "./draft-facts.ts";

/** The kinds of entries that messages are made of. */
export const DRAFT_ENTRY_KINDS = [
  "incident.opened",
  "alerts.fired",
  "escalation.step",
  "note",
  "severity.changed",
  "checklist.answered",
  "update",
  "incident.resolved",
  "incident.reopened",
  ...MARKING_KINDS,
] as const;

interface DraftInput {
  readonly now: number;
  /** When the first of its alerts began, where it has any. */
  readonly firstAlertAt: number | undefined;
  /** The state that is to be told; the incident's own when absent. */
  readonly publicStatus?: PublicStatus | undefined;
  /** What whoever writes says, before anything that was said earlier. */
  readonly stated?: StatedFacts | undefined;
  readonly nextUpdateAt?: number | undefined;
}

export function gatherDraftFacts(
  incident: Incident,
  entries: readonly TimelineEntry[],
  input: DraftInput,
): DraftFacts {
  const openedAt = entries[0]?.at ?? incident.openedAt;
  const startedAt = Math.min(openedAt, input.firstAlertAt ?? openedAt);
  const service = incident.routedTo?.service?.value;
  return {
    number: incident.number,
    title: incident.title,
    severity: incident.severity,
    publicStatus: input.publicStatus ?? incident.publicStatus,
    startedAt,
    now: input.now,
    nextUpdateAt: input.nextUpdateAt ?? nextUpdateAt(incident, input),
    commander: commanderName(incident),
    stated: {
      ...(service === undefined ? {} : { service }),
      ...statedIn(entries),
      ...input.stated,
    },
    timeline: timelineOf(entries, startedAt),
  };
}

/** The message begins the interval anew. After the last one there is none. */
function nextUpdateAt({ rules, status }: Incident, input: DraftInput): number | undefined {
  const { communicationMs, inWorkingTime } = rules;
  const isLast = input.publicStatus === "resolved" || status === "resolved" || status === "closed";
  if (communicationMs === null || isLast) return undefined;
  return inWorkingTime?.clocks.includes("communication") === true
    ? afterWorkingMs(input.now, communicationMs, inWorkingTime.hours)
    : input.now + communicationMs;
}

/** Answers to the playbook's questions, and what earlier messages said; the later word counts. */
function statedIn(entries: readonly TimelineEntry[]): StatedFacts {
  let stated: StatedFacts = {};
  for (const entry of entries) {
    if (entry.kind === "update") stated = { ...stated, ...entry.data.facts };
    if (entry.kind !== "checklist.answered" || entry.data.outcome === "skipped") continue;
    const asked = factNamed(entry.data.text);
    const fact = STATED_FACTS.find((name) => name === asked);
    if (fact !== undefined && !isYesOrNo(entry.data.value))
      stated = { ...stated, [fact]: entry.data.value };
  }
  return stated;
}

/** "Root cause identified: yes" names no cause. */
function isYesOrNo(value: string): boolean {
  return value === "Yes" || value === "No";
}

type Line = DraftFacts["timeline"][number];

function timelineOf(entries: readonly TimelineEntry[], startedAt: number): readonly Line[] {
  const firstAlert = entries.find(({ kind }) => kind === "alerts.fired");
  const paged = entries.find((one) => one.kind === "escalation.step" && one.data.people.length > 0);
  const openedAt = entries[0]?.at ?? startedAt;
  const pagedAtOnce = paged !== undefined && paged.at - openedAt < MINUTE_MS;
  const lines = toldTimeline(entries).flatMap(({ entry, at }): readonly Line[] => {
    if (entry.seq === firstAlert?.seq) return told(startedAt, lineOf(entry));
    if (entry.kind === "incident.opened")
      return told(at, pagedAtOnce ? "Incident opened, on-call paged" : "Incident opened");
    if (entry.seq === paged?.seq) return pagedAtOnce ? [] : told(at, "On-call paged");
    return told(at, lineOf(entry));
  });
  return lines.toSorted((a, b) => a.at - b.at).slice(-LINES_MAX);
}

const MINUTE_MS = 60_000;
/** A chat message holds no more. */
const LINES_MAX = 40;

function told(at: number, text: string | undefined): readonly Line[] {
  return text === undefined ? [] : [{ at, text }];
}

/** What others need to know of it; nothing of who was paged over which channel. */
function lineOf(entry: TimelineEntry): string | undefined {
  switch (entry.kind) {
    case "alerts.fired":
      return `Alert triggered (${entry.data.titles.join(", ")})`;
    case "note":
      return entry.data.text;
    case "severity.changed":
      return `Severity changed from ${entry.data.from} to ${entry.data.to}`;
    case "incident.resolved":
      return "Incident resolved";
    case "incident.reopened":
      return "Incident opened again";
    default:
      return undefined;
  }
}
