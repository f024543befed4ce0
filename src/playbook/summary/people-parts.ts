import type { Playbook, Rotation } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { shiftEndDate } from "../lints/rotation-end.ts";
import { lineCell, type SummaryPart } from "./summary-part.ts";

export function rotationPart(
  playbook: Playbook,
  rotation: Rotation,
  hasManyFiles: boolean,
): SummaryPart {
  return {
    title: `Rotation "${rotation.id}": who is on call until when (hand-over at ${playbook.handoffTime} ${playbook.timeZone})`,
    columns: ["line", "from", "until", ...rotation.columns],
    rows: rotation.shifts.map((shift) => [
      lineCell(shift.source, hasManyFiles),
      shift.start,
      shiftEndDate(playbook, rotation, shift),
      ...rotation.columns.map((column) => shift.assignments[column] ?? "nobody"),
    ]),
    whenEmpty: `The rotation "${rotation.id}" has no shifts.`,
    note: "After its last row the table begins again from its first.",
  };
}

export function peoplePart(playbook: Playbook): SummaryPart {
  return {
    title: "People: how a page reaches them",
    columns: ["person", "reached by"],
    rows: namesOf(playbook).map((name) => {
      const person = playbook.overlay.people.find((one) => roleKey(one.name) === roleKey(name));
      const kinds = (person?.contact ?? []).map(({ kind }) => kind);
      return [name, kinds.length === 0 ? "nothing: a page reaches nobody" : kinds.join(", then ")];
    }),
    whenEmpty: "No people are named.",
  };
}

export function contactsPart(playbook: Playbook, hasManyFiles: boolean): SummaryPart {
  return {
    title: "Contacts outside",
    columns: ["line", "service", "contact", "e-mail", "phone", "status page"],
    rows: playbook.contacts.map((contact) => [
      lineCell(contact.source, hasManyFiles),
      contact.service,
      contact.contact,
      contact.email ?? "–",
      contact.phone ?? "–",
      contact.statusPage ?? "–",
    ]),
    whenEmpty: "No contacts were found.",
  };
}

/** Everybody named in a rotation or in `tocsin.yaml`, each once. */
function namesOf(playbook: Playbook): string[] {
  const names = new Map<string, string>();
  const all = [
    ...playbook.rotations.flatMap(({ shifts }) =>
      shifts.flatMap(({ assignments }) => Object.values(assignments)),
    ),
    ...playbook.overlay.people.map(({ name }) => name),
  ];
  for (const name of all) if (!names.has(roleKey(name))) names.set(roleKey(name), name);
  return [...names.values()];
}
