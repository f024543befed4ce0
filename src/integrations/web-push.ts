/**
 * Web push: a notification on a phone or a computer through its browser, without an app store (RFC 8030).
 * What is rendered here is what our worker in the browser reads (src/web/worker/push-worker.js); its
 * transport seals it for that browser (RFC 8291) and signs for the push service (RFC 8292).
 */

import { createHash } from "node:crypto";
import { MS } from "../domain/duration.ts";
import type { Message } from "../domain/message.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import type { Channel, OutboundRequest, OutboundResponse } from "./channel.ts";
import { displayLine, headerToken } from "./display-text.ts";
import { interpretHttp } from "./interpret-response.ts";
import { messageText } from "./message-text.ts";
import { jsonBytes, phoneText } from "./phone-text.ts";
import { presentPushAddress, readPushAddress } from "./push-address.ts";

export const webPush: Channel = {
  kind: "web-push",
  title: "Web push",
  loud: true,
  checkAddress(address) {
    const read = readPushAddress(address);
    return read.ok ? undefined : read.reason;
  },
  presentAddress: presentPushAddress,
  render,
  interpret,
};

/** A push service takes 4,096 bytes (RFC 8030, 7.2), of which sealing needs about 100. */
const PAYLOAD_BYTES_MAX = 3000;
const TITLE_LENGTH_MAX = 200;
const WORD_LENGTH_MAX = 40;
const URL_LENGTH_MAX = 600;
/** RFC 8030, 5.4. */
const TOPIC_LENGTH_MAX = 32;

/** A page is kept until the next step goes out with a newer one; shorter than this, a tunnel would lose it. */
const TTL_MIN_MS = 2 * MS.minute;
const TTL_MAX_MS = 4 * MS.hour;
/** What a test says is of no use later. */
const TEST_TTL_SECONDS = 60;

/** What our worker is told. `src/web/worker/push-worker.js` reads these members. */
interface PushPayload {
  /** Notifications of one tag replace each other on the device. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly severity: string;
  readonly number: string;
  /** Stays on the screen until somebody touches it. */
  readonly urgent: boolean;
  /** Nothing that came before is to be answered any more. */
  readonly over: boolean;
  /** Opens the incident; "" for none. */
  readonly url: string;
  /** The link that answers, to be posted to or opened; "" for none. */
  readonly acknowledgeUrl: string;
  readonly acknowledgeLabel: string;
}

function render(message: Message, address: string): OutboundRequest {
  const read = readPushAddress(address);
  if (!read.ok) throw new Error(`the address ${read.reason}`);
  const text = messageText(message);
  const withoutBody: PushPayload = {
    tag: tagOf(message),
    title: displayLine(text.headline, TITLE_LENGTH_MAX),
    body: "",
    severity: displayLine(message.severity, WORD_LENGTH_MAX),
    number: displayLine(message.incidentNumber, WORD_LENGTH_MAX),
    urgent: message.urgency === "high",
    over: message.purpose === "resolved",
    url: shortEnough(text.incidentUrl),
    acknowledgeUrl: shortEnough(text.answer?.url ?? ""),
    acknowledgeLabel: text.answer?.label ?? "",
  };
  const bytesLeft = PAYLOAD_BYTES_MAX - jsonBytes(withoutBody);
  const { endpoint, p256dh, auth } = read.address;
  return {
    transport: "web-push",
    subscription: { endpoint, p256dh, auth },
    payload: JSON.stringify({ ...withoutBody, body: phoneText(text, bytesLeft) }),
    ttlSeconds: Math.round(ttlMs(message) / MS.second),
    urgency: message.urgency === "high" ? "high" : "normal",
    topic: topicOf(message),
  };
}

/** What takes the place of one another on the screen: all of an incident, and no two notices. */
function tagOf({ notice, incidentNumber, notificationId }: Message): string {
  return notice === undefined
    ? `incident-${headerToken(incidentNumber)}`
    : `notice-${headerToken(notificationId)}`;
}

/** A notification that says that notifications arrive, for somebody who has just asked for them. */
export function testPush(
  address: string,
  person: string,
): Extract<OutboundRequest, { readonly transport: "web-push" }> {
  const read = readPushAddress(address);
  if (!read.ok) throw new Error(`the address ${read.reason}`);
  const { endpoint, p256dh, auth } = read.address;
  const payload: PushPayload = {
    tag: "test",
    title: "Pages arrive on this device",
    body: `This is a test for ${displayLine(person, WORD_LENGTH_MAX)}. Nothing is on fire.`,
    severity: "",
    number: "",
    urgent: false,
    over: false,
    url: "",
    acknowledgeUrl: "",
    acknowledgeLabel: "",
  };
  return {
    transport: "web-push",
    subscription: { endpoint, p256dh, auth },
    payload: JSON.stringify(payload),
    ttlSeconds: TEST_TTL_SECONDS,
    urgency: "high",
    topic: topicFor("test"),
  };
}

/** As long as the message is news; what needs no answer, until somebody looks at the phone. */
function ttlMs({ urgency, nextAt, now }: Message): number {
  if (urgency === "low" || nextAt === null) return TTL_MAX_MS;
  const ms = Math.min(Math.max(nextAt - now, TTL_MIN_MS), TTL_MAX_MS);
  return Number.isFinite(ms) ? ms : TTL_MAX_MS;
}

/**
 * One topic for all that asks for an answer, and for the all-clear that ends it. What only informs has its
 * own: it must not take a page away from a phone that has no connection yet. So has each notice.
 */
function topicOf({
  notice,
  notificationId,
  incidentNumber,
  purpose,
  acknowledgeUrl,
}: Message): string {
  if (notice !== undefined) return topicFor(`notice ${notificationId}`);
  const asks = acknowledgeUrl !== undefined || purpose === "resolved";
  return topicFor(asks ? incidentNumber : `${incidentNumber} ${purpose}`);
}

/** Hashed: the push service needs to tell topics apart, not to know how many incidents there are. */
function topicFor(subject: string): string {
  return createHash("sha256").update(subject).digest("base64url").slice(0, TOPIC_LENGTH_MAX);
}

function shortEnough(url: string): string {
  return url.length <= URL_LENGTH_MAX ? url : "";
}

/** The subscription has expired (404) or its owner has ended it (410): RFC 8030, 7.3. */
function interpret(response: OutboundResponse): DeliveryOutcome {
  const outcome = interpretHttp(response);
  const isGone = outcome.kind === "rejected" && outcome.reason === "address-refused";
  return isGone ? { ...outcome, addressIsGone: true } : outcome;
}
