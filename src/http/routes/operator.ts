/** What watches Tocsin: liveness, readiness, metrics, health, and the description of the API. */

import { z } from "zod";
import { healthSchema, readinessSchema } from "../../contract/health.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { errorPage } from "../error-page.ts";
import { frontPage } from "../front-page.ts";
import { health, readiness, worstOf } from "../health.ts";
import { incidentPage } from "../incident-page.ts";
import { apiDocument } from "../openapi.ts";
import { respondPage } from "../page.ts";
import type { RouteTable } from "../route-table.ts";

const TAGS = ["operation"];
const json = <S extends z.ZodType>(schema: S) => ({ content: { "application/json": { schema } } });
const PAGE = { 200: { description: "A page", content: { "text/html": {} } } };

/** Adds the routes. */
export function addOperatorRoutes(table: RouteTable, dependencies: HttpDependencies): void {
  addProbes(table, dependencies);
  addPages(table, dependencies);
  table.add(
    { exempt: "operator", because: "Prometheus scrapes from this machine, or with a token" },
    {
      method: "get",
      path: "/metrics",
      summary: "Metrics in Prometheus's text format",
      tags: TAGS,
      responses: {
        200: { description: "Metrics", content: { "text/plain": { schema: z.string() } } },
      },
    },
    async (c) => {
      const text = await dependencies.metrics.render();
      return c.text(text, 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    },
  );
  table.add(
    { permission: "health.read" },
    {
      method: "get",
      path: "/api/v1/health",
      summary: "How the installation is",
      tags: TAGS,
      responses: { 200: { description: "Health", ...json(healthSchema) } },
    },
    async (c) => c.json(await health(dependencies), 200),
  );
}

function addProbes(table: RouteTable, dependencies: HttpDependencies): void {
  const because =
    "load balancers and orchestrators ask without a token; nothing is told but a word";
  table.add(
    { exempt: "public", because },
    {
      method: "get",
      path: "/healthz",
      summary: "Whether the process answers",
      tags: TAGS,
      responses: { 200: { description: "It answers", ...json(z.object({ status: z.string() })) } },
    },
    (c) => c.json({ status: "ok" }, 200),
  );
  table.add(
    { exempt: "public", because },
    {
      method: "get",
      path: "/readyz",
      summary: "Whether the store answers and the engine passes",
      tags: TAGS,
      responses: {
        200: { description: "Ready", ...json(readinessSchema) },
        503: { description: "Not ready", ...json(readinessSchema) },
      },
    },
    async (c) => {
      const checks = await readiness(dependencies);
      const ready = worstOf(checks) !== "failing";
      return ready
        ? c.json({ status: "ready" as const, checks: [...checks] }, 200)
        : c.json({ status: "not ready" as const, checks: [...checks] }, 503);
    },
  );
}

function addPages(table: RouteTable, dependencies: HttpDependencies): void {
  const { settings } = dependencies;
  table.add(
    { exempt: "public", because: "it greets whoever opens the address, and tells no data" },
    { method: "get", path: "/", summary: "The front page", tags: TAGS, responses: PAGE },
    async () => {
      return respondPage(frontPage(worstOf(await readiness(dependencies)), settings.publicUrl));
    },
  );
  table.add(
    { exempt: "public", because: "every problem's type points here" },
    { method: "get", path: "/docs/errors", summary: "Error codes", tags: TAGS, responses: PAGE },
    () => respondPage(errorPage()),
  );
  table.add(
    { exempt: "public", because: "messages link to it; it tells nothing of the incident" },
    {
      method: "get",
      path: "/incidents/{number}",
      summary: "Where to look at an incident",
      tags: TAGS,
      request: { params: z.object({ number: z.string().regex(/^\d{8}-\d{3,6}$/) }) },
      responses: PAGE,
    },
    (c) => respondPage(incidentPage(c.req.valid("param").number, settings.publicUrl)),
  );
  let document: Record<string, unknown> | undefined;
  table.add(
    { exempt: "public", because: "the API's description holds no data" },
    {
      method: "get",
      path: "/openapi.json",
      summary: "This document",
      tags: TAGS,
      responses: { 200: { description: "OpenAPI 3.1", ...json(z.looseObject({})) } },
    },
    (c) => {
      // Built when first asked for, which the start does not pay.
      document ??= apiDocument(table, settings);
      return c.json(document, 200);
    },
  );
}
