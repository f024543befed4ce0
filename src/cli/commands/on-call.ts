import type { OnCallJson } from "../../contract/on-call.ts";
import type { Command } from "../command.ts";
import { readOnCall } from "../endpoints.ts";
import { instantOption, JSON_OPTION } from "../options.ts";
import { printWarnings } from "../print-warnings.ts";
import type { Cell } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { showDistance, showInstant } from "../when.ts";

export const onCall: Command = {
  name: "oncall",
  aliases: ["oncall who", "on-call"],
  summary: "Who is on call, and who takes over",
  example: "tocsin oncall --at 2026-12-24T20:00",
  options: {
    at: {
      type: "string",
      value: "TIME",
      help: "Then instead of now; in your time without an offset",
    },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const found = await readOnCall(api, instantOption(args, "at", terminal.viewer.zone));
    if (args.flag("json")) terminal.json(found);
    else printOnCall(found, terminal);
    return 0;
  },
};

function printOnCall(
  { at, rotations, schedules, timeZone, handoffTime, warnings }: OnCallJson,
  terminal: Terminal,
): void {
  const { viewer } = terminal;
  terminal.print([{ text: "On call ", style: "bold" }, showInstant(at, viewer)]);
  if (rotations.length === 0 && schedules.length === 0) {
    terminal.print(
      "The playbook has no rotation: add one, or `schedules` and `roles` in tocsin.yaml.",
    );
  }
  for (const rotation of rotations) {
    terminal.print("", { text: rotation.id, style: "bold" });
    terminal.table({
      headings: ["Role", "On call", "Then"],
      rows: rotation.onCall.map((duty) => [
        duty.column,
        personCell(duty),
        personCell(rotation.next.find(({ column }) => column === duty.column)),
      ]),
    });
    const { endsAt, repeated } = rotation;
    if (endsAt !== null) {
      terminal.print(
        `Hand-off ${showInstant(endsAt, viewer)} (${handoffTime} ${timeZone}), ${showDistance(endsAt, viewer)}`,
      );
    }
    if (repeated) {
      terminal.print({
        text: "The table has ended and is read from its first row again: extend it.",
        style: "yellow",
      });
    }
  }
  printSchedules(schedules, terminal);
  printWarnings(warnings, terminal);
}

function printSchedules(schedules: OnCallJson["schedules"], terminal: Terminal): void {
  if (schedules.length === 0) return;
  const { viewer } = terminal;
  terminal.print("", { text: "Schedules", style: "bold" });
  terminal.table({
    headings: ["Schedule", "On call", "Until", "Then"],
    rows: schedules.map((schedule) => [
      schedule.name,
      personCell({ ...schedule, override: false }),
      schedule.until === null ? "" : showInstant(schedule.until, viewer),
      schedule.next === null ? "" : personCell({ ...schedule.next, override: false }),
    ]),
  });
}

type Duty = OnCallJson["rotations"][number]["onCall"][number];

function personCell(duty: Omit<Duty, "column"> | undefined): Cell {
  if (duty === undefined) return "";
  if (duty.person === null) return { text: "nobody", style: "red" };
  const name = duty.override ? `${duty.person} (stands in)` : duty.person;
  return duty.reachable ? name : { text: `${name}: cannot be reached`, style: "red" };
}
