import type { ContactMethodJson, PersonJson } from "../../contract/person.ts";
import type { Command, CommandContext } from "../command.ts";
import { confirmVerification, sendVerification } from "../endpoints.ts";
import { JSON_OPTION } from "../options.ts";
import { pickContactMethodByKind } from "../pick-contact-method.ts";
import { pickPerson } from "../pick-person.ts";
import { showInstant } from "../when.ts";
import { channelText } from "../wording.ts";

export const personVerify: Command = {
  name: "person verify",
  takes: "PERSON METHOD [CODE]",
  summary: "Prove that a contact method reaches its owner: a code goes out over it and comes back",
  about: [
    "PERSON is a name, or `me`. METHOD is the address, or the kind where there is one of it: email.",
    "Without CODE one is sent, and asked for on a terminal. It is valid for 15 minutes and 5 tries; a new one takes its place.",
  ],
  example: "tocsin person verify me ntfy",
  options: JSON_OPTION,
  async run(context) {
    const { api, args } = context;
    const [written = "", which = "", code] = args.positionals;
    const person = await pickPerson(api, written);
    const method = pickContactMethodByKind(person, which);
    return code === undefined
      ? send(context, person, method)
      : confirm(context, person, { method, code });
  },
};

async function send(
  context: CommandContext,
  person: PersonJson,
  method: ContactMethodJson,
): Promise<number> {
  const { api, args, terminal, surroundings } = context;
  const sent = await sendVerification(api, person.id, method.id);
  if (args.flag("json")) {
    terminal.json(sent);
    return sent.accepted ? 0 : 1;
  }
  const where = nameOf(method);
  if (!sent.accepted) {
    terminal.print(
      { text: `No code went out by ${where}: ${sent.reason ?? "unknown"}.`, style: "red" },
      "Put the address or the channel's settings right, and ask again: `tocsin doctor` says what is missing.",
    );
    return 1;
  }
  const { viewer } = terminal;
  terminal.print(
    `A code for ${person.name} is on its way by ${where}. It is valid until ${showInstant(sent.expiresAt, viewer)}.`,
  );
  if (surroundings.canAsk) {
    const code = (await surroundings.ask("Code: "))?.trim() ?? "";
    if (code !== "") return confirm(context, person, { method, code });
  }
  terminal.print({ text: "Give it back with the same command and the code.", style: "dim" });
  return 0;
}

async function confirm(
  { api, args, terminal }: CommandContext,
  person: PersonJson,
  { method, code }: { readonly method: ContactMethodJson; readonly code: string },
): Promise<number> {
  const verified = await confirmVerification(api, person.id, { id: method.id, body: { code } });
  if (args.flag("json")) terminal.json(verified);
  else
    terminal.print({
      text: `Verified: ${person.name} is reached by ${nameOf(method)}.`,
      style: "green",
    });
  return 0;
}

function nameOf({ kind, address }: ContactMethodJson): string {
  return `${channelText(kind)} ${address}`.trimEnd();
}
