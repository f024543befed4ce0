import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { revokeCalendarFeed as revokeStoredFeed } from "../../store/calendar-feeds.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { calendarFeedsFor } from "./list.ts";

/**
 * Makes a calendar's address worthless at once.
 * @throws AppError `not-found` without such a calendar among those the principal may revoke.
 */
export async function revokeCalendarFeed(
  context: OperationContext,
  principal: Principal,
  input: { readonly id: string },
): Promise<void> {
  authorise(principal, "calendar-feed.write");
  await context.database.transaction(async (tx) => {
    const feed = (await calendarFeedsFor(tx, principal)).find(({ id }) => id === input.id);
    if (feed === undefined || !(await revokeStoredFeed(tx, feed.id, context.clock.now()))) {
      throw new AppError("not-found", `There is no calendar ${input.id}.`);
    }
    await recordDeed(context, tx, {
      principal,
      action: "calendar-feed.revoke",
      subject: `calendar feed ${feed.id}`,
      detail: { ...feed.owner },
    });
  });
}
