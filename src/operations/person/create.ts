import type { Principal, Role } from "../../domain/permission.ts";
import type { ContactMethod, Person } from "../../domain/person.ts";
import type { ContactMethodKind } from "../../domain/playbook.ts";
import { savePerson } from "../../store/people.ts";
import { recordDeed } from "../audit/record.ts";
import { authoriseForTeams } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

export interface CreatePerson {
  readonly name: string;
  readonly title?: string;
  readonly timeZone?: string;
  readonly role: Role;
  readonly teams: readonly string[];
  readonly contactMethods: readonly {
    readonly kind: ContactMethodKind;
    readonly address: string;
  }[];
}

/**
 * Adds a person. Addresses arrive checked by their channel.
 * @throws AppError `forbidden` beyond the principal's teams, `conflict` when the name is taken.
 */
export async function createPerson(
  context: OperationContext,
  principal: Principal,
  input: CreatePerson,
): Promise<Person> {
  authoriseForTeams(principal, "person.write", input.teams);
  const contactMethods: ContactMethod[] = input.contactMethods.map(({ kind, address }) => ({
    id: context.newId(),
    kind,
    address,
  }));
  const person: Person = { ...input, id: context.newId(), contactMethods };
  await context.database.transaction(async (tx) => {
    await savePerson(tx, person, context.clock.now());
    const { name, role, teams } = person;
    await recordDeed(context, tx, {
      principal,
      action: "person.create",
      subject: `person ${person.id}`,
      detail: { name, role, teams, contactMethods: contactMethods.map(({ kind }) => kind) },
    });
  });
  return person;
}
