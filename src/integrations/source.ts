/** What every inbound vendor implements: a request's bytes in, alert events out. Pure; nothing is ever refused here for good. */

import type { AlertEvent } from "../domain/alert.ts";
import type { InboundMapping } from "../domain/inbound-mapping.ts";

export interface InboundRequest {
  readonly contentType: string;
  readonly body: Uint8Array;
  /** The body was longer than the limit and has been cut. */
  readonly truncated: boolean;
  /** Where the sender's API has several addresses: the method and the address below its root. */
  readonly target?: string;
  /** Epoch milliseconds, for senders that say until when an alert fires. */
  readonly receivedAt?: number;
  /** The integration's own, for the plain shape. */
  readonly mapping?: InboundMapping;
}

export interface ParsedRequest {
  readonly events: readonly AlertEvent[];
  /** Parts that could not be understood, each with its reason; they page as *unparsed*. */
  readonly unparsed: readonly { readonly reason: string; readonly excerpt: string }[];
  /** Alerts the sender left out (`truncatedAlerts`). */
  readonly omittedAlerts: number;
  /** The dedup key that the sender's client reads in the reply, also where nothing was understood. */
  readonly echoKey?: string;
  /** By which the sender may ask what became of the request; the receipt gets this id. */
  readonly receiptId?: string;
}

/** What the sender's client expects to read after the commit. */
export interface InboundReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a sender's signature, which it may give beside its key, is checked. */
export interface SignedRequest {
  /** The value of a header by its name in lower case. */
  header(name: string): string | undefined;
  readonly body: Uint8Array;
  /** The integration's key, as it was sent. */
  readonly key: string;
}

export interface Signature {
  /** The headers that it may stand in, in lower case. */
  readonly headers: readonly string[];
  isRight(request: SignedRequest): boolean;
}

export interface Source {
  readonly kind: string;
  readonly title: string;
  /** `idFor` gives a fresh id where the sender leaves the dedup key to the receiver. */
  parse(request: InboundRequest, idFor: () => string): ParsedRequest;
  reply(parsed: ParsedRequest): InboundReply;
  readonly signature?: Signature;
  /** The reply to a wrong key, where the sender's clients read a form of their own. */
  refused?(message: string): InboundReply;
  /** The reply when the store cannot take it now: the sender must try again. */
  overloaded(): InboundReply;
}
