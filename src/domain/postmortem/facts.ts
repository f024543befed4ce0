/** What the timeline knows of an incident, gathered for its postmortem. Unknown stays undefined. */

import type { ActionState } from "../action-item.ts";
import type { Incident } from "../incident.ts";
import { type IncidentMode, modeOf, shownTitle } from "../incident-mode.ts";
import type { TimelineEntry, TimelineEntryKind } from "../timeline.ts";

export interface ClockFact {
  readonly clock: string;
  readonly audience?: string;
  readonly targetMs: number;
  readonly elapsedMs: number;
  readonly outcome: "met" | "breached" | "superseded";
  /** Why a breach is no failure of anybody, as somebody said. */
  readonly excuse?: string;
}

export interface PostmortemFacts {
  readonly number: string;
  readonly title: string;
  readonly mode: IncidentMode;
  readonly playbookHash: string;
  readonly openedAt: number;
  readonly acknowledgedAt: number | undefined;
  readonly resolvedAt: number | undefined;
  readonly resolution: string | undefined;
  /** The incident in which it ended, when it was merged. */
  readonly mergedInto: { readonly number: string; readonly at: number } | undefined;
  /** Incidents that ended in it. */
  readonly merged: readonly {
    readonly number: string;
    readonly title: string;
    readonly severity: string;
    readonly at: number;
    readonly isDuplicate: boolean;
  }[];
  /** Every severity it had, in order, with why. */
  readonly severities: readonly {
    readonly id: string;
    readonly at: number;
    readonly reason: string;
  }[];
  readonly severityName: string;
  readonly roles: Readonly<Record<string, string>>;
  /** People who did something, in order of appearance. */
  readonly contributors: readonly string[];
  /** Titles of alerts, each once, in order of appearance. */
  readonly alerts: readonly string[];
  readonly clocks: readonly ClockFact[];
  readonly failedNotifications: number;
  readonly deliveredNotifications: number;
  readonly updates: readonly (TimelineEntry & { readonly kind: "update" })[];
  readonly notes: readonly (TimelineEntry & { readonly kind: "note" })[];
  readonly lapses: number;
  /** As they stand now, by their numbers. */
  readonly actions: readonly ActionState[];
  readonly entries: readonly TimelineEntry[];
}

/** Gathers the facts from the entries; the incident gives what entries do not repeat. */
export function gatherFacts(
  incident: Incident,
  entries: readonly TimelineEntry[],
): PostmortemFacts {
  const resolved = entriesOf(entries, "incident.resolved").at(-1);
  const reopenedAfter = entriesOf(entries, "incident.reopened").at(-1);
  const isOver = resolved !== undefined && (reopenedAfter?.seq ?? 0) < resolved.seq;
  return {
    number: incident.number,
    title: shownTitle(incident),
    mode: modeOf(incident),
    playbookHash: incident.playbookHash,
    openedAt: entries[0]?.at ?? incident.openedAt,
    acknowledgedAt: entriesOf(entries, "incident.acknowledged")[0]?.at,
    resolvedAt: isOver ? resolved.at : undefined,
    resolution: isOver ? resolved.data.reason : undefined,
    mergedInto: mergedInto(entries),
    merged: entriesOf(entries, "incident.took-in").map(({ at, data }) => ({
      number: data.from,
      title: data.title,
      severity: data.severity,
      at,
      isDuplicate: data.duplicate === true,
    })),
    severities: severityPath(entries),
    severityName: incident.rules.name,
    roles: incident.roles,
    contributors: contributors(entries),
    alerts: [
      ...new Set(
        entries.flatMap((entry) =>
          entry.kind === "alerts.fired" || entry.kind === "alerts.joined" ? entry.data.titles : [],
        ),
      ),
    ],
    clocks: clockFacts(entries),
    failedNotifications: entriesOf(entries, "notification.failed").filter((e) => e.data.final)
      .length,
    deliveredNotifications: entriesOf(entries, "notification.delivered").length,
    updates: entriesOf(entries, "update"),
    notes: entriesOf(entries, "note"),
    lapses: entriesOf(entries, "acknowledgement.lapsed").length,
    actions: actionsIn(entries),
    entries,
  };
}

/** The last that was told of each action item; to write this very document is none of them. */
function actionsIn(entries: readonly TimelineEntry[]): readonly ActionState[] {
  const actions = new Map<number, ActionState>();
  for (const entry of entries) {
    if (entry.kind !== "action.added" && entry.kind !== "action.changed") continue;
    if (entry.data.purpose !== "postmortem") actions.set(entry.data.item, entry.data);
  }
  return [...actions.values()].sort((a, b) => a.item - b.item);
}

/** Each stretch. An excuse is for the last breach of its clock before it, whose stretch may end later. */
function clockFacts(entries: readonly TimelineEntry[]): readonly ClockFact[] {
  const ended = entriesOf(entries, "clock.ended");
  const breached = entriesOf(entries, "clock.breached");
  const excuses = new Map<number, string>();
  for (const { seq, data } of entriesOf(entries, "clock.excused")) {
    const isSame = (one: { data: { clock: string; audience?: string } }): boolean =>
      one.data.clock === data.clock && one.data.audience === data.audience;
    const breach = breached.findLast((one) => one.seq < seq && isSame(one));
    const stretch = ended.find((one) => one.seq > (breach?.seq ?? seq) && isSame(one));
    if (stretch !== undefined) excuses.set(stretch.seq, data.reason);
  }
  return ended.map(({ seq, data }) => {
    const excuse = excuses.get(seq);
    return excuse === undefined ? data : { ...data, excuse };
  });
}

function mergedInto(entries: readonly TimelineEntry[]): PostmortemFacts["mergedInto"] {
  const merged = entriesOf(entries, "incident.merged").at(-1);
  return merged === undefined ? undefined : { number: merged.data.into, at: merged.at };
}

function entriesOf<K extends TimelineEntryKind>(
  entries: readonly TimelineEntry[],
  kind: K,
): readonly (TimelineEntry & { readonly kind: K })[] {
  return entries.filter(
    (entry): entry is TimelineEntry & { readonly kind: K } => entry.kind === kind,
  );
}

function severityPath(entries: readonly TimelineEntry[]): PostmortemFacts["severities"] {
  return entries.flatMap((entry) => {
    if (entry.kind === "incident.opened") {
      return [{ id: entry.data.severity, at: entry.at, reason: entry.data.severityReason }];
    }
    if (entry.kind === "severity.changed") {
      return [{ id: entry.data.to, at: entry.at, reason: entry.data.reason }];
    }
    return [];
  });
}

function contributors(entries: readonly TimelineEntry[]): readonly string[] {
  const names = entries.flatMap(({ actor }) =>
    actor.kind === "person" || actor.kind === "token" ? [actor.name] : [],
  );
  return [...new Set(names)];
}
