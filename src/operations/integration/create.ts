import { randomBytes, randomUUID } from "node:crypto";
import { AppError } from "../../domain/error.ts";
import type { InboundMapping } from "../../domain/inbound-mapping.ts";
import type { Principal } from "../../domain/permission.ts";
import { hashToken, mintRoutingKey, mintToken } from "../../platform/secret-token.ts";
import { type Integration, insertIntegration } from "../../store/integrations.ts";
import { recordDeed } from "../audit/record.ts";
import { authoriseForTeams } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

export interface CreatedIntegration {
  readonly integration: Integration;
  /** To be shown once: only its hash is kept. */
  readonly key: string;
}

/**
 * Lets another sender's alerts in.
 * @throws AppError `forbidden` beyond the principal's teams, `conflict` when the name is taken,
 * `invalid-input` for a mapping of a kind that has a form of its own.
 */
export async function createIntegration(
  context: OperationContext,
  principal: Principal,
  input: {
    readonly name: string;
    readonly kind: string;
    /** Whose its incidents are; left out, everybody's. */
    readonly team?: string;
    readonly mapping?: InboundMapping;
  },
): Promise<CreatedIntegration> {
  const { name, kind, team, mapping } = input;
  if (mapping !== undefined && kind !== "plain") {
    const message = `A mapping is for the kind plain; ${kind} has a form of its own.`;
    throw new AppError("invalid-input", message);
  }
  authoriseForTeams(principal, "integration.write", team === undefined ? [] : [team]);
  const key = newKey(kind);
  const integration: Integration = {
    id: context.newId(),
    kind,
    name,
    keyHash: hashToken(key),
    team: team ?? null,
    createdAt: context.clock.now(),
    disabledAt: null,
    ...(mapping === undefined ? {} : { mapping }),
  };
  await context.database.transaction(async (tx) => {
    await insertIntegration(tx, integration);
    await recordDeed(context, tx, {
      principal,
      action: "integration.create",
      subject: `integration ${integration.id}`,
      detail: { name, kind, team: integration.team, mapped: mapping !== undefined },
    });
  });
  return { integration, key };
}

/** Senders that speak PagerDuty's or Opsgenie's form often insist on the form of their keys. */
function newKey(kind: string): string {
  if (kind === "pagerduty-events") return mintRoutingKey(randomBytes);
  if (kind === "opsgenie") return randomUUID();
  return mintToken("integration", randomBytes);
}
