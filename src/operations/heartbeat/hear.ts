import {
  type Heartbeat,
  type HeartbeatChange,
  type HeartbeatSignal,
  hear,
  heartbeatAlert,
} from "../../domain/heartbeat.ts";
import { lockHeartbeat, saveHeartbeat } from "../../store/heartbeats.ts";
import type { Tx } from "../../store/schema.ts";
import type { ReceivedRequest } from "../alert/receive.ts";
import type { OperationContext } from "../context.ts";
import { WATCHING_KINDS } from "../integration/built-in.ts";
import { loadInForce } from "../roster/load.ts";

/** What a ping, or time, has made of a heartbeat. */
export interface HeartbeatReport {
  readonly heartbeat: Heartbeat;
  /** Its alert, to be received in the same transaction. */
  readonly request?: ReceivedRequest;
}

/** Notes a ping; undefined without such a heartbeat. What it reports is the caller's to have received. */
export async function hearWithin(
  context: OperationContext,
  tx: Tx,
  ping: {
    readonly by: Parameters<typeof lockHeartbeat>[1];
    readonly signal: HeartbeatSignal;
    /** What it says of the run, for people. */
    readonly detail?: string;
  },
): Promise<HeartbeatReport | undefined> {
  const heartbeat = await lockHeartbeat(tx, ping.by);
  if (heartbeat === undefined) return undefined;
  const change = hear(heartbeat, ping.signal, context.clock.now());
  return saveChange(context, tx, change, ping.detail);
}

/** Saves a heartbeat, and makes the request that its alert is received as. */
export async function saveChange(
  context: OperationContext,
  tx: Tx,
  { heartbeat, alert }: HeartbeatChange,
  detail?: string,
): Promise<HeartbeatReport> {
  await saveHeartbeat(tx, heartbeat);
  if (alert === undefined) return { heartbeat };
  const { roster } = await loadInForce(tx);
  const event = heartbeatAlert(heartbeat, alert, {
    now: context.clock.now(),
    timeZone: roster.timeZone,
    ...(detail === undefined ? {} : { detail }),
  });
  const { id, integrationId, team, state, lastHeardAt, startedAt } = heartbeat;
  // What a receipt is for others: what the alert was made of.
  const facts = { heartbeat: id, state, lastHeardAt, startedAt, event };
  const request = {
    integration: { id: integrationId, name: WATCHING_KINDS.heartbeat, team },
    contentType: "application/json",
    body: new TextEncoder().encode(JSON.stringify(facts)),
    truncated: false,
    events: [event],
    unparsed: [],
  };
  return { heartbeat, request };
}
