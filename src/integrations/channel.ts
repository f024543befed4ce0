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
  | { readonly transport: "console"; readonly text: string };

/** What came back, whatever the transport. */
export type OutboundResponse =
  | {
      readonly kind: "answered";
      /** HTTP status, or SMTP reply code of a mail. */
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** At most 4 KiB. */
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
}

export interface Channel {
  readonly kind: ContactMethodKind;
  /** Human name: "E-mail". */
  readonly title: string;
  /** Loud channels are not used for low urgency while a quiet one exists. */
  readonly loud: boolean;
  /** A reason why this address cannot be used, or undefined. */
  checkAddress(address: string): string | undefined;
  /** Which setting of the installation is missing, as a sentence; absent where none is needed. */
  missingSetting?(settings: ChannelSettings): string | undefined;
  render(message: Message, address: string, settings: ChannelSettings): OutboundRequest;
  interpret(response: OutboundResponse): DeliveryOutcome;
  /** Takes back a page that nobody has to answer any more; absent where that cannot be done. */
  readonly takeBack?: TakeBack;
}

export interface TakeBack {
  /** Undefined when there is nothing to be done at the provider. */
  render(page: PageToTakeBack, settings: ChannelSettings): OutboundRequest | undefined;
  interpret(response: OutboundResponse): DeliveryOutcome;
}
