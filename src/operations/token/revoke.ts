import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import { listTokens, revokeToken as revokeStoredToken } from "../../store/tokens.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise, reaches } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

/**
 * Makes a token worthless at once. One that was revoked before stays so, and nothing is recorded.
 * @throws AppError `not-found` without such a token among those the principal may see.
 */
export async function revokeToken(
  context: OperationContext,
  principal: Principal,
  input: { readonly id: string },
): Promise<void> {
  authorise(principal, "token.write");
  await context.database.transaction(async (tx) => {
    const token = (await listTokens(tx)).find(({ id }) => id === input.id);
    if (token === undefined || !reaches(principal, token.teams))
      throw new AppError("not-found", `There is no token ${input.id}.`);
    if (!(await revokeStoredToken(tx, token.id, context.clock.now()))) return;
    await recordDeed(context, tx, {
      principal,
      action: "token.revoke",
      subject: `token ${token.id}`,
      detail: { name: token.name },
    });
  });
}
