/** An incident as a responder wants to see it: where it stands first, what happens next, then what happened. */

import type { ClockJson, EscalationJson, IncidentDetailJson } from "../contract/incident.ts";
import type { TimelineEntryJson } from "../contract/timeline.ts";
import { through } from "../domain/describe-entry.ts";
import { describeDuration, durationMs } from "../domain/duration.ts";
import { changeRows } from "./commands/changes.ts";
import { nextStepLine } from "./commands/incident-steps.ts";
import { taskRows } from "./commands/tasks.ts";
import type { Line, Styled } from "./styled.ts";
import type { Cell } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { showDistance, showInstant, type Viewer } from "./when.ts";
import {
  channelText,
  deliveryText,
  purposeText,
  severityText,
  statusText,
  titleText,
} from "./wording.ts";

type AcknowledgementsJson = IncidentDetailJson["acknowledgements"];

/** Everything there is to see, and the entries given. */
export function printIncident(
  incident: IncidentDetailJson,
  entries: readonly TimelineEntryJson[],
  terminal: Terminal,
): void {
  const { viewer } = terminal;
  printHeadline(incident, terminal);
  printSection(terminal, "Clocks", clockRows(incident.clocks, viewer));
  terminal.print("", { text: "Escalation", style: "bold" }, [
    "  ",
    ...escalationLine(incident.escalation, viewer),
  ]);
  if (incident.nextStep !== null) {
    terminal.print("", { text: "To do next", style: "bold" }, [
      "  ",
      ...nextStepLine(incident.nextStep, viewer),
    ]);
  }
  printSection(terminal, "Roles", roleRows(incident.roles));
  printSection(terminal, "Tasks", taskRows(incident.tasks, viewer));
  printSection(terminal, "Responders", responderRows(incident.responders, viewer));
  printSection(
    terminal,
    "The playbook asks",
    incident.actions.map(({ text, line }) => [text, { text: `line ${line}`, style: "dim" }]),
  );
  printSection(
    terminal,
    "Alerts",
    incident.alerts.map(({ status, title, startsAt }) => [
      { text: status, style: status === "firing" ? "red" : "green" },
      title,
      `since ${showInstant(startsAt, viewer)}`,
    ]),
  );
  printSection(terminal, "Other incidents", linkRows(incident.links));
  printSection(terminal, "Changed before or since", changeRows(incident.changes, viewer));
  printSection(terminal, "Notified", notificationRows(incident.notifications, viewer));
  const shown =
    entries.length < incident.lastSeq ? `, last ${entries.length} of ${incident.lastSeq}` : "";
  printSection(terminal, `Timeline${shown}`, timelineRows(entries, viewer));
}

/** Number, severity, status; the title; since when. */
export function printHeadline(incident: IncidentDetailJson, terminal: Terminal): void {
  const { number, severity, severityName, status, openedAt, firingAlerts } = incident;
  const { viewer } = terminal;
  const firing = firingAlerts === 0 ? "no alert firing" : `${firingAlerts} firing`;
  terminal.print(
    [
      { text: number, style: "bold" },
      "  ",
      severityText(severity, severityName),
      "  ",
      incident.mergedInto === null
        ? statusText(status)
        : { text: `merged into ${incident.mergedInto}`, style: "dim" },
    ],
    { text: titleText(incident), style: "bold" },
    `Opened ${showInstant(openedAt, viewer)}, ${showDistance(openedAt, viewer)}; ${firing}; public status ${incident.publicStatus}`,
  );
  const { acknowledgements, proposedSeverity } = incident;
  if (proposedSeverity !== null) {
    const { severity: proposed, because } = proposedSeverity;
    const take = `tocsin incident severity ${number} --accept`;
    terminal.print({ text: `${proposed} is proposed (${because}): ${take}`, style: "yellow" });
  }
  if (acknowledgements.needed > 1 && acknowledgements.missing > 0) {
    terminal.print({ text: acknowledgementsLine(acknowledgements), style: "yellow" });
  }
  if (incident.snoozedUntil !== null) {
    const until = showInstant(incident.snoozedUntil, viewer);
    terminal.print({ text: `Snoozed until ${until}: nobody is paged before`, style: "yellow" });
  }
  if (incident.acknowledgedBy !== null && incident.acknowledgedAt !== null) {
    terminal.print(
      `Acknowledged by ${incident.acknowledgedBy} ${showInstant(incident.acknowledgedAt, viewer)}`,
    );
  }
}

/** "Acknowledged by Ann; 1 more must. Asked: Ben, Cleo" */
function acknowledgementsLine({ needed, by, missing, asked }: AcknowledgementsJson): string {
  const done =
    by.length === 0
      ? `${needed} people must acknowledge`
      : `Acknowledged by ${by.join(", ")}; ${missing} more must`;
  return asked.length === 0 ? done : `${done}. Asked: ${asked.join(", ")}`;
}

/** Who is called on next, by what and when, or that nobody is. */
export function escalationLine(
  escalation: EscalationJson,
  viewer: Viewer,
): readonly (string | Styled)[] {
  const { mode, next } = escalation;
  if (next === null) {
    return mode === "stopped"
      ? [{ text: "stopped: nobody is paged", style: "green" }]
      : [{ text: `${standing(escalation)}nobody is next`, style: "yellow" }];
  }
  const when = `at ${showInstant(next.at, viewer)}, ${showDistance(next.at, viewer)}`;
  return [
    `${standing(escalation)}next: `,
    { text: calledNext(next), style: "bold" },
    ` (${next.role}) ${when}${AFTER[next.because]}`,
  ];
}

function standing({ mode, next }: EscalationJson): string {
  if (next?.because === "snooze") return "snoozed; ";
  if (mode === "stopped") return "stopped; ";
  return mode === "role-only" ? "acknowledged, but a role is still asked for; " : "";
}

