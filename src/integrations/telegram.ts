/**
 * Telegram, by a bot of one's own: one message to the private chat of one person, with a button that
 * acknowledges and one that opens the incident. Methods and limits: https://core.telegram.org/bots/api.
 * What comes back from the button is read in `telegram-updates.ts`.
 */

import type { Message } from "../domain/message.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import type { PageToTakeBack } from "../domain/take-back.ts";
import type { Channel, ChannelSettings, OutboundRequest, OutboundResponse } from "./channel.ts";
import { displayLine, escapeHtml, headerToken } from "./display-text.ts";
import { readHttpUrl } from "./inbound-fields.ts";
import { isObject, type JsonObject, own } from "./inbound-json.ts";
import { interpretHttp } from "./interpret-response.ts";
import { type MessageText, messageText } from "./message-text.ts";

export const telegram: Channel = {
  kind: "telegram",
  title: "Telegram",
  loud: true,
  checkAddress,
  missingSetting: ({ telegramToken }) =>
    telegramToken === undefined ? "TOCSIN_TELEGRAM_TOKEN is not set" : undefined,
  render,
  interpret,
  takeBack: { render: renderTakeBack, interpret: interpretTakeBack },
};

const API = "https://api.telegram.org";
/**
 * Chats with one person have the person's own id, which is positive and has at most 52 bits; groups and
 * channels have negative ones.
 */
const PRIVATE_CHAT = /^[1-9]\d{0,15}$/u;
/** 4,096 characters are taken, counted after the entities are read; a part is left for the last line. */
const TEXT_LENGTH_MAX = 3800;
const URL_LENGTH_MAX = 1000;
const BUTTON_LENGTH_MAX = 60;
/** Before a notification's id, together at most 64 bytes. */
export const ACKNOWLEDGE_PREFIX = "ack:";
const ID_LENGTH_MAX = 60;

function checkAddress(address: string): string | undefined {
  if (PRIVATE_CHAT.test(address)) return undefined;
  return address.startsWith("-")
    ? "is the id of a group: whoever presses there would answer as one person; use a private chat's"
    : "is not the id of a private chat, such as 123456789; send /start to the bot, which tells it";
}

function render(message: Message, address: string, settings: ChannelSettings): OutboundRequest {
  const text = messageText(message);
  return call("sendMessage", settings, {
    chat_id: address,
    text: htmlText(text),
    parse_mode: "HTML",
    // Links lead to where somebody answers: nobody else has to open them first.
    link_preview_options: { is_disabled: true },
    disable_notification: message.urgency === "low",
    reply_markup: { inline_keyboard: buttonsOf(message, text) },
  });
}

