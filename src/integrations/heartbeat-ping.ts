/**
 * What a ping says. Its URL is requested as Healthchecks.io's is, so that cron jobs change nothing but the
 * address: by itself for a success, with `/start`, `/fail` or an exit status behind it for what that says
 * (https://healthchecks.io/docs/http_api/). Alertmanager's webhook may be pointed at it as well: the end of
 * the alert that always fires is no sign of life.
 */

import type { HeartbeatSignal } from "../domain/heartbeat.ts";
import { boundedText } from "./bounded-text.ts";
import { bodyText, isObject, own } from "./inbound-json.ts";

export interface PingRequest {
  /** What stands behind the URL; undefined for nothing. */
  readonly suffix: string | undefined;
  readonly contentType: string;
  /** The beginning of it. */
  readonly body: Uint8Array;
}

export interface Ping {
  readonly signal: HeartbeatSignal;
  /** What it said of a failure, for people. */
  readonly detail?: string;
}

const DETAIL_MAX = 1000;
const EXIT_STATUS = /^(?:0|[1-9]\d{0,2})$/u;
const EXIT_STATUS_MAX = 255;

/** The ping; undefined for a request that says nothing, `unknown` for a suffix that nobody knows. */
export function readPing(request: PingRequest): Ping | undefined | "unknown" {
  const { suffix } = request;
  if (suffix === undefined) return saysItEnded(request) ? undefined : { signal: "success" };
  if (suffix === "start") return { signal: "start" };
  if (suffix === "success") return { signal: "success" };
  if (suffix === "fail") return { signal: "fail", ...detailOf(request, undefined) };
  if (!EXIT_STATUS.test(suffix) || Number(suffix) > EXIT_STATUS_MAX) return "unknown";
  if (suffix === "0") return { signal: "success" };
  return { signal: "fail", ...detailOf(request, `exit status ${suffix}`) };
}

/** Alertmanager's word that its alert has ended. */
function saysItEnded({ contentType, body }: PingRequest): boolean {
  if (!contentType.toLowerCase().startsWith("application/json") || body.length === 0) return false;
  try {
    const value: unknown = JSON.parse(bodyText(body));
    return (
      isObject(value) && own(value, "status") === "resolved" && Array.isArray(own(value, "alerts"))
    );
  } catch {
    return false;
  }
}

function detailOf({ body }: PingRequest, status: string | undefined): Pick<Ping, "detail"> {
  const said = boundedText(bodyText(body).trim(), DETAIL_MAX);
  const parts = [status, said].filter((part) => part !== undefined && part !== "");
  return parts.length === 0 ? {} : { detail: parts.join(": ") };
}
