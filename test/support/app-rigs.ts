/** Apps that people answer in, as rigs: Telegram and Pushover. */

import {
  type Bringer,
  type ChannelRig,
  misbehaviour,
  NOTHING,
  RETRY_AFTER_SECONDS,
  tokenBy,
} from "./channel-rigs.ts";
import { FakePushover, PUSHOVER_TOKEN } from "./fake-pushover.ts";
import { FakeTelegram, TELEGRAM_TOKEN, tooManyRequests } from "./fake-telegram.ts";
import { PUBLIC_URL, TELEGRAM_SECRET } from "./http-fixture.ts";
import { vendorLab } from "./vendor-lab.ts";

const CHAT = "101";
const USER = "uQiRzpo4DXghDmr9QzzfQu27cmVRsG";

export async function telegramRig(): Promise<ChannelRig> {
  const fake = await FakeTelegram.start();
  fake.chats.add(CHAT);
  const lab = await vendorLab({
    telegramToken: TELEGRAM_TOKEN,
    telegramApiUrl: fake.server.url,
  });
  const secret = (by: Bringer): string => (by === "vendor" ? TELEGRAM_SECRET : "a guess");
  return {
    lab,
    kind: "telegram",
    address: CHAT,
    meets: (trouble) =>
      fake.server.misbehave(
        trouble === "429" ? tooManyRequests(RETRY_AFTER_SECONDS) : misbehaviour(trouble),
      ),
    arrived: () =>
      fake.unexpected().map(() => {
        const message = fake.expectMessage(CHAT);
        const [button] = message.keyboard.flat().filter((one) => "callback_data" in one);
        const update = (data: string) => fake.pressUpdate(message, data, Number(CHAT));
        const pressed = update(button?.callback_data ?? "");
        return {
          text: message.text,
          answer: (by) =>
            lab.send("POST", "/callback/telegram", {
              body: by === "forger of nothing" ? update(`ack:${NOTHING}`) : pressed,
              headers: { "x-telegram-bot-api-secret-token": secret(by) },
            }),
        };
      }),
  };
}

export async function pushoverRig(): Promise<ChannelRig> {
  let now = (): number => 0;
  const fake = await FakePushover.start(() => now());
  fake.users.add(USER);
  const lab = await vendorLab({
    pushoverToken: PUSHOVER_TOKEN,
    pushoverApiUrl: fake.server.url,
  });
  now = () => lab.context.clock.now();
  return {
    lab,
    kind: "pushover",
    address: USER,
    meets: (trouble) => fake.server.misbehave(misbehaviour(trouble)),
    arrived: () =>
      fake.unexpected().map(() => {
        const message = fake.expectMessage(USER);
        const form = fake.callbackForm(message);
        return {
          text: `${message.title}\n${message.message}`,
          answer: (by) =>
            fake.acknowledge(message, (url) => {
              const [, path, token = ""] = /^(.*\/)([^/]+)$/u.exec(url) ?? [];
              return lab.send("POST", `${path?.slice(PUBLIC_URL.length)}${tokenBy(by, token)}`, {
                headers: { "content-type": "application/x-www-form-urlencoded" },
                body: form,
              });
            }),
        };
      }),
  };
}
