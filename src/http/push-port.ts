import type { Principal } from "../domain/permission.ts";
import type { PushLinkState } from "../operations/person/subscribe-by-link.ts";

/** Where a test notification went, or why it did not. */
export type TestPush =
  | { readonly sent: true }
  | { readonly sent: false; readonly problem: string; readonly isGone: boolean };

export type PushSubscribed =
  | { readonly kind: "not-valid" | "expired" | "used" }
  | { readonly kind: "done"; readonly test: TestPush };

/** What the page that subscribes a browser to web push asks of the rest. */
export interface PushPort {
  /** With which browsers tell our messages from others': a point of P-256, base64url. */
  readonly publicKey: string;
  /** Makes a link for one person. @throws AppError `not-found`, `forbidden` */
  makeLink(
    principal: Principal,
    personId: string,
  ): Promise<{ readonly url: string; readonly person: string; readonly expiresAt: number }>;
  /** Where the link of a token stands; changes nothing. */
  look(token: string): Promise<PushLinkState>;
  /** Subscribes with a link that is ready, then sends a test. The address is checked by its channel. */
  subscribe(token: string, address: string): Promise<PushSubscribed>;
  /** Our scripts and the icon, as they go to browsers. */
  file(name: "page/push-page.js" | "worker/push-worker.js" | "icon.png"): Uint8Array<ArrayBuffer>;
}
