/** What SMS and calls by Twilio share: https://www.twilio.com/docs/usage/requests-to-twilio. */

import type { DeliveryOutcome } from "../domain/notification.ts";
import type { OutboundRequest, OutboundResponse, TwilioSettings } from "./channel.ts";
import { interpretPhone } from "./interpret-response.ts";

const API_VERSION = "2010-04-01";

/** A resource is made by posting a form, with the account as the user. */
export function twilioPost(
  { accountSid, authToken, baseUrl }: TwilioSettings,
  resource: "Messages" | "Calls",
  parameters: readonly (readonly [string, string])[],
): OutboundRequest {
  const credentials = Buffer.from(`${accountSid}:${authToken}`).toString("base64");
  return {
    transport: "http",
    method: "POST",
    url: `${baseUrl}/${API_VERSION}/Accounts/${accountSid}/${resource}.json`,
    headers: {
      authorization: `Basic ${credentials}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString(),
  };
}

/**
 * Twilio's codes that are about the number called, not about the account or the request:
 * https://www.twilio.com/docs/api/errors. Among them 21610: its owner has replied STOP.
 */
const ADDRESS_CODES: ReadonlySet<string> = new Set([
  "13223",
  "13224",
  "21211",
  "21214",
  "21217",
  "21610",
  "21614",
]);

/** What Twilio's answer means; the SID of what was made is the reference. */
export function interpretTwilio(response: OutboundResponse): DeliveryOutcome {
  const outcome = interpretPhone(response);
  if (response.kind !== "answered") return outcome;
  if (outcome.kind === "delivered") {
    const sid = /"sid"\s*:\s*"((?:SM|MM|CA)[0-9a-f]{32})"/u.exec(response.body)?.[1];
    return sid === undefined ? outcome : { ...outcome, providerReference: sid };
  }
  const code = /"code"\s*:\s*(\d{5})\b/u.exec(response.body)?.[1];
  if (code === undefined) return outcome;
  const detail = `HTTP ${response.status}, Twilio error ${code}`;
  return outcome.kind === "rejected" && ADDRESS_CODES.has(code)
    ? { kind: "rejected", reason: "address-refused", detail }
    : { ...outcome, detail };
}
