/** What every outbound vendor implements: pure forms in, pure meaning out; `platform` does the sending. */

import type { Message } from "../domain/message.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import type { ContactMethodKind } from "../domain/playbook.ts";
import type { PageToTakeBack } from "../domain/take-back.ts";

export type OutboundRequest =
  | {
      readonly transport: "http";
      readonly method: "POST" | "PUT" | "GET";
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      /** How much of the answer is kept; 4 KiB when left out. */
      readonly answerBytesMax?: number;
    }
  | {
      readonly transport: "mail";
      readonly to: string;
      readonly subject: string;
      readonly text: string;
      readonly html: string;
      readonly messageId: string;
      /** Mail of one incident is one thread. */
      readonly references: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | {
      /** A message to one browser. Sealed and signed by its transport, so that rendering stays pure. */
      readonly transport: "web-push";
      readonly subscription: PushSubscription;
      /** For our own worker in that browser; nobody on the way can read it. */
      readonly payload: string;
      /** How long the push service keeps it for a browser that is not connected. */
      readonly ttlSeconds: number;
      readonly urgency: "high" | "normal";
      /** A newer message replaces an older one of the same topic that has not arrived yet. */
      readonly topic: string;
    }
  | { readonly transport: "console"; readonly text: string };

/** Where a browser takes messages, and the keys that only it can open them with; base64url (RFC 8291). */
export interface PushSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** What came back, whatever the transport. */
export type OutboundResponse =
  | {
      readonly kind: "answered";
      /** HTTP status, or SMTP reply code of a mail. */
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** At most 4 KiB, or what the request asks for. */
      readonly body: string;
    }
  | { readonly kind: "timeout" }
  | { readonly kind: "unreachable"; readonly detail: string }
  | { readonly kind: "blocked-address"; readonly detail: string }
  | { readonly kind: "not-configured"; readonly detail: string };

/** Installation-wide settings a channel may need, resolved from the environment at start. */
export interface ChannelSettings {
  readonly mailFrom: string;
  readonly ntfyToken?: string;
  /** The server that the token is for; the public one when left out. */
  readonly ntfyServer?: string;
  readonly telegramToken?: string;
  /** Without a slash at the end; Telegram's own when left out. */
  readonly telegramApiUrl?: string;
  /** Of the application at Pushover. */
  readonly pushoverToken?: string;
  /** Without a slash at the end; Pushover's own when left out. */
  readonly pushoverApiUrl?: string;
  /** Standard Webhooks secret, `whsec_…`; two while a rotation is under way, the newest first. */
  readonly webhookSecrets: readonly string[];
  /** Who carries SMS and calls; absent where nobody does. */
  readonly phone?: PhoneSettings;
}

/** The providers of SMS and calls that are set up. Both: one takes over when the other fails. */
export interface PhoneSettings {
  /** Where they report back and bring answers: `https://tocsin.example/callback`. */
  readonly callbackUrl: string;
  readonly twilio?: TwilioSettings;
  readonly gateway?: GatewaySettings;
}

export interface TwilioSettings {
  readonly accountSid: string;
  readonly authToken: string;
  /** The number that messages come from, E.164. */
  readonly from: string;
  /** The number that calls come from; often the same. */
  readonly callsFrom: string;
  /** The on-call numbers: whoever calls one of them can open an incident. */
  readonly answers: readonly string[];
  /** `https://api.twilio.com` */
  readonly baseUrl: string;
}

export interface GatewaySettings {
  readonly url: string;
  /** Standard Webhooks secrets that sign both ways, the newest first. */
  readonly secrets: readonly string[];
}

/** Speaks the language of who carries a channel's messages. */
export interface Provider {
  render(message: Message, address: string, settings: ChannelSettings): OutboundRequest;
  interpret(response: OutboundResponse): DeliveryOutcome;
}

interface ChannelFacts {
  readonly kind: ContactMethodKind;
  /** Human name: "E-mail". */
  readonly title: string;
  /** Loud channels are not used for low urgency while a quiet one exists. */
  readonly loud: boolean;
  /** A reason why this address cannot be used, or undefined. */
  checkAddress(address: string): string | undefined;
  /** Which setting of the installation is missing, as a sentence; absent where none is needed. */
  missingSetting?(settings: ChannelSettings): string | undefined;
  /** The address as people are shown it, where it is long or a secret; itself when left out. */
  presentAddress?(address: string): string;
  /** Takes back a page that nobody has to answer any more; absent where that cannot be done. */
  readonly takeBack?: TakeBack;
}

export interface TakeBack {
  /** Undefined when there is nothing to be done at the provider. */
  render(page: PageToTakeBack, settings: ChannelSettings): OutboundRequest | undefined;
  interpret(response: OutboundResponse): DeliveryOutcome;
}

export interface Channel extends ChannelFacts, Provider {}

export interface NamedProvider extends Provider {
  /** Human name: "Twilio". */
  readonly name: string;
}

/** A channel that several providers carry. */
export interface SharedChannel extends ChannelFacts {
  /** Those that are set up, in the order in which they are asked. */
  providers(settings: ChannelSettings): readonly NamedProvider[];
}
