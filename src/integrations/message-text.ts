/**
 * The wording that every channel shares. In this order, because it is read at 3 am on a phone: what is
 * broken and how badly, why it reaches me, what happens if I do not answer, how to answer; then the rest.
 */

import { describeDuration, MS } from "../domain/duration.ts";
import type { Message, Notice } from "../domain/message.ts";
import type { NotificationPurpose } from "../domain/notification.ts";
import { displayLine } from "./display-text.ts";
import { readHttpUrl } from "./inbound-fields.ts";
import { describeInstant } from "./message-time.ts";

const HEADLINE_TITLE_LENGTH_MAX = 120;
const SENTENCE_LENGTH_MAX = 500;
/** An update is read to its end. */
const TOLD_LENGTH_MAX = 4000;
const ITEM_LENGTH_MAX = 240;
const WORD_LENGTH_MAX = 40;
const ALERTS_SHOWN_MAX = 10;
const ACTIONS_SHOWN_MAX = 15;

/** A message in words: single lines without control characters, each bounded; links are http(s). */
export interface MessageText {
  /** Severity, number and title within the first 40 characters of a page; under 200 in all. */
  readonly headline: string;
  /** Why it reaches this person; never empty. */
  readonly why: string;
  /** What happens without an answer; may be empty. */
  readonly next: string;
  /** How to answer, where an answer is wanted. */
  readonly answer?: { readonly label: string; readonly url: string };
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly alerts: readonly string[];
  /** What the playbook asks for. */
  readonly actions: readonly string[];
  /** Opens the incident; empty when there is no usable link. */
  readonly incidentUrl: string;
  /** Set when an earlier try may have arrived. */
  readonly repeatNote: string;
}

interface Wording {
  /** Before the headline of anything but a page, which needs no introduction. */
  readonly prefix: string;
  readonly why: (role: string) => string;
  readonly answer: string;
}

const WORDINGS: Readonly<Record<NotificationPurpose, Wording>> = {
  page: {
    prefix: "",
    why: (role) => `you are paged${asRole(role)}.`,
    answer: "Acknowledge",
  },
  role: {
    prefix: "Role: ",
    why: (role) =>
      `${role === "" ? "a role" : `the role of ${role}`} is waiting for you to accept.`,
    answer: "Accept the role",
  },
  engaged: {
    prefix: "Join: ",
    why: (role) => `you are asked to take part${asRole(role)}.`,
    answer: "Acknowledge",
  },
  informed: {
    prefix: "FYI: ",
    why: (role) => `this is for your information${asRole(role)}.`,
    answer: "Acknowledge",
  },
  "clock-warning": {
    prefix: "Due soon: ",
    why: (role) => `a clock is running out, and you are next${asRole(role)}.`,
    answer: "Acknowledge",
  },
  "clock-breach": {
    prefix: "Overdue: ",
    why: (role) => `a clock has run out, and it is your turn${asRole(role)}.`,
    answer: "Acknowledge",
  },
  "resolution-proposed": {
    prefix: "Resolved? ",
    why: () => "all its alerts have ended. Is it resolved?",
    answer: "Acknowledge",
  },
  resolved: {
    prefix: "Resolved: ",
    why: () => "the incident is resolved.",
    answer: "Acknowledge",
  },
  announcement: {
    prefix: "",
    why: () => "this is told to all whom the incident concerns.",
    answer: "Acknowledge",
  },
  fault: {
    prefix: "Fault: ",
    why: () => "Tocsin itself has a fault that could keep pages from going out.",
    answer: "Acknowledge",
  },
};

function asRole(role: string): string {
  return role === "" ? "" : ` as ${role}`;
}

/** What a message says, before a channel gives it its form. Total: any text in any field is shown safely. */
export function messageText(message: Message): MessageText {
  if (message.notice !== undefined) return noticeText(message, message.notice);
  const wording = WORDINGS[message.purpose];
  const role = displayLine(message.role, WORD_LENGTH_MAX);
  const name = displayLine(message.personName, WORD_LENGTH_MAX);
  const sentence = wording.why(role);
  const why = name === "" ? capitalised(sentence) : `${name}, ${sentence}`;
  const reason = displayLine(message.reason, SENTENCE_LENGTH_MAX);
  const answerUrl = readHttpUrl(message.acknowledgeUrl);
  return {
    headline: headlineOf(message, wording.prefix),
    why: reason === "" ? why : `${why} ${withFullStop(reason)}`,
    next: withFullStop(displayLine(message.next, SENTENCE_LENGTH_MAX)),
    ...(answerUrl === undefined ? {} : { answer: { label: wording.answer, url: answerUrl } }),
    facts: factsOf(message),
    alerts: alertsOf(message),
    actions: message.actions
      .slice(0, ACTIONS_SHOWN_MAX)
      .map(({ text, line }) => `${displayLine(text, ITEM_LENGTH_MAX)} (playbook line ${line})`),
    incidentUrl: readHttpUrl(message.incidentUrl) ?? "",
    repeatNote: repeatNote(message),
  };
}

