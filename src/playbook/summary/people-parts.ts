import type { Playbook, Rotation } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { schedulesOf, statedSchedules } from "../../domain/schedule/playbook-schedules.ts";
import { type Layer, peopleOf } from "../../domain/schedule/schedule.ts";
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

/** The schedules of `tocsin.yaml`; those of tables have a part of their own. */
export function schedulesPart(playbook: Playbook): SummaryPart {
  return {
    title: "Schedules of tocsin.yaml",
    columns: ["schedule", "layer", "people", "turns", "zone"],
    rows: statedSchedules(playbook).flatMap(({ name, timeZone, layers }) =>
      layers.map((layer, index) => [
        index === 0 ? name : "",
        layer.name,
        [...new Set(peopleOf(layer.rotation))].join(", "),
        turnsInWords(layer),
        layer.timeZone ?? timeZone,
      ]),
    ),
    whenEmpty: "tocsin.yaml states no schedules.",
  };
}

/** Listed shifts are at least one; those of a calendar are read where Tocsin runs. */
function isByCalendar(rotation: Layer["rotation"]): boolean {
  return rotation.kind === "shifts" && rotation.shifts.length === 0;
}

function turnsInWords({ rotation, windows }: Layer): string {
  const hours = windows.length === 0 ? "" : ", at some hours of the week";
  if (isByCalendar(rotation)) return "by a calendar";
  if (rotation.kind !== "turns") return `as listed${hours}`;
  const { count, unit } = rotation.every;
  return `every ${count === 1 ? unit.slice(0, -1) : `${count} ${unit}`} from ${rotation.start}${hours}`;
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

/** Everybody named in a rotation, a schedule or `tocsin.yaml`, each once. */
function namesOf(playbook: Playbook): string[] {
  const names = new Map<string, string>();
  const all = [
    ...schedulesOf(playbook).flatMap(({ layers }) =>
      layers.flatMap(({ rotation }) => peopleOf(rotation)),
    ),
    ...playbook.overlay.people.map(({ name }) => name),
  ];
  for (const name of all) if (!names.has(roleKey(name))) names.set(roleKey(name), name);
  return [...names.values()];
}
