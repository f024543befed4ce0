import type { SendAlertInput } from "../../contract/alert.ts";
import type { Arguments, Command } from "../command.ts";
import { sendAlert } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { givenOptions, JSON_OPTION, labelsOption } from "../options.ts";

export const alert: Command = {
  name: "alert",
  takes: "TITLE",
  summary: "Send an alert, from a script or by hand",
  about: [
    "The same --key is the same alert: sent again it is counted, with --resolve it ends. Without a key each stands alone.",
  ],
  example: 'tocsin alert "Backup failed" --severity P2 --label host=db-1 --key backup',
  options: {
    severity: {
      type: "string",
      value: "ID",
      help: "A severity of the playbook, or critical, error, warning, info",
    },
    label: { type: "string", value: "KEY=VALUE", multiple: true, help: "A label" },
    description: { type: "string", value: "TEXT", help: "What a responder should know" },
    key: { type: "string", value: "KEY", help: "Which alert it is" },
    url: { type: "string", value: "URL", help: "Where more is to be seen" },
    resolve: { type: "boolean", help: "It has ended; needs --key" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const accepted = await sendAlert(api, alertOf(args));
    if (args.flag("json")) {
      terminal.json(accepted);
      return 0;
    }
    for (const reason of accepted.unparsed) {
      terminal.print({ text: `Not understood, and paged as it is: ${reason}`, style: "yellow" });
    }
    const hasEnded = args.flag("resolve");
    const what = hasEnded ? "The end of the alert" : "The alert";
    terminal.print({ text: `${what} is on disk.`, style: "green" });
    const [key] = hasEnded ? [] : accepted.dedupKeys;
    if (key !== undefined) terminal.print(`When it has ended: --resolve --key ${key}`);
    return 0;
  },
};

function alertOf(args: Arguments): SendAlertInput {
  const [title = ""] = args.positionals;
  const { key, description, ...given } = givenOptions(args, [
    "severity",
    "url",
    "key",
    "description",
  ]);
  const labels = labelsOption(args, "label");
  if (args.flag("resolve") && key === undefined) {
    throw usageFailure("--resolve needs --key: it says which alert has ended");
  }
  const alert: SendAlertInput = { title, ...given };
  if (key !== undefined) alert.dedupKey = key;
  if (description !== undefined) alert.annotations = { description };
  if (Object.keys(labels).length > 0) alert.labels = labels;
  if (args.flag("resolve")) alert.status = "resolved";
  return alert;
}
