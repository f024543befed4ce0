/**
 * SMS by Twilio: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource.
 * Accepted is not delivered: what became of a message is reported to its `StatusCallback`.
 */

import type { Message } from "../domain/message.ts";
import type { NamedProvider, TwilioSettings } from "./channel.ts";
import { smsText } from "./sms-text.ts";
import { interpretTwilio, twilioPost } from "./twilio-api.ts";

/** Twilio takes 1 to 36,000 seconds, and advises against less than 5. */
const VALID_SECONDS_MIN = 60;
const VALID_SECONDS_MAX = 36_000;
/** Where no further step follows: so long a page is worth delivering late. */
const VALID_SECONDS_OTHERWISE = 3600;

/** Twilio as a provider of SMS. */
export function twilioSms(account: TwilioSettings, callbackUrl: string): NamedProvider {
  return {
    name: "Twilio",
    render: (message, address) =>
      twilioPost(account, "Messages", [
        ["To", address],
        ["From", account.from],
        ["Body", smsText(message).text],
        ["ValidityPeriod", String(validSeconds(message))],
        ["StatusCallback", `${callbackUrl}/twilio/status/${message.attempt.id}`],
      ]),
    interpret: interpretTwilio,
  };
}

/** Until the next step: what has not been delivered by then is reported as failed, not delivered at dawn. */
function validSeconds({ now, nextAt }: Message): number {
  if (nextAt === null) return VALID_SECONDS_OTHERWISE;
  const seconds = Math.round((nextAt - now) / 1000);
  return Math.min(VALID_SECONDS_MAX, Math.max(VALID_SECONDS_MIN, seconds));
}
