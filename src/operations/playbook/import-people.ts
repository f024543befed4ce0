import { durationMs } from "../../domain/duration.ts";
import type { ContactMethod, Person } from "../../domain/person.ts";
import type {
  ContactMethodKind,
  Diagnostic,
  OverlayPerson,
  OverlayRule,
  Playbook,
} from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { statedSchedules } from "../../domain/schedule/playbook-schedules.ts";
import { peopleOf } from "../../domain/schedule/schedule.ts";
import { diagnostic } from "../../playbook/diagnostic-codes.ts";
import { attestAccess } from "../../store/access.ts";
import type { Tx } from "../../store/database.ts";
import { addContactMethod, listPeople, savePerson } from "../../store/people.ts";
import type { OperationContext } from "../context.ts";

/**
 * The address behind what the overlay says: itself, or the value a `${ENV}` or `file:` reference names.
 * Refused where the channel could not send to it: better now than at the first page.
 */
export type ResolveAddress = (
  address: string,
  kind: ContactMethodKind,
) =>
  | { readonly ok: true; readonly value: string }
  | {
      readonly ok: false;
      /** The end of a sentence; never a part of a secret. */
      readonly reason: string;
      /** What to do about it. */
      readonly help?: string;
    };

/**
 * Makes a person of everybody the playbook and its overlay name and nobody knows yet; of those who are
 * known it takes over what they say of them, such as the title that a step of the escalation may name.
 * Contact methods and notification rules are imported once, for people who have none: from then on they are
 * data, and the overlay no longer counts. Returns findings about addresses that cannot be resolved.
 */
export async function importPeople(
  context: OperationContext,
  tx: Tx,
  input: { readonly playbook: Playbook; readonly resolveAddress: ResolveAddress },
): Promise<readonly Diagnostic[]> {
  const { playbook } = input;
  const known = new Map((await listPeople(tx)).map((person) => [roleKey(person.name), person]));
  const described = new Map(
    playbook.overlay.people.map((person) => [roleKey(person.name), person]),
  );
  const findings: Diagnostic[] = [];
  for (const name of namesIn(playbook)) {
    const overlay = described.get(roleKey(name));
    const before = known.get(roleKey(name));
    const person = {
      ...rulesOf(overlay),
      ...(before ?? nobodyYet(context, name)),
      ...said(playbook, name, overlay),
    };
    if (before === undefined || JSON.stringify(person) !== JSON.stringify(before))
      await savePerson(tx, person, context.clock.now());
    known.set(roleKey(name), person);
    if (overlay === undefined || person.contactMethods.length > 0) continue;
    const methods = contactMethods(context, overlay, input.resolveAddress);
    findings.push(...methods.findings);
    for (const method of methods.found) {
      await addContactMethod(tx, person.id, method, context.clock.now());
    }
    for (const item of overlay.access ?? []) {
      await attestAccess(tx, { personId: person.id, item, at: context.clock.now() });
    }
  }
  return findings;
}

/** Everybody on a rotation or a schedule, standing in on one, in the overlay or in the catch-all, each once. */
function namesIn(playbook: Playbook): readonly string[] {
  const names = new Map<string, string>();
  const add = (name: string): void => {
    if (name !== "" && !names.has(roleKey(name))) names.set(roleKey(name), name);
  };
  for (const person of playbook.overlay.people) add(person.name);
  for (const rotation of playbook.rotations) {
    for (const shift of rotation.shifts)
      for (const name of Object.values(shift.assignments)) add(name);
  }
  for (const { layers } of statedSchedules(playbook)) {
    for (const { rotation } of layers) for (const name of peopleOf(rotation)) add(name);
  }
  for (const override of playbook.overlay.overrides ?? []) add(override.person);
  for (const name of playbook.overlay.catchAll) add(name);
  return [...names.values()];
}

/** What the overlay states counts for people who have no rules. */
function rulesOf(overlay: OverlayPerson | undefined): Pick<Person, "notificationRules"> {
  const rules = overlay?.rules;
  if (rules === undefined) return {};
  const set = (stated: readonly OverlayRule[] | undefined) =>
    stated?.map(({ via, after }) => ({ via, afterMs: durationMs(after) })) ?? [];
  return { notificationRules: { important: set(rules.important), default: set(rules.default) } };
}

function nobodyYet(context: OperationContext, name: string): Person {
  return { id: context.newId(), name, role: "responder", teams: [], contactMethods: [] };
}

/** What the playbook and its overlay say of a person; what they leave open stays as it is. */
function said(
  playbook: Playbook,
  name: string,
  overlay: OverlayPerson | undefined,
): Partial<Person> {
  const titles = playbook.rotations.map((rotation) => rotation.titles?.[name]);
  const title = overlay?.title ?? titles.find((found) => found !== undefined);
  return {
    ...(title === undefined ? {} : { title }),
    ...(overlay?.timeZone === undefined ? {} : { timeZone: overlay.timeZone }),
    ...(overlay?.role === undefined ? {} : { role: overlay.role }),
    ...(overlay?.teams === undefined ? {} : { teams: overlay.teams }),
  };
}

function contactMethods(
  context: OperationContext,
  person: OverlayPerson,
  resolveAddress: ResolveAddress,
): { readonly found: readonly ContactMethod[]; readonly findings: readonly Diagnostic[] } {
  const found: ContactMethod[] = [];
  const findings: Diagnostic[] = [];
  for (const contact of person.contact) {
    const resolved = resolveAddress(contact.address, contact.kind);
    if (resolved.ok) {
      found.push({ id: context.newId(), kind: contact.kind, address: resolved.value });
    } else {
      const message = `the ${contact.kind} address of ${person.name} cannot be used: ${resolved.reason}`;
      findings.push(diagnostic("TOC505", { file: "tocsin.yaml", line: 1 }, message, resolved.help));
    }
  }
  return { found, findings };
}
