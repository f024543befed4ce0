/**
 * What Telegram posts to a bot's webhook: https://core.telegram.org/bots/api#update. The bytes are
 * Telegram's, by its secret header; what stands in `data` is not: a modified client may press a button
 * with any text, so it has to be held to the chat that it comes from.
 *
 * An answer to the post may carry one call of a method, of which no result is heard
 * (https://core.telegram.org/bots/api#making-requests-when-getting-updates).
 */

import { displayLine } from "./display-text.ts";
import { isObject, type JsonObject, own } from "./inbound-json.ts";
import { ACKNOWLEDGE_PREFIX } from "./telegram.ts";

export type TelegramUpdate =
  | {
      readonly kind: "pressed";
      readonly queryId: string;
      /** The private chat it was pressed in, which is also who pressed. */
      readonly chatId: string;
      readonly messageId: string;
      readonly notificationId: string;
    }
  /** Pressed where, by whom or with what no button of ours is. */
  | { readonly kind: "foreign-press"; readonly queryId: string }
  | { readonly kind: "start"; readonly chatId: string; readonly isPrivate: boolean }
  | { readonly kind: "other" };

/** Reads an update; whatever is not understood is `other`. */
export function readTelegramUpdate(value: unknown): TelegramUpdate {
  if (!isObject(value)) return { kind: "other" };
  const query = own(value, "callback_query");
  if (isObject(query)) return readPress(query);
  const message = own(value, "message");
  return isObject(message) ? readCommand(message) : { kind: "other" };
}

const NOTIFICATION_ID = /^[\w-]{1,60}$/u;
const QUERY_ID = /^[\w-]{1,64}$/u;

function readPress(query: JsonObject): TelegramUpdate {
  const queryId = own(query, "id");
  if (typeof queryId !== "string" || !QUERY_ID.test(queryId)) return { kind: "other" };
  const message = member(query, "message");
  const chatId = idOf(member(message, "chat"), "id");
  const messageId = idOf(message, "message_id");
  const data = own(query, "data");
  const notificationId =
    typeof data === "string" && data.startsWith(ACKNOWLEDGE_PREFIX)
      ? data.slice(ACKNOWLEDGE_PREFIX.length)
      : "";
  const isOurs =
    chatId !== undefined &&
    messageId !== undefined &&
    chatId === idOf(member(query, "from"), "id") &&
    NOTIFICATION_ID.test(notificationId);
  return isOurs
    ? { kind: "pressed", queryId, chatId, messageId, notificationId }
    : { kind: "foreign-press", queryId };
}

function readCommand(message: JsonObject): TelegramUpdate {
  const text = own(message, "text");
  const chat = member(message, "chat");
  const chatId = idOf(chat, "id");
  if (typeof text !== "string" || !/^\/start(?:@\w+)?(?:\s|$)/u.test(text))
    return { kind: "other" };
  if (chatId === undefined) return { kind: "other" };
  return { kind: "start", chatId, isPrivate: own(chat, "type") === "private" };
}

function member(object: JsonObject, name: string): JsonObject {
  const value = own(object, name);
  return isObject(value) ? value : {};
}

function idOf(object: JsonObject, name: string): string | undefined {
  const id = own(object, name);
  return typeof id === "number" && Number.isSafeInteger(id) ? String(id) : undefined;
}

const ANSWER_LENGTH_MAX = 200;

/** Tells who pressed what came of it: in passing when all is well, else in a box that has to be closed. */
export function answerPress(queryId: string, answer: PressAnswer): JsonObject {
  return {
    method: "answerCallbackQuery",
    callback_query_id: queryId,
    text: displayLine(answer.text, ANSWER_LENGTH_MAX),
    show_alert: !answer.isGood,
  };
}

export interface PressAnswer {
  readonly text: string;
  /** What was wanted has happened. */
  readonly isGood: boolean;
}

/** What the bot says to `/start`: how a person finds out what to give as their address. */
export function answerStart(chatId: string, isPrivate: boolean): JsonObject {
  return {
    method: "sendMessage",
    chat_id: chatId,
    text: isPrivate
      ? `Your chat id is ${chatId}. To be paged here, have it added: tocsin person contact add NAME telegram ${chatId}`
      : "Tocsin pages in private chats only, where a button answers for one person. Send me /start there.",
  };
}
