/**
 * What the playbook asks people to do in an incident, step by step. A step is done when somebody says so,
 * or when what is known shows it: it was acknowledged, a commander accepted, an update was sent, a point
 * was answered.
 */

import { type ChecklistPoint, checklistPoints, type GivenAnswer } from "./checklist.ts";
import { commanderName } from "./commander.ts";
import { durationMs } from "./duration.ts";
import type { Incident } from "./incident.ts";
import type { Phase, Playbook, ResponseAction, SourceRef, StepFact } from "./playbook.ts";
import { holderOf } from "./role-offers.ts";
import type { TimelineEntry } from "./timeline.ts";

/** How a step came to be done: somebody says so, or something shows it. */
export interface StepDone {
  readonly outcome: "done" | "skipped";
  /** Null where something shows it. */
  readonly by: string | null;
  readonly at: number | null;
  /** Why it was skipped, or what shows that it is done; may be empty. */
  readonly because: string;
}

export interface PlaybookStep {
  /** The same as long as the playbook is: `detection/1`, or a point's key. */
  readonly key: string;
  readonly text: string;
  readonly line: number;
  /** A point of a checklist is answered, any other step is ticked. */
  readonly kind: "step" | "point";
  readonly showsIn?: StepFact;
  readonly done: StepDone | null;
}

export interface StepGroup {
  readonly title: string;
  /** Null where the playbook gives no window. */
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly steps: readonly PlaybookStep[];
}

/** What is known of an incident beside its state. */
export interface StepRecord {
  /** At least those of `STEP_ENTRY_KINDS`. */
  readonly entries: readonly TimelineEntry[];
  readonly answers: ReadonlyMap<string, GivenAnswer>;
}

export const STEP_ENTRY_KINDS = [
  "step.done",
  "update",
  "checklist.answered",
  "incident.reopened",
] as const;

type AskedStep = Pick<PlaybookStep, "key" | "text" | "line" | "showsIn"> & {
  readonly role?: string;
};

/** The severity's actions, then each phase with what it asks for and the points of its checklists. */
export function stepGroups(
  incident: Incident,
  playbook: Playbook,
  known: StepRecord,
): readonly StepGroup[] {
  const points = checklistPoints(playbook);
  const phases = playbook.phases.map((phase) => ({
    title: phase.title,
    startsAt: sinceOpening(incident, phase.start),
    endsAt: sinceOpening(incident, phase.end),
    steps: [
      ...phaseSteps(phase, playbook).map((step) => withDone(step, incident, known)),
      ...points
        .filter(({ checklist }) => checklist.phase === phase.id)
        .map((point) => pointStep(point, known)),
    ],
  }));
  const ids = new Set(playbook.phases.map(({ id }) => id));
  const loose = points.filter(({ checklist }) => !ids.has(checklist.phase ?? ""));
  const groups: readonly StepGroup[] = [
    {
      title: `At ${incident.severity}`,
      startsAt: incident.openedAt,
      endsAt: null,
      steps: severitySteps(incident, playbook).map((step) => withDone(step, incident, known)),
    },
    ...phases,
    {
      title: "Checklists",
      startsAt: null,
      endsAt: null,
      steps: loose.map((point) => pointStep(point, known)),
    },
  ];
  return groups.filter(({ steps }) => steps.length > 0);
}

function sinceOpening({ openedAt }: Incident, offset: string | undefined): number | null {
  return offset === undefined ? null : openedAt + durationMs(offset);
}

/** What the severity asks of people. That somebody is paged, Tocsin does. */
function severitySteps({ severity }: Incident, playbook: Playbook): readonly AskedStep[] {
  const found = playbook.severities.find(({ id }) => id === severity);
  return (found?.responseActions ?? []).flatMap((action, index) =>
    action.kind === "page"
      ? []
      : [{ ...asked(action, `${severity.toLowerCase()}/${index + 1}`), ...factOf(action) }],
  );
}