const AFTER: Readonly<Record<NonNullable<EscalationJson["next"]>["because"], string>> = {
  step: "",
  snooze: "",
  lapse: ", when the acknowledgement lapses",
  asked: ", asked again",
};

/** "Bob by e-mail, Cleo by ntfy" */
function calledNext({ people, channels }: NonNullable<EscalationJson["next"]>): string {
  if (people.length === 0) return "nobody reachable";
  return people.map((name, index) => `${name} ${through(channels[index] ?? "")}`.trim()).join(", ");
}

/** A row for each clock: the stretch that runs, else the last one. */
export function clockRows(
  clocks: readonly ClockJson[],
  viewer: Viewer,
): readonly (readonly Cell[])[] {
  const latest = new Map<string, ClockJson>();
  for (const clock of clocks) {
    const key = `${clock.kind} ${clock.audience ?? ""}`;
    const known = latest.get(key);
    if (known === undefined || Date.parse(clock.startedAt) >= Date.parse(known.startedAt))
      latest.set(key, clock);
  }
  return [...latest.values()].map((clock) => [
    clock.audience === null ? clock.kind : `${clock.kind} (${clock.audience})`,
    `${words(clock.target)}${clock.inWorkingTime ? " of working time" : ""}`,
    clockState(clock, viewer),
  ]);
}

function clockState(clock: ClockJson, viewer: Viewer): Styled {
  if (clock.endedAt !== null) {
    const took = words(clock.elapsed);
    if (clock.outcome === "met") return { text: `met in ${took}`, style: "green" };
    if (clock.outcome === "breached") return { text: `breached: took ${took}`, style: "red" };
    return { text: `replaced by another after ${took}`, style: "dim" };
  }
  if (clock.pausedUntil !== null) {
    const until = showInstant(clock.pausedUntil, viewer);
    return { text: `paused at ${words(clock.elapsed)} until ${until}`, style: "yellow" };
  }
  const due = showDistance(clock.dueAt, viewer);
  if (clock.breachedAt !== null || Date.parse(clock.dueAt) <= viewer.now) {
    return { text: `breached: was due ${due}`, style: "red" };
  }
  const at = showInstant(clock.dueAt, viewer);
  return { text: `due ${due}, at ${at}`, style: clock.warnedAt === null ? "green" : "yellow" };
}

function words(iso: string): string {
  try {
    return describeDuration(durationMs(iso));
  } catch (error) {
    if (error instanceof RangeError) return iso;
    throw error;
  }
}

/** The commander's role as this playbook calls it. */
export function commanderOf({ roles }: IncidentDetailJson): string {
  return roles.find(({ role }) => /command/i.test(role))?.role ?? "Incident Commander";
}

const RELATIONS: Readonly<Record<IncidentDetailJson["links"][number]["relation"], string>> = {
  "merged-into": "merged into",
  "duplicate-of": "repeats",
  includes: "includes",
  "duplicated-by": "repeated by",
  "alerts-to": "gave alerts to",
  "alerts-from": "has alerts of",
  "split-from": "split off from",
  related: "related to",
};

function linkRows(links: IncidentDetailJson["links"]): readonly (readonly Cell[])[] {
  return links.map(({ relation, number, title, status }) => [
    RELATIONS[relation],
    { text: number, style: "bold" },
    status === null ? "" : statusText(status),
    title ?? "",
  ]);
}

function roleRows(roles: IncidentDetailJson["roles"]): readonly (readonly Cell[])[] {
  return roles.map(({ role, person, offeredTo }) => {
    const offered = offeredTo === null ? "" : `offered to ${offeredTo}, who has not answered yet`;
    if (person !== null) return [role, offered === "" ? person : `${person} (${offered})`];
    const open = offered === "" ? "asked for, nobody has accepted yet" : offered;
    return [role, { text: open, style: "yellow" }];
  });
}

function responderRows(
  responders: IncidentDetailJson["responders"],
  viewer: Viewer,
): readonly (readonly Cell[])[] {
  return responders.map(({ person, role, joinedAt }) => [
    person,
    role,
    joinedAt === null
      ? { text: "asked, has not answered yet", style: "yellow" }
      : `since ${showInstant(joinedAt, viewer)}`,
  ]);
}

function notificationRows(
  notifications: IncidentDetailJson["notifications"],
  viewer: Viewer,
): readonly (readonly Cell[])[] {
  return notifications.map((one) => [
    showInstant(one.deliveredAt ?? one.dueAt ?? one.createdAt, viewer, "seconds"),
    `${one.person} (${one.role})`,
    purposeText(one.purpose),
    channelText(one.channel),
    deliveryText(one.state, one.reason),
  ]);
}

/** An entry a row: its number, when, and what. */
export function timelineRows(
  entries: readonly TimelineEntryJson[],
  viewer: Viewer,
): readonly (readonly Cell[])[] {
  return entries.map(({ seq, at, text, starred, correction }) => [
    { text: String(seq), style: "dim" },
    { text: showInstant(at, viewer, "seconds"), style: "dim" },
    `${starred ? "★ " : ""}${text}${correction === null ? "" : ` Corrected by ${correction.by}: ${correction.text}`}`,
  ]);
}

function printSection(terminal: Terminal, title: string, rows: readonly (readonly Cell[])[]): void {
  if (rows.length === 0) return;
  const heading: Line = { text: title, style: "bold" };
  terminal.print("", heading);
  terminal.table({ rows: rows.map((row) => indented(row)) });
}

function indented([first = "", ...rest]: readonly Cell[]): readonly Cell[] {
  const cell: Styled = typeof first === "string" ? { text: first } : first;
  return [{ ...cell, text: `  ${cell.text}` }, ...rest];
}
