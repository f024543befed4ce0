/** A timeline entry as one English sentence: the same words in the terminal, the postmortem and the web. */

import { describeRoutedTo } from "./alert-routing.ts";
import { describeDuration } from "./duration.ts";
import { ASSIGNED_STEP, CATCH_ALL_STEP } from "./escalation.ts";
import { inUtc } from "./instant-words.ts";
import type { StepOutcome } from "./step-run.ts";
import type { NewTimelineEntry, TimelineEntryData, TimelineEntryKind } from "./timeline.ts";

/** Says what happened; `by` is the actor's name, or undefined for Tocsin itself. */
type Sentence<K extends TimelineEntryKind> = (
  data: Readonly<TimelineEntryData[K]>,
  by: string | undefined,
) => string;

/**
 * The sentence of an entry: one line that ends in a full stop, with the actor where it was not Tocsin
 * itself. Text that people and senders wrote stays as they wrote it, but for line breaks: each surface
 * escapes for itself.
 */
export function describeEntry(entry: NewTimelineEntry): string {
  const by = entry.actor.kind === "system" ? undefined : entry.actor.name;
  // The table ties each kind to its data; the union cannot follow a look-up by kind.
  const sentence = SENTENCES[entry.kind] as (data: unknown, by: string | undefined) => string;
  return ended(oneLine(sentence(entry.data, by)));
}

