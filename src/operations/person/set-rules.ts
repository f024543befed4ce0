import { AppError } from "../../domain/error.ts";
import type { NotificationRules } from "../../domain/notification-rules.ts";
import type { Principal } from "../../domain/permission.ts";
import { quietHoursProblem } from "../../domain/quiet-hours.ts";
import { saveNotificationRules } from "../../store/people.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadPersonConcerned } from "./load-concerned.ts";

/**
 * Sets when somebody is told over which channels, and their quiet hours; what is left out stays.
 * Notifications that are planned already keep their times, and what is held back until the quiet hours of
 * before end.
 * @throws AppError `not-found`, `forbidden` for somebody else's, `invalid-input` for quiet hours that
 * would hold things back for too long.
 */
export async function setNotificationRules(
  context: OperationContext,
  principal: Principal,
  input: { readonly personId: string; readonly rules: NotificationRules },
): Promise<void> {
  authorise(principal, "person.self");
  const problem = quietHoursProblem(input.rules.quietHours ?? []);
  if (problem !== undefined) {
    throw new AppError("invalid-input", `These quiet hours ${problem}.`);
  }
  await context.database.transaction(async (tx) => {
    const person = await loadPersonConcerned(tx, principal, input.personId);
    const rules = { ...person.notificationRules, ...input.rules };
    await saveNotificationRules(tx, person.id, rules);
    await recordDeed(context, tx, {
      principal,
      action: "person.set-rules",
      subject: `person ${person.id}`,
      detail: rules,
    });
  });
}
