import type { Principal } from "../../domain/permission.ts";
import { listTokens, type Token } from "../../store/tokens.ts";
import { authorise, reaches } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

export type { Token } from "../../store/tokens.ts";

/** The tokens a principal may revoke, revoked and expired ones too, in the order in which they were made. */
export async function listOwnTokens(
  context: OperationContext,
  principal: Principal,
): Promise<readonly Token[]> {
  authorise(principal, "token.write");
  const tokens = await listTokens(context.database.read);
  return tokens.filter((token) => reaches(principal, token.teams));
}
