import type { NotificationRules } from "./notification-rules.ts";
import type { Role } from "./permission.ts";
import type { ContactMethodKind } from "./playbook.ts";
import type { TestPage } from "./test-page.ts";

/** One way to reach a person. Their order is the order in which they are tried. */
export interface ContactMethod {
  readonly id: string;
  readonly kind: ContactMethodKind;
  /**
   * E-mail address, ntfy topic URL, Telegram chat id, Pushover user key, webhook URL, a browser's push
   * subscription, or "" for the console.
   */
  readonly address: string;
  /** When the owner proved that it reaches them; an unverified method is still tried. */
  readonly verifiedAt?: number;
  /** The last test page over it, if there was one. */
  readonly lastTest?: TestPage;
}

export interface Person {
  readonly id: string;
  /** As the playbook writes it; unique without regard to case. */
  readonly name: string;
  readonly title?: string;
  /** IANA zone, for display. */
  readonly timeZone?: string;
  readonly role: Role;
  readonly teams: readonly string[];
  readonly contactMethods: readonly ContactMethod[];
  /** When which of them are used; the built-in order without any. */
  readonly notificationRules?: NotificationRules;
}

/** Whether an attempt to reach this person can be made at all. */
export function isReachable(person: Person): boolean {
  return person.contactMethods.length > 0;
}
