import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { AppError } from "../domain/error.ts";
import type { HttpEnvironment } from "./environment.ts";
import { matchedAccess } from "./guard.ts";
import type { RouteAccess, RouteTable } from "./route-table.ts";

const KIB = 1024;
/** A playbook's files in base64 are the longest that the API is sent. */
const PLAYBOOK_BYTES_MAX = 24 * KIB * KIB;
const API_BYTES_MAX = KIB * KIB;
/** Telegram sends the message whose button was pressed along: 4,096 characters, twelve bytes each at worst. */
const CALLBACK_BYTES_MAX = 128 * KIB;
/** Of these, forms without a field are the longest: nobody without a token needs more of our memory. */
const EXEMPT_BYTES_MAX = 4 * KIB;

/** Refuses bodies that are longer than their route needs, without reading on. To stand after the guard. */
export function limitBodies(table: RouteTable): MiddlewareHandler<HttpEnvironment> {
  const limits = new Map(
    [PLAYBOOK_BYTES_MAX, API_BYTES_MAX, CALLBACK_BYTES_MAX, EXEMPT_BYTES_MAX].map((maxSize) => [
      maxSize,
      bodyLimit({ maxSize, onError: () => refuse(maxSize) }),
    ]),
  );
  return async (c, next) => {
    const limit = limits.get(bytesMaxFor(matchedAccess(c, table)));
    return limit === undefined ? next() : limit(c, next);
  };
}

function bytesMaxFor(access: RouteAccess | undefined): number {
  if (access === undefined) return EXEMPT_BYTES_MAX;
  if ("exempt" in access) {
    return access.exempt === "callback" ? CALLBACK_BYTES_MAX : EXEMPT_BYTES_MAX;
  }
  return access.permission === "playbook.activate" ? PLAYBOOK_BYTES_MAX : API_BYTES_MAX;
}

function refuse(bytesMax: number): never {
  const limit = bytesMax < KIB * KIB ? `${bytesMax / KIB} KiB` : `${bytesMax / KIB / KIB} MiB`;
  throw new AppError("too-large", `The body is larger than ${limit}.`);
}
