/**
 * Telegram's Bot API as its documents have it (https://core.telegram.org/bots/api), as far as we use it:
 * unknown parameters, methods and chats are refused, and every message has to be expected by the test.
 */

import { z } from "zod";
import {
  type Misbehaviour,
  type VendorAnswer,
  type VendorRequest,
  VendorServer,
} from "./vendor-server.ts";

export const TELEGRAM_TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";

const publicUrl = z.string().regex(/^https?:\/\/[^/]*\.[a-z]/u);
const button = z.union([
  z.strictObject({
    text: z.string().min(1),
    callback_data: z.string().refine((data) => {
      const bytes = Buffer.byteLength(data);
      return bytes >= 1 && bytes <= 64;
    }),
  }),
  z.strictObject({ text: z.string().min(1), url: publicUrl }),
]);
const keyboard = z.strictObject({ inline_keyboard: z.array(z.array(button)) });
const chatId = z.union([z.string().regex(/^-?\d+$/u), z.int()]);
const sendMessage = z.strictObject({
  chat_id: chatId,
  text: z.string().min(1),
  parse_mode: z.literal("HTML").optional(),
  link_preview_options: z.strictObject({ is_disabled: z.boolean() }).optional(),
  disable_notification: z.boolean().optional(),
  reply_markup: keyboard.optional(),
});
const editMarkup = z.strictObject({ chat_id: chatId, message_id: z.int(), reply_markup: keyboard });
const answerQuery = z.strictObject({
  method: z.literal("answerCallbackQuery"),
  callback_query_id: z.string(),
  text: z.string().max(200),
  show_alert: z.boolean(),
});
const replyMessage = sendMessage.extend({ method: z.literal("sendMessage") });

export interface TelegramMessage {
  readonly id: number;
  readonly chatId: string;
  /** As the reader sees it. */
  readonly text: string;
  readonly isSilent: boolean;
  keyboard: z.infer<typeof keyboard>["inline_keyboard"];
}

/** Posts an update to the webhook; the server's answer. */
export type PostUpdate = (update: unknown) => Promise<Response>;

