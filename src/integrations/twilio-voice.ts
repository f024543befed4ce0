/**
 * Calls by Twilio: https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource. What is
 * said goes with the request, so that a call needs nothing of us until a key is pressed. That somebody,
 * or a machine, took the call has acknowledged nothing: only a key does.
 */

import type { Message } from "../domain/message.ts";
import type { NamedProvider, TwilioSettings } from "./channel.ts";
import { spokenMessage, spokenOf } from "./spoken-text.ts";
import { interpretTwilio, twilioPost } from "./twilio-api.ts";
import { menuTwiml, sayTwiml } from "./twiml.ts";

/** Shorter than the minute after which the next channel follows anyway; Twilio's own default is 60. */
const RING_SECONDS = 45;

/** Twilio as a provider of calls. */
export function twilioVoice(account: TwilioSettings, callbackUrl: string): NamedProvider {
  return {
    name: "Twilio",
    render: (message, address) =>
      twilioPost(account, "Calls", [
        ["To", address],
        ["From", account.callsFrom],
        ["Twiml", twimlOf(message, callbackUrl)],
        ["Timeout", String(RING_SECONDS)],
        ["StatusCallback", `${callbackUrl}/twilio/status/${message.attempt.id}`],
        ["StatusCallbackMethod", "POST"],
        ...["initiated", "ringing", "answered", "completed"].map(
          (event) => ["StatusCallbackEvent", event] as const,
        ),
      ]),
    interpret: interpretTwilio,
  };
}

/** A notice asks nothing, but for a test page, so there is no key to press. */
function twimlOf(message: Message, callbackUrl: string): string {
  const said = spokenOf(message);
  return message.notice === undefined || message.notice.kind === "test"
    ? menuTwiml(said, keyUrl(callbackUrl, message.attempt.id))
    : sayTwiml(spokenMessage(said));
}

/** Where a key that was pressed is brought. */
export function keyUrl(callbackUrl: string, attemptId: string): string {
  return `${callbackUrl}/twilio/key/${attemptId}`;
}
