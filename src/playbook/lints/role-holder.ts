import type { Diagnostic, EscalationStep, Playbook } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { schedulesOf, statedSchedules } from "../../domain/schedule/playbook-schedules.ts";
import { columnForRole } from "../../domain/severity-rules.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { spanOf } from "../markdown/source-texts.ts";
import type { Lint } from "./lint.ts";

/**
 * TOC204: a role of the escalation that nobody fills, and shifts that leave a column empty.
 * Without any rotation or schedule TOC208 says it for all roles at once.
 */
export const lintRoleHolder: Lint = (playbook, texts) => {
  if (schedulesOf(playbook).length === 0) return [];
  const roles = new Map<string, EscalationStep>();
  for (const step of playbook.escalation.flatMap((path) => path.steps)) {
    if (!roles.has(roleKey(step.role))) roles.set(roleKey(step.role), step);
  }
  const unfilled = [...roles.values()]
    .filter((step) => !isFilled(playbook, step))
    .map((step) =>
      diagnostic(
        "TOC204",
        spanOf(texts, step.source, step.role),
        `nobody fills the role "${step.role}": its step of the escalation pages no one`,
        helpFor(playbook, step.role),
      ),
    );
  return [...unfilled, ...emptyCells(playbook, texts)];
};

/** Whether anybody can ever be paged for the step: by `tocsin.yaml`, a column, a title, or a name. */
export function isFilled(playbook: Playbook, step: EscalationStep): boolean {
  const key = roleKey(step.role);
  const bound = Object.entries(playbook.overlay.roles).find(([role]) => roleKey(role) === key)?.[1];
  if (bound?.person !== undefined || bound?.schedule !== undefined) return true;
  if (statedSchedules(playbook).some(({ name }) => roleKey(name) === key)) return true;
  const column = bound?.column ?? columnForRole(playbook, step.role);
  const named = playbook.rotations.some((rotation) =>
    rotation.shifts.some((shift) => column !== null && shift.assignments[column] !== undefined),
  );
  if (named) return true;
  const people = playbook.overlay.people;
  return people.some(({ name, title }) => roleKey(title ?? "") === key || roleKey(name) === key);
}

const emptyCells = (playbook: Playbook, texts: Parameters<Lint>[1]): Diagnostic[] =>
  playbook.rotations.flatMap((rotation) =>
    rotation.columns.flatMap((column) => {
      const empty = rotation.shifts.filter((shift) => shift.assignments[column] === undefined);
      // A column that is always empty names nobody for its role, which is reported there.
      if (empty.length === rotation.shifts.length) return [];
      return empty.map((shift) =>
        diagnostic(
          "TOC204",
          spanOf(texts, shift.source, undefined),
          `nobody is ${column} in the shift that begins on ${shift.start}`,
          "Put a name into the empty cell.",
        ),
      );
    }),
  );

function helpFor(playbook: Playbook, role: string): string {
  const columns = playbook.rotations.flatMap((rotation) => rotation.columns).join(", ");
  return columns === ""
    ? `Name a schedule or a person for it in tocsin.yaml: roles: { "${role}": { schedule: … } }`
    : `Name a column of the rotation (${columns}) or a person for it in tocsin.yaml: ` +
        `roles: { "${role}": { column: … } }`;
}
