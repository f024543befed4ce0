/** What would become of an alert. */

import type { AlertExplanationJson, ExplainAlertInput } from "../../contract/alert.ts";
import type { Arguments, Command } from "../command.ts";
import { explainAlert } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { givenOptions, JSON_OPTION, labelsOf, labelsOption } from "../options.ts";
import type { Terminal } from "../terminal.ts";
import { showInstant } from "../when.ts";
import { severityText } from "../wording.ts";
import { alertRow } from "./alert-row.ts";

export const alertRoute: Command = {
  name: "alert route",
  takes: "[LABEL…]",
  summary: "What would become of an alert with these labels, and why; nothing happens",
  about: [
    "A LABEL is KEY=VALUE. With --alert it is one that is there, as if it began to fire now.",
    "Without --explain only the severity, team and group are told.",
  ],
  example: "tocsin alert route alertname=DiskFull team=web --annotation value=93% --explain",
  options: {
    explain: { type: "boolean", help: "Say why, and what else would happen" },
    alert: { type: "string", value: "ID", help: "An alert that is there, instead of labels" },
    annotation: { type: "string", value: "KEY=VALUE", multiple: true, help: "An annotation" },
    title: {
      type: "string",
      value: "TEXT",
      help: "Its title: examples of the playbook look at it",
    },
    integration: { type: "string", value: "NAME", help: "As if it came from this sender" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const explained = await explainAlert(api, subjectOf(args));
    if (args.flag("json")) terminal.json(explained);
    else printExplanation(explained, args.flag("explain"), terminal);
    return 0;
  },
};

function subjectOf(args: Arguments): ExplainAlertInput {
  const { alert, ...given } = givenOptions(args, ["alert", "title", "integration"]);
  const annotations = labelsOption(args, "annotation");
  if (alert !== undefined) {
    if (args.positionals.length > 0 || Object.keys({ ...given, ...annotations }).length > 0) {
      throw usageFailure("--alert is an alert as it is: leave labels and the rest out");
    }
    return { alert };
  }
  return { labels: labelsOf(args.positionals, "a label"), annotations, ...given };
}

function printExplanation(
  explained: AlertExplanationJson,
  isLong: boolean,
  terminal: Terminal,
): void {
  const { severity, severityName, team, pages, joins } = explained;
  terminal.print([
    severityText(severity, severityName),
    pages ? ", pages" : ", notifies at low urgency",
    team === null ? "" : `; team ${team}`,
    `; grouped ${explained.grouping}`,
  ]);
  if (!isLong) return;
  const { viewer } = terminal;
  terminal.print(
    alertRow("Severity", `${severity}: ${explained.severityBecause}`),
    ...(explained.routedTo === null ? [] : [alertRow("Routed to", explained.routedTo)]),
    ...(explained.delay === null ? [] : [alertRow("Delay", explained.delay)]),
    ...explained.holds.map(({ because, until }) =>
      alertRow(
        "Held",
        until === null ? because : `${because} (until ${showInstant(until, viewer)})`,
      ),
    ),
    alertRow(
      "Incident",
      joins === null ? "opens one" : `goes to ${joins.number}, which is ${joins.status}`,
    ),
  );
}
