/**
 * What Twilio brings: replies by SMS, keys of a call, reports of delivery. Whoever cannot sign as Twilio
 * does is refused, whatever they ask for, and so is everybody where Twilio is not set up.
 */

import { z } from "zod";
import { readTwilioStatus } from "../../integrations/twilio-callbacks.ts";
import { keyUrl } from "../../integrations/twilio-voice.ts";
import { menuTwiml, messageTwiml, sayTwiml } from "../../integrations/twiml.ts";
import { reportDeliveryStatus } from "../../operations/notification/report-status.ts";
import { answerKey, SmsAnswers } from "../answer-calls.ts";
import type { RouteTable } from "../route-table.ts";
import {
  SIGNED_BY_TWILIO as ACCESS,
  respondTwiml,
  signedFields,
  type TwilioRouteOptions,
  TWIML_RESPONSE as twiml,
} from "../twilio-request.ts";

const tags = ["phone"];
const ofAttempt = { params: z.object({ attempt: z.string().regex(/^[\w-]{1,64}$/u) }) };

/** Adds the routes. */
export function addTwilioRoutes(table: RouteTable, options: TwilioRouteOptions): void {
  const { context, metrics } = options.dependencies;
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
      if (report !== undefined) {
        metrics.reported(await reportDeliveryStatus(context, { attemptId, ...report }));
      }
      return c.body(null, 204);
    },
  );
}
