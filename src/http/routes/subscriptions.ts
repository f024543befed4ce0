/** Subscriptions: who is told of incidents' lives. */

import {
  type CreateSubscriptionInput,
  createdSubscriptionSchema,
  createSubscriptionSchema,
  subscriptionListSchema,
  subscriptionParamsSchema,
} from "../../contract/subscription.ts";
import { AppError } from "../../domain/error.ts";
import { checkRoutingKey, FORWARDED_EVENTS } from "../../integrations/pagerduty-forward.ts";
import { SUBSCRIBERS } from "../../integrations/registry.ts";
import {
  type CreateSubscription,
  createSubscription,
} from "../../operations/subscription/create.ts";
import { endSubscription } from "../../operations/subscription/end.ts";
import { listOwnSubscriptions } from "../../operations/subscription/list.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentSubscription } from "../present-credentials.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["subscriptions"];

/** Adds the routes. */
export function addSubscriptionRoutes(table: RouteTable, dependencies: HttpDependencies): void {
  const { context, settings, subscriptionSecret } = dependencies;
  table.add(
    { permission: "subscription.write" },
    {
      method: "get",
      path: "/api/v1/subscriptions",
      summary: "Who is told of incidents' lives, and how it stands with each",
      tags,
      responses: { 200: jsonAnswer("Subscriptions", subscriptionListSchema) },
    },
    async (c) => {
      const listed = await listOwnSubscriptions(context, c.get("principal"));
      return c.json({ subscriptions: listed.map(presentSubscription) }, 200);
    },
  );
  table.add(
    { permission: "subscription.write" },
    {
      method: "post",
      path: "/api/v1/subscriptions",
      summary: "Have an endpoint told; the secret that signs is in this answer and nowhere after",
      tags,
      request: { body: jsonBody(createSubscriptionSchema) },
      responses: { 201: jsonAnswer("The subscription with its secret", createdSubscriptionSchema) },
    },
    async (c) => {
      const input = c.req.valid("json");
      const { name, team } = input;
      const subscription = await createSubscription(context, c.get("principal"), {
        name,
        ...receiverOf(input),
        ...(team === undefined ? {} : { team }),
      });
      const shown = presentSubscription({ subscription, waiting: 0, setAside: 0 });
      const isWebhook = subscription.kind === "webhook";
      const secret = isWebhook ? subscriptionSecret(subscription.id) : null;
      const callbackUrl = isWebhook ? null : `${settings.publicUrl}/callback/pagerduty`;
      return c.json({ subscription: shown, secret, callbackUrl }, 201);
    },
  );
  table.add(
    { permission: "subscription.write" },
    {
      method: "delete",
      path: "/api/v1/subscriptions/{id}",
      summary: "Tell an endpoint nothing more, what waits for it included",
      tags,
      request: { params: subscriptionParamsSchema },
      responses: { 204: { description: "It is told nothing more" } },
    },
    async (c) => {
      await endSubscription(context, c.get("principal"), c.req.valid("param"));
      return c.body(null, 204);
    },
  );
}

/** @throws AppError `invalid-input` unless exactly one receiver is named, in its form */
function receiverOf({
  url,
  routingKey,
  events,
}: CreateSubscriptionInput): Omit<CreateSubscription, "name" | "team"> {
  if (routingKey !== undefined && url === undefined) {
    const wrong = checkRoutingKey(routingKey);
    if (wrong !== undefined) throw new AppError("invalid-input", `routingKey ${wrong}.`);
    if (events !== undefined) {
      throw new AppError(
        "invalid-input",
        "events are for webhooks: PagerDuty is told what it knows.",
      );
    }
    return { kind: "pagerduty", address: "", secret: routingKey, events: FORWARDED_EVENTS };
  }
  if (url === undefined || routingKey !== undefined) {
    const message = "Give either the url of a webhook or a routingKey of PagerDuty.";
    throw new AppError("invalid-input", message);
  }
  const wrong = SUBSCRIBERS.webhook.checkAddress(url);
  if (wrong !== undefined) throw new AppError("invalid-input", `url ${wrong}.`);
  return { kind: "webhook", address: url, ...(events === undefined ? {} : { events }) };
}
