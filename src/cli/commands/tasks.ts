/** Tasks of an incident: who does what by when, while it lasts. */

import type { IncidentDetailJson } from "../../contract/incident.ts";
import type { TaskJson } from "../../contract/task.ts";
import type { Command, CommandContext } from "../command.ts";
import { changeIncident, showIncident } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { looksLikeIncident, NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { JSON_OPTION, readUntil } from "../options.ts";
import type { Cell } from "../table.ts";
import { showDistance, showInstant, type Viewer } from "../when.ts";

export const taskAdd: Command = {
  name: "task add",
  takes: "[NUMBER] TEXT",
  summary: "Give somebody a task, within some time; they are told",
  about: [NUMBER_HELP, "What is open when the incident is resolved becomes an action item."],
  example: 'tocsin task add 7 "Fail over the database" --to Priya --due 10min',
  options: {
    to: { type: "string", value: "PERSON", help: "Whose it is; nobody's when left out" },
    due: { type: "string", value: "WHEN", help: "10min, 14:30, 2026-11-24T07:30" },
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args, terminal } = context;
    const [first = "", second] = args.positionals;
    if (second === undefined && looksLikeIncident(first)) {
      throw usageFailure(`TEXT is missing after ${first}`, `Example: ${taskAdd.example}`);
    }
    const { now } = terminal.viewer;
    const number = await resolveIncident(api, second === undefined ? undefined : first, { now });
    const person = args.text("to");
    const due = args.text("due");
    const body = {
      text: second ?? first,
      ...(person === undefined ? {} : { person }),
      ...(due === undefined ? {} : { dueAt: readUntil(due, terminal.viewer) }),
    };
    return printTasks(context, await changeIncident(api, number, { verb: "tasks", body }));
  },
};

export const taskList: Command = {
  name: "task list",
  takes: "[NUMBER]",
  summary: "Tasks that are open: whose, until when, and whether they have understood",
  about: [NUMBER_HELP],
  example: "tocsin task list 7",
  options: JSON_OPTION,
  async run(context) {
    const { api, args, terminal } = context;
    const { now } = terminal.viewer;
    const number = await resolveIncident(api, args.positionals[0], { now });
    return printTasks(context, await showIncident(api, number));
  },
};

export const taskAssign: Command = {
  ...ofTask("assign", "Give a task to somebody else; they are told"),
  takes: "[NUMBER] TASK PERSON",
  example: "tocsin task assign 7 2 Priya",
};

export const taskAccept: Command = ofTask(
  "accept",
  "Say that you have understood a task; it is yours then",
);

export const taskDone: Command = ofTask("done", "Say that a task is done");

function ofTask(deed: "assign" | "accept" | "done", summary: string): Command {
  const example = `tocsin task ${deed} 7 2`;
  return {
    name: `task ${deed}`,
    takes: "[NUMBER] TASK",
    summary,
    about: [NUMBER_HELP, "TASK is its number in `tocsin task list`."],
    example,
    options: JSON_OPTION,
    async run(context) {
      const { api, args, terminal } = context;
      const words = [...args.positionals];
      const person = deed === "assign" ? words.pop() : undefined;
      const task = words.pop() ?? "";
      if (!/^\d+$/u.test(task)) {
        throw usageFailure("TASK is a number of `tocsin task list`", `Example: ${example}`);
      }
      const number = await resolveIncident(api, words[0], { now: terminal.viewer.now });
      const body = person === undefined ? {} : { person };
      const verb = `tasks/${task}/${deed}` as const;
      return printTasks(context, await changeIncident(api, number, { verb, body }));
    },
  };
}

function printTasks({ args, terminal }: CommandContext, incident: IncidentDetailJson): number {
  const { tasks } = incident;
  if (args.flag("json")) terminal.json({ tasks });
  else if (tasks.length === 0) terminal.print("No task is open.");
  else terminal.table({ rows: taskRows(tasks, terminal.viewer) });
  return 0;
}

/** A row for each: number, whose, text, until when. */
export function taskRows(tasks: readonly TaskJson[], viewer: Viewer): readonly (readonly Cell[])[] {
  return tasks.map(({ task, person, text, dueAt, acceptedAt }) => [
    String(task),
    personCell(person, acceptedAt),
    text,
    dueCell(dueAt, viewer),
  ]);
}

function personCell(person: string | null, acceptedAt: string | null): Cell {
  if (person === null) return { text: "nobody yet", style: "yellow" };
  return acceptedAt === null ? { text: `${person}, not understood yet`, style: "yellow" } : person;
}

/** "until 14:35 UTC, in 10 min", in red once it is over. */
export function dueCell(dueAt: string | null, viewer: Viewer): Cell {
  if (dueAt === null) return "";
  const text = `until ${showInstant(dueAt, viewer)}, ${showDistance(dueAt, viewer)}`;
  return Date.parse(dueAt) <= viewer.now ? { text, style: "red" } : text;
}
