/** Alerts that are only sent to see that they page. */

import type { Command } from "../command.ts";
import { sendTestAlert } from "../endpoints.ts";
import { givenOptions, JSON_OPTION, labelsOption } from "../options.ts";

export const alertTest: Command = {
  name: "alert test",
  takes: "INTEGRATION",
  summary: "Send a test alert through a sender's integration: it pages by the rules",
  about: [
    "Its title begins with TEST and it has the label tocsin_mode=test. Each test opens an incident of its own.",
  ],
  example: "tocsin alert test production --severity P1",
  options: {
    severity: {
      type: "string",
      value: "ID",
      help: "A severity of the playbook, or critical, error, warning, info",
    },
    label: { type: "string", value: "KEY=VALUE", multiple: true, help: "A label, to try rules" },
    title: { type: "string", value: "TEXT", help: "What it says behind TEST" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const [integration = ""] = args.positionals;
    const labels = labelsOption(args, "label");
    const accepted = await sendTestAlert(api, {
      integration,
      ...givenOptions(args, ["severity", "title"]),
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
    });
    if (args.flag("json")) {
      terminal.json(accepted);
      return 0;
    }
    terminal.print(
      { text: "The test alert is on disk, and pages by the rules.", style: "green" },
      `What became of it: tocsin alert list tocsin_mode=test --integration ${integration}`,
    );
    return 0;
  },
};