function repeatNote({ mayRepeat }: Message): string {
  return mayRepeat
    ? "You may have had this before: it is not known whether the last try arrived."
    : "";
}

function noticeText(message: Message, { kind, headline, text }: Notice): MessageText {
  const { now, timeZone } = message;
  const seenUrl = readHttpUrl(message.acknowledgeUrl);
  return {
    headline: displayLine(headline, HEADLINE_TITLE_LENGTH_MAX),
    why: displayLine(text, kind === "announcement" ? TOLD_LENGTH_MAX : SENTENCE_LENGTH_MAX),
    next: "",
    ...(seenUrl === undefined ? {} : { answer: { label: "I have seen it", url: seenUrl } }),
    facts: [{ label: "Sent", text: describeInstant(now, timeZone) }],
    alerts: [],
    actions: [],
    incidentUrl: "",
    repeatNote: repeatNote(message),
  };
}

function headlineOf(message: Message, prefix: string): string {
  const severity = displayLine(message.severity, 12);
  const number = displayLine(message.incidentNumber, 20);
  const title = displayLine(message.incidentTitle, HEADLINE_TITLE_LENGTH_MAX);
  return `${prefix}${severity} ${number} ${title}`.trim();
}

function factsOf(message: Message): MessageText["facts"] {
  const severity = displayLine(message.severity, WORD_LENGTH_MAX);
  const severityName = displayLine(message.severityName, WORD_LENGTH_MAX);
  const ageMs = message.now - message.openedAt;
  const age = ageMs >= MS.minute ? `, ${describeDuration(ageMs - (ageMs % MS.minute))} ago` : "";
  return [
    { label: "Incident", text: displayLine(message.incidentNumber, WORD_LENGTH_MAX) },
    { label: "Title", text: displayLine(message.incidentTitle, SENTENCE_LENGTH_MAX) },
    { label: "Severity", text: severityName === "" ? severity : `${severity} (${severityName})` },
    { label: "Status", text: displayLine(message.status, WORD_LENGTH_MAX) },
    { label: "Opened", text: describeInstant(message.openedAt, message.timeZone) + age },
    { label: "Sent", text: describeInstant(message.now, message.timeZone) },
  ];
}

function alertsOf(message: Message): string[] {
  const titles = message.alertTitles
    .slice(0, ALERTS_SHOWN_MAX)
    .map((title) => displayLine(title, ITEM_LENGTH_MAX));
  const more = message.firingAlerts - titles.length;
  return titles.length > 0 && more > 0 ? [...titles, `and ${more} more`] : titles;
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function withFullStop(sentence: string): string {
  return sentence === "" || /[.!?…]$/u.test(sentence) ? sentence : `${sentence}.`;
}

/** The message as plain text, for mail, terminal and whoever has no better form. */
export function plainMessage(text: MessageText): string {
  const paragraphs = [text.headline, text.why];
  if (text.next !== "") paragraphs.push(`If nobody answers: ${text.next}`);
  if (text.answer !== undefined) {
    paragraphs.push(`${text.answer.label}: ${text.answer.url}\n${ANSWER_HINT}`);
  }
  if (text.repeatNote !== "") paragraphs.push(text.repeatNote);
  paragraphs.push(text.facts.map(({ label, text: fact }) => `${label}: ${fact}`).join("\n"));
  if (text.alerts.length > 0) paragraphs.push(listed(ALERTS_HEADING, text.alerts));
  if (text.actions.length > 0) paragraphs.push(listed(ACTIONS_HEADING, text.actions));
  if (text.incidentUrl !== "") paragraphs.push(`${INCIDENT_LABEL}: ${text.incidentUrl}`);
  return `${paragraphs.join("\n\n")}\n`;
}

/** Mail scanners open every link, so the link must do nothing by itself. */
export const ANSWER_HINT = "The link opens a page with a button; opening it answers nothing yet.";
export const ALERTS_HEADING = "Firing alerts";
export const ACTIONS_HEADING = "What the playbook asks for";
export const INCIDENT_LABEL = "Open the incident";

function listed(heading: string, items: readonly string[]): string {
  return `${heading}:\n${items.map((item) => `- ${item}`).join("\n")}`;
}
