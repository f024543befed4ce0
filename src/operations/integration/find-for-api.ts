import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { type Integration, insertIntegration, listIntegrations } from "../../store/integrations.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { keylessIntegration } from "./built-in.ts";

const API_KIND = "api";

/**
 * The integration that alerts sent with an API token belong to: one for everybody, and one for each team
 * that a token is confined to, so that no team's dedup keys meet another's. Made when first needed; its
 * key is thrown away, because the token is what authenticates.
 * @throws AppError `forbidden` without the permission to send alerts, or where an administrator has
 * disabled this integration.
 */
export async function findIntegrationForApi(
  context: OperationContext,
  principal: Principal,
): Promise<Integration> {
  authorise(principal, "alert.send");
  const team = principal.teams[0] ?? null;
  const known = await find(context, team);
  if (known !== undefined) return known;
  const name = team === null ? "API tokens" : `API tokens of ${team}`;
  try {
    return await makeIntegration(context, principal, { name, team });
  } catch (error) {
    // Another request may have made it in the meantime.
    const made = await find(context, team);
    if (made !== undefined) return made;
    if (!(error instanceof AppError && error.code === "conflict")) throw error;
    // Somebody gave that name to an integration of theirs, which must keep no alert out.
    return makeIntegration(context, principal, { name: `${name} (${context.newId()})`, team });
  }
}

async function find(
  context: OperationContext,
  team: string | null,
): Promise<Integration | undefined> {
  const integrations = await listIntegrations(context.database.read);
  const found = integrations.find(({ kind, team: other }) => kind === API_KIND && other === team);
  if (found === undefined || found.disabledAt === null) return found;
  throw new AppError("forbidden", `The integration "${found.name}" is disabled.`);
}

async function makeIntegration(
  context: OperationContext,
  principal: Principal,
  { name, team }: { readonly name: string; readonly team: string | null },
): Promise<Integration> {
  const integration = keylessIntegration(context, { kind: API_KIND, name, team });
  await context.database.transaction(async (tx) => {
    await insertIntegration(tx, integration);
    await recordDeed(context, tx, {
      principal,
      action: "integration.create",
      subject: `integration ${integration.id}`,
      detail: { name: integration.name, kind: API_KIND, team },
    });
  });
  return integration;
}