const SENTENCES: { readonly [K in TimelineEntryKind]: Sentence<K> } = {
  "incident.opened": ({ title, severity, severityReason, mode }, by) =>
    `${did(by, `opened the ${mode ?? "incident"}`, mode === undefined ? "Opened" : `Opened the ${mode}`)} as ${severity} (${severityReason}): ${title}`,
  "incident.routed": (routedTo) => `Routed to ${describeRoutedTo(routedTo)}`,
  "actions.listed": ({ actions }) =>
    actions.length === 0
      ? "The playbook asks for nothing more"
      : `The playbook asks: ${actions.map(({ text, line }) => `${text} (line ${line})`).join("; ")}`,
  "alerts.fired": (data) => `${alerts(data)} fired: ${titles(data)}${firing(data)}`,
  "alerts.resolved": (data) => `${alerts(data)} ended: ${titles(data)}${firing(data)}`,
  "escalation.started": ({ round, reason }) =>
    `Escalation round ${round + 1} began${because(reason)}`,
  "escalation.step": ({ people, role, ...at }) =>
    `Called on ${list(people)} as ${role} (${place(at)})`,
  "escalation.skipped": ({ role, reason, ...at }) =>
    `Passed over ${role} (${place(at)})${because(reason)}`,
  "escalation.catch-all": ({ people, round }) =>
    `Called on the catch-all, ${list(people)} (round ${round + 1})`,
  "escalation.nobody": ({ round, reason }) =>
    `Nobody could be reached (round ${round + 1})${because(reason)}`,
  "escalation.stopped": ({ reason }) => `Escalation stopped${because(reason)}`,
  "escalation.advanced": ({ via, acknowledgedBy }, by) =>
    `${did(by, "escalated", "Escalated")} (via ${via})${acknowledgedBy === undefined ? "" : `; the acknowledgement by ${acknowledgedBy} ended with it`}`,
  "notification.delivered": (data) =>
    `${message(data)} went out ${through(data.channel)}${data.provider === undefined ? "" : ` (${data.provider})`}${data.mayRepeat ? "; it may have arrived twice" : ""}`,
  "notification.failed": (data) =>
    `${message(data)} failed ${through(data.channel)} (${data.reason}); ${data.final ? "it is not tried again there" : "it is tried again"}`,
  "notification.cancelled": (data) =>
    `${message(data)} was not sent ${through(data.channel)}${because(data.reason)}`,
  "notification.unknown": (data) =>
    `${message(data)} may have gone out ${through(data.channel)}, and is sent once more${because(data.reason)}`,
  "incident.acknowledged": ({ via, role, missing }, by) =>
    `${did(by, "acknowledged", "Acknowledged")}${role === undefined ? "" : ` as ${role}`} (via ${via})${missing === undefined ? "" : `; ${missing} more must`}`,
  "acknowledgement.lapsed": ({ afterMs }) =>
    `The acknowledgement lapsed: nothing was recorded for ${describeDuration(afterMs)}`,
  "acknowledgement.withdrawn": ({ acknowledgedBy, reason }, by) =>
    `${did(by, "took back", "Somebody took back")} the acknowledgement by ${acknowledgedBy}${because(reason)}`,
  "incident.snoozed": ({ untilAt, forMs, reason }, by) =>
    `${did(by, "snoozed it", "Snoozed")} for ${describeDuration(forMs)}, until ${inUtc(untilAt)}${because(reason)}`,
  "snooze.ended": ({ reason, acknowledgedBy }) =>
    `The snooze ended${acknowledgedBy === undefined ? "" : `, and the acknowledgement by ${acknowledgedBy} with it`}${because(reason)}`,
  "incident.reassigned": ({ to, people, reason, acknowledgedBy }, by) =>
    `${did(by, "reassigned it", "Reassigned")} ${acknowledgedBy === undefined ? "" : `from ${acknowledgedBy} `}to ${people.length === 1 && people[0] === to ? to : `${to} (${list(people)})`}${because(reason)}`,
  "responder.asked": ({ people, role }, by) =>
    by === undefined
      ? `Asked ${list(people)} again to take part as ${role}`
      : `${by} asked ${list(people)} to take part as ${role}`,
  "responder.joined": ({ role }, by) =>
    `${did(by, "takes part", "Somebody takes part")} as ${role}`,
  "responder.added": ({ people }, by) =>
    `${did(by, "recorded", "Recorded")} that ${list(people)} ${people.length === 1 ? "takes" : "take"} part`,
  "responder.silent": ({ person, asks }) =>
    `${person} has not answered after ${asks === 1 ? "one call" : `${asks} calls`} to take part`,
  "role.accepted": ({ role, from }, by) =>
    `${did(by, "took", "Somebody took")} the role ${role}${from === undefined ? "" : ` from ${from}`}`,
  "role.offered": ({ role, person, handsOver }, by) =>
    `${did(by, handsOver === true ? "hands over" : "offered", "Offered")} the role ${role} to ${person}${handsOver === true ? ", who has yet to accept" : ""}`,
  "role.declined": ({ role, reason }, by) =>
    `${did(by, "declined", "Somebody declined")} the role ${role}${because(reason)}`,
  "role.wanted": ({ role, people, times, max }) =>
    `Asked ${list(people)} for somebody to be ${role} (${times} of ${max})`,
  "command.stretched": ({ commander, people }) =>
    `${people} people take part, more than ${commander} can lead alone`,
  "role.unreached": ({ role, reason }) => `${role} is wanted and was not called${because(reason)}`,
  "checklist.answered": ({ text, value, outcome, reason = "", proposes }, by) =>
    `${
      outcome === "skipped"
        ? `${did(by, "skipped", "Skipped")} “${text}”${because(reason)}`
        : `${did(by, "answered", "Answered")} “${text}”: ${value}${outcome === "open" ? " (not as it has to be)" : ""}`
    }${proposes === undefined ? "" : `; that is ${proposes.severity} by line ${proposes.line}, ${proposes.text}`}`,
  "task.added": ({ task, text, person, dueAt }, by) =>
    `${did(by, "gave", "Given:")} task ${task}${person === undefined ? "" : ` to ${person}`}${dueAt === undefined ? "" : `, until ${inUtc(dueAt)}`}: ${text}`,
  "task.assigned": ({ task, text, person }, by) =>
    `${did(by, "gave", "Given:")} task ${task} to ${person}: ${text}`,
  "task.accepted": ({ task, text }, by) =>
    `${did(by, "has understood", "Understood:")} task ${task}: ${text}`,
  "task.done": ({ task, text }, by) => `${did(by, "did", "Done:")} task ${task}: ${text}`,
  "task.due": ({ task, text, person }) =>
    `The time for task ${task} is over${person === undefined ? "" : ` (${person})`}: ${text}`,
  "action.added": ({ item, purpose, ...action }, by) =>
    purpose === "task"
      ? `Task ${item} is open in the end and becomes an action item: ${actionText(action)}`
      : `${did(by, "added", "Added")} action item ${item}: ${actionText(action)}`,
  "action.changed": ({ item, status, reason = "", ...action }, by) =>
    `${did(by, "changed", "Changed")} action item ${item}: ${actionText(action)}: ${ACTION_WORDS[status]}${because(reason)}`,
  "step.done": ({ text, line, reason }, by) =>
    reason === undefined
      ? `${did(by, "did", "Done:")} “${text}” (line ${line})`
      : `${did(by, "skipped", "Skipped")} “${text}” (line ${line})${because(reason)}`,
  "step.asked": ({ number, text, argv }, by) =>
    `${did(by, "wants", "Wanted:")} step ${number} (${text}), which changes something and waits for an approval: ${pipe(argv)}`,
  "step.approved": ({ number, text, argv, runner }, by) =>
    `${did(by, "approved", "Approved")} step ${number} (${text}) on ${runner}: ${pipe(argv)}`,
  "step.ended": ({ number, text, outcome, reason, durationMs, excerpt }) =>
    `Step ${number} (${text}) ${STEP_ENDS[outcome]}${because(reason)}${durationMs > 0 ? ` (${durationMs} ms)` : ""}${excerpt === "" ? "" : `: ${excerpt}`}`,
  "entry.starred": ({ entry, starred }, by) =>
    starred
      ? `${did(by, "marked", "Marked")} entry ${entry}`
      : `${did(by, "took", "Took")} the mark from entry ${entry}`,
  "entry.corrected": ({ entry, was, text, toldAt }, by) => {
    const when = toldAt === undefined ? "" : ` as of ${inUtc(toldAt)}`;
    const what = text === undefined ? "" : `: ${text} (it said: ${was})`;
    return `${did(by, "corrected", "Corrected")} entry ${entry}${when}${what}`;
  },
  note: ({ text, toldAt }, by) =>
    `${did(by, "noted", "Noted")}${toldAt === undefined ? "" : ` of ${inUtc(toldAt)}`}: ${text}`,
  update: ({ audience, text, publicStatus }, by) =>
    `${did(by, "updated", "Updated")} ${audience}${publicStatus === undefined ? "" : ` (public status: ${publicStatus})`}: ${text}`,
  "audience.told": ({ audience, text }) => `Announced to ${audience}: ${text}`,
  "audience.left-out": ({ audience, reason, line }) =>
    `${audience} ${line === undefined ? "" : `(line ${line}) `}were not told${because(reason)}`,
  "severity.changed": ({ from, to, reason }, by) =>
    `${did(by, "changed the severity", "Severity changed")} from ${from} to ${to}${because(reason)}`,
  "clock.warned": (data) =>
    `${clock(data)}: ${describeDuration(data.elapsedMs)} of ${describeDuration(data.targetMs)} have passed`,
  "clock.breached": (data) =>
    `${clock(data)} breached: its ${describeDuration(data.targetMs)} have passed`,
  "clock.paused": ({ untilAt, reason, ...data }, by) =>
    `${did(by, "paused the", "Paused:")} ${lowerFirst(clock(data))} until ${inUtc(untilAt)}, ${describeDuration(data.elapsedMs)} of ${describeDuration(data.targetMs)} having passed${because(reason)}`,
  "clock.resumed": (data, by) =>
    by === undefined
      ? `${clock(data)} runs again: its pause is over`
      : `${by} let the ${lowerFirst(clock(data))} run again`,
  "clock.excused": ({ reason, ...data }, by) =>
    `${did(by, "excused the breach of the", "Excused: the breach of the")} ${lowerFirst(clock(data))}${because(reason)}`,
  "clock.ended": (data) => clockEnded(data),
  "resolution.proposed": ({ reason }) => `Resolution proposed${because(reason)}`,
  "incident.resolved": ({ reason }, by) =>
    `${did(by, "resolved the incident", "Resolved")}${because(reason)}`,
  "incident.reopened": ({ reason }, by) =>
    `${did(by, "reopened the incident", "Reopened")}${because(reason)}`,
  "incident.closed": ({ reason }, by) =>
    `${did(by, "closed the incident", "Closed")}${because(reason)}`,
  "incident.merged": ({ into, title, reason, duplicate }, by) =>
    `${did(by, "merged it", "Merged")} into ${into} (${title})${duplicate === undefined ? "" : ", which it repeats"}${because(reason)}`,
  "incident.took-in": ({ from, title, severity, firing, reason, duplicate, acknowledgedBy }, by) =>
    `${did(by, "merged", "Merged")} ${from} (${severity}, ${title}) into this${duplicate === undefined ? "" : ", as its duplicate"}, with ${firing === 1 ? "one alert" : `${firing} alerts`} firing${acknowledgedBy === undefined ? "" : `; the acknowledgement by ${acknowledgedBy} ended, because nobody had answered the other`}${because(reason)}`,
  "alerts.left": ({ to, reason, ...data }, by) =>
    `${did(by, "moved", "Moved")} ${moved(data)} to ${to}${firing(data)}${because(reason)}`,
  "alerts.joined": ({ from, reason, acknowledgedBy, ...data }, by) =>
    `${did(by, "moved", "Moved")} ${moved(data)} here from ${list(from)}${firing(data)}${acknowledgedBy === undefined ? "" : `; the acknowledgement by ${acknowledgedBy} ended, because nobody had answered there`}${because(reason)}`,
  "incident.split-off": ({ from, reason }, by) =>
    `${did(by, "split it off", "Split off")} from ${from}${because(reason)}`,
  "incident.related": ({ to, reason }, by) =>
    `${did(by, "related it", "Related")} to ${to}${because(reason)}`,
  "engine.fault": ({ message: fault }) => `A fault in Tocsin${because(fault)}`,
};

