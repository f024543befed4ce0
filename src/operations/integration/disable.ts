import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import {
  disableIntegration as disableStoredIntegration,
  listIntegrations,
} from "../../store/integrations.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise, reaches } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { WATCHING_KINDS } from "./built-in.ts";
import { teamsOf } from "./list.ts";

/**
 * Takes no more alerts from a sender; its incidents stay. One that was disabled before stays so, and
 * nothing is recorded.
 * @throws AppError `not-found` without such an integration among those the principal may see,
 * `conflict` for one of Tocsin's own that watches something.
 */
export async function disableIntegration(
  context: OperationContext,
  principal: Principal,
  input: { readonly id: string },
): Promise<void> {
  authorise(principal, "integration.write");
  await context.database.transaction(async (tx) => {
    const integration = (await listIntegrations(tx)).find(({ id }) => id === input.id);
    if (integration === undefined || !reaches(principal, teamsOf(integration)))
      throw new AppError("not-found", `There is no integration ${input.id}.`);
    if (Object.hasOwn(WATCHING_KINDS, integration.kind)) {
      const message = `${integration.name} belongs to Tocsin itself: pause or remove what reports through it.`;
      throw new AppError("conflict", message);
    }
    if (!(await disableStoredIntegration(tx, integration.id, context.clock.now()))) return;
    await recordDeed(context, tx, {
      principal,
      action: "integration.disable",
      subject: `integration ${integration.id}`,
      detail: { name: integration.name },
    });
  });
}
