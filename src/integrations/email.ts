/**
 * E-mail. One message for each notification, all of an incident in one thread; marked so that no
 * out-of-office assistant answers it, and pages as important. Rendered as HTML and as plain text with
 * the same content.
 */

import type { Message } from "../domain/message.ts";
import type { Channel, ChannelSettings, OutboundRequest } from "./channel.ts";
import { headerToken } from "./display-text.ts";
import { interpretMail } from "./interpret-response.ts";
import { htmlMessage } from "./message-html.ts";
import { messageText, plainMessage } from "./message-text.ts";

export const email: Channel = {
  kind: "email",
  title: "E-mail",
  loud: false,
  checkAddress,
  render,
  interpret: interpretMail,
};

const ADDRESS_LENGTH_MAX = 254;
/** No quoted local parts: they exist to hide a second address from one parser or the other. */
const LOCAL_PART = /^[^\s@"(),:;<>[\\\]\p{Cc}\p{Cf}]{1,64}$/u;
const DOMAIN =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;

function checkAddress(address: string): string | undefined {
  if (address.length > ADDRESS_LENGTH_MAX) return `is longer than ${ADDRESS_LENGTH_MAX} characters`;
  const parts = address.split("@");
  const [local, domain] = parts;
  if (parts.length !== 2 || local === undefined || domain === undefined) {
    return "is not one e-mail address of the form name@domain";
  }
  if (!LOCAL_PART.test(local)) return "has a name before the @ that cannot be used";
  if (!DOMAIN.test(domain)) return "has a domain that cannot exist";
  return undefined;
}

function render(message: Message, address: string, settings: ChannelSettings): OutboundRequest {
  const text = messageText(message);
  const domain = domainOf(settings.mailFrom);
  const thread = threadOf(message, domain);
  return {
    transport: "mail",
    to: address,
    subject: text.headline,
    text: plainMessage(text),
    html: htmlMessage(text),
    // The same for each try, so that a mailbox may see that two are one.
    messageId: `<${headerToken(message.notificationId)}@${domain}>`,
    references: thread,
    headers: {
      "In-Reply-To": thread,
      // RFC 3834, and its counterpart that Exchange heeds.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      ...(message.notice === undefined
        ? { "X-Tocsin-Incident": headerToken(message.incidentNumber) }
        : {}),
      ...(message.urgency === "high" ? { Importance: "high", "X-Priority": "1" } : {}),
    },
  };
}

/** A notice is a thread of its own. */
function threadOf({ notice, incidentNumber, notificationId }: Message, domain: string): string {
  return notice === undefined
    ? `<incident-${headerToken(incidentNumber)}@${domain}>`
    : `<notice-${headerToken(notificationId)}@${domain}>`;
}

function domainOf(from: string): string {
  const domain = /@([\w.-]+)>?\s*$/u.exec(from)?.[1];
  return domain ?? "tocsin.invalid";
}
