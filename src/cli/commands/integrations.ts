/** The senders that alerts are taken from. */

import type { CreateIntegrationInput } from "../../contract/integration.ts";
import type { Command } from "../command.ts";
import { createIntegration, disableIntegration, listIntegrations } from "../endpoints.ts";
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
  takes: "NAME",
  summary: "Take alerts from another sender; its key is shown this once",
  about: [
    "KIND is alertmanager (webhook), prometheus (straight to Tocsin, as to an Alertmanager), pagerduty-events (Events API v2, which most tools speak), opsgenie (its alert API), grafana (webhook), grafana-oncall (formatted webhook), or plain (JSON).",
  ],
  example: "tocsin integration create production --kind alertmanager",
  options: {
    kind: { type: "string", value: "KIND", help: "alertmanager when left out" },
    team: { type: "string", value: "TEAM", help: "Whose alerts they are" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const [name = ""] = args.positionals;
    const created = await createIntegration(api, {
      name,
      // The server says which kinds there are.
      kind: (args.text("kind") ?? "alertmanager") as CreateIntegrationInput["kind"],
      ...givenOptions(args, ["team"]),
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
    terminal.print(...integrationSnippet(created));
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
