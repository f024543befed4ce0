import type { Principal } from "../../domain/permission.ts";
import { isReachable } from "../../domain/person.ts";
import type { Rotation } from "../../domain/playbook.ts";
import { findPerson, nameOnCall, type Roster } from "../../domain/roster.ts";
import { shiftAt } from "../../domain/rotation.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadInForce } from "../roster/load.ts";

export interface Duty {
  readonly column: string;
  /** Null when the table names nobody. */
  readonly person: string | null;
  readonly reachable: boolean;
  /** Somebody stands in for whom the table names. */
  readonly override: boolean;
}

export interface RotationOnCall {
  readonly id: string;
  /** Null when the table has no rows. */
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  /** The table has ended and begun again from its first row. */
  readonly repeated: boolean;
  readonly onCall: readonly Duty[];
  /** At the moment the shift ends. */
  readonly next: readonly Duty[];
}

export interface OnCall {
  readonly at: number;
  readonly timeZone: string;
  readonly handoffTime: string;
  readonly rotations: readonly RotationOnCall[];
}

/** Who is on call at an instant; now when none is given. */
export async function showOnCall(
  context: OperationContext,
  principal: Principal,
  input: { readonly at?: number },
): Promise<OnCall> {
  authorise(principal, "oncall.read");
  const tx = context.database.read;
  const { roster } = await loadInForce(tx);
  const at = input.at ?? context.clock.now();
  return {
    at,
    timeZone: roster.timeZone,
    handoffTime: roster.handoffTime,
    rotations: roster.rotations.map((rotation) => rotationAt(roster, rotation, at)),
  };
}

function rotationAt(roster: Roster, rotation: Rotation, at: number): RotationOnCall {
  const shift = shiftAt(rotation, roster, at);
  return {
    id: rotation.id,
    startsAt: shift?.startsAt ?? null,
    endsAt: shift?.endsAt ?? null,
    repeated: shift?.repeated ?? false,
    onCall: dutiesAt(roster, rotation, at),
    next: shift === undefined ? [] : dutiesAt(roster, rotation, shift.endsAt),
  };
}

function dutiesAt(roster: Roster, rotation: Rotation, at: number): readonly Duty[] {
  const written = shiftAt(rotation, roster, at)?.assignments ?? {};
  return rotation.columns.map((column) => {
    const name = nameOnCall(roster, rotation, column, at) ?? "";
    const person = findPerson(roster, name);
    return {
      column,
      person: name === "" ? null : name,
      reachable: person !== undefined && isReachable(person),
      override: name !== (written[column] ?? ""),
    };
  });
}
