/** The senders that alerts are taken from. */

import { readFile } from "node:fs/promises";
import { type CreateIntegrationInput, integrationKindSchema } from "../../contract/integration.ts";
import type { Command } from "../command.ts";
import { createIntegration, disableIntegration, listIntegrations } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { integrationSnippet } from "../integration-snippet.ts";
import { givenOptions, JSON_OPTION } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import { showInstant } from "../when.ts";

export const integrationList: Command = {
  name: "integration list",
  summary: "Where alerts are taken from",
  example: "tocsin integration list",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const found = await listIntegrations(api);
    if (args.flag("json")) {
      terminal.json(found);
      return 0;
    }
    terminal.table({
      headings: ["Name", "Kind", "State", "Team", "Since", "Id"],
      rows: found.integrations.map(({ id, name, kind, team, createdAt, disabledAt }) => [
        { text: name, style: "bold" },
        kind,
        disabledAt === null
          ? { text: "in use", style: "green" }
          : { text: "disabled", style: "dim" },
        team ?? "",
        showInstant(createdAt, terminal.viewer),
        { text: id, style: "dim" },
      ]),
    });
    return 0;
  },
};

export const integrationCreate: Command = {
  name: "integration create",
  aliases: ["integration add"],
  takes: "NAME",
  summary: "Take alerts from another sender; its key is shown this once",
  about: [
    `KIND is one of ${integrationKindSchema.options.join(", ")}; docs/senders.md says what each takes.`,
    "A --mapping, for the kind plain, is a file of JSON that says where a sender's own form has the title, the status and the rest.",
  ],
  example: "tocsin integration create production --kind alertmanager",
  options: {
    kind: { type: "string", value: "KIND", help: "alertmanager when left out" },
    team: { type: "string", value: "TEAM", help: "Whose alerts they are" },
    mapping: { type: "string", value: "FILE", help: "Where a form of its own has everything" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const [name = ""] = args.positionals;
    const mapping = args.text("mapping");
    const created = await createIntegration(api, {
      name,
      // The server says which kinds there are.
      kind: (args.text("kind") ?? "alertmanager") as CreateIntegrationInput["kind"],
      ...givenOptions(args, ["team"]),
      ...(mapping === undefined ? {} : { mapping: await readMapping(mapping) }),
    });
    if (args.flag("json")) {
      terminal.json(created);
      return 0;
    }
    terminal.print(
      [{ text: created.integration.name, style: "bold" }, ` sends to ${created.url}`],
      ["Key, shown this once: ", { text: created.key, style: "bold" }],
      "",
    );
    terminal.print(...integrationSnippet(created.integration.kind, created));
    return 0;
  },
};

/** The server says what is wrong with it. @throws CliFailure when it is no JSON */
async function readMapping(path: string): Promise<NonNullable<CreateIntegrationInput["mapping"]>> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw usageFailure(`--mapping needs a file of JSON, and ${path} is none: ${reason}`);
  }
}

export const integrationSnippetShow: Command = {
  name: "integration snippet",
  takes: "INTEGRATION",
  summary: "What to paste into a sender's configuration, by the integration's name or id",
  about: [
    "Its key was shown when it was made, and is nowhere now: give it with --key, or put it in the place of KEY.",
  ],
  example: "tocsin integration snippet production",
  options: { key: { type: "string", value: "KEY", help: "The integration's key" } },
  async run({ api, args, terminal }) {
    const { integrations } = await listIntegrations(api);
    const { kind, name, url } = pickByName(integrations, args.positionals[0] ?? "", "integration");
    if (url === null) {
      throw usageFailure(`${name} takes what is sent with API tokens: use \`tocsin alert\`.`);
    }
    terminal.print(...integrationSnippet(kind, { url, key: args.text("key") ?? "KEY" }));
    return 0;
  },
};

export const integrationDisable: Command = {
  name: "integration disable",
  takes: "INTEGRATION",
  summary: "Take no more alerts from a sender, by its name or id",
  example: "tocsin integration disable staging",
  async run({ api, args, terminal }) {
    const { integrations } = await listIntegrations(api);
    const used = integrations.filter(({ disabledAt }) => disabledAt === null);
    const { id, name } = pickByName(used, args.positionals[0] ?? "", "integration");
    await disableIntegration(api, id);
    terminal.print(`Alerts of ${name} are refused from now on.`);
    return 0;
  },
};
