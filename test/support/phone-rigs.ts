/** SMS and calls as rigs: by Twilio, and by an HTTP gateway. */

import {
  type Bringer,
  type ChannelRig,
  misbehaviour,
  NOTHING,
  RETRY_AFTER_SECONDS,
} from "./channel-rigs.ts";
import { FakePhoneGateway } from "./fake-phone-gateway.ts";
import { FakeTwilio, type TwilioAnswer } from "./fake-twilio.ts";
import { PUBLIC_URL } from "./http-fixture.ts";
import { vendorLab } from "./vendor-lab.ts";

type PhoneKind = "sms" | "voice";

const NUMBER = "+12025550111";
const ANOTHER = "+12025550199";
const CALLBACKS = `${PUBLIC_URL}/callback`;
const OTHER_SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

export async function twilioRig(kind: PhoneKind): Promise<ChannelRig> {
  const fake = await FakeTwilio.start(PUBLIC_URL);
  const lab = await vendorLab({ phone: { callbackUrl: CALLBACKS, twilio: fake.settings } });
  fake.bringTo(async (path, form) => lab.app.request(path, { method: "POST", ...form }));
  const proof = (by: Bringer) => ({ forged: by !== "vendor", unknown: by === "forger of nothing" });
  const replies = (by: Bringer): Promise<Response> =>
    fake.post(
      `${CALLBACKS}/twilio/sms`,
      {
        MessageSid: `SM${"5".repeat(32)}`,
        From: by === "forger of nothing" ? ANOTHER : NUMBER,
        To: fake.settings.from,
        Body: "1a",
      },
      proof(by),
    );
  return {
    lab,
    kind,
    address: NUMBER,
    meets: (trouble) =>
      fake.answerNext(
        new Map<string, TwilioAnswer>([
          ["silence", "hang"],
          ["429", { status: 429, retryAfterSeconds: RETRY_AFTER_SECONDS }],
          ["5xx", { status: 503 }],
          ["answer lost", "lose"],
        ]).get(trouble) ?? "accept",
      ),
    arrived: () =>
      fake.unexpected().map(() => {
        if (kind === "sms") {
          const sms = fake.expectSms(NUMBER);
          return {
            text: sms.text,
            answer: replies,
            report: (by) => sms.report("undelivered", proof(by)),
          };
        }
        const call = fake.expectVoice(NUMBER);
        return {
          text: call.said,
          answer: (by) =>
            fake.post(ofAttempt(call.keyUrl, by), { To: NUMBER, Digits: "4" }, proof(by)),
          report: (by) => call.report("busy", proof(by)),
        };
      }),
  };
}

export async function gatewayRig(kind: PhoneKind): Promise<ChannelRig> {
  let now = (): number => 0;
  const fake = await FakePhoneGateway.start(PUBLIC_URL, () => now());
  const lab = await vendorLab({ phone: { callbackUrl: CALLBACKS, gateway: fake.settings } });
  now = () => lab.context.clock.now();
  fake.bringTo(async (path, form) => lab.app.request(path, { method: "POST", ...form }));
  const proof = (by: Bringer) => (by === "vendor" ? {} : { secret: OTHER_SECRET });
  return {
    lab,
    kind,
    address: NUMBER,
    meets: (trouble) => fake.server.misbehave(misbehaviour(trouble)),
    arrived: () =>
      fake.unexpected().map(() => {
        const { text, callbacks } = fake.expect(kind, NUMBER);
        const { reply = "", key = "", status = "" } = callbacks;
        return {
          text,
          answer(by) {
            const from = by === "forger of nothing" ? ANOTHER : NUMBER;
            return kind === "sms"
              ? fake.bring(reply, { id: "in-1", from, text: "1a" }, proof(by))
              : fake.bring(ofAttempt(key, by), { key: "4" }, proof(by));
          },
          report: (by) =>
            fake.bring(
              ofAttempt(status, by),
              { status: kind === "sms" ? "undelivered" : "busy" },
              proof(by),
            ),
        };
      }),
  };
}

/** The address of an attempt's callback, or of one that there is not. */
function ofAttempt(url: string, by: Bringer): string {
  return by === "forger of nothing" ? url.replace(/[^/]+$/u, NOTHING) : url;
}
