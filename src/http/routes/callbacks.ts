/**
 * Where providers report what people answered. Each proves itself in its own way before anything is
 * looked up, and is answered the same whether the page exists or not.
 */

import { hash, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { z } from "zod";
import { AppError } from "../../domain/error.ts";
import { SEEN } from "../../integrations/answer-text.ts";
import { isSignedByPagerDuty, readPagerDutyDeed } from "../../integrations/pagerduty-webhooks.ts";
import {
  answerPress,
  answerStart,
  readTelegramUpdate,
  type TelegramUpdate,
} from "../../integrations/telegram-updates.ts";
import {
  acknowledgeByChannel,
  answerSentence,
} from "../../operations/incident/acknowledge-by-channel.ts";
import type { LinkState } from "../../operations/incident/acknowledge-by-link.ts";
import { actFromPagerDuty } from "../../operations/incident/act-from-pagerduty.ts";
import { seeTestPageOver } from "../../operations/person/see-test-page.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { describeInstant } from "../describe-instant.ts";
import type { HttpEnvironment } from "../environment.ts";
import type { FailedAttempts } from "../failed-attempts.ts";
import { countFailure } from "../guard.ts";
import type { RouteTable } from "../route-table.ts";

interface CallbackOptions {
  readonly dependencies: HttpDependencies;
  readonly attempts: FailedAttempts;
}

const responses = { 200: { description: "Taken note of" } };
const tags = ["call-backs"];

/** Adds the routes. */
export function addCallbackRoutes(table: RouteTable, options: CallbackOptions): void {
  table.add(
    {
      exempt: "callback",
      because:
        "Telegram sends the secret that it was given with setWebhook, which the route checks",
    },
    {
      method: "post",
      path: "/callback/telegram",
      summary: "A button was pressed, or somebody wrote to the bot",
      tags,
      responses,
    },
    async (c) => {
      refuseUnlessTelegram(c, options);
      const update = readTelegramUpdate(jsonOf(await c.req.text()));
      const answer = await answerTelegram(update, options.dependencies);
      // An update that nobody answers with success comes again, and holds up those behind it.
      return answer === undefined ? c.body(null, 200) : c.json(answer, 200);
    },
  );
  table.add(
    {
      exempt: "callback",
      because:
        "the path is signed for one notification, and Pushover names the receipt and the user",
    },
    {
      method: "post",
      path: "/callback/pushover/{token}",
      summary: "Somebody has acknowledged an emergency message",
      tags,
      request: { params: z.object({ token: z.string().min(1).max(200) }) },
      responses,
    },
    async (c) => {
      await takePushover(c, c.req.valid("param").token, options);
      return c.body(null, 200);
    },
  );
  addPagerDutyRoute(table, options);
}

/** What people do in PagerDuty to incidents that were forwarded there. */
function addPagerDutyRoute(table: RouteTable, options: CallbackOptions): void {
  const { callbacks, context } = options.dependencies;
  table.add(
    {
      exempt: "callback",
      because: "PagerDuty signs the body with the secret of its webhook, which the route checks",
    },
    {
      method: "post",
      path: "/callback/pagerduty",
      summary: "A person has acknowledged or resolved a forwarded incident",
      tags,
      responses,
    },
    async (c) => {
      const body = new Uint8Array(await c.req.arrayBuffer());
      const signature = c.req.header("x-pagerduty-signature") ?? "";
      if (!isSignedByPagerDuty(signature, body, callbacks.pagerdutySecrets)) {
        countFailure(c, options);
        throw new AppError(
          "unauthenticated",
          "X-PagerDuty-Signature is by none of the TOCSIN_PAGERDUTY_WEBHOOK_SECRETS of this server.",
        );
      }
      const deed = readPagerDutyDeed(jsonOf(new TextDecoder().decode(body)));
      if (deed !== undefined) await actFromPagerDuty(context, deed);
      return c.body(null, 200);
    },
  );
}

function refuseUnlessTelegram(c: Context<HttpEnvironment>, options: CallbackOptions): void {
  const expected = options.dependencies.callbacks.telegramSecret;
  const given = c.req.header("x-telegram-bot-api-secret-token") ?? "";
  if (expected !== undefined && isSame(given, expected)) return;
  countFailure(c, options);
  throw new AppError(
    "unauthenticated",
    "X-Telegram-Bot-Api-Secret-Token is not the TOCSIN_TELEGRAM_WEBHOOK_SECRET of this server.",
  );
}

/** In time that does not tell how nearly, nor how long. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Uint8Array => hash("sha256", text, "buffer");
  return timingSafeEqual(digest(given), digest(expected));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function answerTelegram(
  update: TelegramUpdate,
  { context }: HttpDependencies,
): Promise<object | undefined> {
  switch (update.kind) {
    case "pressed": {
      const over = { kind: "telegram", address: update.chatId } as const;
      const test = await seeTestPageOver(context, update.notificationId, over);
      if (test.kind !== "not-valid")
        return answerPress(update.queryId, { text: SEEN, isGood: true });
      const state = await acknowledgeByChannel(context, {
        notificationId: update.notificationId,
        channel: "telegram",
        address: update.chatId,
        reference: update.messageId,
      });
      return answerPress(update.queryId, pressAnswer(state));
    }
    case "foreign-press":
      return answerPress(update.queryId, pressAnswer({ kind: "not-valid" }));
    case "start":
      return answerStart(update.chatId, update.isPrivate);
    case "other":
      return undefined;
  }
}

function pressAnswer(state: LinkState): { readonly text: string; readonly isGood: boolean } {
  const zone = "person" in state ? (state.person.timeZone ?? "UTC") : "UTC";
  const text = answerSentence(state, (at) => describeInstant(at, zone));
  return { text, isGood: state.kind === "done" };
}

async function takePushover(
  c: Context<HttpEnvironment>,
  token: string,
  options: CallbackOptions,
): Promise<void> {
  const { callbacks, context } = options.dependencies;
  const notificationId = callbacks.notificationOf(token);
  if (notificationId === undefined) return countFailure(c, options);
  const form = new URLSearchParams(await c.req.text());
  if (form.get("acknowledged") !== "1") return;
  await acknowledgeByChannel(context, {
    notificationId,
    channel: "pushover",
    address: form.get("acknowledged_by") ?? "",
    reference: form.get("receipt") ?? "",
  });
}
