/** Words and colours for what the API's short codes mean. A code that is not known is shown as it is. */

import type { Style, Styled } from "./styled.ts";

const STATUS_STYLES: Readonly<Record<string, Style>> = {
  open: "red",
  acknowledged: "yellow",
  resolved: "green",
  closed: "dim",
};

const CHANNELS: Readonly<Record<string, string>> = {
  email: "e-mail",
  ntfy: "ntfy",
  telegram: "Telegram",
  pushover: "Pushover",
  sms: "SMS",
  voice: "phone",
  "web-push": "web push",
};

const DELIVERY_STYLES: Readonly<Record<string, Style>> = {
  delivered: "green",
  failed: "red",
  sending: "yellow",
  pending: "yellow",
  cancelled: "dim",
  standby: "dim",
};

const PURPOSES: Readonly<Record<string, string>> = {
  page: "page",
  role: "asked to take a role",
  engaged: "called in",
  informed: "informed",
  "clock-warning": "clock warning",
  "clock-breach": "clock breached",
  "resolution-proposed": "asked if resolved",
  resolved: "all-clear",
  announcement: "announcement",
  fault: "fault",
};

/** "[DRILL] Checkout is down" */
export function titleText({ title, mode }: { title: string; mode: string }): string {
  return mode === "real" ? title : `[${mode.toUpperCase()}] ${title}`;
}

export function statusText(status: string): Styled {
  return styled(status, STATUS_STYLES[status]);
}

/**
 * "P0 Critical". The colour follows the name, because ids are the playbook's own and count from 0 here
 * and from 1 there.
 */
export function severityText(id: string, name: string): Styled {
  const text = name === "" || name.toLowerCase() === id.toLowerCase() ? id : `${id} ${name}`;
  if (/critical|emergency|fatal|disaster/i.test(text)) return { text, style: "red" };
  if (/high|major|error|severe/i.test(text)) return { text, style: "yellow" };
  if (/low|minor|info|cosmetic/i.test(text)) return { text, style: "dim" };
  return { text, style: "cyan" };
}

export function channelText(channel: string): string {
  return CHANNELS[channel] ?? channel;
}

export function purposeText(purpose: string): string {
  return PURPOSES[purpose] ?? purpose;
}

/** "delivered", or "failed: address-refused". */
export function deliveryText(state: string, reason: string | null): Styled {
  const text = reason === null || state === "delivered" ? state : `${state}: ${reason}`;
  return styled(text, DELIVERY_STYLES[state]);
}

function styled(text: string, style: Style | undefined): Styled {
  return style === undefined ? { text } : { text, style };
}
