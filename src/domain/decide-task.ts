/**
 * Tasks: what one person is asked to do within some time while an incident lasts. Nobody is asked "could
 * someone": a task has its person as soon as one is known, who says that they have understood. What is open
 * in the end becomes an action item of the same number.
 */

import { addedAction } from "./decide-action.ts";
import {
  change,
  type Decision,
  type DecisionContext,
  type Refusal,
  record,
  tell,
} from "./decision.ts";
import { MS } from "./duration.ts";
import type { Incident, Task } from "./incident.ts";
import { inUtc } from "./instant-words.ts";
import { peopleInCharge } from "./people-in-charge.ts";
import { isReachable, type Person } from "./person.ts";
import { actorName, over, touched } from "./person-deed.ts";
import { findPerson } from "./roster.ts";
import type { Actor } from "./timeline.ts";

/** More than anybody works through during an incident. */
const TASKS_MAX = 100;
/** A longer time is no time-box: it is an action item's. */
const DUE_WITHIN_MS = 7 * MS.day;

export type TaskInput =
  | {
      readonly kind: "add-task";
      readonly by: Actor;
      readonly text: string;
      readonly person?: string;
      readonly dueAt?: number;
    }
  | {
      readonly kind: "assign-task";
      readonly by: Actor;
      readonly task: number;
      readonly person: string;
    }
  | { readonly kind: "accept-task" | "finish-task"; readonly by: Actor; readonly task: number };

export function decideTask(
  decision: Decision,
  input: TaskInput,
  context: DecisionContext,
): Decision | Refusal {
  const { status } = decision.incident;
  if (status === "resolved" || status === "closed") return over(decision);
  switch (input.kind) {
    case "add-task":
      return add(decision, input, context);
    case "assign-task":
      return assign(decision, input, context);
    case "accept-task":
      return accept(decision, input, context);
    case "finish-task":
      return finish(decision, input, context);
  }
}

function add(
  decision: Decision,
  input: TaskInput & { readonly kind: "add-task" },
  context: DecisionContext,
): Decision | Refusal {
  const { by, text, dueAt = null } = input;
  const { now } = context;
  const { number, tasks = [], itemsNumbered = 0 } = decision.incident;
  if (tasks.length >= TASKS_MAX)
    return { refused: `${number} has ${TASKS_MAX} open tasks already` };
  if (dueAt !== null && (dueAt <= now || dueAt - now > DUE_WITHIN_MS)) {
    return { refused: "a task is due within a week: what takes longer is an action item" };
  }
  const person = input.person === undefined ? undefined : findPerson(context.roster, input.person);
  if (input.person !== undefined && person === undefined) {
    return { refused: `nobody is called ${input.person}` };
  }
  const task: Task = {
    number: itemsNumbered + 1,
    text,
    personId: person?.id ?? null,
    name: person?.name ?? null,
    dueAt,
    acceptedAt: null,
    toldDue: false,
  };
  const added = change(touched(decision, by, now), {
    tasks: [...tasks, task],
    itemsNumbered: task.number,
  });
  const data = {
    task: task.number,
    text,
    ...(person === undefined ? {} : { person: person.name }),
    ...(dueAt === null ? {} : { dueAt }),
  };
  return tellAssigned(record(added, now, "task.added", data, by), task, { person, by }, context);
}

function assign(
  decision: Decision,
  input: TaskInput & { readonly kind: "assign-task" },
  context: DecisionContext,
): Decision | Refusal {
  const task = taskOf(decision.incident, input.task);
  if ("refused" in task) return task;
  const person = findPerson(context.roster, input.person);
  if (person === undefined) return { refused: `nobody is called ${input.person}` };
  const { by } = input;
  const { now } = context;
  const moved: Task = { ...task, personId: person.id, name: person.name, acceptedAt: null };
  const assigned = replaced(touched(decision, by, now), moved);
  const data = { task: task.number, text: task.text, person: person.name };
  const recorded = record(assigned, now, "task.assigned", data, by);
  return tellAssigned(recorded, moved, { person, by }, context);
}

/** "Understood": whoever says so for a task that is nobody's, or somebody else's, takes it. */
function accept(
  decision: Decision,
  { by, task: number }: { readonly by: Actor; readonly task: number },
  { now }: DecisionContext,
): Decision | Refusal {
  const task = taskOf(decision.incident, number);
  if ("refused" in task) return task;
  const name = actorName(by);
  if (task.acceptedAt !== null && task.name === name) {
    return { refused: `${name} has taken task ${number} already` };
  }
  const personId = by.kind === "person" ? by.id : null;
  const accepted = replaced(touched(decision, by, now), {
    ...task,
    personId,
    name,
    acceptedAt: now,
  });
  return record(accepted, now, "task.accepted", { task: number, text: task.text }, by);
}

