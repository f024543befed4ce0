import { MS } from "../../domain/duration.ts";
import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { type Plan, planOf } from "../../domain/schedule/plan.ts";
import type { Interval } from "../../domain/schedule/span.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadInForce } from "../roster/load.ts";

/** A leap year, so that a whole year can be looked at. */
const PERIOD_MS_MAX = 366 * MS.day;

/**
 * Every schedule over a period as it will be, or was: who, gaps, hours, conflicts and who cannot be reached.
 * What has passed is shown by the playbook and the overrides as they are now.
 * @throws AppError `invalid-input` for a period that does not last or is longer than a year.
 */
export async function showSchedules(
  context: OperationContext,
  principal: Principal,
  period: Interval,
): Promise<Plan> {
  authorise(principal, "oncall.read");
  if (period.endsAt <= period.startsAt || period.endsAt - period.startsAt > PERIOD_MS_MAX) {
    throw new AppError("invalid-input", "A period must last, and no longer than a year.");
  }
  const { playbook, roster } = await loadInForce(context.database.read);
  return planOf(playbook, roster, period);
}