const SHOWN_MAX = 4096;
const TAG = /<\/?(?:b|a)(?: href="[^"<>]*")?>/gu;
const ENTITY = /&(?:lt|gt|amp|quot|#39);/gu;

export class FakeTelegram {
  readonly server = new VendorServer((request) => this.#serve(request));
  readonly messages: TelegramMessage[] = [];
  /** Chats whose person has sent /start, and has not blocked the bot since. */
  readonly chats = new Set<string>();
  readonly #blocked = new Set<string>();
  readonly #expected = new Set<number>();
  #queries = 0;

  static async start(): Promise<FakeTelegram> {
    const fake = new FakeTelegram();
    await fake.server.start(() => fake.unexpected());
    return fake;
  }

  /** What was taken and no test has asked for. */
  unexpected(): readonly string[] {
    return this.messages
      .filter(({ id }) => !this.#expected.has(id))
      .map(({ chatId: to, text }) => `nobody expected this in Telegram's chat ${to}: ${text}`);
  }

  /** The next message that nobody has expected yet. */
  expectMessage(to: string): TelegramMessage {
    const message = this.messages.find(
      ({ id, chatId: at }) => at === to && !this.#expected.has(id),
    );
    if (message === undefined) throw new Error(`no message has arrived in Telegram's chat ${to}`);
    this.#expected.add(message.id);
    return message;
  }

  block(who: string): void {
    this.#blocked.add(who);
  }

  /** Presses the button that acknowledges, and reads what the person is told. */
  async press(
    message: TelegramMessage,
    post: PostUpdate,
    changes: { readonly by?: number; readonly data?: string } = {},
  ): Promise<{ readonly text: string; readonly show_alert: boolean }> {
    const buttons = message.keyboard.flat().filter((one) => "callback_data" in one);
    const data = changes.data ?? buttons[0]?.callback_data;
    if (data === undefined) throw new Error("the message has no button that acknowledges");
    const update = this.pressUpdate(message, data, changes.by ?? Number(message.chatId));
    const response = await post(update);
    const told = answerQuery.parse(await response.json());
    if (told.callback_query_id !== update.callback_query.id)
      throw new Error("another press was answered");
    return told;
  }

  /** https://core.telegram.org/bots/api#callbackquery */
  pressUpdate(message: TelegramMessage, data: string, by: number) {
    this.#queries += 1;
    const chat = { id: Number(message.chatId), type: "private", first_name: "Ann" };
    return {
      update_id: this.#queries,
      callback_query: {
        id: `4382bfdwdsb323b2d${this.#queries}`,
        from: { id: by, is_bot: false, first_name: "Ann", language_code: "en" },
        message: { message_id: message.id, date: 1_736_850_000, chat, text: message.text },
        chat_instance: "-3172731265484",
        data,
      },
    };
  }

  /** Writes to the bot, and reads its answer. */
  async write(
    text: string,
    chat: { readonly id: number; readonly type: string },
    post: PostUpdate,
  ) {
    const from = { id: Math.abs(chat.id), is_bot: false, first_name: "Ann" };
    const message = { message_id: 1, date: 1_736_850_000, from, chat, text };
    const response = await post({ update_id: 1, message });
    const body = await response.text();
    return body === "" ? undefined : replyMessage.parse(JSON.parse(body));
  }

  #serve({ method, path, body }: VendorRequest): VendorAnswer {
    const [, token, name] = /^\/bot([^/]+)\/(\w+)$/u.exec(path) ?? [];
    if (method !== "POST" || token !== TELEGRAM_TOKEN) return refusal(404, "Not Found");
    switch (name) {
      case "sendMessage":
        return this.#send(body);
      case "editMessageReplyMarkup":
        return this.#edit(body);
      default:
        this.server.complain(`Telegram is asked for ${name}, which nobody expected`);
        return refusal(404, "Not Found: method not found");
    }
  }

  #send(body: unknown): VendorAnswer {
    const read = sendMessage.safeParse(body);
    if (!read.success) return this.#malformed("sendMessage", read.error);
    const to = String(read.data.chat_id);
    if (this.#blocked.has(to)) return refusal(403, "Forbidden: bot was blocked by the user");
    if (!this.chats.has(to)) return refusal(400, "Bad Request: chat not found");
    const text = shown(read.data.text);
    if (text === undefined || text.length > SHOWN_MAX) {
      this.server.complain(`Telegram cannot show ${read.data.text.slice(0, 200)}`);
      return refusal(400, "Bad Request: can't parse entities");
    }
    const message = {
      id: this.messages.length + 500,
      chatId: to,
      text,
      isSilent: read.data.disable_notification === true,
      keyboard: read.data.reply_markup?.inline_keyboard ?? [],
    };
    this.messages.push(message);
    const chat = { id: Number(to), type: "private" };
    return {
      status: 200,
      body: { ok: true, result: { message_id: message.id, chat, date: 0, text } },
    };
  }

  #edit(body: unknown): VendorAnswer {
    const read = editMarkup.safeParse(body);
    if (!read.success) return this.#malformed("editMessageReplyMarkup", read.error);
    const { chat_id: to, message_id: id, reply_markup: markup } = read.data;
    const message = this.messages.find((one) => one.id === id && one.chatId === String(to));
    if (message === undefined) return refusal(400, "Bad Request: message to edit not found");
    if (JSON.stringify(message.keyboard) === JSON.stringify(markup.inline_keyboard)) {
      return refusal(400, "Bad Request: message is not modified");
    }
    message.keyboard = markup.inline_keyboard;
    return { status: 200, body: { ok: true, result: { message_id: id } } };
  }

  #malformed(what: string, error: z.ZodError): VendorAnswer {
    this.server.complain(`${what} is not as Telegram has it: ${z.prettifyError(error)}`);
    return refusal(400, "Bad Request");
  }
}

/** What a reader sees of HTML text; undefined where a tag or an entity is not one that Telegram takes. */
function shown(html: string): string | undefined {
  const text = html.replaceAll(TAG, "");
  return /[<>]/u.test(text) || text.replaceAll(ENTITY, "").includes("&")
    ? undefined
    : text.replaceAll(ENTITY, (entity) => ENTITIES[entity] ?? entity);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
};

function refusal(status: number, description: string): VendorAnswer {
  return { status, body: { ok: false, error_code: status, description } };
}

/** https://core.telegram.org/bots/api#responseparameters */
export function tooManyRequests(retryAfterSeconds: number): Misbehaviour {
  const description = `Too Many Requests: retry after ${retryAfterSeconds}`;
  const parameters = { retry_after: retryAfterSeconds };
  const body = { ok: false, error_code: 429, description, parameters };
  return { kind: "answers", answer: { status: 429, body } };
}
