/** Stands before every route: default-deny, authentication, permission, and where a write comes from. */

import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { AppError } from "../domain/error.ts";
import { type Permission, type Principal, roleAllows } from "../domain/permission.ts";
import { authenticate } from "../operations/authenticate.ts";
import { clientAddress, type Hop, isLoopback } from "./client-address.ts";
import type { HttpDependencies } from "./dependencies.ts";
import type { HttpEnvironment } from "./environment.ts";
import type { FailedAttempts } from "./failed-attempts.ts";
import { isOwnOrigin, isSafeMethod } from "./origin-check.ts";
import { isOwnHost } from "./own-host.ts";
import type { RouteAccess, RouteTable } from "./route-table.ts";

type HttpContext = Context<HttpEnvironment>;

interface GuardOptions {
  readonly dependencies: HttpDependencies;
  readonly attempts: FailedAttempts;
}

/** The middleware that lets a request through to its route, or refuses it. */
export function guard(
  table: RouteTable,
  options: GuardOptions,
): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    const access = matchedAccess(c, table);
    if (access === undefined)
      throw new AppError("not-found", `There is no ${c.req.method} ${c.req.path}.`);
    if ("permission" in access) {
      refuseForeignWrite(c, options);
      c.set("principal", await permitted(c, access.permission, options));
    } else if (access.exempt === "operator") {
      await refuseStranger(c, options);
    }
    await next();
  };
}

/** Of the route whose handler will run: the first that matches and is no middleware. */
export function matchedAccess(c: HttpContext, table: RouteTable): RouteAccess | undefined {
  const route = matchedRoutes(c).find(({ path }) => path !== "/*");
  return route === undefined ? undefined : table.accessOf(c.req.method, route.path);
}

function refuseForeignWrite(c: HttpContext, { dependencies }: GuardOptions): void {
  if (isSafeMethod(c.req.method)) return;
  const headers = {
    origin: c.req.header("origin"),
    secFetchSite: c.req.header("sec-fetch-site"),
  };
  if (isOwnOrigin(headers, new URL(dependencies.settings.publicUrl).origin)) return;
  throw new AppError(
    "forbidden",
    `A page of ${headers.origin ?? "another site"} may not change anything here; the public URL is ${dependencies.settings.publicUrl}.`,
  );
}

async function permitted(
  c: HttpContext,
  permission: Permission,
  options: GuardOptions,
): Promise<Principal> {
  const principal = await authenticated(c, options);
  if (roleAllows(principal.role, permission)) return principal;
  throw new AppError(
    "forbidden",
    `${principal.name} is ${principal.role}, which does not include ${permission}.`,
  );
}

async function refuseStranger(c: HttpContext, options: GuardOptions): Promise<void> {
  const { trustedProxyHops, publicUrl } = options.dependencies.settings;
  if (isLoopback(hopOf(c), trustedProxyHops) && isOwnHost(c.req.header("host"), publicUrl)) return;
  await permitted(c, "health.read", options);
}

async function authenticated(c: HttpContext, options: GuardOptions): Promise<Principal> {
  const header = c.req.header("authorization");
  const secret = /^Bearer ([\x21-\x7e]+)$/i.exec(header ?? "")?.[1];
  const { context } = options.dependencies;
  if (secret !== undefined) {
    const principal = await authenticate(context, secret);
    if (principal !== undefined) return principal;
  }
  if (header !== undefined) countFailure(c, options);
  throw new AppError(
    "unauthenticated",
    header === undefined
      ? "Send an API token: Authorization: Bearer tocsin_pat_…"
      : "The API token is not known, has expired, or was revoked.",
  );
}

/**
 * Counts a failed authentication against the client's address.
 * @throws AppError `too-many-requests` when there were too many.
 */
export function countFailure(c: HttpContext, { dependencies, attempts }: GuardOptions): void {
  const address = clientAddress(hopOf(c), dependencies.settings.trustedProxyHops);
  const retryAfterSeconds = attempts.record(address, dependencies.context.clock.now());
  if (retryAfterSeconds === 0) return;
  throw new AppError(
    "too-many-requests",
    `Too many failed authentications from ${address}; try again in ${retryAfterSeconds} s.`,
    { details: { retryAfterSeconds } },
  );
}

function hopOf(c: HttpContext): Hop {
  return {
    socketAddress: c.env?.incoming?.socket.remoteAddress ?? "",
    forwardedFor: c.req.header("x-forwarded-for"),
  };
}
