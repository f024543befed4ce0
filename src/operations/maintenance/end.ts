import { AppError } from "../../domain/error.ts";
import { describeScope } from "../../domain/maintenance.ts";
import type { Principal } from "../../domain/permission.ts";
import { silenceState } from "../../domain/silence.ts";
import { appendAudit } from "../../store/audit.ts";
import { loadMaintenanceWindow, saveMaintenanceTimes } from "../../store/maintenance.ts";
import { reviewHeldAlerts } from "../../store/silences.ts";
import { authorise, reaches } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { actorOf } from "../incident/change.ts";
import { isVisible } from "../silence/maker.ts";

/**
 * Ends a window now, also one that has not begun: what it held, and still fires, pages at once.
 * @throws AppError `not-found` without such a window, `forbidden` for one of others, `conflict` when it has
 *   ended
 */
export async function endMaintenance(
  context: OperationContext,
  principal: Principal,
  { id }: { readonly id: string },
): Promise<void> {
  authorise(principal, "maintenance.write");
  await context.database.transaction(async (tx) => {
    const window = await loadMaintenanceWindow(tx, id);
    if (window === undefined || !isVisible(principal, window)) {
      throw new AppError("not-found", `There is no maintenance window ${id}.`);
    }
    if (!reaches(principal, window.team === null ? [] : [window.team])) {
      throw new AppError("forbidden", "This maintenance window reaches further than you may.");
    }
    const now = context.clock.now();
    const state = silenceState(window, now);
    if (state === "expired") throw new AppError("conflict", `Maintenance ${id} has ended already.`);
    const startsAt = state === "pending" ? now : window.startsAt;
    await saveMaintenanceTimes(tx, { ...window, startsAt, endsAt: now, updatedAt: now });
    // Behind the window, whose version locks out those who would hold an alert by it.
    await reviewHeldAlerts(tx, now);
    await appendAudit(tx, {
      id: context.newId(),
      at: now,
      actor: actorOf(principal),
      action: "maintenance.end",
      subject: `maintenance ${id}`,
      detail: { scope: describeScope(window) },
    });
    await context.database.hint(tx);
  });
}
