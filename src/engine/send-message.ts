import { assert } from "../domain/assert.ts";
import type { Message } from "../domain/message.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import type { ContactMethodKind } from "../domain/playbook.ts";
import { amongProviders, providerTurn } from "../domain/provider-turns.ts";
import type {
  Channel,
  ChannelSettings,
  OutboundRequest,
  OutboundResponse,
  Provider,
  SharedChannel,
} from "../integrations/channel.ts";
import type { Subscriber, SubscriberSettings } from "../integrations/subscriber.ts";
import type { Send } from "../operations/context.ts";
import type { Subscription } from "../store/subscriptions.ts";
import type { FetchCalendar, TakeBackPage, TellSubscriber } from "./engine-context.ts";

type RequestOf<T extends OutboundRequest["transport"]> = Extract<
  OutboundRequest,
  { readonly transport: T }
>;

/** What carries a rendered message out; none of them throws for what the other side does. */
export interface Transports {
  http(request: RequestOf<"http">): Promise<OutboundResponse>;
  mail(request: RequestOf<"mail">): Promise<OutboundResponse>;
  webPush(request: RequestOf<"web-push">): Promise<OutboundResponse>;
  console(request: RequestOf<"console">): OutboundResponse;
}

/** Joins the vendors, which know forms and meanings, with the transports, which know the network. */
export function createSend(
  channels: Readonly<Record<ContactMethodKind, Channel | SharedChannel>>,
  settings: ChannelSettings,
  transports: Transports,
): Send {
  return async (kind, address, message): Promise<DeliveryOutcome> => {
    const channel = channels[kind];
    const wrong = channel.checkAddress(address);
    if (wrong !== undefined) return { kind: "rejected", reason: "address-refused", detail: wrong };
    const missing = channel.missingSetting?.(settings);
    if (missing !== undefined)
      return { kind: "rejected", reason: "not-configured", detail: missing };
    const attempt = message.attempt.number;
    if (!("providers" in channel)) return sendBy(channel, address, message);
    const providers = channel.providers(settings);
    const provider = providers[providerTurn(attempt, providers.length)];
    assert(provider !== undefined, "a turn is one of the providers'");
    const outcome = await sendBy(provider, address, message);
    return amongProviders(outcome, {
      attempt,
      providers: providers.length,
      provider: provider.name,
    });
  };

  async function sendBy(
    provider: Provider,
    address: string,
    message: Message,
  ): Promise<DeliveryOutcome> {
    let request: OutboundRequest;
    try {
      request = provider.render(message, address, settings);
    } catch (error) {
      // It would fail again: the next channel is tried at once.
      return { kind: "rejected", reason: "payload-refused", detail: sentence(error) };
    }
    return provider.interpret(await carry(transports, request, message.notificationId));
  }
}

/** The same for pages that are taken back. */
export function createTakeBack(
  channels: Readonly<Record<ContactMethodKind, Channel | SharedChannel>>,
  settings: ChannelSettings,
  transports: Transports,
): TakeBackPage {
  return async (kind, page) => {
    const { takeBack, missingSetting } = channels[kind];
    const missing = missingSetting?.(settings);
    if (missing !== undefined)
      return { kind: "rejected", reason: "not-configured", detail: missing };
    const request = takeBack?.render(page, settings);
    if (takeBack === undefined || request === undefined) return { kind: "delivered" };
    return takeBack.interpret(await carry(transports, request, page.notificationId));
  };
}

const CALENDAR_BYTES_MAX = 1024 * 1024;

/** Reads calendars. */
export function createFetchCalendar(transports: Transports): FetchCalendar {
  return (address) => {
    const headers = { accept: "text/calendar" };
    const request = { transport: "http", method: "GET", url: address, headers, body: "" } as const;
    return carry(transports, { ...request, answerBytesMax: CALENDAR_BYTES_MAX }, "a calendar");
  };
}

/**
 * The same for lifecycle events.
 * @param settings with what signs a subscription's events where the receiver has given no key of its own
 */
export function createTell(
  subscribers: Readonly<Record<Subscription["kind"], Subscriber>>,
  settings: SubscriberSettings & { readonly signingSecret: (subscriptionId: string) => string },
  transports: Transports,
): TellSubscriber {
  return async ({ subscription, ...told }) => {
    const { kind, id: subscriptionId, address } = subscription;
    const subscriber = subscribers[kind];
    const secret = subscription.secret ?? settings.signingSecret(subscriptionId);
    const request = subscriber.render({ ...told, subscriptionId, address, secret }, settings);
    if (request === undefined) return { kind: "delivered" };
    return subscriber.interpret(await carry(transports, request, told.id));
  };
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function carry(
  transports: Transports,
  request: OutboundRequest,
  id: string,
): Promise<OutboundResponse> {
  try {
    switch (request.transport) {
      case "http":
        return await transports.http(request);
      case "mail":
        return await transports.mail(request);
      case "web-push":
        return await transports.webPush(request);
      case "console":
        return transports.console(request);
    }
  } catch (error) {
    // A transport that throws is broken itself; the message is tried again like any other.
    const detail = `${sentence(error)} (${id})`;
    return { kind: "unreachable", detail };
  }
}
