/**
 * ntfy, public or self-hosted: published as JSON to the server's root, which keeps any script in the
 * title. Shape and limits: https://docs.ntfy.sh/publish/#publish-as-json. A message of 4,096 bytes or
 * more would become an attachment or be refused, a body of more than twice that is refused (ntfy,
 * server/server.go): both are kept below.
 */

import type { Message } from "../domain/message.ts";
import type { DeliveryOutcome, NotificationPurpose } from "../domain/notification.ts";
import type { Channel, ChannelSettings, OutboundRequest, OutboundResponse } from "./channel.ts";
import { displayLine } from "./display-text.ts";
import { checkHttpAddress } from "./http-address.ts";
import { interpretHttp } from "./interpret-response.ts";
import { type MessageText, messageText } from "./message-text.ts";
import { jsonBytes, phoneText } from "./phone-text.ts";

export const ntfy: Channel = {
  kind: "ntfy",
  title: "ntfy",
  loud: true,
  checkAddress,
  render,
  interpret,
};

const NTFY_PUBLIC_SERVER = "https://ntfy.sh";
const TOPIC = /^\/([\w-]{1,64})$/u;
const TITLE_LENGTH_MAX = 200;
const BODY_BYTES_MAX = 8000;
const MESSAGE_BYTES_MAX = 4000;
/** Three links of this length leave half of the body to the message. */
const URL_LENGTH_MAX = 1000;
const PRIORITY = { urgent: 5, low: 2 } as const;

/** Emoji short codes: https://docs.ntfy.sh/emojis/ */
const TAGS: Readonly<Record<NotificationPurpose, string>> = {
  page: "rotating_light",
  role: "raising_hand",
  engaged: "raising_hand",
  announcement: "loudspeaker",
  informed: "information_source",
  "clock-warning": "hourglass_flowing_sand",
  "clock-breach": "alarm_clock",
  "resolution-proposed": "question",
  resolved: "white_check_mark",
  fault: "warning",
};

function checkAddress(address: string): string | undefined {
  const problem = checkHttpAddress(address);
  if (problem !== undefined) return problem;
  const url = new URL(address);
  if (!TOPIC.test(url.pathname) || url.search !== "" || url.hash !== "") {
    return "is not the URL of one topic, such as https://ntfy.sh/my-topic";
  }
  return undefined;
}

function render(message: Message, address: string, settings: ChannelSettings): OutboundRequest {
  const url = URL.parse(address);
  const text = messageText(message);
  const withoutMessage = {
    topic: TOPIC.exec(url?.pathname ?? "")?.[1] ?? "",
    title: displayLine(text.headline, TITLE_LENGTH_MAX),
    priority: message.urgency === "high" ? PRIORITY.urgent : PRIORITY.low,
    tags: [TAGS[message.purpose]],
    ...linksOf(text),
  };
  const bytesLeft = BODY_BYTES_MAX - jsonBytes(withoutMessage);
  return {
    transport: "http",
    method: "POST",
    url: url === null ? address : `${url.origin}/`,
    headers: {
      "content-type": "application/json",
      ...authorizationFor(url, settings),
    },
    body: JSON.stringify({
      ...withoutMessage,
      message: phoneText(text, Math.min(bytesLeft, MESSAGE_BYTES_MAX)),
    }),
  };
}

/**
 * The token, for its own server only: topics are anywhere that people's contact methods say, and whoever
 * runs a server there would otherwise be given it.
 */
function authorizationFor(
  topic: URL | null,
  { ntfyToken, ntfyServer = NTFY_PUBLIC_SERVER }: ChannelSettings,
): Record<string, string> {
  if (ntfyToken === undefined || topic === null) return {};
  return topic.origin === URL.parse(ntfyServer)?.origin
    ? { authorization: `Bearer ${ntfyToken}` }
    : {};
}

/** A tap opens the page to answer; the second button opens the incident. */
function linksOf(text: MessageText): object {
  const links = [
    ...(text.answer === undefined ? [] : [text.answer]),
    { label: "Open", url: text.incidentUrl },
  ].filter(({ url }) => url !== "" && url.length <= URL_LENGTH_MAX);
  const [first] = links;
  if (first === undefined) return {};
  return { click: first.url, actions: links.map((link) => ({ action: "view", ...link })) };
}

function interpret(response: OutboundResponse): DeliveryOutcome {
  const outcome = interpretHttp(response);
  if (outcome.kind !== "delivered" || response.kind !== "answered") return outcome;
  const id = /"id"\s*:\s*"(\w{1,64})"/u.exec(response.body)?.[1];
  return id === undefined ? outcome : { ...outcome, providerReference: id };
}
