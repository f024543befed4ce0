import type { ContactMethodJson, PersonJson } from "../contract/person.ts";
import { CliFailure } from "./failure.ts";

/**
 * A contact method by its address, its id, or its kind where it has no address.
 * @throws CliFailure `not-found`, with those that there are
 */
export function pickContactMethod(person: PersonJson, which: string): ContactMethodJson {
  const method = person.contactMethods.find(
    ({ id, address, kind }) => id === which || (address === "" ? kind : address) === which,
  );
  if (method !== undefined) return method;
  throw new CliFailure("not-found", `${person.name} is not reached by "${which}"`, {
    help: person.contactMethods.map(({ kind, address }) => `${kind} ${address}`.trimEnd()),
  });
}

/** The same, where it does no harm to mean another one: the kind is enough when there is one of it. */
export function pickContactMethodByKind(person: PersonJson, which: string): ContactMethodJson {
  const [method, another] = person.contactMethods.filter(({ kind }) => kind === which);
  return method !== undefined && another === undefined ? method : pickContactMethod(person, which);
}
