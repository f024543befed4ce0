/** Schedules of `tocsin.yaml`, and changes of who is on call for a while: their forms. */

import * as z from "zod";
import type { OverlayLayer } from "../../domain/playbook.ts";
import { type TurnUnit, WEEKDAYS } from "../../domain/schedule/schedule.ts";
import {
  httpAddress,
  isLocalDateTime,
  localDateTime,
  text,
  timeOfDay,
  timeZone,
} from "./overlay-values.ts";

const DAY_GROUPS = {
  "every day": [1, 2, 3, 4, 5, 6, 7],
  weekdays: [1, 2, 3, 4, 5],
  weekends: [6, 7],
} as const;

const days = z
  .union(
    [
      z.enum(["every day", "weekdays", "weekends"]).transform((group) => [...DAY_GROUPS[group]]),
      z
        .array(z.enum(WEEKDAYS))
        .min(1)
        .transform((list) => list.map((day) => WEEKDAYS.indexOf(day) + 1)),
    ],
    {
      error: 'must be "every day", "weekdays", "weekends" or a list such as [monday, friday]',
    },
  )
  .meta({ description: "On which days of the week." });

export const window = z.strictObject({
  days,
  from: timeOfDay("When it begins, on the wall."),
  to: timeOfDay("When it ends; no later than it begins means on the next day."),
});

const PERIODS: Readonly<Record<string, TurnUnit>> = {
  daily: "days",
  weekly: "weeks",
  monthly: "months",
};
const TURN_LENGTH = /^([1-9]\d{0,2})\s+(hour|day|week|month)s?$/;

const turnLength = z
  .string()
  .transform((written, context) => {
    const said = written.trim().toLowerCase();
    const unit = PERIODS[said];
    if (unit !== undefined) return { count: 1, unit };
    const [, count, name] = TURN_LENGTH.exec(said) ?? [];
    if (count !== undefined) return { count: Number(count), unit: `${name}s` as TurnUnit };
    context.addIssue({
      code: "custom",
      message: 'must be how long a turn lasts, such as "1 week", "2 days" or "12 hours"',
    });
    return z.NEVER;
  })
  .meta({
    description: "How long each turn lasts, counted on the wall.",
    examples: ["1 week", "2 days", "12 hours", "monthly"],
  });

const shift = z
  .strictObject({
    person: text("Who is on call."),
    start: localDateTime("First instant, in the layer's time zone."),
    end: localDateTime("Last instant, exclusive."),
  })
  .refine(endsAfterStart, { error: "must end after it starts", path: ["end"] });

const layer = z
  .strictObject({
    name: text("What this layer is for.", ["nights"]).exactOptional(),
    timeZone: timeZone("Where its times are; the schedule's when left out.").exactOptional(),
    people: z
      .array(text("A person by name."))
      .min(1)
      .meta({ description: "Who takes turns, in this order." })
      .exactOptional(),
    every: turnLength.exactOptional(),
    start: localDateTime("When the first turn begins.").exactOptional(),
    shifts: z
      .array(shift)
      .min(1)
      .meta({ description: "Shifts one by one, instead of turns." })
      .exactOptional(),
    calendar: httpAddress
      .meta({
        description:
          "Where an iCalendar of shifts is read, instead of turns: an http(s) address, or a reference where it carries a secret.",
      })
      .exactOptional(),
    when: z
      .array(window)
      .min(1)
      .meta({ description: "When the layer counts. Default: always." })
      .exactOptional(),
    until: localDateTime("When the layer ends. Default: never.").exactOptional(),
  })
  .transform((written, context): OverlayLayer => {
    const { people, every, start, shifts, calendar, ...more } = written;
    const isAlone = (people ?? every ?? start ?? shifts ?? more.when ?? more.until) === undefined;
    if (calendar !== undefined && isAlone) return { ...more, calendar };
    if (calendar !== undefined) {
      const message = 'must give "calendar" with "name" and "timeZone" at most';
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }
    if (shifts !== undefined && (people ?? every ?? start) === undefined)
      return { ...more, shifts };
    if (shifts === undefined && people !== undefined && every !== undefined && start !== undefined)
      return { ...more, people, every, start };
    context.addIssue({
      code: "custom",
      message: 'must give "people", "every" and "start" together, or "shifts" or "calendar" alone',
    });
    return z.NEVER;
  });

export const schedules = z
  .record(
    z.string(),
    z.strictObject({
      name: text("As it is shown. Default: its key.", ["Backend on-call"]).exactOptional(),
      timeZone: timeZone("Where its times are. Default: the playbook's.").exactOptional(),
      layers: z
        .array(layer)
        .min(1)
        .meta({ description: "Where several have somebody on call, the last one counts." }),
    }),
  )
  .meta({ description: "Schedules beside the playbook's rotation tables, by a short name." });

export const override = z
  .strictObject({
    rotation: text("The rotation's id, where the playbook has several.").exactOptional(),
    column: text("A column of the rotation table.", ["Primary"]).exactOptional(),
    schedule: text('A schedule of "schedules".').exactOptional(),
    kind: z
      .enum(["replace", "add", "remove"])
      .meta({
        description:
          "replace: the person is on call, whoever was. add: only where nobody is. remove: the person is not. Default: replace.",
      })
      .exactOptional(),
    person: text("Who takes over, or who is taken off.", ["Priya"]),
    instead: text("Only where this person would be on call.").exactOptional(),
    start: localDateTime("First instant, in the schedule's time zone."),
    end: localDateTime("Last instant, exclusive."),
  })
  .refine(endsAfterStart, { error: "must end after it starts", path: ["end"] })
  .refine((written) => (written.column === undefined) !== (written.schedule === undefined), {
    error: 'must give either "column" or "schedule"',
  })
  .meta({ oneOf: [{ required: ["column"] }, { required: ["schedule"] }] });

function endsAfterStart({ start, end }: { start: string; end: string }): boolean {
  // What is no date has its own objection already.
  if (!isLocalDateTime(start) || !isLocalDateTime(end)) return true;
  return Temporal.PlainDateTime.compare(start, end) < 0;
}
