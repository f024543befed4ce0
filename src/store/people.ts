/** People and how to reach them. */

import { AppError } from "../domain/error.ts";
import type { NotificationRules } from "../domain/notification-rules.ts";
import type { ContactMethod, Person } from "../domain/person.ts";
import { roleKey } from "../domain/roster.ts";
import type { TestPage } from "../domain/test-page.ts";
import { fromJson, toJson } from "./json-text.ts";
import type { ContactMethodRow, PersonRow, Tx } from "./schema.ts";
import { isUniqueViolation } from "./store-error.ts";

/** Everybody, in the order of names. */
export async function listPeople(tx: Tx): Promise<Person[]> {
  const people = await tx.selectFrom("person").selectAll().orderBy("name_key").execute();
  const methods = await tx.selectFrom("contact_method").selectAll().orderBy("position").execute();
  const byPerson = Map.groupBy(methods, (method) => method.person_id);
  return people.map((person) => fromRows(person, byPerson.get(person.id) ?? []));
}

export async function loadPerson(tx: Tx, id: string): Promise<Person | undefined> {
  return withMethods(
    tx,
    await tx.selectFrom("person").selectAll().where("id", "=", id).executeTakeFirst(),
  );
}

/** By name, without regard to case, spaces and punctuation. */
export async function findPersonByName(tx: Tx, name: string): Promise<Person | undefined> {
  return withMethods(
    tx,
    await tx
      .selectFrom("person")
      .selectAll()
      .where("name_key", "=", nameKey(name))
      .executeTakeFirst(),
  );
}

/**
 * Stores a person as given, new or changed; the contact methods become exactly those given, in their
 * order. Throws AppError "conflict" when another person has the name.
 */
export async function savePerson(tx: Tx, person: Person, now: number): Promise<void> {
  const row = toRow(person);
  const other = await findPersonByName(tx, person.name);
  if (other !== undefined && other.id !== person.id) throw nameTaken(person.name);
  try {
    await tx
      .insertInto("person")
      .values({ ...row, created_at: now })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(person.name) : error;
  }
  await tx.deleteFrom("contact_method").where("person_id", "=", person.id).execute();
  if (person.contactMethods.length === 0) return;
  const methods = person.contactMethods.map((method, position) =>
    methodToRow(person.id, method, { position, createdAt: now }),
  );
  await tx.insertInto("contact_method").values(methods).execute();
}

/** Stores all of a known person but their contact methods. Throws as `savePerson` does. */
export async function updatePerson(tx: Tx, person: Person): Promise<void> {
  const other = await findPersonByName(tx, person.name);
  if (other !== undefined && other.id !== person.id) throw nameTaken(person.name);
  try {
    await tx.updateTable("person").set(toRow(person)).where("id", "=", person.id).execute();
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(person.name) : error;
  }
}

/** What belongs to them alone goes with them; their tokens must be nobody's before. */
export async function deletePerson(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("person").where("id", "=", id).execute();
}

/** Adds a way to reach a person, tried after those they have. */
export async function addContactMethod(
  tx: Tx,
  personId: string,
  method: ContactMethod,
  now: number,
): Promise<void> {
  const last = await tx
    .selectFrom("contact_method")
    .select((select) => select.fn.max("position").as("position"))
    .where("person_id", "=", personId)
    .executeTakeFirst();
  const position = (last?.position ?? -1) + 1;
  const row = methodToRow(personId, method, { position, createdAt: now });
  await tx.insertInto("contact_method").values(row).execute();
}

/** False when the person has no such contact method. */
export async function removeContactMethod(
  tx: Tx,
  personId: string,
  methodId: string,
): Promise<boolean> {
  const removed = await tx
    .deleteFrom("contact_method")
    .where("person_id", "=", personId)
    .where("id", "=", methodId)
    .returning("id")
    .execute();
  return removed.length > 0;
}

/** Replaces a person's rules. */
export async function saveNotificationRules(
  tx: Tx,
  personId: string,
  rules: NotificationRules,
): Promise<void> {
  await tx
    .updateTable("person")
    .set({ notification_rules: toJson(rules) })
    .where("id", "=", personId)
    .execute();
}

/** Notes that a contact method reaches its owner. @param at epoch milliseconds */
export async function markContactMethodVerified(
  tx: Tx,
  methodId: string,
  at: number,
): Promise<void> {
  await tx
    .updateTable("contact_method")
    .set({ verified_at: at })
    .where("id", "=", methodId)
    .execute();
}

async function withMethods(tx: Tx, person: PersonRow | undefined): Promise<Person | undefined> {
  if (person === undefined) return undefined;
  const methods = await tx
    .selectFrom("contact_method")
    .selectAll()
    .where("person_id", "=", person.id)
    .orderBy("position")
    .execute();
  return fromRows(person, methods);
}

/** A name of nothing but punctuation still has to be told from another. */
function nameKey(name: string): string {
  return roleKey(name) || name;
}

function nameTaken(name: string): AppError {
  return new AppError("conflict", `Another person is called ${name}.`);
}

function toRow(person: Person): Omit<PersonRow, "created_at"> {
  return {
    id: person.id,
    name: person.name,
    name_key: nameKey(person.name),
    title: person.title ?? null,
    time_zone: person.timeZone ?? null,
    role: person.role,
    teams: toJson(person.teams),
    notification_rules:
      person.notificationRules === undefined ? null : toJson(person.notificationRules),
  };
}

function methodToRow(
  personId: string,
  method: ContactMethod,
  { position, createdAt }: { readonly position: number; readonly createdAt: number },
): ContactMethodRow {
  return {
    id: method.id,
    person_id: personId,
    position,
    kind: method.kind,
    address: method.address,
    created_at: createdAt,
    verified_at: method.verifiedAt ?? null,
    test_id: method.lastTest?.id ?? null,
    test_sent_at: method.lastTest?.sentAt ?? null,
    test_outcome: method.lastTest?.outcome ?? null,
    test_reason: method.lastTest?.reason ?? null,
    test_seen_at: method.lastTest?.seenAt ?? null,
  };
}

function fromRows(row: PersonRow, methods: readonly ContactMethodRow[]): Person {
  return {
    id: row.id,
    name: row.name,
    ...(row.title === null ? {} : { title: row.title }),
    ...(row.time_zone === null ? {} : { timeZone: row.time_zone }),
    role: row.role,
    teams: fromJson(row.teams),
    ...(row.notification_rules === null
      ? {}
      : { notificationRules: fromJson<NotificationRules>(row.notification_rules) }),
    contactMethods: methods.map(methodFromRow),
  };
}

function methodFromRow(row: ContactMethodRow): ContactMethod {
  const { id, kind, address, verified_at: verifiedAt } = row;
  const lastTest = testFromRow(row);
  return {
    id,
    kind,
    address,
    ...(verifiedAt === null ? {} : { verifiedAt }),
    ...(lastTest === undefined ? {} : { lastTest }),
  };
}

function testFromRow(row: ContactMethodRow): TestPage | undefined {
  const { test_id: id, test_sent_at: sentAt, test_outcome: outcome } = row;
  if (id === null || sentAt === null || outcome === null) return undefined;
  return {
    id,
    sentAt,
    outcome,
    ...(row.test_reason === null ? {} : { reason: row.test_reason }),
    ...(row.test_seen_at === null ? {} : { seenAt: row.test_seen_at }),
  };
}
