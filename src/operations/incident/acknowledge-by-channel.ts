/**
 * Acknowledging in the channel that a page came over: a button or a receipt, reported by the provider.
 * The rules are those of the acknowledge link; in place of the link's signature stands that the answer
 * comes from the very address which the page went to, and which is still that person's.
 */

import type { Notification } from "../../domain/notification.ts";
import type { ContactMethodKind } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { PAGING, type Tx } from "../../store/database.ts";
import { loadNotification } from "../../store/notifications.ts";
import { loadPerson } from "../../store/people.ts";
import type { OperationContext } from "../context.ts";
import { type LinkState, pressLink } from "./acknowledge-by-link.ts";
import { takeBackMessage } from "./take-back-pages.ts";

export interface ChannelAnswer {
  readonly notificationId: string;
  readonly channel: ContactMethodKind;
  /** Where the answer comes from, as the provider says. */
  readonly address: string;
  /** The message it is an answer to, by the provider's name. */
  readonly reference: string;
}

/** Acknowledges as the person whom the page went to, once; the state tells what came of it. */
export async function acknowledgeByChannel(
  context: OperationContext,
  answer: ChannelAnswer,
): Promise<LinkState> {
  return context.database.transaction(async (tx) => {
    const notification = await loadNotification(tx, answer.notificationId);
    if (notification === undefined || !(await isTheirs(tx, notification, answer))) {
      return { kind: "not-valid" };
    }
    const state = await pressLink(context, tx, notification.id, answer.channel);
    // Whatever came of it: this very message has nothing more to ask.
    if (answer.channel === "telegram") {
      await takeBackMessage(context, tx, notification, answer.reference);
    }
    return state;
  }, PAGING);
}

async function isTheirs(
  tx: Tx,
  notification: Notification,
  { channel, address, reference }: ChannelAnswer,
): Promise<boolean> {
  if (notification.channel !== channel || notification.address !== address) return false;
  if (channel === "pushover" && !isReceiptOf(notification, reference)) return false;
  const person = await loadPerson(tx, notification.personId);
  const methods = person?.contactMethods ?? [];
  return methods.some((method) => method.kind === channel && method.address === address);
}

/**
 * Of a page that was sent once the receipt is known. Where an attempt's outcome was lost, so is its
 * receipt, and the message may be answered all the same: then the signed address alone stands for it.
 */
function isReceiptOf({ attempts, providerReference }: Notification, receipt: string): boolean {
  return attempts > 1 || providerReference === null || providerReference === receipt;
}

/** What came of an answer, in a sentence for a phone. */
export function answerSentence(state: LinkState, timeOf: (at: number) => string): string {
  if (!("incident" in state)) {
    return state.kind === "expired"
      ? "This page is too old. Use the newest one, or tocsin incident acknowledge."
      : "This button is not valid for you. Nothing was changed.";
  }
  const { incident, person, acceptsRole } = state;
  const by = incident.acknowledgedBy ?? "Somebody";
  const at = incident.acknowledgedAt === null ? "" : ` at ${timeOf(incident.acknowledgedAt)}`;
  switch (state.kind) {
    case "ready":
    case "done":
      return acceptsRole === undefined
        ? `You have acknowledged ${incident.number}. It is yours.`
        : `You have acknowledged ${incident.number} and are ${acceptsRole}.`;
    case "used":
      return roleKey(by) === roleKey(person.name)
        ? `You have acknowledged ${incident.number} before.`
        : `You have answered this page before. ${by} has ${incident.number}.`;
    case "already-acknowledged":
      return `${by} has acknowledged ${incident.number}${at}. Nothing more is needed here.`;
    case "ended":
      return incident.mergedInto === undefined
        ? `${incident.number} is over. Nobody needs to acknowledge it any more.`
        : `${incident.number} was merged into ${incident.mergedInto.number}: acknowledge that one.`;
  }
}
