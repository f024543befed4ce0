/** Action items: what is to be done after incidents. */

import type { ActionJson, ActionListJson } from "../../contract/task.ts";
import { ACTION_WORDS } from "../../domain/describe-entry.ts";
import type { Command, CommandContext, OptionSpecs } from "../command.ts";
import { addAction, changeAction, listActions, listActionsOf } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { looksLikeIncident, NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { JSON_OPTION, readUntil } from "../options.ts";
import type { Cell } from "../table.ts";
import type { Viewer } from "../when.ts";
import { dueCell } from "./tasks.ts";

/** They outlast their incident. */
const AMONG = ["open", "acknowledged", "resolved"] as const;
const ABOUT = [
  NUMBER_HELP.replace("open", AMONG.join(" or ")),
  "ITEM is its number in `tocsin action list`.",
];

export const actionList: Command = {
  name: "action list",
  takes: "[NUMBER]",
  summary: "Action items that are open, what is due first at the top; all of one incident",
  about: ["NUMBER is an incident's; without one, those of all incidents are listed."],
  example: "tocsin action list",
  options: {
    all: { type: "boolean", help: "Also what is done or dropped" },
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args, terminal } = context;
    const [reference] = args.positionals;
    if (reference === undefined) {
      return printActions(context, await listActions(api, args.flag("all") ? "all" : "open"));
    }
    const number = await resolveIncident(api, reference, { now: terminal.viewer.now });
    return printActions(context, await listActionsOf(api, number));
  },
};

export const actionAdd: Command = {
  name: "action add",
  takes: "[NUMBER] TEXT",
  summary: "Add an action item to an incident; its owner is reminded before it is due",
  about: ABOUT.slice(0, 1),
  example: 'tocsin action add 7 "Deploy PgBouncer" --owner Bob --due 2026-12-01T17:00',
  options: {
    owner: { type: "string", value: "PERSON", help: "Whose it is" },
    due: { type: "string", value: "WHEN", help: "The deadline: 3d, 2026-12-01T17:00" },
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args, terminal } = context;
    const [first = "", second] = args.positionals;
    if (second === undefined && looksLikeIncident(first)) {
      throw usageFailure(`TEXT is missing after ${first}`, `Example: ${actionAdd.example}`);
    }
    const { now } = terminal.viewer;
    const reference = second === undefined ? undefined : first;
    const number = await resolveIncident(api, reference, { now, among: [...AMONG] });
    const owner = args.text("owner");
    const due = args.text("due");
    const body = {
      text: second ?? first,
      ...(owner === undefined ? {} : { owner }),
      ...(due === undefined ? {} : { dueAt: readUntil(due, terminal.viewer) }),
    };
    return printActions(context, await addAction(api, number, body));
  },
};

const WHY: OptionSpecs = { reason: { type: "string", value: "TEXT", help: "Why" } };

export const actionStart = change({
  name: "start",
  summary: "Say that somebody works on an action item",
  body: () => ({ status: "in-progress" }),
});
export const actionDone = change({
  name: "done",
  summary: "Say that an action item is done",
  body: () => ({ status: "done" }),
});
export const actionDrop = change({
  name: "drop",
  summary: "Give an action item up",
  body: () => ({ status: "dropped" }),
  options: WHY,
});
export const actionAssign = change({
  name: "assign",
  takes: "PERSON",
  summary: "Give an action item to somebody",
  body: (person) => ({ owner: person }),
});
export const actionDue = change({
  name: "due",
  takes: "WHEN",
  summary: "Set an action item's deadline: 3d, 2026-12-01T17:00",
  body: (when, viewer) => ({ dueAt: readUntil(when, viewer) }),
});

function change(spec: {
  readonly name: string;
  readonly takes?: string;
  readonly summary: string;
  readonly body: (word: string, viewer: Viewer) => object;
  readonly options?: OptionSpecs;
}): Command {
  const { takes, options = {} } = spec;
  const example = `tocsin action ${spec.name} 7 2${takes === undefined ? "" : takes === "WHEN" ? " 3d" : " Priya"}`;
  return {
    name: `action ${spec.name}`,
    takes: `[NUMBER] ITEM${takes === undefined ? "" : ` ${takes}`}`,
    summary: spec.summary,
    about: ABOUT,
    example,
    options: { ...options, ...JSON_OPTION },
    async run(context) {
      const { api, args, terminal } = context;
      const words = [...args.positionals];
      const word = takes === undefined ? "" : (words.pop() ?? "");
      const item = words.pop() ?? "";
      if (!/^\d+$/u.test(item)) {
        throw usageFailure("ITEM is a number of `tocsin action list`", `Example: ${example}`);
      }
      const { now } = terminal.viewer;
      const number = await resolveIncident(api, words[0], { now, among: [...AMONG] });
      const reason = Object.hasOwn(options, "reason") ? args.text("reason") : undefined;
      const body = {
        ...spec.body(word, terminal.viewer),
        ...(reason === undefined ? {} : { reason }),
      };
      return printActions(context, await changeAction(api, number, { item: Number(item), body }));
    },
  };
}

function printActions({ args, terminal }: CommandContext, list: ActionListJson): number {
  if (args.flag("json")) terminal.json(list);
  else if (list.actions.length === 0) terminal.print("No action item is open.");
  else terminal.table({ rows: list.actions.map((action) => actionRow(action, terminal.viewer)) });
  return 0;
}

function actionRow(action: ActionJson, viewer: Viewer): readonly Cell[] {
  const { incident, item, text, owner, dueAt, status } = action;
  const isOver = status === "done" || status === "dropped";
  return [
    { text: incident, style: "bold" },
    String(item),
    { text: ACTION_WORDS[status], style: status === "done" ? "green" : isOver ? "dim" : "yellow" },
    owner ?? { text: "nobody yet", style: "yellow" },
    text,
    isOver ? "" : dueCell(dueAt, viewer),
  ];
}
