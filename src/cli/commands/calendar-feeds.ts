/** Calendars of shifts, for calendar programs. The address is shown once, when one is made. */

import type { Command } from "../command.ts";
import {
  createCalendarFeed,
  listCalendarFeeds,
  readPlan,
  revokeCalendarFeed,
} from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { JSON_OPTION } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import { showInstant } from "../when.ts";

export const calendarCreate: Command = {
  name: "oncall ical",
  takes: "[SCHEDULE]",
  summary: "Make the address of a calendar: a schedule's shifts, or a person's with --person",
  about: ["Whoever has the address can read it: who is on call when, and nothing else."],
  example: "tocsin oncall ical Primary",
  options: {
    person: { type: "string", value: "NAME", help: "This person's shifts in every schedule" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal, io }) {
    const [schedule] = args.positionals;
    const person = args.text("person");
    if ((schedule === undefined) === (person === undefined)) {
      throw usageFailure("say one of the two: a SCHEDULE, or --person NAME");
    }
    const created = await createCalendarFeed(
      api,
      person === undefined
        ? { scheduleId: await scheduleId(api, schedule ?? "", terminal.viewer.now) }
        : { person },
    );
    if (args.flag("json")) {
      terminal.json(created);
      return 0;
    }
    terminal.print(created.url);
    io.stderr(
      "Subscribe to it in your calendar. Keep it secret: it cannot be shown again.\n" +
        `To end it: tocsin oncall ical revoke ${created.feed.id}\n`,
    );
    return 0;
  },
};

async function scheduleId(
  api: Parameters<typeof readPlan>[0],
  written: string,
  now: number,
): Promise<string> {
  const soon = new Date(now + 1000).toISOString();
  const { schedules } = await readPlan(api, { from: new Date(now).toISOString(), to: soon });
  return pickByName(schedules, written, "schedule").id;
}

export const calendarList: Command = {
  name: "oncall ical list",
  summary: "Calendars that you may revoke",
  example: "tocsin oncall ical list",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const found = await listCalendarFeeds(api);
    if (args.flag("json")) terminal.json(found);
    else if (found.feeds.length === 0) terminal.print("No calendar.");
    else {
      terminal.table({
        headings: ["Of", "Name", "Made", "Id"],
        rows: found.feeds.map(({ id, kind, name, createdAt }) => [
          kind,
          { text: name, style: "bold" },
          showInstant(createdAt, terminal.viewer),
          { text: id, style: "dim" },
        ]),
      });
    }
    return 0;
  },
};

export const calendarRevoke: Command = {
  name: "oncall ical revoke",
  takes: "ID",
  summary: "End a calendar's address, at once",
  example: "tocsin oncall ical revoke 01JD…",
  async run({ api, args, terminal }) {
    await revokeCalendarFeed(api, args.positionals[0] ?? "");
    terminal.print("The calendar's address no longer works.");
    return 0;
  },
};
