import { randomBytes } from "node:crypto";
import { AppError } from "../../domain/error.ts";
import type { Principal, Role } from "../../domain/permission.ts";
import { hashToken, mintToken } from "../../platform/secret-token.ts";
import { insertToken, type NewToken } from "../../store/tokens.ts";
import { recordDeed } from "../audit/record.ts";
import { authoriseForTeams, teamsInCommon } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadPersonForChange } from "../person/load-for-change.ts";

export type { NewToken } from "../../store/tokens.ts";

export interface CreateToken {
  readonly name: string;
  readonly role: Role;
  /** Teams it is confined to; none means every team. */
  readonly teams: readonly string[];
  /** Who acts with it; left out for a program. */
  readonly personId?: string;
  readonly expiresAt?: number;
}

export interface CreatedToken {
  readonly token: NewToken;
  /** To be shown once: only its hash is kept. */
  readonly secret: string;
}

/**
 * Makes an API token.
 * @throws AppError `forbidden` beyond the principal's teams or for a person it may not change, `not-found`
 * without such a person among those it may see, `invalid-input` when it would have expired already, or
 * when it and its person have no team in common.
 */
export async function createToken(
  context: OperationContext,
  principal: Principal,
  input: CreateToken,
): Promise<CreatedToken> {
  authoriseForTeams(principal, "token.write", input.teams);
  const now = context.clock.now();
  if (input.expiresAt !== undefined && input.expiresAt <= now)
    throw new AppError("invalid-input", "The token would have expired before it is made.");
  const secret = mintToken("access", randomBytes);
  const token: NewToken = {
    id: context.newId(),
    hash: hashToken(secret),
    name: input.name,
    personId: input.personId ?? null,
    role: input.role,
    teams: input.teams,
    expiresAt: input.expiresAt ?? null,
    createdAt: now,
  };
  await context.database.transaction(async (tx) => {
    if (token.personId !== null) {
      const person = await loadPersonForChange(tx, principal, token.personId);
      if (teamsInCommon(token.teams, person.teams) === undefined)
        throw new AppError(
          "invalid-input",
          `${person.name} is in none of the token's teams; theirs: ${person.teams.join(", ")}.`,
        );
    }
    await insertToken(tx, token);
    const { name, role, teams, personId, expiresAt } = token;
    await recordDeed(context, tx, {
      principal,
      action: "token.create",
      subject: `token ${token.id}`,
      detail: { name, role, teams, personId, expiresAt },
    });
  });
  return { token, secret };
}
