/** What happens to people and their ways to be reached, through the operations, and what they are told of it. */

import type { Principal } from "../../src/domain/permission.ts";
import type { ContactMethod } from "../../src/domain/person.ts";
import type { EngineContext } from "../../src/engine/engine-context.ts";
import { runNotices } from "../../src/engine/run-notices.ts";
import { runShifts } from "../../src/engine/run-shifts.ts";
import { runTests } from "../../src/engine/run-tests.ts";
import { addContactMethod } from "../../src/operations/person/add-contact-method.ts";
import { removeContactMethod } from "../../src/operations/person/remove-contact-method.ts";
import { seeTestPage } from "../../src/operations/person/see-test-page.ts";
import { sendTestPages } from "../../src/operations/person/send-test-pages.ts";
import { listPeople, markContactMethodVerified } from "../../src/store/people.ts";
import type { Chance } from "../support/chance.ts";

export interface AboutPeople {
  readonly engine: EngineContext;
  readonly principal: Principal;
  readonly chance: Chance;
  readonly newMethod: () => ContactMethod;
}

type Deed = (given: AboutPeople) => Promise<unknown>;

/** Looks at shifts and tests, and tells people what that and everything else has come to. */
export async function tellPeople(engine: EngineContext): Promise<number> {
  await runShifts(engine);
  await runTests(engine);
  return runNotices(engine);
}

const tell: Deed = ({ engine }) => tellPeople(engine);

const add: Deed = async ({ engine, principal, chance, newMethod }) => {
  const people = await listPeople(engine.database.read);
  if (people.length === 0) return;
  const { kind, address } = newMethod();
  const { id: personId } = chance.pick(people);
  await addContactMethod(engine, principal, { personId, kind, address });
};

const remove: Deed = async (given) => {
  const owned = await pickMethod(given);
  if (owned === undefined) return;
  const { personId, method } = owned;
  await removeContactMethod(given.engine, given.principal, { personId, methodId: method.id });
};

/** As if its code had come back. */
const verify: Deed = async (given) => {
  const owned = await pickMethod(given);
  if (owned === undefined) return;
  const { database, clock } = given.engine;
  await database.transaction((tx) => markContactMethodVerified(tx, owned.method.id, clock.now()));
};

const test: Deed = async (given) => {
  const owned = await pickMethod(given);
  if (owned === undefined) return;
  const { personId, method } = owned;
  await sendTestPages(given.engine, given.principal, { personId, methodId: method.id });
};

const see: Deed = async (given) => {
  const { method } = (await pickMethod(given)) ?? {};
  if (method?.lastTest === undefined) return;
  await seeTestPage(given.engine, method.lastTest.id, "link");
};

async function pickMethod({
  engine,
  chance,
}: AboutPeople): Promise<{ personId: string; method: ContactMethod } | undefined> {
  const people = await listPeople(engine.database.read);
  const owned = people.flatMap(({ id: personId, contactMethods }) =>
    contactMethods.map((method) => ({ personId, method })),
  );
  return owned.length === 0 ? undefined : chance.pick(owned);
}

/** Each as likely as the others; people are told again and again. */
export const ABOUT_PEOPLE: readonly Deed[] = [
  tell,
  tell,
  tell,
  tell,
  tell,
  tell,
  add,
  remove,
  verify,
  test,
  test,
  see,
  see,
];
