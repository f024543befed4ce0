/** What lines of severities and of the escalation became. */

import { describeDuration, durationMs } from "../../domain/duration.ts";
import type {
  Condition,
  EscalationPath,
  EscalationStep,
  IsoDuration,
  Playbook,
  ResponseAction,
  Severity,
} from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { columnForRole, severityRules } from "../../domain/severity-rules.ts";
import { listed } from "../words/listed.ts";
import { facts, quoted, type Thing } from "./thing.ts";

export function severityThings(playbook: Playbook): Thing[] {
  const promised = (playbook.promises ?? []).map(({ clock, time, source }) => ({
    what: `a time promised for all severities: ${CLOCKS[clock]}`,
    kind: "severity" as const,
    facts: facts({ [clock]: duration(time) }),
    source,
  }));
  const own = playbook.severities.flatMap((severity, rank) => [
    severityThing(playbook, severity, rank),
    ...placeThings(severity),
    ...severity.examples.map(({ text, condition, source }) => ({
      what: `an example of ${severity.id}`,
      kind: "severity" as const,
      facts: facts({
        "used for": `an alert whose title has these words is ${severity.id}: ${quoted(text)}`,
        measured: measured(condition),
      }),
      source,
    })),
    ...severity.responseActions.map((action) => actionThing(severity, action)),
  ]);
  return [...own, ...promised];
}

export function escalationThings(playbook: Playbook): Thing[] {
  return sharedPaths(playbook).flatMap((paths) => {
    const [path] = paths;
    if (path === undefined) return [];
    const severities = listed(paths.map(({ severity }) => severity));
    return [
      {
        what: `the escalation path of ${severities}`,
        kind: "escalation" as const,
        facts: facts({ steps: path.steps.map(({ role }) => role).join(", then ") }),
        source: path.source,
      },
      ...path.steps.map((step, index) => stepThing(playbook, paths, { step, index })),
      ...path.stakeholders.map(({ audience, when, source }) => ({
        what: `an audience of ${severities}`,
        kind: "escalation" as const,
        facts: facts({ told: audience, when }),
        source,
      })),
      ...path.actions.map(({ text, source }) => ({
        what: `what else is done at ${severities}`,
        kind: "escalation" as const,
        facts: facts({ action: text }),
        source,
      })),
    ];
  });
}

/** Paths that several severities have from the same lines of text, together. */
function sharedPaths({ escalation }: Playbook): readonly (readonly EscalationPath[])[] {
  const alike = Map.groupBy(escalation, ({ source, steps, stakeholders, actions }) =>
    JSON.stringify([source, steps.map((step) => [step.role, step.source]), stakeholders, actions]),
  );
  return [...alike.values()];
}

function severityThing(playbook: Playbook, severity: Severity, rank: number): Thing {
  const { id, name, definition, condition, source } = severity;
  const rules = severityRules(playbook, id);
  return {
    what: `the severity ${id}`,
    kind: "severity",
    facts: facts({
      name,
      means: definition,
      measured: measured(condition),
      rank: `${rank + 1} of ${playbook.severities.length}, the worst first`,
      pages: rules?.pages === true ? "yes" : "no: it notifies quietly",
    }),
    source,
  };
}

const CLOCKS = {
  response: "the time within which it is answered",
  resolution: "the time within which it is solved",
  communication: "the longest time between two updates",
} as const;

/** Every place that names it or gives one of its times. */
function placeThings(severity: Severity): Thing[] {
  const { id, name, definition, sla, source } = severity;
  return (severity.places ?? []).flatMap(({ says, source: place }): Thing[] => {
    if (says === "name")
      return place.line === source.line && place.file === source.file
        ? []
        : [
            {
              what: `another place that speaks of ${id}`,
              kind: "severity",
              facts: facts({ name, means: definition }),
              source: place,
            },
          ];
    return [
      {
        what: `a time of ${id}: ${CLOCKS[says]}`,
        kind: "severity",
        facts: facts({ [says]: duration(sla[says]) }),
        source: place,
      },
    ];
  });
}

const ACTIONS: Readonly<Record<ResponseAction["kind"], string>> = {
  page: "somebody is paged",
  notify: "somebody is told, once, when the incident opens",
  "all-hands": "everybody is called in",
  "status-page": "the status page is updated",
  ticket: "a ticket is opened",
  assign: "the incident is given to somebody",
  monitor: "it is watched",
  schedule: "it is planned for later",
  other: "it is shown to the responder, and done by people",
};

function actionThing(severity: Severity, action: ResponseAction): Thing {
  const { kind, role, audiences, engages, source, text } = action;
  return {
    what: `what is done at the start of ${severity.id}`,
    kind: "severity",
    facts: facts({
      action: text,
      effect: ACTIONS[kind],
      who: role,
      "must take part": engages === true ? "yes: asked for until somebody accepts" : undefined,
      told: audiences
        ?.map(({ audience, when }) => (when === undefined ? audience : `${audience} (${when})`))
        .join(", "),
    }),
    source,
  };
}

function stepThing(
  playbook: Playbook,
  paths: readonly EscalationPath[],
  { step, index }: { step: EscalationStep; index: number },
): Thing {
  const { role, title, source } = step;
  const bound = Object.entries(playbook.overlay.roles).find(
    ([name]) => roleKey(name) === roleKey(role),
  )?.[1];
  const column = bound?.column ?? columnForRole(playbook, role);
  return {
    what: `step ${index + 1} of the escalation of ${listed(paths.map(({ severity }) => severity))}`,
    kind: "escalation",
    facts: facts({
      role,
      title,
      begins: startsInWords(paths, index),
      "filled by":
        bound?.person ??
        scheduleInWords(bound?.schedule) ??
        (column === null ? "nobody" : `whoever stands under ${column} in the rotation`),
    }),
    source,
  };
}

/** When a step begins: said for each severity where they differ. */
function startsInWords(paths: readonly EscalationPath[], index: number): string {
  const starts = Map.groupBy(paths, ({ steps }) => {
    const { after = "PT0S" } = steps[index] ?? {};
    return durationMs(after) === 0 ? "at once" : `after ${duration(after) ?? ""}`;
  });
  const [only] = starts.keys();
  if (only !== undefined && starts.size === 1) return only;
  return [...starts]
    .map(([start, alike]) => `${start} for ${listed(alike.map(({ severity }) => severity))}`)
    .join(", ");
}

function scheduleInWords(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `whoever is on call in the schedule ${id}`;
}

export function duration(iso: IsoDuration | undefined): string | undefined {
  return iso === undefined ? undefined : describeDuration(durationMs(iso));
}

export function measured(condition: Condition | undefined): string | undefined {
  if (condition === undefined) return undefined;
  const { metric, operator, value, unit } = condition;
  return `${metric} ${operator} ${value}${unit === "" || unit === "%" ? unit : ` ${unit}`}`.trim();
}
