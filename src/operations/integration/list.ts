import type { Principal } from "../../domain/permission.ts";
import { type Integration, listIntegrations } from "../../store/integrations.ts";
import { authorise, reaches } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

export type { Integration } from "../../store/integrations.ts";

/** The integrations a principal may disable, disabled ones too, in the order of names. */
export async function listOwnIntegrations(
  context: OperationContext,
  principal: Principal,
): Promise<readonly Integration[]> {
  authorise(principal, "integration.write");
  const integrations = await listIntegrations(context.database.read);
  return integrations.filter((integration) => reaches(principal, teamsOf(integration)));
}

/** An integration without a team is everybody's. */
export function teamsOf({ team }: Integration): readonly string[] {
  return team === null ? [] : [team];
}
