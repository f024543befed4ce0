import type { Principal } from "../../domain/permission.ts";
import type { Person } from "../../domain/person.ts";
import { type AccessAttestation, listAccessAttestations } from "../../store/access.ts";
import { listPeople } from "../../store/people.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadActivePlaybook } from "../playbook/load.ts";
import { maySee } from "./list.ts";

export interface PersonAccess {
  readonly person: Person;
  /** One for each thing required, in the playbook's order. */
  readonly items: readonly {
    readonly item: string;
    /** Undefined: nobody has said that the person has it. */
    readonly attestation: AccessAttestation | undefined;
  }[];
}

export interface RequiredAccess {
  readonly required: readonly string[];
  readonly people: readonly PersonAccess[];
}

/** Who has said to have the access that the playbook in force requires, and who has not. */
export async function listAccess(
  context: OperationContext,
  principal: Principal,
): Promise<RequiredAccess> {
  authorise(principal, "person.read");
  const tx = context.database.read;
  const playbook = await loadActivePlaybook(tx);
  const required = playbook.access.map(({ text }) => text);
  const byPerson = Map.groupBy(await listAccessAttestations(tx), ({ personId }) => personId);
  const people = (await listPeople(tx)).filter((person) => maySee(principal, person));
  return {
    required,
    people: people.map((person) => ({
      person,
      items: required.map((item) => ({
        item,
        attestation: byPerson.get(person.id)?.find((said) => said.item === item),
      })),
    })),
  };
}
