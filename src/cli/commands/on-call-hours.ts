/** How much everybody is on call, and whether it is shared evenly. */

import type { OnCallHoursJson } from "../../contract/schedule.ts";
import { MS } from "../../domain/duration.ts";
import type { Command } from "../command.ts";
import { readOnCallHours } from "../endpoints.ts";
import { instantOption, JSON_OPTION } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import type { Terminal } from "../terminal.ts";
import { showInstant } from "../when.ts";

const DAYS_BACK = 28;

export const onCallHours: Command = {
  name: "oncall hours",
  takes: "[SCHEDULE]",
  summary: "How many hours everybody is on call, of them at night, at weekends and on holidays",
  about: [
    `The last ${DAYS_BACK} days when no time is given. The past is counted by the playbook in force now.`,
  ],
  example: "tocsin oncall hours --from 2026-10-01T00:00 --to 2027-01-01T00:00",
  options: {
    from: { type: "string", value: "TIME", help: `${DAYS_BACK} days before --to when left out` },
    to: { type: "string", value: "TIME", help: "Now when left out" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const { zone, now } = terminal.viewer;
    const to = instantOption(args, "to", zone) ?? new Date(now).toISOString();
    const before = new Date(Date.parse(to) - DAYS_BACK * MS.day).toISOString();
    const found = await readOnCallHours(api, {
      from: instantOption(args, "from", zone) ?? before,
      to,
    });
    const [wanted] = args.positionals;
    const schedules =
      wanted === undefined ? found.schedules : [pickByName(found.schedules, wanted, "schedule")];
    if (args.flag("json")) terminal.json({ ...found, schedules });
    else printHours(found, schedules, terminal);
    return 0;
  },
};

function printHours(
  { from, to, all }: OnCallHoursJson,
  schedules: OnCallHoursJson["schedules"],
  terminal: Terminal,
): void {
  const { viewer } = terminal;
  terminal.print(`From ${showInstant(from, viewer)} until ${showInstant(to, viewer)}`);
  if (schedules.length === 0) terminal.print("The playbook has no rotation and no schedule.");
  for (const schedule of schedules) printShares(schedule.name, schedule, terminal);
  if (schedules.length > 1) printShares("All schedules", all, terminal);
}

function printShares(title: string, shares: OnCallHoursJson["all"], terminal: Terminal): void {
  const { people, gapHours } = shares;
  const total = people.reduce((sum, person) => sum + person.total, 0);
  terminal.print("", { text: title, style: "bold" });
  terminal.table({
    headings: ["Person", "Hours", "Than even", "Nights", "Weekends", "Holidays"],
    rows: people.map((person) => [
      person.person,
      rounded(person.total),
      signed(person.total - total / people.length),
      rounded(person.night),
      rounded(person.weekend),
      rounded(person.holiday),
    ]),
  });
  if (gapHours > 0) {
    terminal.print({ text: `Nobody: ${rounded(gapHours)} hours.`, style: "red" });
  }
}

function signed(hours: number): string {
  const text = rounded(hours);
  return hours > 0 && text !== "0" ? `+${text}` : text;
}

function rounded(hours: number): string {
  // Without the sign of zero.
  return String(Math.round(hours * 10) / 10 + 0);
}
