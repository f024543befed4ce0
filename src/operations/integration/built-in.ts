/** Integrations that Tocsin makes for itself: what they report comes from inside, and nobody has their key. */

import { randomBytes } from "node:crypto";
import type { Principal } from "../../domain/permission.ts";
import { hashToken, mintToken } from "../../platform/secret-token.ts";
import { type Integration, insertIntegration, listIntegrations } from "../../store/integrations.ts";
import type { Tx } from "../../store/schema.ts";
import { recordDeed } from "../audit/record.ts";
import type { OperationContext } from "../context.ts";

/** Those that are never disabled, by what they are called. What reports through them is paused or removed. */
export const WATCHING_KINDS = { heartbeat: "Heartbeats", check: "Health checks" } as const;

export type WatchingKind = keyof typeof WATCHING_KINDS;

/** One whose key is thrown away. */
export function keylessIntegration(
  context: OperationContext,
  { kind, name, team }: Pick<Integration, "kind" | "name" | "team">,
): Integration {
  return {
    id: context.newId(),
    kind,
    name,
    keyHash: hashToken(mintToken("integration", randomBytes)),
    team,
    createdAt: context.clock.now(),
    disabledAt: null,
  };
}

/** The one of a kind for a team, or for everybody; made when it is first needed. */
export async function ensureWatching(
  context: OperationContext,
  tx: Tx,
  of: { readonly principal: Principal; readonly kind: WatchingKind; readonly team: string | null },
): Promise<Integration> {
  const { principal, kind, team } = of;
  const all = await listIntegrations(tx);
  const found = all.find((one) => one.kind === kind && one.team === team);
  if (found !== undefined) return found;
  const plain = team === null ? WATCHING_KINDS[kind] : `${WATCHING_KINDS[kind]} of ${team}`;
  // Somebody may have given that name to an integration of theirs.
  const isTaken = all.some(({ name }) => name === plain);
  const name = isTaken ? `${plain} (${context.newId()})` : plain;
  const integration = keylessIntegration(context, { kind, name, team });
  await insertIntegration(tx, integration);
  await recordDeed(context, tx, {
    principal,
    action: "integration.create",
    subject: `integration ${integration.id}`,
    detail: { name, kind, team },
  });
  return integration;
}
