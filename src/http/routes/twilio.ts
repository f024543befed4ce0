/**
 * What Twilio brings: replies by SMS, keys of a call, reports of delivery. Whoever cannot sign as Twilio
 * does is refused, whatever they ask for, and so is everybody where Twilio is not set up.
 */

import type { Context } from "hono";
import { z } from "zod";
import { AppError } from "../../domain/error.ts";
import type { TwilioSettings } from "../../integrations/channel.ts";
import { isSignedByTwilio, readTwilioStatus } from "../../integrations/twilio-callbacks.ts";
import { keyUrl } from "../../integrations/twilio-voice.ts";
import { menuTwiml, messageTwiml, sayTwiml, TWIML_TYPE } from "../../integrations/twiml.ts";
import { reportDeliveryStatus } from "../../operations/notification/report-status.ts";
import { answerKey, SmsAnswers } from "../answer-calls.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { HttpEnvironment } from "../environment.ts";
import type { FailedAttempts } from "../failed-attempts.ts";
import { countFailure } from "../guard.ts";
import type { RouteTable } from "../route-table.ts";

const ACCESS = {
  exempt: "callback",
  because:
    "Twilio signs what it posts with the account's auth token, which the route checks itself",
} as const;

const CALLBACKS = "/callback";
const tags = ["phone"];
const ofAttempt = { params: z.object({ attempt: z.string().regex(/^[\w-]{1,64}$/u) }) };
const twiml = { 200: { description: "What Twilio is to do", content: { "text/xml": {} } } };

interface TwilioRouteOptions {
  readonly dependencies: HttpDependencies;
  readonly attempts: FailedAttempts;
}

/** Adds the routes. */
export function addTwilioRoutes(table: RouteTable, options: TwilioRouteOptions): void {
  const { context } = options.dependencies;
  const smsAnswers = new SmsAnswers(context);
  table.add(
    ACCESS,
    {
      method: "post",
      path: "/callback/twilio/sms",
      summary: "A reply by SMS",
      tags,
      responses: twiml,
    },
    async (c) => {
      const { fields } = await signedFields(c, options);
      const text = await smsAnswers.answer({
        id: `twilio:${fields.get("MessageSid") ?? ""}`,
        from: fields.get("From") ?? "",
        text: fields.get("Body") ?? "",
      });
      return respondTwiml(messageTwiml(text));
    },
  );
  table.add(
    ACCESS,
    {
      method: "post",
      path: "/callback/twilio/key/{attempt}",
      summary: "A key that was pressed in a call",
      tags,
      request: ofAttempt,
      responses: twiml,
    },
    async (c) => {
      const { fields, callbackUrl } = await signedFields(c, options);
      const { attempt: attemptId } = c.req.valid("param");
      const answer = await answerKey(context, { attemptId, key: fields.get("Digits") ?? "" });
      return respondTwiml(
        answer.kind === "menu"
          ? menuTwiml(answer.incident, keyUrl(callbackUrl, attemptId), answer.before)
          : sayTwiml(answer.text),
      );
    },
  );
  table.add(
    ACCESS,
    {
      method: "post",
      path: "/callback/twilio/status/{attempt}",
      summary: "What became of a message or a call",
      tags,
      request: ofAttempt,
      responses: { 204: { description: "Heeded, or not known: the same to whoever asks" } },
    },
    async (c) => {
      const { fields } = await signedFields(c, options);
      const report = readTwilioStatus(fields);
      const { attempt: attemptId } = c.req.valid("param");
      if (report !== undefined) await reportDeliveryStatus(context, { attemptId, ...report });
      return c.body(null, 204);
    },
  );
}

/**
 * The form of a request that Twilio signed.
 * @throws AppError `forbidden` for any other, `too-many-requests` after many.
 */
async function signedFields(
  c: Context<HttpEnvironment>,
  options: TwilioRouteOptions,
): Promise<{ readonly fields: URLSearchParams; readonly callbackUrl: string }> {
  const { phone } = options.dependencies;
  const fields = new URLSearchParams(await c.req.text());
  const account: TwilioSettings | undefined = phone?.twilio;
  if (phone !== undefined && account !== undefined) {
    // Not the address that the request says it came to: a proxy may have changed it.
    const path = c.req.path.slice(CALLBACKS.length) + new URL(c.req.url).search;
    const signature = c.req.header("x-twilio-signature");
    const request = { url: phone.callbackUrl + path, fields, signature };
    if (isSignedByTwilio(request, account.authToken)) {
      return { fields, callbackUrl: phone.callbackUrl };
    }
  }
  countFailure(c, options);
  throw new AppError(
    "forbidden",
    "This is not signed by the Twilio account in use. TOCSIN_PUBLIC_URL has to be the address that Twilio posts to.",
  );
}

function respondTwiml(body: string): Response {
  return new Response(body, { headers: { "content-type": TWIML_TYPE } });
}
