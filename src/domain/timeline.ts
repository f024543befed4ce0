/**
 * The timeline: the one append-only record of an incident. State, postmortem and metrics derive from it.
 * Sequence numbers start at 1 and have no gap; instants never decrease.
 */

import type { ActionState } from "./action-item.ts";
import type { RoutedTo } from "./alert-routing.ts";
import type { Effect } from "./effect.ts";
import type { PublicStatus } from "./incident.ts";
import type { SeverityReason } from "./severity-reason.ts";
import type { StepOutcome } from "./step-run.ts";

export type Actor =
  | { readonly kind: "person"; readonly id: string; readonly name: string }
  | { readonly kind: "token"; readonly id: string; readonly name: string }
  | { readonly kind: "integration"; readonly id: string; readonly name: string }
  | { readonly kind: "system" };

export const SYSTEM: Actor = { kind: "system" };

/** What happened, by kind. Kinds are stored: they may be added to, never renamed. */
export interface TimelineEntryData {
  "incident.opened": {
    title: string;
    severity: string;
    /** Why this severity: "matched line 47, …", "label severity=critical", "declared". */
    severityReason: string;
    /** The same, where a rule of Tocsin's chose it. */
    explanation?: SeverityReason;
    playbookHash: string;
    /** Where it is not real. */
    mode?: "drill" | "test";
  };
  /** What a rule of `tocsin.yaml` said it is about, and whose. */
  "incident.routed": RoutedTo;
  /** What the playbook asks for at this severity that a person has to do. */
  "actions.listed": { actions: { text: string; line: number }[] };
  "alerts.fired": { count: number; titles: string[]; firing: number };
  "alerts.resolved": { count: number; titles: string[]; firing: number };
  "escalation.started": { round: number; reason: string };
  "escalation.step": { round: number; step: number; role: string; people: string[] };
  "escalation.skipped": { round: number; step: number; role: string; reason: string };
  "escalation.catch-all": { round: number; people: string[] };
  "escalation.nobody": { round: number; reason: string };
  "escalation.stopped": { reason: string };
  /** Somebody did not wait for the next step. It ends the acknowledgement that somebody had given. */
  "escalation.advanced": { via: string; acknowledgedBy?: string };
  "notification.delivered": NotificationEntry & {
    mayRepeat: boolean;
    /** Who took it, where a channel has several providers. */
    provider?: string;
  };
  "notification.failed": NotificationEntry & { reason: string; final: boolean };
  "notification.cancelled": NotificationEntry & { reason: string };
  /** The process died, or the lease ran out, between sending and knowing: it is sent once more. */
  "notification.unknown": NotificationEntry & { reason: string };
  /** `missing`: how many more people must, where that is not none. */
  "incident.acknowledged": { via: string; role?: string; missing?: number };
  "acknowledgement.lapsed": { afterMs: number };
  "acknowledgement.withdrawn": { acknowledgedBy: string; reason: string };
  "incident.snoozed": { untilAt: number; forMs: number; reason: string };
  "snooze.ended": { reason: string; acknowledgedBy?: string };
  /** Its paging moved to somebody. */
  "incident.reassigned": { to: string; people: string[]; reason: string; acknowledgedBy?: string };
  /** Called on by hand, or again because they have not answered. */
  "responder.asked": { people: string[]; role: string };
  "responder.joined": { role: string };
  "responder.added": { people: string[] };
  "responder.silent": { person: string; asks: number };
  /** `from`: who had it before. */
  "role.accepted": { role: string; from?: string };
  "role.offered": { role: string; person: string; handsOver?: true };
  "role.declined": { role: string; reason: string };
  /** Those who take part were asked for somebody to take it. */
  "role.wanted": { role: string; people: string[]; times: number; max: number };
  /** More people than one commander can lead. */
  "command.stretched": { commander: string; people: number };
  /** It was wanted, and could not be called. */
  "role.unreached": { role: string; reason: string };
  /** An answer to a point of a checklist. */
  "checklist.answered": {
    /** Its key: `checklist/group/item`. */
    point: string;
    text: string;
    line: number;
    value: string;
    outcome: "done" | "open" | "skipped";
    /** Why it was skipped. */
    reason?: string;
    /** A worse severity that the answer speaks for. */
    proposes?: { severity: string; rank: number; line: number; text: string };
  };
  /** A step that the playbook asks for was done, or, for a reason, skipped. */
  "step.done": { step: string; text: string; line: number; reason?: string };
  /** Somebody wants a change: what exactly, waits for an approval. */
  "step.asked": StepEntry & { argv: string[][] };
  "step.approved": StepEntry & { argv: string[][]; runner: string };
  "step.ended": StepEntry & {
    outcome: StepOutcome["kind"];
    reason: string;
    durationMs: number;
    /** The last lines of what it printed. */
    excerpt: string;
  };
  "task.added": { task: number; text: string; person?: string; dueAt?: number };
  "task.assigned": { task: number; text: string; person: string };
  /** "Understood." */
  "task.accepted": { task: number; text: string };
  "task.done": { task: number; text: string };
  /** Its time is over. */
  "task.due": { task: number; text: string; person?: string };
  "action.added": ActionState;
  "action.changed": ActionState & { reason?: string };
  /** Somebody marked an entry, or took the mark away. */
  "entry.starred": { entry: number; starred: boolean };
  /** What an entry should have said, or when what it tells was. The entry itself stays. */
  "entry.corrected": { entry: number; was: string; text?: string; toldAt?: number };
  /** `toldAt`: when it happened, where that was not when it was written. */
  note: { text: string; toldAt?: number };
  update: {
    audience: string;
    text: string;
    publicStatus?: PublicStatus;
    /** What it says of the incident, by name: later messages say the same until told otherwise. */
    facts?: Record<string, string>;
  };
  /** It is sent; how that ends is told of each channel. */
  "audience.told": { audience: string; text: string };
  /** Whom the playbook, or somebody, wants told and who was not; `line` where the playbook names them. */
  "audience.left-out": { audience: string; reason: string; line?: number };
  "severity.changed": { from: string; to: string; reason: string; explanation?: SeverityReason };
  "clock.warned": ClockEntry;
  "clock.breached": ClockEntry;
  /** Time passes and does not count until then. */
  "clock.paused": ClockEntry & { untilAt: number; reason: string };
  /** Without a person it was the end of the pause. */
  "clock.resumed": ClockEntry;
  /** Why a breach is no failure of anybody; it stays a breach. */
  "clock.excused": { clock: string; audience?: string; reason: string };
  "clock.ended": ClockEntry & { outcome: "met" | "breached" | "superseded" };
  "resolution.proposed": { reason: string };
  "incident.resolved": { reason: string };
  "incident.reopened": { reason: string };
  "incident.closed": { reason: string };
  /** It ended in another. */
  "incident.merged": MergeEntry & { into: string };
  /** Another ended in it. */
  "incident.took-in": MergeEntry & {
    from: string;
    severity: string;
    /** How many alerts that fire came with it. */
    firing: number;
    /** Whose acknowledgement ended, because nobody had answered what came. */
    acknowledgedBy?: string;
  };
  /** People have moved alerts to another incident; `firing` is how many still fire here. */
  "alerts.left": MovedEntry & { to: string };
  /** They came from others. */
  "alerts.joined": MovedEntry & {
    from: string[];
    /** Whose acknowledgement ended, because nobody had answered what came. */
    acknowledgedBy?: string;
  };
  /** It was made of alerts of another. */
  "incident.split-off": { from: string; reason: string };
  "incident.related": { to: string; reason: string };
  "engine.fault": { message: string };
}

interface StepEntry {
  /** Of the run. */
  run: string;
  /** In the plan. */
  number: number;
  text: string;
  effect: Effect;
}

interface NotificationEntry {
  person: string;
  channel: string;
  purpose: string;
  round: number;
  step: number;
}

interface MovedEntry {
  count: number;
  titles: string[];
  firing: number;
  reason: string;
}

interface MergeEntry {
  /** The other's. */
  title: string;
  reason: string;
  duplicate?: true;
}

interface ClockEntry {
  clock: string;
  audience?: string;
  targetMs: number;
  elapsedMs: number;
}

export type TimelineEntryKind = keyof TimelineEntryData;

/** An entry before it has a place in an incident's sequence. */
export type NewTimelineEntry = {
  [K in TimelineEntryKind]: {
    readonly kind: K;
    readonly at: number;
    readonly actor: Actor;
    readonly data: Readonly<TimelineEntryData[K]>;
  };
}[TimelineEntryKind];

export type TimelineEntry = NewTimelineEntry & {
  readonly incidentId: string;
  readonly seq: number;
};
