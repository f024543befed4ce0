/** An engine on a test's database, with a provider that does as it is told and remembers everything. */

import type { Message } from "../../src/domain/message.ts";
import type { DeliveryOutcome } from "../../src/domain/notification.ts";
import type { ContactMethodKind } from "../../src/domain/playbook.ts";
import type { PageToTakeBack } from "../../src/domain/take-back.ts";
import { deliverDue } from "../../src/engine/deliver.ts";
import type { EngineContext, EngineObserver } from "../../src/engine/engine-context.ts";
import { runDue } from "../../src/engine/run-due.ts";
import { runNotices } from "../../src/engine/run-notices.ts";
import { runOutbox } from "../../src/engine/run-outbox.ts";
import type { OperationContext, Send } from "../../src/operations/context.ts";
import { addContactMethod, listPeople } from "../../src/store/people.ts";

export interface Sent {
  readonly channel: ContactMethodKind;
  readonly address: string;
  readonly message: Message;
}

export interface TestEngine extends EngineContext {
  /** In the order in which they were sent. */
  readonly sent: Sent[];
  readonly takenBack: PageToTakeBack[];
  readonly faults: string[];
}

/** What the engine does is counted nowhere. */
export const UNOBSERVED: EngineObserver = {
  escalated: () => {},
  delivered: () => {},
  reported: () => {},
  outbox: () => {},
  fault: () => {},
};

const DELIVERED: DeliveryOutcome = { kind: "delivered" };

/** @param answer what the provider answers; everything is delivered without it */
export function engineOn(
  context: OperationContext,
  answer: (sent: Sent) => DeliveryOutcome | Promise<DeliveryOutcome> = () => DELIVERED,
): TestEngine {
  const sent: Sent[] = [];
  const takenBack: PageToTakeBack[] = [];
  const faults: string[] = [];
  const send: Send = async (channel, address, message) => {
    const one = { channel, address, message };
    sent.push(one);
    return answer(one);
  };
  return {
    ...context,
    owner: "test",
    send,
    async takeBack(_channel, page) {
      takenBack.push(page);
      return DELIVERED;
    },
    tell: async () => ({ kind: "delivered" }),
    fetchCalendar: () => Promise.reject(new Error("no calendar is expected")),
    sent,
    takenBack,
    faults,
    incidentUrl: (number) => `https://tocsin.test/incidents/${number}`,
    callbackUrl: (channel, { id }) => `https://tocsin.test/callback/${channel}/${id}`,
    acknowledgeUrl: ({ id }) => `https://tocsin.test/a/${id}`,
    testPageUrl: ({ id }) => `https://tocsin.test/t/${id}`,
    observe: {
      ...UNOBSERVED,
      fault: (what) => faults.push(what),
    },
  };
}

const PASSES_MAX = 100;

/** Does and sends everything that is due at this instant. */
export async function workOff(engine: EngineContext): Promise<void> {
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const worked = [
      await runDue(engine),
      await deliverDue(engine),
      await runOutbox(engine),
      await runNotices(engine),
    ];
    if (worked.every((count) => count === 0)) return;
  }
  throw new Error("the engine never comes to rest");
}

/** Gives everybody who has none an e-mail address. */
export async function makeReachable({ database, newId, clock }: OperationContext): Promise<void> {
  const people = await listPeople(database.read);
  await database.transaction(async (tx) => {
    for (const { id, name, contactMethods } of people) {
      if (contactMethods.length > 0) continue;
      const address = `${name.toLowerCase()}@example.test`;
      await addContactMethod(tx, id, { id: newId(), kind: "email", address }, clock.now());
    }
  });
}
