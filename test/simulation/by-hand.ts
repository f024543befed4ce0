/** What people do to an incident at any time, also when it is the wrong one. */

import { MS } from "../../src/domain/duration.ts";
import type { Principal } from "../../src/domain/permission.ts";
import type { OperationContext } from "../../src/operations/context.ts";
import { acceptRole } from "../../src/operations/incident/accept-role.ts";
import { addResponder } from "../../src/operations/incident/add-responder.ts";
import { changeClock } from "../../src/operations/incident/change-clock.ts";
import { changeTask } from "../../src/operations/incident/change-task.ts";
import { escalateIncident } from "../../src/operations/incident/escalate.ts";
import { noteOnIncident } from "../../src/operations/incident/note.ts";
import { offerRole } from "../../src/operations/incident/offer-role.ts";
import { pageForIncident } from "../../src/operations/incident/page.ts";
import { reassignIncident } from "../../src/operations/incident/reassign.ts";
import { snoozeIncident } from "../../src/operations/incident/snooze.ts";
import { unacknowledgeIncident } from "../../src/operations/incident/unacknowledge.ts";
import type { Chance } from "../support/chance.ts";

export interface Hand {
  readonly context: OperationContext;
  readonly principal: Principal;
  readonly number: string;
  readonly chance: Chance;
}

export type ByHand = (hand: Hand) => Promise<unknown>;

const note: ByHand = ({ context, principal, number }) =>
  noteOnIncident(context, principal, { number, text: "looking" });

const takeRole: ByHand = ({ context, principal, number }) =>
  acceptRole(context, principal, { number, role: "incident commander" });

const escalate: ByHand = ({ context, principal, number }) =>
  escalateIncident(context, principal, { number, via: "api" });

const unacknowledge: ByHand = ({ context, principal, number }) =>
  unacknowledgeIncident(context, principal, { number, reason: "asleep" });

const page: ByHand = ({ context, principal, number, chance }) =>
  pageForIncident(context, principal, { number, whom: chance.pick(CALLED) });

const add: ByHand = ({ context, principal, number, chance }) =>
  addResponder(context, principal, { number, whom: chance.pick(CALLED) });

const reassign: ByHand = ({ context, principal, number, chance }) =>
  reassignIncident(context, principal, { number, whom: chance.pick(CALLED), reason: "knows it" });

const snooze: ByHand = ({ context, principal, number, chance }) =>
  snoozeIncident(context, principal, {
    number,
    untilAt: context.clock.now() + chance.below(40 * MS.minute),
    reason: "closed",
  });

const offer: ByHand = ({ context, principal, number, chance }) =>
  offerRole(context, principal, {
    number,
    role: "incident commander",
    person: chance.pick(PEOPLE),
    handsOver: chance.below(2) === 0,
  });

const giveTask: ByHand = ({ context, principal, number, chance }) =>
  changeTask(context, principal, {
    number,
    change: {
      kind: "add-task",
      text: "restart the queue",
      person: chance.pick(PEOPLE),
      dueAt: context.clock.now() + chance.below(20 * MS.minute) + 1,
    },
  });

const pauseClock: ByHand = ({ context, principal, number, chance }) =>
  changeClock(context, principal, {
    number,
    change: {
      kind: "pause-clock",
      clock: chance.pick(["resolution", "communication"] as const),
      untilAt: context.clock.now() + chance.below(20 * MS.minute) + 1,
      reason: "the supplier sleeps",
    },
  });

const PEOPLE = ["Ann", "Ben", "Cleo"];
const CALLED = ["Ann", "Ben", "Cleo", "Primary", "Escalation", "Incident Commander"];

/** Each as likely as the others. */
export const BY_HAND: readonly ByHand[] = [
  note,
  takeRole,
  escalate,
  unacknowledge,
  page,
  add,
  reassign,
  snooze,
  offer,
  giveTask,
  pauseClock,
];
