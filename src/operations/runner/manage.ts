import { randomBytes } from "node:crypto";
import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Runner } from "../../domain/step-run.ts";
import { hashToken, mintToken, tokenKind } from "../../platform/secret-token.ts";
import { findRunnerByKey, insertRunner, listRunners, revokeRunner } from "../../store/runners.ts";
import { recordDeed } from "../audit/record.ts";
import { authoriseForTeams } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

/**
 * Lets a runner in.
 * @returns its token, to be shown once: only its hash is kept
 * @throws AppError `forbidden` for who is confined to teams, `conflict` when the name is taken
 */
export async function createRunner(
  context: OperationContext,
  principal: Principal,
  { name }: { readonly name: string },
): Promise<{ readonly runner: Runner; readonly secret: string }> {
  authoriseForTeams(principal, "runner.write", []);
  const secret = mintToken("runner", randomBytes);
  const runner: Runner = {
    id: context.newId(),
    name,
    programs: [],
    changes: false,
    createdAt: context.clock.now(),
    lastSeenAt: null,
    revokedAt: null,
  };
  await context.database.transaction(async (tx) => {
    await insertRunner(tx, runner, hashToken(secret));
    await recordDeed(context, tx, {
      principal,
      action: "runner.create",
      subject: `runner ${runner.id}`,
      detail: { name },
    });
  });
  return { runner, secret };
}

export async function listKnownRunners(
  context: OperationContext,
  principal: Principal,
): Promise<readonly Runner[]> {
  authoriseForTeams(principal, "runner.write", []);
  return listRunners(context.database.read);
}

/** Its token is worthless from now on. @throws AppError `not-found` */
export async function dismissRunner(
  context: OperationContext,
  principal: Principal,
  { id }: { readonly id: string },
): Promise<void> {
  authoriseForTeams(principal, "runner.write", []);
  await context.database.transaction(async (tx) => {
    if (!(await revokeRunner(tx, id, context.clock.now())))
      throw new AppError("not-found", `There is no runner ${id}.`);
    await recordDeed(context, tx, { principal, action: "runner.revoke", subject: `runner ${id}` });
  });
}

/** Whose token it is; undefined for one that is not known, or was revoked. */
export async function authenticateRunner(
  context: OperationContext,
  secret: string,
): Promise<Runner | undefined> {
  if (tokenKind(secret) !== "runner") return undefined;
  return findRunnerByKey(context.database.read, hashToken(secret));
}