/** What each purpose of a notification is called in a sentence. */
const MESSAGES: ReadonlyMap<string, string> = new Map([
  ["page", "A page"],
  ["role", "A request to take a role"],
  ["engaged", "A call to take part"],
  ["informed", "A notice"],
  ["clock-warning", "A clock warning"],
  ["clock-breach", "A notice of a breached clock"],
  ["resolution-proposed", "The question whether it is resolved"],
  ["resolved", "The all-clear"],
  ["announcement", "An announcement"],
  ["fault", "A fault report"],
]);

const THROUGH: ReadonlyMap<string, string> = new Map([
  ["email", "by e-mail"],
  ["ntfy", "by ntfy"],
  ["telegram", "by Telegram"],
  ["pushover", "by Pushover"],
  ["webhook", "by webhook"],
  ["web-push", "by web push"],
  ["console", "on the console"],
  ["sms", "by SMS"],
  ["voice", "by phone"],
]);

function message({ purpose, person }: { purpose: string; person: string }): string {
  return `${MESSAGES.get(purpose) ?? `A notification (${purpose})`} to ${person}`;
}

/** "by e-mail", "on the console". */
export function through(channel: string): string {
  return THROUGH.get(channel) ?? `by ${channel}`;
}

function place({ round, step }: { round: number; step: number }): string {
  return `round ${round + 1}, ${stepName(step)}`;
}

