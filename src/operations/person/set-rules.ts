import type { NotificationRules } from "../../domain/notification-rules.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Person } from "../../domain/person.ts";
import { saveNotificationRules } from "../../store/people.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadPersonConcerned } from "./load-concerned.ts";

/**
 * Sets when somebody is told over which channels; a set that is left out stays. Notifications that are
 * planned already keep their times.
 * @throws AppError `not-found`, `forbidden` for somebody else's.
 */
export async function setNotificationRules(
  context: OperationContext,
  principal: Principal,
  input: { readonly personId: string; readonly rules: NotificationRules },
): Promise<Person> {
  authorise(principal, "person.self");
  return context.database.transaction(async (tx) => {
    const person = await loadPersonConcerned(tx, principal, input.personId);
    const rules = { ...person.notificationRules, ...input.rules };
    await saveNotificationRules(tx, person.id, rules);
    await recordDeed(context, tx, {
      principal,
      action: "person.set-rules",
      subject: `person ${person.id}`,
      detail: rules,
    });
    return { ...person, notificationRules: rules };
  });
}
