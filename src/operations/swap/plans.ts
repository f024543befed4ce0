import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Person } from "../../domain/person.ts";
import { instantText } from "../../domain/schedule/instant-text.ts";
import { schedulesOf } from "../../domain/schedule/playbook-schedules.ts";
import type { Plans, Stretch } from "../../domain/schedule/swap.ts";
import { insertNotices } from "../../store/notices.ts";
import type { Tx } from "../../store/schema.ts";
import type { OperationContext } from "../context.ts";
import { loadInForce } from "../roster/load.ts";

/** Who is on call as things stand. */
export async function loadPlans(context: OperationContext, tx: Tx): Promise<Plans> {
  const { playbook, roster } = await loadInForce(tx);
  return { roster, schedules: schedulesOf(playbook), now: context.clock.now() };
}

/**
 * The person behind a principal: shifts are people's.
 * @throws AppError `forbidden` for a program
 */
export function personBehind(principal: Principal, { roster }: Plans): Person {
  const person = roster.people.find(({ id }) => id === principal.personId);
  if (person !== undefined) return person;
  throw new AppError(
    "forbidden",
    `${principal.name} is nobody's token, and shifts are people's: sign in with one of your own.`,
  );
}

/** @throws AppError `not-found` */
export function scheduleNamed(id: string, { schedules }: Plans): void {
  const ids = schedules.map((schedule) => schedule.id);
  if (ids.includes(id)) return;
  const known = ids.length === 0 ? "there is none" : `there are ${ids.join(", ")}`;
  throw new AppError("not-found", `There is no schedule ${id}; ${known}.`);
}

/** Tells somebody what became of a shift, with the commit. Whoever cannot be reached is not told. */
export async function tellOfShift(
  context: OperationContext,
  tx: Tx,
  person: Person,
  told: { readonly headline: string; readonly text: string },
): Promise<void> {
  if (person.contactMethods.length === 0) return;
  const notice = { kind: "swap" as const, ...told };
  const { newId, clock } = context;
  await insertNotices(tx, [{ id: newId(), personId: person.id, notice }], clock.now());
  await context.database.hint(tx);
}

/** "Primary from … until …", in a reader's zone. */
export function stretchText(
  { scheduleId, startsAt, endsAt }: Stretch,
  { timeZone }: Person,
  { schedules, roster }: Plans,
): string {
  const name = schedules.find(({ id }) => id === scheduleId)?.name ?? scheduleId;
  const zone = timeZone ?? roster.timeZone;
  return `${name} from ${instantText(startsAt, zone)} until ${instantText(endsAt, zone)}`;
}
