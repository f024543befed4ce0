import { type Principal, ROLES, type Role } from "../domain/permission.ts";
import { hashToken, tokenKind } from "../platform/secret-token.ts";
import { loadPerson } from "../store/people.ts";
import { findTokenByHash, type Token, touchToken } from "../store/tokens.ts";
import { teamsInCommon } from "./authorise.ts";
import type { OperationContext } from "./context.ts";

/** A token's last use is noted this coarsely, so that reading does not become writing. */
const LAST_USED_RESOLUTION_MS = 60_000;

/**
 * Who holds an API token, or undefined when it is not known, has expired or was revoked. A person's token
 * does no more than the person may do today, and in no other teams.
 */
export async function authenticate(
  context: OperationContext,
  secret: string,
): Promise<Principal | undefined> {
  if (tokenKind(secret) !== "access") return undefined;
  const now = context.clock.now();
  const tx = context.database.read;
  const token = await findTokenByHash(tx, hashToken(secret), now);
  if (token === undefined) return undefined;
  await noteUse(context, token, now);
  const { id: tokenId } = token;
  if (token.personId === null)
    return { name: token.name, role: token.role, teams: token.teams, tokenId };
  const person = await loadPerson(tx, token.personId);
  if (person === undefined) return undefined;
  const teams = teamsInCommon(token.teams, person.teams);
  if (teams === undefined) return undefined;
  const role = lowerRole(token.role, person.role);
  return { personId: person.id, name: person.name, role, teams, tokenId };
}

async function noteUse(context: OperationContext, token: Token, now: number): Promise<void> {
  if (token.lastUsedAt !== null && now - token.lastUsedAt < LAST_USED_RESOLUTION_MS) return;
  try {
    await context.database.transaction((tx) => touchToken(tx, token.id, now));
  } catch (error) {
    // Nobody is locked out because a note could not be made.
    context.log.warn({ err: error, token: token.id }, "the use of a token could not be noted");
  }
}

function lowerRole(a: Role, b: Role): Role {
  return ROLES.indexOf(a) < ROLES.indexOf(b) ? a : b;
}
