/** Web push: the link to subscribe with, and what a browser sends when it has subscribed. */

import { z } from "zod";
import { instantSchema } from "./wire.ts";

export const pushLinkSchema = z
  .object({
    url: z
      .string()
      .meta({ description: "To be opened on the device, once. Shown now and never again" }),
    person: z.string().meta({ description: "Whose pages come to the device" }),
    expiresAt: instantSchema,
  })
  .meta({ id: "PushLink" });
export type PushLinkJson = z.infer<typeof pushLinkSchema>;

/** What `PushSubscription.toJSON()` has that we need; its channel checks it strictly. */
export const subscribePushSchema = z
  .object({
    endpoint: z.string().max(1400).meta({ description: "https URL of the browser's push service" }),
    p256dh: z.string().max(100).meta({ description: "Public key of the browser, base64url" }),
    auth: z.string().max(30).meta({ description: "Secret shared with the browser, base64url" }),
  })
  .meta({ id: "SubscribePush" });

export const subscribedPushSchema = z
  .object({
    device: z.string().meta({ description: "How the device is shown from now on" }),
    testSent: z.boolean(),
    problem: z.string().nullable().meta({ description: "Why the test could not be sent" }),
  })
  .meta({ id: "SubscribedPush" });
export type SubscribedPushJson = z.infer<typeof subscribedPushSchema>;
