import type { ContactMethodJson, PersonJson } from "../../contract/person.ts";
import type { PlanJson } from "../../contract/schedule.ts";
import { MS } from "../../domain/duration.ts";
import { roleKey } from "../../domain/roster.ts";
import type { ApiClient } from "../api-client.ts";
import type { Command } from "../command.ts";
import { readNotificationRules, readPlan } from "../endpoints.ts";
import { CliFailure } from "../failure.ts";
import { JSON_OPTION } from "../options.ts";
import { pickPerson } from "../pick-person.ts";
import { printWarnings } from "../print-warnings.ts";
import type { Cell } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { testText } from "../test-page-text.ts";
import { showInstant, type Viewer } from "../when.ts";
import { channelText } from "../wording.ts";
import { printRules } from "./person-rules.ts";

const AHEAD_MS = 35 * MS.day;

export const personShow: Command = {
  name: "person show",
  takes: "PERSON",
  summary: "Somebody's ways to be reached, their rules and quiet hours, and when they are on call",
  about: ["PERSON is a name, or `me`."],
  example: "tocsin person show Priya",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const person = await pickPerson(api, args.positionals[0] ?? "");
    const rules = await readNotificationRules(api, person.id);
    const shifts = await shiftsOf(api, person, terminal.viewer);
    if (args.flag("json")) {
      terminal.json({ ...person, notificationRules: rules, onCall: shifts });
      return 0;
    }
    printPerson(person, terminal);
    terminal.print("", { text: "When they are told", style: "bold" });
    printRules(rules, terminal);
    terminal.print("", { text: "On call", style: "bold" });
    printShifts(shifts, terminal);
    if (person.warning !== null) {
      printWarnings([{ person: person.name, text: person.warning }], terminal);
    }
    return 0;
  },
};

export interface Shift {
  readonly schedule: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isNow: boolean;
}

/** The shifts that they have now, and the next one of each schedule. */
export async function shiftsOf(
  api: ApiClient,
  { name }: PersonJson,
  { now }: Viewer,
): Promise<readonly Shift[]> {
  const from = new Date(now).toISOString();
  try {
    const plan = await readPlan(api, { from, to: new Date(now + AHEAD_MS).toISOString() });
    return plan.schedules.flatMap((schedule) => shiftsIn(schedule, name, now));
  } catch (error) {
    // Without a playbook nobody is on call, and people can be looked at all the same.
    if (error instanceof CliFailure && error.code === "unavailable") return [];
    throw error;
  }
}

function shiftsIn(
  { name: schedule, spans }: PlanJson["schedules"][number],
  name: string,
  now: number,
): readonly Shift[] {
  const theirs = spans
    .filter(({ person }) => person !== null && roleKey(person) === roleKey(name))
    .map(({ startsAt, endsAt }) => ({
      schedule,
      startsAt,
      endsAt,
      isNow: Date.parse(startsAt) <= now,
    }));
  const next = theirs.find(({ isNow }) => !isNow);
  return [...theirs.filter(({ isNow }) => isNow), ...(next === undefined ? [] : [next])];
}

function printPerson(person: PersonJson, terminal: Terminal): void {
  const { name, title, role, teams, contactMethods } = person;
  const { viewer } = terminal;
  terminal.print({ text: title === null ? name : `${name} (${title})`, style: "bold" });
  terminal.print(`${role}, ${teams.length === 0 ? "all teams" : teams.join(", ")}`);
  if (contactMethods.length === 0) {
    terminal.print({ text: "Reached by nothing: cannot be paged.", style: "red" });
    return;
  }
  terminal.print("");
  terminal.table({
    headings: ["Reached by", "Verified", "Last test page"],
    rows: contactMethods.map((method) => [
      `${channelText(method.kind)} ${method.address}`.trimEnd(),
      verifiedCell(method, viewer),
      testText(method, viewer),
    ]),
  });
}

function verifiedCell({ verifiedAt }: ContactMethodJson, viewer: Viewer): Cell {
  return verifiedAt === null
    ? { text: "not verified", style: "yellow" }
    : showInstant(verifiedAt, viewer);
}

export function printShifts(shifts: readonly Shift[], terminal: Terminal): void {
  const { viewer } = terminal;
  if (shifts.length === 0) terminal.print("Not within five weeks.");
  terminal.table({
    rows: shifts.map(({ schedule, startsAt, endsAt, isNow }) => [
      isNow ? { text: "now", style: "green" } : "next",
      schedule,
      isNow ? `until ${showInstant(endsAt, viewer)}` : showSpan(startsAt, endsAt, viewer),
    ]),
  });
}

function showSpan(startsAt: string, endsAt: string, viewer: Viewer): string {
  return `${showInstant(startsAt, viewer)} until ${showInstant(endsAt, viewer)}`;
}
