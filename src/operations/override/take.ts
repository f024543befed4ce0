import { MS } from "../../domain/duration.ts";
import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { findPerson, type OnCallOverride, overridesOf } from "../../domain/roster.ts";
import { handOffsOf } from "../../domain/schedule/coverage.ts";
import { finalSchedule } from "../../domain/schedule/final-schedule.ts";
import type { Plans } from "../../domain/schedule/swap.ts";
import { insertOverride } from "../../store/overrides.ts";
import type { Tx } from "../../store/schema.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadPlans, personBehind, scheduleNamed, stretchText, tellOfShift } from "../swap/plans.ts";

/** Who wants more asks a manager for an override. */
const TAKEN_MS_MAX = 31 * MS.day;

export interface ShiftToTake {
  readonly scheduleId: string;
  /** Now when left out. */
  readonly startsAt?: number;
  /** When the shift that is on then changes hands, when left out. */
  readonly endsAt?: number;
}

/**
 * Puts oneself on call, whoever was: "I take this one". Whoever was to be on call is told.
 * @throws AppError `not-found` without such a schedule, `invalid-input` for times that do not last or are
 * past, `conflict` when one is on call already, `forbidden` for a program.
 */
export async function takeShift(
  context: OperationContext,
  principal: Principal,
  wanted: ShiftToTake,
): Promise<OnCallOverride> {
  authorise(principal, "oncall.take");
  return context.database.transaction(async (tx) => {
    const plans = await loadPlans(context, tx);
    const person = personBehind(principal, plans);
    const stretch = stretchOf(wanted, plans);
    const { startsAt, endsAt, others } = stretch;
    if (endsAt <= startsAt || endsAt <= plans.now || endsAt - startsAt > TAKEN_MS_MAX) {
      throw new AppError("invalid-input", "A shift ends after now and its start, within 31 days.");
    }
    const replaced = others(person.id);
    if (replaced.length === 0) {
      throw new AppError("conflict", `${person.name} is on call there all the time already.`);
    }
    const { scheduleId } = wanted;
    const override: OnCallOverride = {
      id: context.newId(),
      scheduleId,
      kind: "replace",
      person: person.name,
      startsAt,
      endsAt,
      createdAt: plans.now,
    };
    await insertOverride(tx, override);
    await tellReplaced(context, tx, { override, replaced, plans });
    await recordDeed(context, tx, {
      principal,
      action: "override.take",
      subject: `override ${override.id}`,
      detail: { scheduleId, startsAt, endsAt },
    });
    return override;
  });
}

function stretchOf(wanted: ShiftToTake, plans: Plans) {
  const { roster, schedules, now } = plans;
  scheduleNamed(wanted.scheduleId, plans);
  const schedule = schedules.find(({ id }) => id === wanted.scheduleId);
  const startsAt = Math.max(wanted.startsAt ?? now, now);
  const ahead = { startsAt, endsAt: Math.max(wanted.endsAt ?? 0, startsAt + TAKEN_MS_MAX) };
  const spans =
    schedule === undefined ? [] : finalSchedule(schedule, overridesOf(roster, schedule), ahead);
  const endsAt = wanted.endsAt ?? handOffsOf(spans)[0]?.at ?? ahead.endsAt;
  const within = spans.filter((span) => span.startsAt < endsAt);
  return {
    startsAt,
    endsAt,
    /** Who is on call then and is not this person; null for a gap. */
    others: (personId: string): readonly (string | null)[] => {
      const names = new Set(within.map(({ person }) => person));
      return [...names].filter(
        (name) => name === null || findPerson(roster, name)?.id !== personId,
      );
    },
  };
}

async function tellReplaced(
  context: OperationContext,
  tx: Tx,
  told: {
    readonly override: OnCallOverride;
    readonly replaced: readonly (string | null)[];
    readonly plans: Plans;
  },
): Promise<void> {
  const { override, replaced, plans } = told;
  for (const name of replaced) {
    const person = name === null ? undefined : findPerson(plans.roster, name);
    if (person === undefined) continue;
    await tellOfShift(context, tx, person, {
      headline: `${override.person} takes a shift of yours`,
      text: `${override.person} takes ${stretchText(override, person, plans)}.`,
    });
  }
}
