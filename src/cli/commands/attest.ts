import type { AccessJson, PersonAccessJson } from "../../contract/access.ts";
import type { Command, CommandContext } from "../command.ts";
import { attestAccess, readAccess } from "../endpoints.ts";
import { CliFailure } from "../failure.ts";
import { JSON_OPTION } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import { ownPersonId } from "../pick-person.ts";
import { showInstant } from "../when.ts";

/** An item by its place in the list. */
const NUMBERED = /^\d{1,3}$/;

export const personAttest: Command = {
  name: "person attest",
  takes: "PERSON [ITEM]",
  summary: "Confirm an access that the playbook requires of responders",
  about: [
    "PERSON is a name, or `me`. ITEM is its number in the list that is shown without one, or its text.",
  ],
  example: "tocsin person attest me 2",
  options: { withdraw: { type: "boolean", help: "It is no longer so" }, ...JSON_OPTION },
  run: attest,
};

async function attest(context: CommandContext): Promise<number> {
  const { api, args, terminal } = context;
  const [written = "", item] = args.positionals;
  if (written === "me" && item !== undefined && !NUMBERED.test(item)) {
    // Of their own accesses responders may speak, without seeing everybody's.
    await say(context, await ownPersonId(api), item);
    return 0;
  }
  const before = await readAccess(api);
  const wanted = written === "me" ? await ownPersonId(api) : written;
  const { access } = pickByName(named(before), wanted, "person");
  if (item === undefined) {
    if (args.flag("json")) terminal.json(access);
    else printAccess(access, terminal);
    return 0;
  }
  await say(context, access.personId, itemOf(before.required, item));
  return 0;
}

async function say(
  { api, args, terminal }: CommandContext,
  personId: string,
  item: string,
): Promise<void> {
  const attested = !args.flag("withdraw");
  await attestAccess(api, personId, { item, attested });
  if (args.flag("json")) terminal.json({ personId, item, attested });
  else terminal.print(`${attested ? "Attested" : "No longer attested"}: ${item}`);
}

function named({ people }: AccessJson) {
  return people.map((access) => ({ id: access.personId, name: access.person, access }));
}

function itemOf(required: readonly string[], written: string): string {
  const byNumber = NUMBERED.test(written) ? required[Number(written) - 1] : undefined;
  const found = byNumber ?? required.find((item) => item.toLowerCase() === written.toLowerCase());
  if (found !== undefined) return found;
  throw new CliFailure("not-found", `the playbook requires no access "${written}"`, {
    help: required.map((item, index) => `${index + 1}  ${item}`),
  });
}

function printAccess(access: PersonAccessJson, terminal: CommandContext["terminal"]): void {
  terminal.print({ text: access.person, style: "bold" });
  if (access.items.length === 0) terminal.print("The playbook requires no access of anybody.");
  terminal.table({
    rows: access.items.map(({ item, attested, attestedAt }, index) => [
      `${index + 1}`,
      attested ? { text: "attested", style: "green" } : { text: "missing", style: "yellow" },
      item,
      attestedAt === null ? "" : showInstant(attestedAt, terminal.viewer),
    ]),
  });
}
