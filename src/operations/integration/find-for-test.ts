import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { type Integration, listIntegrations } from "../../store/integrations.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

/**
 * The integration that somebody sends a test alert through, by name or id; in the audit log.
 * @throws AppError `not-found` where there is none in use that they may send through
 */
export async function findIntegrationForTest(
  context: OperationContext,
  principal: Principal,
  wanted: string,
): Promise<Integration> {
  authorise(principal, "alert.send");
  const integrations = await listIntegrations(context.database.read);
  const found = integrations.find(({ id, name }) => id === wanted || name === wanted);
  const { teams } = principal;
  const isTheirs = found?.team === null || teams.length === 0 || teams.includes(found?.team ?? "");
  if (found === undefined || found.disabledAt !== null || !isTheirs) {
    throw new AppError("not-found", `There is no integration ${wanted} in use.`);
  }
  await context.database.transaction((tx) =>
    recordDeed(context, tx, {
      principal,
      action: "alert.test",
      subject: `integration ${found.id}`,
      detail: { name: found.name },
    }),
  );
  return found;
}
