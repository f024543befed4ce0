/** Whom a command is about: by name, by id, or `me`. */

import type { PersonJson } from "../contract/person.ts";
import type { ApiClient } from "./api-client.ts";
import { listPeople, showPerson, whoAmI } from "./endpoints.ts";
import { CliFailure } from "./failure.ts";
import { pickByName } from "./pick-by-name.ts";

/** `me` is also for those who may not list people. @throws CliFailure `not-found`, `conflict` */
export async function pickPerson(api: ApiClient, written: string): Promise<PersonJson> {
  if (written === "me") return showPerson(api, await ownPersonId(api));
  return pickByName((await listPeople(api)).people, written, "person");
}

/** @throws CliFailure `not-found` when the token is no person's */
export async function ownPersonId(api: ApiClient): Promise<string> {
  const { personId, name } = await whoAmI(api);
  if (personId !== null) return personId;
  throw new CliFailure("not-found", `the token belongs to ${name}, which is no person`, {
    help: ["Name the person in place of `me`."],
  });
}
