import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Playbook } from "../../domain/playbook.ts";
import { findPerson, type OnCallOverride, type Roster } from "../../domain/roster.ts";
import { schedulesOf } from "../../domain/schedule/playbook-schedules.ts";
import { insertOverride } from "../../store/overrides.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadInForce } from "../roster/load.ts";

export type NewOverride = Omit<OnCallOverride, "id" | "createdAt">;

/**
 * Changes who is on call in a schedule for a while. What has passed stays as it was: an override that
 * would have begun begins now.
 * @throws AppError `not-found` without such a schedule or person, `invalid-input` when it ends before it
 * begins or has ended, `forbidden`.
 */
export async function addOverride(
  context: OperationContext,
  principal: Principal,
  input: NewOverride,
): Promise<OnCallOverride> {
  authorise(principal, "oncall.override");
  const now = context.clock.now();
  if (input.endsAt <= Math.max(input.startsAt, now)) {
    const why = input.endsAt <= now ? "has ended already" : "ends before it begins";
    throw new AppError("invalid-input", `This override ${why}.`);
  }
  return context.database.transaction(async (tx) => {
    const { playbook, roster } = await loadInForce(tx);
    const override: OnCallOverride = {
      ...input,
      ...asKnown(playbook, roster, input),
      startsAt: Math.max(input.startsAt, now),
      id: context.newId(),
      createdAt: now,
    };
    await insertOverride(tx, override);
    const { id, scheduleId, kind, person, instead } = override;
    await recordDeed(context, tx, {
      principal,
      action: "override.add",
      subject: `override ${id}`,
      detail: { scheduleId, kind, person, ...(instead === undefined ? {} : { instead }) },
    });
    return override;
  });
}

/** The names as the playbook writes them. */
function asKnown(
  playbook: Playbook,
  roster: Roster,
  { scheduleId, person, instead }: NewOverride,
): Partial<NewOverride> {
  const ids = schedulesOf(playbook).map(({ id }) => id);
  if (!ids.includes(scheduleId)) {
    const known = ids.length === 0 ? "there is none" : `there are ${ids.join(", ")}`;
    throw new AppError("not-found", `There is no schedule ${scheduleId}; ${known}.`);
  }
  return {
    person: nameOf(roster, person),
    ...(instead === undefined ? {} : { instead: nameOf(roster, instead) }),
  };
}

function nameOf(roster: Roster, written: string): string {
  const person = findPerson(roster, written);
  if (person === undefined) throw new AppError("not-found", `There is no person ${written}.`);
  return person.name;
}