function stepName(step: number): string {
  if (step === CATCH_ALL_STEP) return "catch-all";
  return step === ASSIGNED_STEP ? "reassigned" : `step ${step + 1}`;
}

function alerts({ count }: { count: number }): string {
  return count === 1 ? "Alert" : `${count} alerts`;
}

/** "the alert Disk is full", "3 alerts (Disk is full, …)" */
function moved(data: { count: number; titles: readonly string[] }): string {
  return data.count === 1 ? `the alert ${titles(data)}` : `${data.count} alerts (${titles(data)})`;
}

/** An entry names only the first few titles; the rest is counted. */
function titles({ count, titles: named }: { count: number; titles: readonly string[] }): string {
  const unnamed = count - named.length;
  return list(unnamed > 0 ? [...named, `${unnamed} more`] : named);
}

function firing({ firing: left }: { firing: number }): string {
  return left === 0 ? " (none is firing now)" : ` (${left} firing now)`;
}

function clock({ clock: kind, audience }: { clock: string; audience?: string }): string {
  const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)} clock`;
  return audience === undefined ? name : `${name} (${audience})`;
}

/** What each status of an action item is called. */
export const ACTION_WORDS = {
  open: "planned",
  "in-progress": "in progress",
  done: "done",
  dropped: "dropped",
} as const;

/** "Deploy PgBouncer (Bob, until 2026-01-20 09:00 UTC)" */
function actionText(action: { text: string; owner: string | null; dueAt: number | null }): string {
  const { text, owner, dueAt } = action;
  const until = dueAt === null ? [] : [`until ${inUtc(dueAt)}`];
  const facts = [...(owner === null ? [] : [owner]), ...until];
  return facts.length === 0 ? text : `${text} (${facts.join(", ")})`;
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function clockEnded(data: Readonly<TimelineEntryData["clock.ended"]>): string {
  const [elapsed, target] = [describeDuration(data.elapsedMs), describeDuration(data.targetMs)];
  switch (data.outcome) {
    case "met":
      return `${clock(data)} met: ${elapsed} of ${target}`;
    case "breached":
      return `${clock(data)} ended breached: ${elapsed} instead of ${target}`;
    case "superseded":
      return `${clock(data)} replaced by another after ${elapsed} of ${target}`;
  }
}

function did(by: string | undefined, verb: string, withoutActor: string): string {
  return by === undefined ? withoutActor : `${by} ${verb}`;
}

function because(reason: string): string {
  return reason.trim() === "" ? "" : `: ${reason}`;
}

/** "Alice", "Alice and Bob", "Alice, Bob and Carol". */
function list(words: readonly string[]): string {
  const last = words.at(-1) ?? "nobody";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function ended(sentence: string): string {
  return /[.!?…]$/u.test(sentence) ? sentence : `${sentence}.`;
}

const STEP_ENDS: Readonly<Record<StepOutcome["kind"], string>> = {
  succeeded: "ran",
  failed: "failed",
  refused: "was refused by the runner",
  "timed-out": "took too long and was ended",
  killed: "was ended",
  expired: "was not started",
  unknown: "has an unknown outcome",
};

/** Words that hold spaces in quotes, so that it can be seen where each ends. */
function pipe(argv: readonly (readonly string[])[]): string {
  const shown = (word: string): string => (/^[^\s'"]+$/u.test(word) ? word : JSON.stringify(word));
  return argv.map((words) => words.map(shown).join(" ")).join(" | ");
}
