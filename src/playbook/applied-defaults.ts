/** What holds where neither the prose nor `tocsin.yaml` says anything, for people to see. */

import { severityForAlert } from "../domain/alert-severity.ts";
import { describeDuration } from "../domain/duration.ts";
import { ACKNOWLEDGEMENT_LAPSES_AFTER_MS } from "../domain/next-due.ts";
import type { AppliedDefault, Playbook } from "../domain/playbook.ts";
import { roleKey } from "../domain/roster.ts";
import { columnForRole } from "../domain/severity-rules.ts";

export const DEFAULT_TIME_ZONE = "UTC";
export const DEFAULT_HANDOFF_TIME = "09:00";

/** The defaults a compiled playbook runs on, beside those of its escalation steps. */
export function appliedDefaults(playbook: Playbook): readonly AppliedDefault[] {
  return [
    ...clockDefaults(playbook),
    ...rotationDefaults(playbook),
    ...roleDefaults(playbook),
    ...alertDefaults(playbook),
  ];
}

function clockDefaults({ overlay, severities }: Playbook): AppliedDefault[] {
  const defaults: AppliedDefault[] = [];
  if (overlay.timeZone === undefined)
    defaults.push({
      what: "time zone",
      value: DEFAULT_TIME_ZONE,
      because: "neither the text nor tocsin.yaml names one",
    });
  if (severities.length > 0)
    defaults.push({
      what: "response clock",
      value: `around the clock, until a person acknowledges; that lapses after ${describeDuration(ACKNOWLEDGEMENT_LAPSES_AFTER_MS)} without any further entry`,
      because: "the text says how long it may take, and not what ends it",
    });
  return defaults;
}

function rotationDefaults({ overlay, rotations }: Playbook): AppliedDefault[] {
  if (rotations.length === 0) return [];
  const unstated = rotations.filter(({ id }) => overlay.rotations?.[id]?.repeats !== true);
  return [
    ...(overlay.handoffTime === undefined
      ? [
          {
            what: "hand-off",
            value: DEFAULT_HANDOFF_TIME,
            because: "the rotation gives days and no time of day",
          },
        ]
      : []),
    ...unstated.map(({ id }) => ({
      what: `rotation ${id}, after its last row`,
      value: "begins again from its first row",
      because: "the table ends, and somebody must be on call",
    })),
  ];
}

/** The rotation column that fills each role of the escalation and of the response actions. */
function roleDefaults(playbook: Playbook): AppliedDefault[] {
  const stated = new Set(Object.keys(playbook.overlay.roles).map(roleKey));
  const roles = new Map<string, string>();
  const mentioned = [
    ...playbook.escalation.flatMap(({ steps }) => steps.map(({ role }) => role)),
    ...playbook.severities.flatMap((severity) =>
      severity.responseActions.flatMap(({ role }) => role ?? []),
    ),
  ];
  for (const role of mentioned) {
    const key = roleKey(role);
    if (!roles.has(key) && !stated.has(key)) roles.set(key, role);
  }
  return [...roles.values()].flatMap((role) => {
    const column = columnForRole(playbook, role);
    if (column === null) return [];
    return [
      {
        what: `who is ${role}`,
        value: `whoever stands under ${column} in the rotation`,
        because: "the roles of the escalation, in their order, are the columns of the rotation",
      },
    ];
  });
}

function alertDefaults(playbook: Playbook): AppliedDefault[] {
  if (playbook.severities.length === 0) return [];
  const meaning = (severity?: string): string =>
    severityForAlert(playbook, {
      title: "",
      labels: severity === undefined ? {} : { severity },
      annotations: {},
    }).severity;
  const labels = ["critical", "error", "warning", "info"];
  return [
    {
      what: "severity of an alert",
      value: `${labels.map((label) => `${label} is ${meaning(label)}`).join(", ")}; without a label ${meaning()}`,
      because:
        "where no rule in tocsin.yaml and no example in the text matches, these words mean the first to fourth severity",
    },
  ];
}
