/** Alerts: those there are, and why one paged or not. */

import type { AlertDetailJson, ListedAlertJson } from "../../contract/alert.ts";
import type { Command } from "../command.ts";
import { listAlerts, showAlert } from "../endpoints.ts";
import { givenOptions, JSON_OPTION } from "../options.ts";
import type { Line, Styled } from "../styled.ts";
import type { Terminal } from "../terminal.ts";
import { showDistance, showInstant, type Viewer } from "../when.ts";
import { alertRow } from "./alert-row.ts";

const MATCHERS_ABOUT =
  "A MATCHER is service=api, severity!=info, host=~'web-.*' or team!~'a|b'; all of them have to hold.";

export const alertList: Command = {
  name: "alert list",
  takes: "[MATCHER…]",
  summary: "Alerts that fire, the newest first",
  about: [MATCHERS_ABOUT],
  example: "tocsin alert list service=api severity=~'critical|error'",
  options: {
    state: {
      type: "string",
      value: "STATE",
      help: "firing (when left out), held (fires, and something keeps it from paging), or resolved",
    },
    integration: { type: "string", value: "NAME", help: "Only those of this sender" },
    limit: { type: "string", value: "N", help: "How many at most; 50 when left out, 200 at most" },
    before: { type: "string", value: "ID", help: "Where to go on, as the page before said" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const matchers = args.positionals.join(",");
    const page = await listAlerts(api, {
      ...givenOptions(args, ["state", "integration", "limit", "before"]),
      ...(matchers === "" ? {} : { matchers }),
    });
    if (args.flag("json")) {
      terminal.json(page);
      return 0;
    }
    if (page.alerts.length === 0) terminal.print("No alert is like that.");
    else {
      terminal.table({
        headings: ["State", "Alert", "Sender", "Incident", "Since", "Id"],
        rows: page.alerts.map((alert) => [
          stateText(alert),
          alert.title,
          alert.integration,
          incidentText(alert),
          showDistance(alert.startsAt, terminal.viewer),
          { text: alert.id, style: "dim" },
        ]),
      });
    }
    if (page.nextBefore !== null) {
      terminal.print({ text: `More: --before ${page.nextBefore}`, style: "dim" });
    }
    return 0;
  },
};

export const alertShow: Command = {
  name: "alert show",
  takes: "ALERT",
  summary: "One alert, and why somebody was paged for it, or not",
  about: ["Its id is in `tocsin alert list`."],
  example: "tocsin alert show 019ab6a0-7b1c-7c3e-9a55-0d6c3f1f2a10",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const alert = await showAlert(api, args.positionals[0] ?? "");
    if (args.flag("json")) terminal.json(alert);
    else printAlert(alert, terminal);
    return 0;
  },
};

function printAlert(alert: AlertDetailJson, terminal: Terminal): void {
  const { viewer } = terminal;
  const times = alert.receivedCount === 1 ? "once" : `${alert.receivedCount} times`;
  terminal.print(
    [stateText(alert), "  ", { text: alert.title, style: "bold" }],
    `Since ${showInstant(alert.startsAt, viewer)}, ${showDistance(alert.startsAt, viewer)}; reported ${times}, last ${showInstant(alert.lastReceivedAt, viewer)}, by ${alert.integration}`,
  );
  if (alert.endsAt !== null) terminal.print(`Ended ${showInstant(alert.endsAt, viewer)}`);
  printPairs(terminal, "Labels", alert.labels);
  printPairs(terminal, "Annotations", alert.annotations);
  if (alert.sourceUrl !== null) terminal.print(`More: ${alert.sourceUrl}`);
  terminal.print("", { text: "Why", style: "bold" });
  for (const line of whyLines(alert, terminal)) terminal.print(line);
}

/** From the sender to the incident. */
function whyLines(alert: AlertDetailJson, { viewer }: Terminal): readonly Line[] {
  const { decision, incident } = alert;
  const requests = alert.receipts.flatMap((receipt) => receipt.requests);
  const bytes = requests.reduce((sum, request) => sum + request.bytes, 0);
  return [
    alertRow(
      "Receipt",
      requests.length === 0
        ? "not kept any more"
        : `${alert.receipts.map(({ id }) => id).join(", ")}: ${requests.length === 1 ? "a request" : `${requests.length} requests`} of ${bytes} bytes`,
    ),
    ...(decision === null
      ? [alertRow("Severity", "not decided: it never acted on an incident")]
      : [
          alertRow("Severity", `${decision.severity}: ${decision.severityBecause}`),
          ...(decision.routedTo === null ? [] : [alertRow("Routed to", decision.routedTo)]),
          alertRow("Group", decision.grouping),
          ...(decision.delay === null ? [] : [alertRow("Delay", decision.delay)]),
          alertRow("Outcome", `${decision.outcome}, ${showInstant(decision.decidedAt, viewer)}`),
        ]),
    ...alert.holds.map(({ because, until }) =>
      alertRow(
        "Held",
        until === null ? because : `${because} (until ${showInstant(until, viewer)})`,
      ),
    ),
    ...flappingLines(alert, viewer),
    alertRow(
      "Incident",
      incident === null
        ? `none: nobody ${alert.status === "resolved" ? "was" : "is"} paged for it`
        : `${incident.number}, ${incident.severity}, ${incident.status}: tocsin incident show ${incident.number}`,
    ),
  ];
}

function flappingLines({ flapping }: AlertDetailJson, viewer: Viewer): readonly Line[] {
  if (flapping === null) return [];
  const { since, until, endedAt } = flapping;
  const now =
    endedAt === null
      ? `unless it changes before ${showInstant(until, viewer)}, no more then`
      : `it ended ${showInstant(endedAt, viewer)}, and counts as firing until ${showInstant(until, viewer)}`;
  return [alertRow("Flapping", `comes and goes since ${showInstant(since, viewer)}; ${now}`)];
}

function printPairs(
  terminal: Terminal,
  title: string,
  pairs: Readonly<Record<string, string>>,
): void {
  const entries = Object.entries(pairs);
  if (entries.length === 0) return;
  terminal.print("", { text: title, style: "bold" });
  for (const [name, value] of entries) terminal.print(["  ", `${name}=${value}`]);
}

function stateText(alert: Pick<ListedAlertJson, "status" | "held" | "flapping">): Styled {
  const { status, held, flapping } = alert;
  if (status === "resolved") return { text: "resolved", style: "green" };
  if (flapping !== null) return { text: "flapping", style: "red" };
  return held ? { text: "held", style: "yellow" } : { text: "firing", style: "red" };
}

function incidentText({ incident, heldBy, status }: ListedAlertJson): string {
  if (incident !== null) return `${incident.number} ${incident.severity} ${incident.status}`;
  if (heldBy.length === 0) return "";
  return `none: ${heldBy.join(", ")}${status === "resolved" ? " until it ended" : ""}`;
}
