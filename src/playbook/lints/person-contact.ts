import type { Diagnostic, Playbook } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { spanOf } from "../markdown/source-texts.ts";
import type { Lint } from "./lint.ts";

/**
 * TOC203: somebody who is paged cannot be reached, because a rotation names them or because they fill a
 * role of the escalation by their name or title. Once for each person, where first named.
 */
export const lintPersonContact: Lint = (playbook, texts) => {
  const seen = new Set<string>();
  const found: Diagnostic[] = [];
  for (const rotation of playbook.rotations) {
    for (const shift of rotation.shifts) {
      for (const column of rotation.columns) {
        const name = shift.assignments[column];
        if (name === undefined || seen.has(roleKey(name))) continue;
        seen.add(roleKey(name));
        if (isReachableByOverlay(playbook, name)) continue;
        found.push(
          diagnostic("TOC203", spanOf(texts, shift.source, name), unreachable(name), CONTACT_HELP),
        );
      }
    }
  }
  for (const { role, title, source } of playbook.escalation.flatMap(({ steps }) => steps)) {
    for (const person of playbook.overlay.people) {
      const keys = [person.name, person.title ?? person.name].map(roleKey);
      const fills = [role, title ?? role].some((one) => keys.includes(roleKey(one)));
      if (!fills || person.contact.length > 0 || seen.has(roleKey(person.name))) continue;
      seen.add(roleKey(person.name));
      found.push(
        diagnostic("TOC203", spanOf(texts, source, role), unreachable(person.name), CONTACT_HELP),
      );
    }
  }
  return found;
};

/** Whether `tocsin.yaml` gives the person at least one contact method. */
export function isReachableByOverlay(playbook: Pick<Playbook, "overlay">, name: string): boolean {
  const person = playbook.overlay.people.find((one) => roleKey(one.name) === roleKey(name));
  return person !== undefined && person.contact.length > 0;
}

export function unreachable(name: string): string {
  return `${name} can be paged but has no contact method: a page for ${name} reaches nobody`;
}

/** The same for everybody, so that many findings are shown as one. */
export const CONTACT_HELP =
  "Say in tocsin.yaml how people are reached: " +
  "people: [{ name: …, contact: [{ kind: email, address: … }] }]";
