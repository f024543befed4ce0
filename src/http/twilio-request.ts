/** What the routes share that Twilio posts to: who is believed, and the form of an answer. */

import type { Context } from "hono";
import { AppError } from "../domain/error.ts";
import type { TwilioSettings } from "../integrations/channel.ts";
import { isSignedByTwilio } from "../integrations/twilio-callbacks.ts";
import { TWIML_TYPE } from "../integrations/twiml.ts";
import type { HttpDependencies } from "./dependencies.ts";
import type { HttpEnvironment } from "./environment.ts";
import type { FailedAttempts } from "./failed-attempts.ts";
import { countFailure } from "./guard.ts";

export const SIGNED_BY_TWILIO = {
  exempt: "callback",
  because:
    "Twilio signs what it posts with the account's auth token, which the route checks itself",
} as const;

export const TWIML_RESPONSE = {
  200: { description: "What Twilio is to do", content: { "text/xml": {} } },
};

const CALLBACKS = "/callback";

export interface TwilioRouteOptions {
  readonly dependencies: HttpDependencies;
  readonly attempts: FailedAttempts;
}

interface SignedRequest {
  readonly fields: URLSearchParams;
  readonly callbackUrl: string;
  readonly account: TwilioSettings;
}

/**
 * The form of a request that Twilio signed.
 * @throws AppError `forbidden` for any other, `too-many-requests` after many.
 */
export async function signedFields(
  c: Context<HttpEnvironment>,
  options: TwilioRouteOptions,
): Promise<SignedRequest> {
  const { phone } = options.dependencies;
  const fields = new URLSearchParams(await c.req.text());
  const account = phone?.twilio;
  if (phone !== undefined && account !== undefined) {
    // Not the address that the request says it came to: a proxy may have changed it.
    const path = c.req.path.slice(CALLBACKS.length) + new URL(c.req.url).search;
    const signature = c.req.header("x-twilio-signature");
    const request = { url: phone.callbackUrl + path, fields, signature };
    if (isSignedByTwilio(request, account.authToken)) {
      return { fields, callbackUrl: phone.callbackUrl, account };
    }
  }
  countFailure(c, options);
  throw new AppError(
    "forbidden",
    "This is not signed by the Twilio account in use. TOCSIN_PUBLIC_URL has to be the address that Twilio posts to.",
  );
}

export function respondTwiml(body: string): Response {
  return new Response(body, { headers: { "content-type": TWIML_TYPE } });
}
