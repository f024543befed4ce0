/**
 * Somebody replies to a page by SMS. Whose number it is decides who acts, and only what that number was
 * written to about can be acted upon. A reply without a code means the one incident it can mean.
 */

import { rolesWanted } from "../../domain/escalation.ts";
import type { Incident } from "../../domain/incident.ts";
import type { AnswerAction } from "../../domain/notification.ts";
import type { Person } from "../../domain/person.ts";
import { readReply } from "../../domain/reply-code.ts";
import { roleKey } from "../../domain/roster.ts";
import { PAGING, type Tx } from "../../store/database.ts";
import { isFirstOf } from "../../store/inbound-messages.ts";
import { loadIncidents } from "../../store/incidents.ts";
import { loadPerson } from "../../store/people.ts";
import { listReplyCodes, type ReplyCode } from "../../store/reply-codes.ts";
import type { OperationContext } from "../context.ts";
import { seeTestPageByReply } from "../person/see-test-page.ts";
import { answerByPhone, type PhoneAnswered } from "./answer-by-phone.ts";

export interface InboundSms {
  /** The provider's own, so that a message is heeded once however often it is brought. */
  readonly id: string;
  /** Whose word it is, E.164. */
  readonly from: string;
  readonly text: string;
}

/** What came of a reply. `silent`: there is nothing to say to it. */
export type SmsAnswer =
  | PhoneAnswered
  | {
      readonly kind: "which";
      readonly action: AnswerAction;
      readonly choices: readonly {
        readonly code: string;
        readonly number: string;
        readonly title: string;
      }[];
    }
  | {
      readonly kind: "unclear";
      readonly code: string;
      readonly number: string;
      readonly title: string;
    }
  /** A test page has arrived. */
  | { readonly kind: "seen" }
  | { readonly kind: "stranger" }
  | { readonly kind: "silent" };

interface Told {
  readonly code: ReplyCode;
  readonly incident: Incident;
  readonly person: Person;
}

/** Does what the reply says, once. */
export async function answerBySms(context: OperationContext, sms: InboundSms): Promise<SmsAnswer> {
  const reply = readReply(sms.text);
  if (reply.kind === "carrier") return { kind: "silent" };
  return context.database.transaction(async (tx): Promise<SmsAnswer> => {
    const now = context.clock.now();
    if (!(await isFirstOf(tx, sms.id, now))) return { kind: "silent" };
    if (reply.kind === "seen") {
      const { kind } = await seeTestPageByReply(context, tx, sms.from);
      return { kind: kind === "not-valid" ? "stranger" : "seen" };
    }
    const told = await toldAt(tx, sms.from, now);
    const [latest] = told;
    if (latest === undefined) return { kind: "stranger" };
    if (reply.kind === "unclear") return unclear(latest);
    const meant = meantBy(reply, told);
    if (meant.length > 1) return which(reply.kind, meant);
    const [one] = meant;
    if (one === undefined) return unclear(latest);
    const { incident, person, code } = one;
    const answer = { action: reply.kind, incidentId: incident.id, person, role: code.role };
    return (await answerByPhone(context, tx, { ...answer, via: "sms" })) ?? unclear(latest);
  }, PAGING);
}

/** What a number was written to about, the latest first; nothing once it is nobody's, or another's. */
async function toldAt(tx: Tx, address: string, now: number): Promise<readonly Told[]> {
  const codes = await listReplyCodes(tx, address, now);
  const ids = [...new Set(codes.map(({ incidentId }) => incidentId))].sort();
  const incidents = new Map((await loadIncidents(tx, ids)).map((one) => [one.id, one]));
  const people = new Map<string, Person | undefined>();
  const told: Told[] = [];
  for (const code of codes) {
    if (!people.has(code.personId)) people.set(code.personId, await loadPerson(tx, code.personId));
    const person = people.get(code.personId);
    const incident = incidents.get(code.incidentId);
    if (person === undefined || incident === undefined) continue;
    const isTheirs = person.contactMethods.some(
      (method) => method.kind === "sms" && method.address === address,
    );
    if (isTheirs) told.push({ code, incident, person });
  }
  return told;
}

/** The one with the code; without a code those that wait for such an answer, else the latest. */
function meantBy(
  reply: { readonly kind: AnswerAction; readonly code: string | undefined },
  told: readonly Told[],
): readonly Told[] {
  if (reply.code !== undefined) return told.filter(({ code }) => code.code === reply.code);
  const waiting = told.filter((one) => isWaiting(one, reply.kind));
  return waiting.length > 0 ? waiting : told.slice(0, 1);
}

function isWaiting({ incident, code }: Told, action: AnswerAction): boolean {
  if (incident.status === "open") return true;
  if (incident.status !== "acknowledged") return false;
  return (
    action !== "acknowledge" ||
    rolesWanted(incident).some((wanted) => roleKey(wanted) === roleKey(code.role))
  );
}

function which(action: AnswerAction, meant: readonly Told[]): SmsAnswer {
  const choices = meant.map(({ code: { code }, incident: { number, title } }) => ({
    code,
    number,
    title,
  }));
  return { kind: "which", action, choices };
}

function unclear({ code: { code }, incident: { number, title } }: Told): SmsAnswer {
  return { kind: "unclear", code, number, title };
}
