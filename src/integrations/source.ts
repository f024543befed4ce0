/** What every inbound vendor implements: a request's bytes in, alert events out. Pure; nothing is ever refused here for good. */

import type { AlertEvent } from "../domain/alert.ts";

export interface InboundRequest {
  readonly contentType: string;
  readonly body: Uint8Array;
  /** The body was longer than the limit and has been cut. */
  readonly truncated: boolean;
}

export interface ParsedRequest {
  readonly events: readonly AlertEvent[];
  /** Parts that could not be understood, each with its reason; they page as *unparsed*. */
  readonly unparsed: readonly { readonly reason: string; readonly excerpt: string }[];
  /** Alerts the sender left out (`truncatedAlerts`). */
  readonly omittedAlerts: number;
  /** The dedup key that the sender's client reads in the reply, also where nothing was understood. */
  readonly echoKey?: string;
}

/** What the sender's client expects to read after the commit. */
export interface InboundReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Source {
  readonly kind: string;
  readonly title: string;
  /** `idFor` gives a fresh id where the sender leaves the dedup key to the receiver. */
  parse(request: InboundRequest, idFor: () => string): ParsedRequest;
  reply(parsed: ParsedRequest): InboundReply;
  /** The reply when the store cannot take it now: the sender must try again. */
  overloaded(): InboundReply;
}
