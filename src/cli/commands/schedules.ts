/** Who will be on call, and changes of it. */

import type { AddOverrideInput, PlanJson, PlannedScheduleJson } from "../../contract/schedule.ts";
import { MS } from "../../domain/duration.ts";
import type { Command } from "../command.ts";
import { addOverride, listOverrides, readPlan, removeOverride } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { instantOption, JSON_OPTION, wholeNumber } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import { printWarnings } from "../print-warnings.ts";
import type { Terminal } from "../terminal.ts";
import { showInstant } from "../when.ts";

const DAYS = 14;
const PERIOD_OPTIONS = {
  from: { type: "string", value: "TIME", help: "From then on instead of now" },
  days: { type: "string", value: "N", help: `How many days; ${DAYS} when left out` },
  ...JSON_OPTION,
} as const;

export const onCallShow: Command = {
  name: "oncall show",
  aliases: ["schedule list"],
  takes: "[SCHEDULE]",
  summary: "Who will be on call, shift by shift, and how many hours",
  example: "tocsin oncall show Primary --days 30",
  options: PERIOD_OPTIONS,
  async run({ api, args, terminal }) {
    const plan = await readPlan(api, periodOf(args, terminal));
    const [wanted] = args.positionals;
    const schedules =
      wanted === undefined ? plan.schedules : [pickByName(plan.schedules, wanted, "schedule")];
    if (args.flag("json")) terminal.json({ ...plan, schedules });
    else {
      if (schedules.length === 0) terminal.print("The playbook has no rotation and no schedule.");
      for (const schedule of schedules) printSchedule(schedule, terminal);
      printConflicts(plan, terminal);
      printWarnings(plan.warnings, terminal);
    }
    return 0;
  },
};

export const onCallGaps: Command = {
  name: "oncall gaps",
  summary: "When nobody is on call or can be reached (exit code 1), or one person is in two places",
  example: "tocsin oncall gaps --days 60",
  options: PERIOD_OPTIONS,
  async run({ api, args, terminal }) {
    const plan = await readPlan(api, periodOf(args, terminal));
    const gaps = plan.schedules.flatMap(({ id, name, gaps }) =>
      gaps.map((gap) => ({ schedule: id, name, ...gap })),
    );
    if (args.flag("json"))
      terminal.json({ gaps, conflicts: plan.conflicts, unreachable: plan.unreachable });
    else {
      if (gaps.length === 0) terminal.print("Somebody is on call at every moment.");
      else {
        terminal.table({
          headings: ["Nobody in", "From", "Until"],
          rows: gaps.map(({ name, startsAt, endsAt }) => [
            { text: name, style: "red" },
            showInstant(startsAt, terminal.viewer),
            showInstant(endsAt, terminal.viewer),
          ]),
        });
      }
      printUnreachable(plan, terminal);
      printConflicts(plan, terminal);
    }
    return gaps.length === 0 && plan.unreachable.length === 0 ? 0 : 1;
  },
};

export const overrideAdd: Command = {
  name: "oncall override",
  takes: "SCHEDULE PERSON",
  summary: "Put somebody on call for a while, whoever the schedule names",
  example: "tocsin oncall override Primary Priya --until 2026-12-27T09:00",
  options: {
    from: { type: "string", value: "TIME", help: "When it begins; now when left out" },
    until: { type: "string", value: "TIME", help: "When it ends; needed" },
    instead: { type: "string", value: "PERSON", help: "Only where this person would be on call" },
    kind: {
      type: "string",
      value: "KIND",
      help: "replace (when left out), add (where nobody is) or remove (take PERSON off)",
    },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const { zone, now } = terminal.viewer;
    const [schedule = "", person = ""] = args.positionals;
    const startsAt = instantOption(args, "from", zone);
    const endsAt = instantOption(args, "until", zone);
    if (endsAt === undefined) throw usageFailure("an override needs its end: --until TIME");
    const { schedules } = await readPlan(api, daysFrom(now, 1));
    const { id: scheduleId, name } = pickByName(schedules, schedule, "schedule");
    const instead = args.text("instead");
    const override = await addOverride(api, {
      scheduleId,
      // The server says which kinds there are.
      kind: (args.text("kind") ?? "replace") as NonNullable<AddOverrideInput["kind"]>,
      person,
      endsAt,
      ...(startsAt === undefined ? {} : { startsAt }),
      ...(instead === undefined ? {} : { instead }),
    });
    if (args.flag("json")) terminal.json(override);
    else {
      const what = override.kind === "remove" ? "is off" : "is on call in";
      terminal.print(
        `${override.person} ${what} ${name} from ${showInstant(override.startsAt, terminal.viewer)}` +
          ` until ${showInstant(override.endsAt, terminal.viewer)}.`,
        { text: `Take it back: tocsin oncall override remove ${override.id}`, style: "dim" },
      );
    }
    return 0;
  },
};

