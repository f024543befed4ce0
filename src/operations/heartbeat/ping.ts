import type { HeartbeatSignal } from "../../domain/heartbeat.ts";
import { hashToken, tokenKind } from "../../platform/secret-token.ts";
import { PAGING } from "../../store/database.ts";
import { receiveWithin } from "../alert/receive.ts";
import type { OperationContext } from "../context.ts";
import { hearWithin } from "./hear.ts";

/**
 * Takes a ping under a heartbeat's secret, which is its authentication. It is on disk, with the alert that
 * it ends or begins, when this returns.
 * @returns the heartbeat's name; undefined for a secret that is none, or of a heartbeat that was removed
 */
export async function takePing(
  context: OperationContext,
  ping: {
    readonly secret: string;
    readonly signal: HeartbeatSignal;
    readonly detail?: string;
  },
): Promise<string | undefined> {
  const { secret, ...said } = ping;
  if (tokenKind(secret) !== "heartbeat") return undefined;
  const by = { pingHash: hashToken(secret) };
  return context.database.transaction(async (tx) => {
    const report = await hearWithin(context, tx, { by, ...said });
    if (report?.request !== undefined) await receiveWithin(context, tx, report.request);
    return report?.heartbeat.name;
  }, PAGING);
}
