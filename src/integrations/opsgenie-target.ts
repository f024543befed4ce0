/**
 * What an address of Opsgenie's alert API says: which alert is meant, and what is to be done to it.
 * https://docs.opsgenie.com/docs/alert-api
 */

export type OpsgenieVerb =
  | "create"
  | "close"
  | "delete"
  | "acknowledge"
  | "unacknowledge"
  | "notes"
  | "tags"
  | "details"
  | "message"
  | "description"
  | "priority";

/** The two ways to name an alert that mean something here; Opsgenie's tiny ids are numbers of its own. */
export type IdentifierType = "alias" | "id" | "tiny";

export interface OpsgenieTarget {
  readonly verb: OpsgenieVerb;
  /** Empty where an alert is created. */
  readonly identifier: string;
  readonly identifierType: IdentifierType;
}

const VERBS: ReadonlyMap<string, OpsgenieVerb> = new Map([
  ["POST close", "close"],
  ["POST acknowledge", "acknowledge"],
  ["POST unacknowledge", "unacknowledge"],
  ["POST notes", "notes"],
  ["POST tags", "tags"],
  ["POST details", "details"],
  ["PUT message", "message"],
  ["PUT description", "description"],
  ["PUT priority", "priority"],
  ["DELETE ", "delete"],
]);

/** What is meant by a method, an identifier and what follows it in the address; undefined for what senders may not do here. */
export function opsgenieTarget(given: {
  readonly method: string;
  readonly identifier: string;
  readonly action?: string;
  readonly identifierType?: string;
}): OpsgenieTarget | undefined {
  const verb = VERBS.get(`${given.method} ${given.action ?? ""}`);
  if (verb === undefined) return undefined;
  const { identifier } = given;
  return { verb, identifier, identifierType: readIdentifierType(given.identifierType) };
}

/** Left out it means the id, as Opsgenie has it. */
export function readIdentifierType(text: string | undefined): IdentifierType {
  const type = text?.toLowerCase();
  return type === "alias" || type === "tiny" ? type : "id";
}

/** As text, for the receipt. */
export function writeTarget({ verb, identifier, identifierType }: OpsgenieTarget): string {
  return [verb, identifierType, encodeURIComponent(identifier.toWellFormed())].join(" ");
}

/** Reads what `writeTarget` wrote; without any, an alert is created. */
export function readTarget(text: string | undefined): OpsgenieTarget {
  const [verb = "create", identifierType, identifier = ""] = text?.split(" ") ?? [];
  return {
    verb: verb as OpsgenieVerb,
    identifierType: readIdentifierType(identifierType),
    identifier: decodeURIComponent(identifier),
  };
}