export const overrideList: Command = {
  name: "oncall override list",
  summary: "Overrides that have not ended",
  example: "tocsin oncall override list",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const found = await listOverrides(api);
    if (args.flag("json")) terminal.json(found);
    else if (found.overrides.length === 0) terminal.print("No override.");
    else {
      terminal.table({
        headings: ["Schedule", "What", "From", "Until", "Id"],
        rows: found.overrides.map((override) => [
          override.scheduleId,
          overrideText(override),
          showInstant(override.startsAt, terminal.viewer),
          showInstant(override.endsAt, terminal.viewer),
          { text: override.id, style: "dim" },
        ]),
      });
    }
    return 0;
  },
};

export const overrideRemove: Command = {
  name: "oncall override remove",
  takes: "ID",
  summary: "Take an override back; one that has begun ends now",
  example: "tocsin oncall override remove 01JD…",
  async run({ api, args, terminal }) {
    await removeOverride(api, args.positionals[0] ?? "");
    terminal.print("The override is taken back.");
    return 0;
  },
};

function overrideText({
  kind,
  person,
  instead,
}: {
  readonly kind: string;
  readonly person: string;
  readonly instead: string | null;
}): string {
  if (kind === "remove") return `without ${person}`;
  if (kind === "add") return `${person} where nobody is`;
  return instead === null ? person : `${person} instead of ${instead}`;
}

function periodOf(args: Parameters<Command["run"]>[0]["args"], terminal: Terminal) {
  const { zone, now } = terminal.viewer;
  const from = Date.parse(instantOption(args, "from", zone) ?? "");
  return daysFrom(Number.isNaN(from) ? now : from, wholeNumber(args, "days") ?? DAYS);
}

function daysFrom(from: number, days: number): { readonly from: string; readonly to: string } {
  const iso = (at: number): string => new Date(at).toISOString();
  return { from: iso(from), to: iso(from + days * MS.day) };
}

function printSchedule(schedule: PlannedScheduleJson, terminal: Terminal): void {
  const { viewer } = terminal;
  terminal.print(
    { text: schedule.name, style: "bold" },
    {
      text: `${schedule.id}, ${schedule.timeZone}`,
      style: "dim",
    },
  );
  terminal.table({
    headings: ["From", "Until", "On call", ""],
    rows: schedule.spans.map(({ startsAt, endsAt, person, overrideId, layer }) => [
      showInstant(startsAt, viewer),
      showInstant(endsAt, viewer),
      person === null ? { text: "nobody", style: "red" } : person,
      { text: overrideId === null ? (layer ?? "") : "override", style: "dim" },
    ]),
  });
  if (schedule.hours.length > 0) {
    const shares = schedule.hours.map(
      ({ person, total, night, weekend }) =>
        `${person} ${hours(total)} (nights ${hours(night)}, weekends ${hours(weekend)})`,
    );
    terminal.print(`Hours: ${shares.join(", ")}.`);
  }
  terminal.print("");
}

function hours(count: number): string {
  return String(Math.round(count * 10) / 10);
}

/** Once for each person in a schedule: what is to be done is the same for every shift. */
function printUnreachable({ unreachable, schedules }: PlanJson, terminal: Terminal): void {
  const first = new Map(
    unreachable.toReversed().map((shift) => [`${shift.person} ${shift.scheduleId}`, shift]),
  );
  for (const { person, scheduleId, startsAt } of [...first.values()].reverse()) {
    const name = schedules.find(({ id }) => id === scheduleId)?.name ?? scheduleId;
    terminal.print({
      text:
        `${person} cannot be reached and is on call in ${name} from ` +
        `${showInstant(startsAt, terminal.viewer)}: add a way with \`tocsin person contact add\`.`,
      style: "red",
    });
  }
}

function printConflicts({ conflicts, schedules }: PlanJson, terminal: Terminal): void {
  const nameOf = (id: string): string => schedules.find((one) => one.id === id)?.name ?? id;
  for (const { person, schedules: both, startsAt, endsAt } of conflicts) {
    terminal.print({
      text:
        `${person} is both ${both.map(nameOf).join(" and ")} from ` +
        `${showInstant(startsAt, terminal.viewer)} until ${showInstant(endsAt, terminal.viewer)}.`,
      style: "yellow",
    });
  }
}
