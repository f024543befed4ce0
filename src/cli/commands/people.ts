/** People and how they are reached. */

import type {
  AddContactMethodInput,
  ContactMethodJson,
  CreatePersonInput,
  PersonJson,
} from "../../contract/person.ts";
import type { Command } from "../command.ts";
import { addContactMethod, addPerson, listPeople, removeContactMethod } from "../endpoints.ts";
import { givenOptions, JSON_OPTION } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import { pickContactMethod } from "../pick-contact-method.ts";
import { printWarnings } from "../print-warnings.ts";
import type { Terminal } from "../terminal.ts";
import { channelText } from "../wording.ts";

export const personList: Command = {
  name: "person list",
  aliases: ["people"],
  summary: "People, their roles, and how they are reached",
  example: "tocsin person list",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const found = await listPeople(api);
    if (args.flag("json")) terminal.json(found);
    else printPeople(found.people, terminal);
    return 0;
  },
};

export const personAdd: Command = {
  name: "person add",
  takes: "NAME",
  summary: "Add a person, by the name that the playbook uses",
  example: "tocsin person add Priya --role responder --email priya@example.com",
  options: {
    role: {
      type: "string",
      value: "ROLE",
      help: "viewer, responder (when left out), manager or admin",
    },
    title: { type: "string", value: "TEXT", help: "What they are: CTO" },
    "time-zone": { type: "string", value: "ZONE", help: "For display: Europe/Berlin" },
    team: { type: "string", value: "TEAM", multiple: true, help: "Confined to this team" },
    email: { type: "string", value: "ADDRESS", multiple: true, help: "Reached by e-mail" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const [name = ""] = args.positionals;
    const {
      "time-zone": timeZone,
      role,
      ...given
    } = givenOptions(args, ["role", "title", "time-zone"]);
    const person = await addPerson(api, {
      name,
      ...given,
      // The server says which roles there are.
      ...(role === undefined ? {} : { role: role as NonNullable<CreatePersonInput["role"]> }),
      ...(timeZone === undefined ? {} : { timeZone }),
      teams: [...args.texts("team")],
      contactMethods: args.texts("email").map((address) => ({ kind: "email", address })),
    });
    if (args.flag("json")) terminal.json(person);
    else printPeople([person], terminal);
    return 0;
  },
};

export const personContactAdd: Command = {
  name: "person contact add",
  takes: "PERSON KIND [ADDRESS]",
  summary: "Add a way to reach a person; they are tried in their order",
  about: [
    "KIND is email, ntfy (a topic's URL), telegram (a chat id), pushover (a user key),",
    "webhook (a URL), or console, which has no address.",
    "A browser is added with `tocsin person push-link`.",
  ],
  example: "tocsin person contact add Bob email bob@example.com",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const [written = "", kind = "", address = ""] = args.positionals;
    const person = pickByName((await listPeople(api)).people, written, "person");
    // The server says which kinds there are, and what an address of each looks like.
    const asked = { kind: kind as AddContactMethodInput["kind"], address };
    const added = await addContactMethod(api, person.id, asked);
    if (args.flag("json")) {
      terminal.json(added);
      return 0;
    }
    const contactMethods = [...person.contactMethods, added];
    printPeople([{ ...person, contactMethods, reachable: true, warning: null }], terminal);
    terminal.print({
      text: `Prove it: tocsin person verify ${person.id} ${added.id}`,
      style: "dim",
    });
    return 0;
  },
};

export const personContactRemove: Command = {
  name: "person contact remove",
  takes: "PERSON ADDRESS",
  summary: "Take a way to reach a person away",
  about: ["ADDRESS is the address, or the kind where there is none: console."],
  example: "tocsin person contact remove Bob bob@example.com",
  async run({ api, args, terminal }) {
    const [written = "", which = ""] = args.positionals;
    const { people } = await listPeople(api);
    const person = pickByName(people, written, "person");
    const method = pickContactMethod(person, which);
    await removeContactMethod(api, person.id, method.id);
    const left = person.contactMethods.length - 1;
    terminal.print(
      `${person.name} is no longer reached by ${channelText(method.kind)} ${method.address}`.trimEnd(),
    );
    if (left === 0) {
      terminal.print({ text: `${person.name} cannot be reached at all now.`, style: "red" });
    }
    return 0;
  },
};

export function printPeople(people: readonly PersonJson[], terminal: Terminal): void {
  if (people.length === 0) terminal.print("There is nobody yet: tocsin person add NAME");
  terminal.table({
    headings: ["Name", "Role", "Reached by", "Teams"],
    rows: people.map((person) => [
      {
        text: person.title === null ? person.name : `${person.name} (${person.title})`,
        style: "bold",
      },
      person.role,
      person.reachable
        ? person.contactMethods.map(methodText).join(", then ")
        : { text: "nothing: cannot be reached", style: "red" },
      person.teams.length === 0 ? "all" : person.teams.join(", "),
    ]),
  });
  printWarnings(
    people.flatMap(({ name, warning }) =>
      warning === null ? [] : [{ person: name, text: warning }],
    ),
    terminal,
  );
}

function methodText({ kind, address, verifiedAt }: ContactMethodJson): string {
  const text = `${channelText(kind)} ${address}`.trimEnd();
  return verifiedAt === null ? `${text} (not verified)` : text;
}
