/** Answers in TwiML: https://www.twilio.com/docs/voice/twiml. Every text is escaped. */

import { escapeHtml } from "./display-text.ts";
import { type SpokenIncident, spokenKeys, spokenMessage } from "./spoken-text.ts";

export const TWIML_TYPE = "text/xml; charset=utf-8";

const KEY_WAIT_SECONDS = 10;
const TEXT_LENGTH_MAX = 1600;

/** The message and its keys, said twice; then that nothing was pressed. Well under 4,000 characters. */
export function menuTwiml(
  incident: SpokenIncident,
  actionUrl: string,
  /** Said first, such as what came of a key. */
  before = "",
): string {
  const text = [before, spokenMessage(incident), spokenKeys(incident)].filter(
    (part) => part !== "",
  );
  return gatherTwiml({ text: text.join(" "), actionUrl, silence: noKey(incident) });
}

/** Says something twice and waits for a key. */
export function gatherTwiml(menu: {
  readonly text: string;
  /** Where a key is brought. */
  readonly actionUrl: string;
  /** Said when there was none. */
  readonly silence: string;
}): string {
  return response(
    `<Gather action="${escapeHtml(menu.actionUrl)}" method="POST" numDigits="1" timeout="${KEY_WAIT_SECONDS}">` +
      `<Say loop="2">${escapeHtml(menu.text)}</Say></Gather>` +
      `<Say>${escapeHtml(menu.silence)}</Say>`,
  );
}

/** Also what an answering machine hears. */
function noKey({ answers }: SpokenIncident): string {
  const nothing = answers.includes("acknowledge") ? " Nothing is acknowledged." : "";
  return `No key was pressed.${nothing} Goodbye.`;
}

/** Says one thing and hangs up. */
export function sayTwiml(text: string): string {
  return response(`<Say>${escapeHtml(text)}</Say><Hangup/>`);
}

/** Answers an SMS with one; without a text, with nothing. */
export function messageTwiml(text?: string): string {
  if (text === undefined) return response("");
  return response(`<Message>${escapeHtml(text.slice(0, TEXT_LENGTH_MAX))}</Message>`);
}

function response(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${content}</Response>`;
}
