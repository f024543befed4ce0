/** What a person is told, before any channel gives it its form. Rendered when it is sent, so it is never stale. */

import type { NotificationPurpose, Urgency } from "./notification.ts";

export interface Message {
  /** The same for each try of the same notification: providers may deduplicate on it. */
  readonly notificationId: string;
  readonly purpose: NotificationPurpose;
  readonly urgency: Urgency;
  readonly incidentNumber: string;
  readonly incidentTitle: string;
  readonly severity: string;
  readonly severityName: string;
  readonly status: string;
  readonly personName: string;
  readonly role: string;
  /** One sentence on why this reaches this person now; may be empty. */
  readonly reason: string;
  /** Titles of firing alerts, the newest first, at most ten. */
  readonly alertTitles: readonly string[];
  readonly firingAlerts: number;
  readonly openedAt: number;
  readonly now: number;
  /** The reader's IANA zone. */
  readonly timeZone: string;
  /** What happens if nobody answers: "Bob (secondary) is paged at 14:35 UTC". Empty when nothing does. */
  readonly next: string;
  /** When the next step or round begins if nobody answers; null when none does. Epoch milliseconds. */
  readonly nextAt: number | null;
  /** What the playbook asks for, with its line. */
  readonly actions: readonly { readonly text: string; readonly line: number }[];
  /** Opens the incident; needs a login. */
  readonly incidentUrl: string;
  /** Opens the acknowledge page; signed, single-use, expiring. Absent where nothing is to be acknowledged. */
  readonly acknowledgeUrl?: string;
  /** Where the channel's provider reports that the person has answered; signed, for this notification only. */
  readonly callbackUrl?: string;
  /** True when an earlier try may have arrived. */
  readonly mayRepeat: boolean;
  /** Which try this is: by its id providers report back, by its number the next provider has its turn. */
  readonly attempt: { readonly id: string; readonly number: number };
  /** What an answer by SMS names, "a" in "1a"; absent on other channels, and where nothing is to be answered. */
  readonly replyCode?: string;
  /** Set when it is about no incident: all there is to say. What tells of an incident is empty then. */
  readonly notice?: Notice;
}

/** Something that a person is told about themselves. */
export interface Notice {
  /**
   * `verification`: a code to prove a contact method with. `contact-changed`: one came or went.
   * `hand-off`: a shift begins or ends now. `upcoming-shift`: one begins soon. `swap`: one is given away.
   * `test`: to see that a page would arrive; carries a link to say so. `action-item`: one is due.
   * `announcement`: what an audience is told of an incident.
   */
  readonly kind:
    | "verification"
    | "contact-changed"
    | "hand-off"
    | "upcoming-shift"
    | "swap"
    | "test"
    | "action-item"
    | "announcement";
  readonly headline: string;
  readonly text: string;
}

/** To whom a notice goes. */
export interface NoticeReader {
  readonly personName: string;
  readonly timeZone: string;
}

/** A notice in the form that every channel sends. @param id new for each message */
export function noticeMessage(
  notice: Notice,
  { personName, timeZone }: NoticeReader,
  { id, now }: { readonly id: string; readonly now: number },
): Message {
  return {
    notificationId: id,
    purpose: "informed",
    urgency: "low",
    incidentNumber: "",
    incidentTitle: "",
    severity: "",
    severityName: "",
    status: "",
    personName,
    role: "",
    reason: "",
    alertTitles: [],
    firingAlerts: 0,
    openedAt: now,
    now,
    timeZone,
    next: "",
    nextAt: null,
    actions: [],
    incidentUrl: "",
    mayRepeat: false,
    attempt: { id, number: 1 },
    notice,
  };
}
