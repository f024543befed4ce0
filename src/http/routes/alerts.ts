/** Alerts: those there are, why they paged or not, and some sent with an API token, by a person or a script. */

import {
  alertAcceptedSchema,
  alertDetailSchema,
  alertExplanationSchema,
  alertListSchema,
  alertParamsSchema,
  type ExplainAlertInput,
  explainAlertSchema,
  listAlertsQuerySchema,
  sendAlertSchema,
  testAlertSchema,
} from "../../contract/alert.ts";
import { AppError } from "../../domain/error.ts";
import { plain } from "../../integrations/plain.ts";
import { type ExplainedAlert, explainAlert } from "../../operations/alert/explain.ts";
import { listVisibleAlerts } from "../../operations/alert/list.ts";
import { showAlert } from "../../operations/alert/show.ts";
import type { OperationContext } from "../../operations/context.ts";
import { findIntegrationForApi } from "../../operations/integration/find-for-api.ts";
import { findIntegrationForTest } from "../../operations/integration/find-for-test.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentAlertDetail, presentExplanation, presentListedAlert } from "../present-alert.ts";
import { readMatchers } from "../read-matchers.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

/** Adds the routes. */
export function addAlertRoutes(
  table: RouteTable,
  { context, ingest }: Pick<HttpDependencies, "context" | "ingest">,
): void {
  addReading(table, context);
  addExplaining(table, context);
  addSending(table, { context, ingest });
  addTesting(table, { context, ingest });
}

function addReading(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "alert.read" },
    {
      method: "get",
      path: "/api/v1/alerts",
      summary: "Alerts by their state, the newest first",
      tags: ["alerts"],
      request: { query: listAlertsQuerySchema },
      responses: { 200: jsonAnswer("A page of alerts", alertListSchema) },
    },
    async (c) => {
      const { state, matchers, integration, limit, before } = c.req.valid("query");
      const { alerts, nextBefore } = await listVisibleAlerts(context, c.get("principal"), {
        state,
        matchers: readMatchers(matchers ?? ""),
        limit,
        ...(integration === undefined ? {} : { integration }),
        ...(before === undefined ? {} : { beforeId: before }),
      });
      const now = context.clock.now();
      const page = {
        alerts: alerts.map((one) => presentListedAlert(one, now)),
        nextBefore: nextBefore ?? null,
      };
      return c.json(page, 200);
    },
  );
  table.add(
    { permission: "alert.read" },
    {
      method: "get",
      path: "/api/v1/alerts/{id}",
      summary: "One alert: where it came from, what was made of it and why",
      tags: ["alerts"],
      request: { params: alertParamsSchema },
      responses: { 200: jsonAnswer("The alert", alertDetailSchema) },
    },
    async (c) => {
      const view = await showAlert(context, c.get("principal"), c.req.valid("param"));
      return c.json(presentAlertDetail(view, context.clock.now()), 200);
    },
  );
}

function addExplaining(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "alert.read" },
    {
      method: "post",
      path: "/api/v1/alerts/explain",
      summary: "What would become of an alert that began to fire now; nothing does",
      tags: ["alerts"],
      request: { body: jsonBody(explainAlertSchema) },
      responses: { 200: jsonAnswer("What would happen, and why", alertExplanationSchema) },
    },
    async (c) => {
      const subject = subjectOf(c.req.valid("json"));
      const explanation = await explainAlert(context, c.get("principal"), subject);
      return c.json(presentExplanation(explanation), 200);
    },
  );
}

function subjectOf(input: ExplainAlertInput): ExplainedAlert {
  const { alert, title = "", labels = {}, annotations = {}, integration } = input;
  if (alert === undefined) {
    return { title, labels, annotations, ...(integration === undefined ? {} : { integration }) };
  }
  if (Object.keys(input).length > 1) {
    const message = "Give an alert by its id, or labels and what goes with them, not both.";
    throw new AppError("invalid-input", message);
  }
  return { id: alert };
}

type Sending = Pick<HttpDependencies, "context" | "ingest">;

/**
 * Unlike a sender with an integration key, which may not be able to send again, a caller of the API is
 * told what is wrong with the alert.
 */
function addSending(table: RouteTable, { context, ingest }: Sending): void {
  table.add(
    { permission: "alert.send" },
    {
      method: "post",
      path: "/api/v1/alerts",
      summary: "Send one alert in plain JSON",
      tags: ["ingest"],
      request: { body: jsonBody(sendAlertSchema) },
      responses: { 202: jsonAnswer("It is on disk", alertAcceptedSchema) },
    },
    async (c) => {
      const parsed = await ingest.ingest({
        integration: await findIntegrationForApi(context, c.get("principal")),
        source: plain,
        body: Buffer.from(JSON.stringify(c.req.valid("json"))),
        contentType: "application/json",
        truncated: false,
      });
      const answer = {
        status: "stored" as const,
        dedupKeys: parsed.events.map(({ dedupKey }) => dedupKey),
        unparsed: parsed.unparsed.map(({ reason }) => reason),
      };
      return c.json(answer, 202);
    },
  );
}

/** The label by which a test is known for one, by people and by programs. */
const TEST_LABEL = "tocsin_mode";

function addTesting(table: RouteTable, { context, ingest }: Sending): void {
  table.add(
    { permission: "alert.send" },
    {
      method: "post",
      path: "/api/v1/alerts/test",
      summary: "Send a test alert through an integration: it pages by the rules",
      tags: ["ingest"],
      request: { body: jsonBody(testAlertSchema) },
      responses: { 202: jsonAnswer("It is on disk", alertAcceptedSchema) },
    },
    async (c) => {
      const { integration, title, severity, labels } = c.req.valid("json");
      const dedupKey = `tocsin:test:${context.newId()}`;
      const alert = {
        title: title === undefined ? "TEST: no action is needed" : `TEST: ${title}`,
        dedupKey,
        groupKey: dedupKey,
        labels: { alertname: "TocsinTest", ...labels, [TEST_LABEL]: "test" },
        annotations: { description: `A test that ${c.get("principal").name} sent.` },
        ...(severity === undefined ? {} : { severity }),
      };
      await ingest.ingest({
        integration: await findIntegrationForTest(context, c.get("principal"), integration),
        source: plain,
        body: Buffer.from(JSON.stringify(alert)),
        contentType: "application/json",
        truncated: false,
      });
      return c.json({ status: "stored" as const, dedupKeys: [dedupKey], unparsed: [] }, 202);
    },
  );
}