function factOf({ kind, role, engages, audiences = [] }: ResponseAction): Partial<AskedStep> {
  if (kind === "notify" && role !== undefined) {
    return { role, showsIn: engages === true ? "role-accepted" : "role-told" };
  }
  if (kind === "status-page") return { showsIn: "public-update" };
  return kind === "notify" && audiences.length > 0 ? { showsIn: "update" } : {};
}

/** A phase without actions is for what stands in it: to choose a runbook, or to tell people. */
function phaseSteps(phase: Phase, playbook: Playbook): readonly AskedStep[] {
  const key = (index: number): string => `${phase.id}/${index + 1}`;
  if (phase.actions.length > 0) {
    return phase.actions.map((action, index) => ({
      ...asked(action, key(index)),
      ...(action.showsIn === undefined ? {} : { showsIn: action.showsIn }),
    }));
  }
  const runbooks = playbook.runbooks.filter((runbook) => runbook.phase === phase.id);
  const templates = playbook.templates.filter((template) => template.phase === phase.id);
  const [runbook] = runbooks;
  const [template] = templates;
  return [
    ...(runbook === undefined
      ? []
      : [asked({ ...runbook, text: `Follow a runbook: ${titles(runbooks)}` }, key(0))]),
    ...(template === undefined
      ? []
      : [
          {
            ...asked({ ...template, text: `Tell people: ${titles(templates)}` }, key(1)),
            showsIn: "update" as const,
          },
        ]),
  ];
}

function titles(things: readonly { readonly title: string }[]): string {
  return things.map(({ title }) => title).join(", ");
}

function asked(
  { text, source }: { readonly text: string; readonly source: SourceRef },
  key: string,
): AskedStep {
  return { key, text, line: source.line };
}

function withDone(step: AskedStep, incident: Incident, known: StepRecord): PlaybookStep {
  const { role, ...rest } = step;
  const said = known.entries.findLast(
    (entry) => entry.kind === "step.done" && entry.data.step === step.key,
  );
  const done = said === undefined ? shown(step, incident, known) : saidDone(said);
  return { ...rest, kind: "step", done };
}

function saidDone(entry: TimelineEntry): StepDone | null {
  if (entry.kind !== "step.done") return null;
  const { actor, at, data } = entry;
  const by = actor.kind === "system" ? null : actor.name;
  const { reason } = data;
  return { outcome: reason === undefined ? "done" : "skipped", by, at, because: reason ?? "" };
}

/** Whether what is known shows that a step is done. */
function shown(step: AskedStep, incident: Incident, known: StepRecord): StepDone | null {
  const { showsIn } = step;
  if (showsIn === undefined) return null;
  switch (showsIn) {
    case "acknowledged": {
      const { acknowledgedAt: at, acknowledgedBy } = incident;
      return at === null ? null : because(`${acknowledgedBy ?? "somebody"} acknowledged`, at);
    }
    case "commander": {
      const name = commanderName(incident);
      return name === undefined ? null : because(`${name} has command`);
    }
    case "role-accepted": {
      const name = holderOf(incident, step.role ?? "");
      return name === undefined ? null : because(`${name} has accepted`);
    }
    case "role-told":
      return because("told at the opening");
    case "severity":
      return incident.severityByPerson ? because("somebody set the severity") : null;
    case "update":
      return updated(known, () => true);
    case "public-update":
      return updated(known, ({ publicStatus }) => publicStatus !== undefined);
  }
}

function updated(
  { entries }: StepRecord,
  isMeant: (data: { readonly publicStatus?: string }) => boolean,
): StepDone | null {
  const update = entries.find((entry) => entry.kind === "update" && isMeant(entry.data));
  return update === undefined ? null : because("an update was sent", update.at);
}

function because(text: string, at: number | null = null): StepDone {
  return { outcome: "done", by: null, at, because: text };
}

function pointStep({ key, item }: ChecklistPoint, { answers }: StepRecord): PlaybookStep {
  const answer = answers.get(key);
  const done =
    answer === undefined || answer.outcome === "open"
      ? null
      : { outcome: answer.outcome, by: answer.by, at: answer.at, because: answer.value };
  return { key, text: item.text, line: item.source.line, kind: "point", done };
}
