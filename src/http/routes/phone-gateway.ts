/** What an HTTP gateway for SMS and calls brings, signed as our webhooks are, with the gateway's secret. */

import type { Context } from "hono";
import { z } from "zod";
import {
  gatewayKeyAnswerSchema,
  gatewayKeySchema,
  gatewayReplyAnswerSchema,
  gatewayReplySchema,
  gatewayStatusSchema,
} from "../../contract/phone-gateway.ts";
import { AppError } from "../../domain/error.ts";
import { spokenKeys, spokenMessage } from "../../integrations/spoken-text.ts";
import { isSignedWebhook } from "../../integrations/standard-webhooks.ts";
import { reportDeliveryStatus } from "../../operations/notification/report-status.ts";
import { answerKey, SmsAnswers } from "../answer-calls.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { HttpEnvironment } from "../environment.ts";
import type { FailedAttempts } from "../failed-attempts.ts";
import { countFailure } from "../guard.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer } from "./json-content.ts";

const ACCESS = {
  exempt: "callback",
  because:
    "the gateway signs what it posts with a secret of its own, which the route checks itself",
} as const;

const tags = ["phone"];
const ofAttempt = { params: z.object({ attempt: z.string().regex(/^[\w-]{1,64}$/u) }) };

interface GatewayRouteOptions {
  readonly dependencies: HttpDependencies;
  readonly attempts: FailedAttempts;
}

/** Adds the routes. */
export function addPhoneGatewayRoutes(table: RouteTable, options: GatewayRouteOptions): void {
  const { context, metrics } = options.dependencies;
  const smsAnswers = new SmsAnswers(context);
  table.add(
    ACCESS,
    {
      method: "post",
      path: "/callback/gateway/reply",
      summary: "A reply by SMS",
      tags,
      responses: { 200: jsonAnswer("What to write back", gatewayReplyAnswerSchema) },
    },
    async (c) => {
      const { id, ...sms } = await signedJson(c, gatewayReplySchema, options);
      const text = await smsAnswers.answer({ id: `gateway:${id}`, ...sms });
      return c.json({ text: text ?? null }, 200);
    },
  );
  table.add(
    ACCESS,
    {
      method: "post",
      path: "/callback/gateway/key/{attempt}",
      summary: "A key that was pressed in a call",
      tags,
      request: ofAttempt,
      responses: { 200: jsonAnswer("What to say", gatewayKeyAnswerSchema) },
    },
    async (c) => {
      const { key } = await signedJson(c, gatewayKeySchema, options);
      const answer = await answerKey(context, { attemptId: c.req.valid("param").attempt, key });
      if (answer.kind === "goodbye") return c.json({ text: answer.text, hangUp: true }, 200);
      const { before, incident } = answer;
      const text = `${before} ${spokenMessage(incident)} ${spokenKeys(incident)}`.trim();
      return c.json({ text, hangUp: false }, 200);
    },
  );
  table.add(
    ACCESS,
    {
      method: "post",
      path: "/callback/gateway/status/{attempt}",
      summary: "What became of a message or a call",
      tags,
      request: ofAttempt,
      responses: { 204: { description: "Heeded, or not known: the same to whoever asks" } },
    },
    async (c) => {
      const { status, sequence, error } = await signedJson(c, gatewayStatusSchema, options);
      const undelivered = await reportDeliveryStatus(context, {
        attemptId: c.req.valid("param").attempt,
        status,
        sequence: sequence ?? null,
        detail:
          error === undefined || error === "" ? "HTTP gateway" : `HTTP gateway error ${error}`,
      });
      metrics.reported(undelivered);
      return c.body(null, 204);
    },
  );
}

/**
 * The body of a request that the gateway signed.
 * @throws AppError `forbidden` for any other, `too-many-requests` after many, `invalid-input` for a
 * signed body of another form.
 */
async function signedJson<T>(
  c: Context<HttpEnvironment>,
  schema: z.ZodType<T>,
  options: GatewayRouteOptions,
): Promise<T> {
  const { phone, context } = options.dependencies;
  const body = await c.req.text();
  const request = {
    id: c.req.header("webhook-id"),
    timestamp: c.req.header("webhook-timestamp"),
    signature: c.req.header("webhook-signature"),
    body,
  };
  if (!isSignedWebhook(request, phone?.gateway?.secrets ?? [], context.clock.now())) {
    countFailure(c, options);
    throw new AppError(
      "forbidden",
      "This is not signed, within five minutes, with a secret of TOCSIN_PHONE_GATEWAY_SECRETS.",
    );
  }
  const read = schema.safeParse(parsed(body));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new AppError(
    "invalid-input",
    `${issue?.path.join(".") || "body"}: ${issue?.message ?? ""}`,
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new AppError("invalid-input", "The body is not JSON.", { cause });
  }
}
