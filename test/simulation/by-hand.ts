/** What people do to an incident at any time, also when it is the wrong one. */

import type { Principal } from "../../src/domain/permission.ts";
import type { OperationContext } from "../../src/operations/context.ts";
import { acceptRole } from "../../src/operations/incident/accept-role.ts";
import { escalateIncident } from "../../src/operations/incident/escalate.ts";
import { noteOnIncident } from "../../src/operations/incident/note.ts";
import type { Chance } from "../support/chance.ts";

export interface Hand {
  readonly context: OperationContext;
  readonly principal: Principal;
  readonly number: string;
  readonly chance: Chance;
}

type ByHand = (hand: Hand) => Promise<unknown>;

const note: ByHand = ({ context, principal, number }) =>
  noteOnIncident(context, principal, { number, text: "looking" });

const takeRole: ByHand = ({ context, principal, number }) =>
  acceptRole(context, principal, { number, role: "incident commander" });

const escalate: ByHand = ({ context, principal, number }) =>
  escalateIncident(context, principal, { number, via: "api" });

/** Each as likely as the others. */
export const BY_HAND: readonly ByHand[] = [note, takeRole, escalate];
