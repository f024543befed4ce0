/** Test pages: whether a page would arrive. */

import type { ContactMethodJson, PersonJson } from "../../contract/person.ts";
import { MS } from "../../domain/duration.ts";
import type { Command, CommandContext } from "../command.ts";
import { sendTestPages, showPerson } from "../endpoints.ts";
import { JSON_OPTION } from "../options.ts";
import { pickContactMethodByKind } from "../pick-contact-method.ts";
import { pickPerson } from "../pick-person.ts";
import { testText } from "../test-page-text.ts";
import { channelText } from "../wording.ts";

const LOOK_EVERY_MS = 2 * MS.second;
/** Longer than three tries, each with what a provider may take. */
const LOOKS_MAX = 45;

export const personTestPage: Command = {
  name: "person test-page",
  takes: "PERSON",
  summary: "Send a test page over each way to reach a person, and say how it went",
  about: [
    "PERSON is a name, or `me`. The message says that it is a test and asks its reader to say that they have seen it: by its link, a key in a call, or a reply by SMS. No incident is opened.",
    "Waits until each was taken or has failed; exit code 1 when one has failed. Every two minutes at most.",
  ],
  example: "tocsin person test-page me --method sms",
  options: {
    method: {
      type: "string",
      value: "METHOD",
      help: "Over this one only: its address, or its kind where there is one of it",
    },
    ...JSON_OPTION,
  },
  async run(context) {
    const { api, args, terminal } = context;
    const person = await pickPerson(api, args.positionals[0] ?? "");
    const which = args.text("method");
    const only = which === undefined ? {} : { methodId: pickContactMethodByKind(person, which).id };
    const { tests } = await sendTestPages(api, person.id, only);
    const ids = new Set(tests.map(({ id }) => id));
    const methods = await untilSettled(context, person.id, ids);
    if (args.flag("json")) terminal.json({ contactMethods: methods });
    else print(person, methods, context);
    return methods.some(({ lastTest }) => lastTest?.outcome === "failed") ? 1 : 0;
  },
};

/** Looks until nothing is on its way any more, or for as long as anybody would wait. */
async function untilSettled(
  { api, surroundings }: CommandContext,
  personId: string,
  ids: ReadonlySet<string>,
): Promise<readonly ContactMethodJson[]> {
  for (let look = 1; ; look += 1) {
    await surroundings.wait(LOOK_EVERY_MS);
    const { contactMethods } = await showPerson(api, personId);
    const tested = contactMethods.filter(({ lastTest }) => ids.has(lastTest?.id ?? ""));
    const isSettled = tested.every(({ lastTest }) => lastTest?.outcome !== "pending");
    if (isSettled || look >= LOOKS_MAX) return tested;
  }
}

function print(
  { name }: PersonJson,
  methods: readonly ContactMethodJson[],
  { terminal }: CommandContext,
): void {
  const { viewer } = terminal;
  terminal.print({ text: `Test page to ${name}`, style: "bold" });
  terminal.table({
    rows: methods.map((method) => [
      `${channelText(method.kind)} ${method.address}`.trimEnd(),
      testText(method, viewer),
    ]),
  });
  if (methods.some(({ lastTest }) => lastTest?.outcome === "delivered")) {
    terminal.print({
      text: "Say in the message that you have seen it: taken by a provider is not yet arrived.",
      style: "dim",
    });
  }
}
