/** The whole HTTP side as one Hono application, to be served by `server.ts` or embedded. */

import { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { getPath } from "hono/utils/url";
import { AppError } from "../domain/error.ts";
import { findIntegrationByKey } from "../operations/integration/find-by-key.ts";
import { ByteBudget } from "./byte-budget.ts";
import type { HttpDependencies } from "./dependencies.ts";
import { type DirectAnswer, directIngest } from "./direct-ingest.ts";
import type { HttpEnvironment } from "./environment.ts";
import { FailedAttempts } from "./failed-attempts.ts";
import { guard } from "./guard.ts";
import { IntegrationKeys } from "./integration-keys.ts";
import { limitBodies } from "./limit-bodies.ts";
import { problemResponse } from "./problem.ts";
import { RouteTable } from "./route-table.ts";
import { addAcknowledgeLinkRoutes } from "./routes/acknowledge-link.ts";
import { addAlertmanagerApiRoutes } from "./routes/alertmanager-api.ts";
import { addApiRoutes } from "./routes/api.ts";
import { addCalendarRoute } from "./routes/calendar-feeds.ts";
import { addCallbackRoutes } from "./routes/callbacks.ts";
import { addIngestRoutes } from "./routes/ingest.ts";
import { addOnCallLineRoutes } from "./routes/on-call-line.ts";
import { addOperatorRoutes } from "./routes/operator.ts";
import { addOpsgenieRoutes } from "./routes/opsgenie.ts";
import { addPhoneGatewayRoutes } from "./routes/phone-gateway.ts";
import { addPingRoutes } from "./routes/pings.ts";
import { addPushRoutes } from "./routes/push.ts";
import { addRunnerRoutes } from "./routes/runners.ts";
import { addTestLinkRoutes } from "./routes/test-pages.ts";
import { addTwilioRoutes } from "./routes/twilio.ts";
import { securityHeaders } from "./security-headers.ts";
import { KNOWN_SENDERS_BYTES_MAX } from "./take-in.ts";

export interface HttpApp {
  readonly app: OpenAPIHono<HttpEnvironment>;
  /** Every route with who may use it. */
  readonly table: RouteTable;
  /** Asked before `app`, where there is a Node request: answers what it can at a fraction of the cost. */
  readonly direct: DirectAnswer;
}

/** Builds the application. It holds no state but caches and counters. */
export function createHttpApp(dependencies: HttpDependencies): HttpApp {
  const { context, settings } = dependencies;
  const headers = securityHeaders(settings.publicUrl);
  const attempts = new FailedAttempts();
  const keys = new IntegrationKeys((keyHash) => findIntegrationByKey(context, keyHash));
  const app = new OpenAPIHono<HttpEnvironment>({
    defaultHook: refuseInvalid,
    getPath: (request) => withoutLastSlash(getPath(request)),
  });
  const table = new RouteTable(app);
  app.onError((error) => withHeaders(problemResponse(error, context), headers));
  app.notFound((c) => {
    const error = new AppError("not-found", `There is no ${c.req.method} ${c.req.path}.`);
    return withHeaders(problemResponse(error, context), headers);
  });

  // What is added above the middleware does without it, which is most of what these requests would cost.
  const budget = new ByteBudget(KNOWN_SENDERS_BYTES_MAX);
  const ingest = { dependencies, attempts, keys, budget, headers };
  addIngestRoutes(table, ingest);
  addOpsgenieRoutes(table, ingest);
  addAlertmanagerApiRoutes(table, ingest);
  addPingRoutes(table, ingest);

  app.use(setHeaders(headers));
  app.use(guard(table, { dependencies, attempts }));
  app.use(limitBodies(table));
  addOperatorRoutes(table, dependencies);
  addAcknowledgeLinkRoutes(table, { dependencies, attempts });
  addTestLinkRoutes(table, { dependencies, attempts });
  addCallbackRoutes(table, { dependencies, attempts });
  addTwilioRoutes(table, { dependencies, attempts });
  addOnCallLineRoutes(table, { dependencies, attempts });
  addPhoneGatewayRoutes(table, { dependencies, attempts });
  addRunnerRoutes(table, { dependencies, attempts });
  addCalendarRoute(table, { dependencies, attempts });
  addPushRoutes(table, { dependencies, attempts });
  addApiRoutes(table, { dependencies, keys });
  return { app, table, direct: directIngest(ingest) };
}

const OF_SENDERS = /^\/(?:ingest|integrations|v2)\/.*[^/]\/$/u;

/** Opsgenie's own client and Grafana OnCall's senders write a slash behind their addresses. */
function withoutLastSlash(path: string): string {
  return OF_SENDERS.test(path) ? path.slice(0, -1) : path;
}

function setHeaders(headers: Readonly<Record<string, string>>): MiddlewareHandler<HttpEnvironment> {
  return async (c, next) => {
    await next();
    withHeaders(c.res, headers);
  };
}

/** Adds headers that the answer does not set itself: pages have a policy of their own. */
function withHeaders(response: Response, headers: Readonly<Record<string, string>>): Response {
  for (const [name, value] of Object.entries(headers)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
}

type ZodIssues = { readonly path: readonly PropertyKey[]; readonly message: string }[];

function refuseInvalid(
  result: { success: true } | { success: false; target: string; error: { issues: ZodIssues } },
): void {
  if (result.success) return;
  const errors = result.error.issues.map(({ path, message }) => ({
    path: path.map(String).join("."),
    message,
  }));
  const [first] = errors;
  const where = first === undefined || first.path === "" ? result.target : first.path;
  throw new AppError("invalid-input", `${where}: ${first?.message ?? "not valid"}`, {
    details: { errors },
  });
}