function finish(
  decision: Decision,
  { by, task: number }: { readonly by: Actor; readonly task: number },
  { now }: DecisionContext,
): Decision | Refusal {
  const task = taskOf(decision.incident, number);
  if ("refused" in task) return task;
  const left = (decision.incident.tasks ?? []).filter((one) => one !== task);
  const done = change(touched(decision, by, now), { tasks: left });
  return record(done, now, "task.done", { task: number, text: task.text }, by);
}

function tellAssigned(
  decision: Decision,
  task: Task,
  { person, by }: { readonly person: Person | undefined; readonly by: Actor },
  context: DecisionContext,
): Decision {
  if (person === undefined || (by.kind === "person" && by.id === person.id)) return decision;
  const { number } = decision.incident;
  const until = task.dueAt === null ? "" : ` Until ${inUtc(task.dueAt)}.`;
  return inform(decision, [person], context, {
    reason: `${actorName(by)} asks you: ${task.text}.${until} Understood? tocsin task accept ${number} ${task.number}`,
    discriminator: `task ${task.number} ${context.now}`,
  });
}

/** When the time of a task is over that nobody has been told of. */
export function nextTaskDueAt({ tasks = [] }: Incident): number | null {
  const due = tasks.flatMap(({ dueAt, toldDue }) => (dueAt === null || toldDue ? [] : [dueAt]));
  return due.length === 0 ? null : Math.min(...due);
}

/** Says of each task whose time is over that it is, to its person and to whoever has the incident in hand. */
export function runTasks(decision: Decision, context: DecisionContext): Decision {
  const due = (decision.incident.tasks ?? []).filter(
    ({ dueAt, toldDue }) => dueAt !== null && !toldDue && dueAt <= context.now,
  );
  return due.reduce((current, task) => {
    const told = replaced(current, { ...task, toldDue: true });
    const { number, text, name } = task;
    const data = { task: number, text, ...(name === null ? {} : { person: name }) };
    const person = context.roster.people.find(({ id }) => id === task.personId);
    const people = [...peopleInCharge(told.incident, context.roster), person].filter(
      (one) => one !== undefined,
    );
    return inform(record(told, context.now, "task.due", data), people, context, {
      reason: `The time for task ${number} is over: ${text}${name === null ? "" : ` (${name})`}.`,
      discriminator: `task ${number} due`,
    });
  }, decision);
}

/** What is open in an incident that is merged into this one goes on here, under numbers of this one. */
export function takeOverTasks(
  decision: Decision,
  { number: from, tasks = [] }: Pick<Incident, "number" | "tasks">,
  by: Actor,
  now: number,
): Decision {
  return tasks.reduce((current, open) => {
    const number = (current.incident.itemsNumbered ?? 0) + 1;
    const task = { ...open, number, text: `${open.text} (task ${open.number} of ${from})` };
    const added = change(current, {
      tasks: [...(current.incident.tasks ?? []), task],
      itemsNumbered: number,
    });
    const { text, name, dueAt } = task;
    const data = {
      task: number,
      text,
      ...(name === null ? {} : { person: name }),
      ...(dueAt === null ? {} : { dueAt }),
    };
    return record(added, now, "task.added", data, by);
  }, decision);
}

/** What is open in the end becomes an action item of the same number. */
export function carryTasksOver(decision: Decision, { now, roster }: DecisionContext): Decision {
  const { tasks } = decision.incident;
  if (tasks === undefined || tasks.length === 0) return decision;
  return tasks.reduce(
    (current, { number, text, personId, name }) =>
      addedAction(current, now, {
        item: number,
        text,
        owner: name,
        // Somebody who has left since owns nothing.
        ownerId: roster.people.some(({ id }) => id === personId) ? personId : null,
        dueAt: null,
        status: "open",
        purpose: "task",
      }),
    change(decision, { tasks: [] }),
  );
}

function taskOf({ number: incident, tasks = [] }: Incident, number: number): Task | Refusal {
  const task = tasks.find((one) => one.number === number);
  return task ?? { refused: `${incident} has no open task ${number}` };
}

function replaced(decision: Decision, task: Task): Decision {
  const tasks = (decision.incident.tasks ?? []).map((one) =>
    one.number === task.number ? task : one,
  );
  return change(decision, { tasks });
}

function inform(
  decision: Decision,
  people: readonly Person[],
  { now }: DecisionContext,
  what: { readonly reason: string; readonly discriminator: string },
): Decision {
  const { round } = decision.incident.escalation;
  const reachable = new Map(people.filter(isReachable).map((person) => [person.id, person]));
  const request = { purpose: "informed", urgency: "low", round, step: 0, inWriting: true } as const;
  return tell(decision, [...reachable.values()], { ...request, role: "task", ...what }, now);
}
