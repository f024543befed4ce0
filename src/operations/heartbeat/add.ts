import { randomBytes } from "node:crypto";
import { describeDuration } from "../../domain/duration.ts";
import { AppError } from "../../domain/error.ts";
import {
  defaultGraceMs,
  type FeedingLabels,
  GRACE_MS_MAX,
  GRACE_MS_MIN,
  type Heartbeat,
  INTERVAL_MS_MAX,
  INTERVAL_MS_MIN,
} from "../../domain/heartbeat.ts";
import type { Principal } from "../../domain/permission.ts";
import { hashToken, mintToken } from "../../platform/secret-token.ts";
import { renewAllAlertVersions } from "../../store/alert-versions.ts";
import { insertHeartbeat, renewFeedVersion } from "../../store/heartbeats.ts";
import type { Tx } from "../../store/schema.ts";
import { recordDeed } from "../audit/record.ts";
import { authoriseForTeams } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { ensureWatching } from "../integration/built-in.ts";

export interface NewHeartbeat {
  readonly name: string;
  readonly intervalMs: number;
  /** A fifth of the interval when left out, between a minute and an hour. */
  readonly graceMs?: number;
  readonly severity?: string;
  readonly team?: string;
  /** Alerts with these labels are its pings. */
  readonly fedBy?: FeedingLabels;
}

/**
 * Expects somebody to report in. Nobody is paged for it before it was heard for the first time.
 * @returns the heartbeat, and the secret of its ping URL, to be shown once: only its hash is kept
 * @throws AppError `forbidden` beyond the principal's teams, `conflict` when the name is taken,
 * `invalid-input` for times that are none.
 */
export async function addHeartbeat(
  context: OperationContext,
  principal: Principal,
  input: NewHeartbeat,
): Promise<{ readonly heartbeat: Heartbeat; readonly secret: string }> {
  const { name, intervalMs, graceMs = defaultGraceMs(intervalMs), severity, fedBy } = input;
  const team = input.team ?? null;
  // Alerts of every team may be its pings, so nobody who is confined to some may say which.
  const concerned = team === null || fedBy !== undefined ? [] : [team];
  authoriseForTeams(principal, "heartbeat.write", concerned);
  checkBetween("interval", intervalMs, [INTERVAL_MS_MIN, INTERVAL_MS_MAX]);
  checkBetween("grace", graceMs, [GRACE_MS_MIN, GRACE_MS_MAX]);
  if (fedBy !== undefined && Object.keys(fedBy).length === 0) {
    throw new AppError(
      "invalid-input",
      "alert: name at least one label, or every alert is a ping.",
    );
  }
  const secret = mintToken("heartbeat", randomBytes);
  const id = context.newId();
  return context.database.transaction(async (tx) => {
    const integration = await ensureWatching(context, tx, { principal, kind: "heartbeat", team });
    const heartbeat: Heartbeat = {
      id,
      name,
      team,
      severity: severity ?? null,
      intervalMs,
      graceMs,
      fedBy: fedBy ?? null,
      integrationId: integration.id,
      state: "waiting",
      lastHeardAt: null,
      startedAt: null,
      troubleSince: null,
      dueAt: null,
      createdAt: context.clock.now(),
    };
    await insertHeartbeat(tx, heartbeat, hashToken(secret));
    if (fedBy !== undefined) await feedsHaveChanged(context, tx);
    await recordDeed(context, tx, {
      principal,
      action: "heartbeat.add",
      subject: `heartbeat ${id}`,
      detail: { name, intervalMs, graceMs, team, fedBy: heartbeat.fedBy },
    });
    return { heartbeat, secret };
  });
}

/** What processes remember of alerts they would take for known otherwise, and never hear a ping of them. */
export async function feedsHaveChanged(context: OperationContext, tx: Tx): Promise<void> {
  await renewFeedVersion(tx, context.newId());
  await renewAllAlertVersions(tx, context.newId());
}

function checkBetween(what: string, ms: number, [min, max]: readonly [number, number]): void {
  if (ms >= min && ms <= max) return;
  const range = `between ${describeDuration(min)} and ${describeDuration(max)}`;
  throw new AppError("invalid-input", `${what}: must be ${range}.`);
}