function call(method: string, settings: ChannelSettings, body: unknown): OutboundRequest {
  const { telegramApiUrl = API, telegramToken = "" } = settings;
  return {
    transport: "http",
    method: "POST",
    url: `${telegramApiUrl}/bot${telegramToken}/${method}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

/** Whole lines, the most needed first, while they fit; everything from outside is escaped. */
function htmlText(text: MessageText): string {
  const lines = [`<b>${escapeHtml(text.headline)}</b>`, escapeHtml(text.why)];
  if (text.next !== "") lines.push(`If nobody answers: ${escapeHtml(text.next)}`);
  if (text.repeatNote !== "") lines.push(escapeHtml(text.repeatNote));
  lines.push(...linkLines(text), ...text.alerts.map((alert) => `• ${escapeHtml(alert)}`));
  let html = "";
  for (const line of lines) {
    // Escaped text is never shorter than what is shown of it.
    if (html.length + line.length > TEXT_LENGTH_MAX) return `${html}\n…`;
    html += html === "" ? line : `\n${line}`;
  }
  return html;
}

/** The buttons' second way: an installation without the webhook, or one that Telegram makes no button to. */
function linkLines({ answer, incidentUrl }: MessageText): string[] {
  const links = [
    ...(answer === undefined ? [] : [{ url: answer.url, label: `${answer.label} in the browser` }]),
    { url: incidentUrl, label: "The incident" },
  ];
  return links
    .filter(({ url }) => url !== "" && url.length <= URL_LENGTH_MAX)
    .map(({ url, label }) => `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`);
}

function buttonsOf(message: Message, { answer, incidentUrl }: MessageText): unknown[] {
  const id = headerToken(message.notificationId).slice(0, ID_LENGTH_MAX);
  const acknowledge =
    answer === undefined
      ? []
      : [[{ text: answer.label, callback_data: `${ACKNOWLEDGE_PREFIX}${id}` }]];
  return [...acknowledge, ...linkButton("Open the incident", incidentUrl)];
}

function linkButton(label: string, url: string): unknown[] {
  return hasPublicName(url) && url.length <= URL_LENGTH_MAX
    ? [[{ text: displayLine(label, BUTTON_LENGTH_MAX), url }]]
    : [];
}

/** Telegram refuses a whole message for a button to `localhost` or the like. */
function hasPublicName(url: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)*\.[a-z][\w-]*$/iu.test(URL.parse(url)?.hostname ?? "");
}

/** `{"ok": false, "error_code", "description", "parameters": {"retry_after"}}`, and what each means. */
function interpret(response: OutboundResponse): DeliveryOutcome {
  const outcome = interpretHttp(response);
  if (response.kind !== "answered") return outcome;
  if (outcome.kind === "delivered") {
    // What was sent follows behind the id and may be cut off.
    const id = /"message_id"\s*:\s*(\d{1,15})/u.exec(response.body)?.[1];
    return id === undefined ? outcome : { ...outcome, providerReference: id };
  }
  const answer = answerOf(response.body);
  const detail = `HTTP ${response.status}`;
  const description = String(own(answer, "description") ?? "").toLowerCase();
  switch (response.status) {
    case 400:
      return /chat not found|chat_id is empty|peer_id_invalid|user not found/u.test(description)
        ? { kind: "rejected", reason: "address-refused", detail: `${detail}: chat not found` }
        : outcome;
    case 403:
      return description === ""
        ? outcome
        : {
            kind: "rejected",
            reason: "address-refused",
            detail: `${detail}: ${closed(description)}`,
          };
    case 404:
      // Of a method that is always there: it is the token in the path that is not.
      return description === ""
        ? outcome
        : { kind: "rejected", reason: "authentication", detail: `${detail}: no such bot` };
    case 429:
      return { ...outcome, ...retryAfter(answer) };
    default:
      return outcome;
  }
}

/** In our own words: nothing that came from outside is repeated. */
function closed(description: string): string {
  if (description.includes("blocked")) return "the bot was blocked by the user";
  if (description.includes("deactivated")) return "the user's account is gone";
  return "the bot may not write to this chat; its user has to send it /start";
}

const RETRY_AFTER_SECONDS_MAX = 3600;

function retryAfter(answer: JsonObject): { readonly retryAfterMs?: number } {
  const parameters = own(answer, "parameters");
  const seconds = isObject(parameters) ? own(parameters, "retry_after") : undefined;
  return typeof seconds === "number" && seconds >= 0
    ? { retryAfterMs: Math.min(seconds, RETRY_AFTER_SECONDS_MAX) * 1000 }
    : {};
}

function answerOf(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** The button that acknowledges goes; in its place stands what came of it. */
function renderTakeBack(
  page: PageToTakeBack,
  settings: ChannelSettings,
): OutboundRequest | undefined {
  const messageId = Number(page.reference);
  // Its answer was lost, and with it which message it is. Its button still says what came of it.
  if (!Number.isSafeInteger(messageId) || messageId <= 0) return undefined;
  const url = readHttpUrl(page.incidentUrl) ?? "";
  const label = page.note === "" ? "Open the incident" : page.note;
  return call("editMessageReplyMarkup", settings, {
    chat_id: page.address,
    message_id: messageId,
    reply_markup: { inline_keyboard: linkButton(label, url) },
  });
}

/** A message that the person has deleted, or that looks so already, has no button any more either. */
function interpretTakeBack(response: OutboundResponse): DeliveryOutcome {
  const isGone =
    response.kind === "answered" &&
    response.status === 400 &&
    /not modified|message to edit not found|message can't be edited/u.test(response.body);
  return isGone ? { kind: "delivered" } : interpret(response);
}
