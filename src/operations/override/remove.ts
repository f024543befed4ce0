import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import {
  endOverride,
  listOverrides,
  removeOverride as removeStoredOverride,
} from "../../store/overrides.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

/**
 * Takes an override back. One that has begun ends now: nobody rewrites who was on call.
 * @throws AppError `not-found` without such an override among those that have not ended; those of
 * `tocsin.yaml` are taken back there.
 */
export async function removeOverride(
  context: OperationContext,
  principal: Principal,
  input: { readonly id: string },
): Promise<void> {
  authorise(principal, "oncall.override");
  await context.database.transaction(async (tx) => {
    const now = context.clock.now();
    const current = await listOverrides(tx, { endingAfter: now });
    const override = current.find(({ id }) => id === input.id);
    if (override === undefined) {
      throw new AppError("not-found", `There is no override ${input.id} that has not ended.`);
    }
    if (override.startsAt < now) await endOverride(tx, override.id, now);
    else await removeStoredOverride(tx, override.id);
    await recordDeed(context, tx, {
      principal,
      action: "override.remove",
      subject: `override ${override.id}`,
      detail: { scheduleId: override.scheduleId, person: override.person },
    });
  });
}
