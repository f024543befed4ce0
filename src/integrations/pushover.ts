/**
 * Pushover: an emergency message, which repeats until somebody acknowledges, for what is loud and asks
 * for an answer, and a normal one for the rest. Parameters and limits: https://pushover.net/api; receipts,
 * call-back and cancelling: https://pushover.net/api/receipts.
 */

import type { Message } from "../domain/message.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import type { PageToTakeBack } from "../domain/take-back.ts";
import type { Channel, ChannelSettings, OutboundRequest, OutboundResponse } from "./channel.ts";
import { displayLine, headerToken } from "./display-text.ts";
import { interpretHttp } from "./interpret-response.ts";
import { type MessageText, messageText } from "./message-text.ts";
import { wholeLines } from "./phone-text.ts";

export const pushover: Channel = {
  kind: "pushover",
  title: "Pushover",
  loud: true,
  checkAddress,
  missingSetting: ({ pushoverToken }) =>
    pushoverToken === undefined ? "TOCSIN_PUSHOVER_TOKEN is not set" : undefined,
  render,
  interpret,
  takeBack: { render: renderTakeBack, interpret: interpretHttp },
};

const API = "https://api.pushover.net";
const USER_KEY = /^[A-Za-z0-9]{30}$/u;
const RECEIPT = /"receipt"\s*:\s*"([A-Za-z0-9]{30})"/u;
const TITLE_LENGTH_MAX = 250;
const MESSAGE_LENGTH_MAX = 1024;
/** Of the mark that something was cut. */
const CUT_LENGTH = 2;
const URL_LENGTH_MAX = 512;
const URL_TITLE_LENGTH_MAX = 100;
const PRIORITY = { emergency: 2, normal: 0 } as const;
/** The shortest pause that Pushover takes, and the longest time it repeats for. */
const RETRY_SECONDS = 30;
const EXPIRE_SECONDS_MAX = 10_800;
/** Two repetitions at least, however soon somebody else is paged. */
const EXPIRE_SECONDS_MIN = 90;

function checkAddress(address: string): string | undefined {
  return USER_KEY.test(address)
    ? undefined
    : "is not a Pushover user key: 30 letters and digits, shown on the first page of pushover.net";
}

function render(message: Message, address: string, settings: ChannelSettings): OutboundRequest {
  const text = messageText(message);
  return call("messages.json", settings, {
    user: address,
    title: displayLine(text.headline, TITLE_LENGTH_MAX),
    message: wholeLines(text, ({ length }) => length <= MESSAGE_LENGTH_MAX - CUT_LENGTH),
    ...linkOf(text),
    ...(isEmergency(message) ? emergency(message) : { priority: PRIORITY.normal }),
  });
}

function call(path: string, settings: ChannelSettings, parameters: object): OutboundRequest {
  const { pushoverApiUrl = API, pushoverToken = "" } = settings;
  return {
    transport: "http",
    method: "POST",
    url: `${pushoverApiUrl}/1/${path}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: pushoverToken, ...parameters }),
  };
}

function isEmergency(message: Message): boolean {
  return message.urgency === "high" && message.acknowledgeUrl !== undefined;
}

/** It repeats for about as long as this page is the newest one: then the next step fires, or a new round. */
function emergency(message: Message): object {
  const seconds = Math.round(((message.nextAt ?? Number.NaN) - message.now) / 1000);
  const wanted = Number.isNaN(seconds) ? EXPIRE_SECONDS_MAX : seconds;
  return {
    priority: PRIORITY.emergency,
    retry: RETRY_SECONDS,
    expire: Math.min(Math.max(wanted, EXPIRE_SECONDS_MIN), EXPIRE_SECONDS_MAX),
    tags: tagOf(message.notificationId),
    ...(message.callbackUrl === undefined ? {} : { callback: message.callbackUrl }),
  };
}

/** All tries of one notification have it, so that a receipt which was never heard of can be cancelled too. */
function tagOf(notificationId: string): string {
  return headerToken(notificationId);
}

function linkOf({ answer, incidentUrl }: MessageText): object {
  const links = [
    ...(answer === undefined ? [] : [answer]),
    { label: "Open the incident", url: incidentUrl },
  ];
  const link = links.find(({ url }) => url !== "" && url.length <= URL_LENGTH_MAX);
  return link === undefined
    ? {}
    : { url: link.url, url_title: displayLine(link.label, URL_TITLE_LENGTH_MAX) };
}

/** `{"status": 0, "user": "invalid", "errors": […]}` names the parameter that was refused. */
function interpret(response: OutboundResponse): DeliveryOutcome {
  const outcome = interpretHttp(response);
  if (response.kind !== "answered") return outcome;
  if (outcome.kind === "delivered") {
    const receipt = RECEIPT.exec(response.body)?.[1];
    return receipt === undefined ? outcome : { ...outcome, providerReference: receipt };
  }
  if (response.status !== 400) return outcome;
  const detail = `HTTP ${response.status}`;
  if (/"token"\s*:\s*"invalid"/u.test(response.body)) {
    return { kind: "rejected", reason: "authentication", detail: `${detail}: application token` };
  }
  if (/"user"\s*:\s*"invalid"/u.test(response.body)) {
    return { kind: "rejected", reason: "address-refused", detail: `${detail}: user key` };
  }
  return outcome;
}

/** Stops the repetition: by the receipt, or by the tag where some try's receipt is not known. */
function renderTakeBack(
  page: PageToTakeBack,
  settings: ChannelSettings,
): OutboundRequest | undefined {
  // What is not loud does not repeat.
  if (page.urgency === "low") return undefined;
  const what =
    page.onlyReference === null
      ? `cancel_by_tag/${tagOf(page.notificationId)}.json`
      : `${encodeURIComponent(page.onlyReference)}/cancel.json`;
  return call(`receipts/${what}`, settings, {});
}
