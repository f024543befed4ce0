/** Who makes and ends silences: somebody with a permission, or a sender for its own alerts. */

import type { Principal } from "../../domain/permission.ts";
import type { Silence } from "../../domain/silence.ts";
import type { Actor } from "../../domain/timeline.ts";
import { appendAudit } from "../../store/audit.ts";
import type { Tx } from "../../store/database.ts";
import { authorise, reaches } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { actorOf } from "../incident/change.ts";

export interface SilenceMaker {
  readonly actor: Actor;
  /** Where its silences count. */
  readonly scope: Pick<Silence, "team" | "integrationId">;
  readonly sees: (silence: Silence) => boolean;
  readonly mayChange: (silence: Silence) => boolean;
}

/**
 * Somebody, for one team or, who is confined to none, for all.
 * @throws AppError `forbidden` without the permission, or for a team that is none of theirs
 */
export function makerFor(principal: Principal, wantedTeam?: string): SilenceMaker {
  const team = wantedTeam ?? principal.teams[0];
  authorise(principal, "silence.write", team);
  return {
    actor: actorOf(principal),
    scope: { team: team ?? null, integrationId: null },
    sees: (silence) => isVisible(principal, silence),
    mayChange: ({ team }) => reaches(principal, team === null ? [] : [team]),
  };
}

/** What concerns everybody, and what concerns a team of theirs. */
export function isVisible({ teams }: Principal, { team }: Pick<Silence, "team">): boolean {
  return team === null || teams.length === 0 || teams.includes(team);
}

export interface SilencingIntegration {
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
}

/** A sender's key is for its own alerts, and so are the silences that are made with it. */
export function makerForIntegration({ id, name, team }: SilencingIntegration): SilenceMaker {
  return {
    actor: { kind: "integration", id, name },
    scope: { team, integrationId: id },
    sees: (silence) =>
      (silence.integrationId === null || silence.integrationId === id) &&
      (silence.team === null || silence.team === team),
    mayChange: ({ integrationId }) => integrationId === id,
  };
}

/** Adds to the audit log what was done to a silence. To be called last in its transaction. */
export async function auditSilence(
  context: OperationContext,
  tx: Tx,
  deed: {
    readonly maker: SilenceMaker;
    readonly action: "silence.create" | "silence.update" | "silence.expire";
    readonly silence: Silence;
    readonly detail: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await appendAudit(tx, {
    id: context.newId(),
    at: context.clock.now(),
    actor: deed.maker.actor,
    action: deed.action,
    subject: `silence ${deed.silence.id}`,
    detail: deed.detail,
  });
}
