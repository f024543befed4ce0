/**
 * The same storm, a minute long, replayed into Debian's Alertmanager and into Tocsin by the same requests:
 * what each wakes people with, side by side, and that Tocsin misses nothing that matters. What matters is
 * every group that fires without a break for longer than Alertmanager by its own default waits before it
 * tells anybody.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { AlertListJson, ListedAlertJson } from "../../src/contract/alert.ts";
import { startAlertmanager } from "../support/alertmanager-server.ts";
import { describeWith } from "../support/describe-with.ts";
import {
  type HttpReceiver,
  type ReceivedPost,
  startHttpReceiver,
} from "../support/http-receiver.ts";
import { useLab } from "../support/lab.ts";
import { ANY_PLAYBOOK, writePlaybookFolder } from "../support/playbook-folder.ts";
import {
  groupOf,
  groupsLasting,
  reportsOfStorm,
  STORM,
  STORM_MS,
  type StormReport,
} from "../support/storm-script.ts";
import { startTocsinProcess, type TocsinProcess } from "../support/tocsin-process.ts";
import { waitUntil } from "../support/wait-until.ts";

/** This and the intervals are Alertmanager's own defaults. */
const GROUP_WAIT_MS = 30_000;
const CONFIG = `receivers:
  - name: tocsin
    webhook_configs: [{ url: "URL" }]
route:
  receiver: tocsin
  group_by: [alertname, cluster, service]
  group_wait: ${GROUP_WAIT_MS / 1000}s
  group_interval: 5m
  repeat_interval: 4h`;
/** Reports that fall into it are sent together, as Prometheus does with what it finds in one round. */
const BATCH_MS = 250;

/** What one side made of the storm. */
interface Outcome {
  readonly pages: number;
  /** Messages that wake nobody. */
  readonly others: number;
  readonly firstPageMs: number;
  /** Those of which an alert is in what was paged for. */
  readonly groups: ReadonlySet<string>;
}

describeWith(["alertmanager"], "a storm of 5,000 reports in a minute", () => {
  const lab = useLab();
  const [alice, , carol] = ANY_PLAYBOOK.people;
  const reports = reportsOfStorm();
  const thatMatter = groupsLasting(GROUP_WAIT_MS);
  let outside: HttpReceiver;
  let tocsin: TocsinProcess;
  let startedAt: number;

  it("is replayed into both", async () => {
    outside = await startHttpReceiver(lab);
    const alertmanager = await startAlertmanager(lab, CONFIG.replace("URL", `${outside.url}/am`));
    tocsin = await startTocsinProcess(lab, { playbook: playbook() });
    const { key } = await tocsin.createIntegration("prometheus");
    const sides = [
      `http://${alertmanager.address}/api/v2/alerts`,
      `${tocsin.url}/ingest/prometheus/${key}/api/v2/alerts`,
    ];
    startedAt = Date.now();
    for (const [beat, together] of Map.groupBy(reports, ({ atMs }) => Math.ceil(atMs / BATCH_MS))) {
      await sleep(Math.max(startedAt + beat * BATCH_MS - Date.now(), 0));
      const body = JSON.stringify(together.map(asPosted));
      await Promise.all(sides.map((url) => post(url, body)));
    }
    await sleep(Math.max(startedAt + STORM_MS - Date.now(), 0));
  });

  it("loses Tocsin no report", async () => {
    const alerts = await allAlerts();
    expect(alerts).toHaveLength(STORM.length);
    const count = alerts.reduce((sum, { receivedCount }) => sum + receivedCount, 0);
    expect(count).toBe(reports.length);
  });

  it("lets Tocsin page for every group that matters", async () => {
    await waitUntil("each of them was paged for", async () =>
      thatMatter.isSubsetOf((await outcomeOfTocsin()).groups),
    );
    print({ alertmanager: outcomeOfAlertmanager(), tocsin: await outcomeOfTocsin() });
  });

  function playbook(): string {
    const onCall = { primary: alice, secondary: carol, escalation: carol };
    const contacts = {
      [alice]: [{ kind: "ntfy" as const, address: `${outside.url}/alice` }],
      [carol]: [{ kind: "ntfy" as const, address: `${outside.url}/carol` }],
    };
    // One person is woken, as Alertmanager's one receiver is.
    const setup = { text: ANY_PLAYBOOK, onCall, contacts, after: ["0s", "10m", "20m"] };
    return writePlaybookFolder(`${lab.folder}/playbook`, setup);
  }

  function asPosted({ labels, firedAtMs, endedAtMs }: StormReport) {
    const isoOf = (ms: number): string => new Date(startedAt + ms).toISOString();
    return {
      labels,
      annotations: { summary: `${groupOf(labels)} at ${labels["instance"]}` },
      startsAt: isoOf(firedAtMs),
      endsAt: isoOf(endedAtMs ?? STORM_MS * 10),
    };
  }

  async function allAlerts(): Promise<readonly ListedAlertJson[]> {
    const found: ListedAlertJson[] = [];
    for (const state of ["firing", "resolved"]) {
      for (let before: string | null = ""; before !== null; ) {
        const rest: string = before === "" ? "" : `&before=${before}`;
        const page: AlertListJson = await tocsin.read(`alerts?state=${state}&limit=200${rest}`);
        found.push(...page.alerts);
        before = page.nextBefore;
      }
    }
    return found;
  }

  async function outcomeOfTocsin(): Promise<Outcome> {
    const sent = outside.received.filter(({ path }) => path !== "/am");
    const pages = sent.filter(({ json }) => json["priority"] === 5);
    const numbers = new Set(
      pages.map(({ json }) => /\d{8}-\d{3,}/u.exec(String(json["title"]))?.[0]),
    );
    const paged = (await allAlerts()).filter(({ incident }) => numbers.has(incident?.number));
    return outcome(sent, pages, paged);
  }

  function outcomeOfAlertmanager(): Outcome {
    const sent = outside.received.filter(({ path }) => path === "/am");
    const pages = sent.filter(({ json }) => json["status"] === "firing");
    const alerts = pages.flatMap(({ json }) => json["alerts"] as readonly ListedAlertJson[]);
    return outcome(sent, pages, alerts);
  }

  function outcome(
    sent: readonly ReceivedPost[],
    pages: readonly ReceivedPost[],
    alerts: readonly Pick<ListedAlertJson, "labels">[],
  ): Outcome {
    const firstAt = Math.min(...pages.map(({ receivedAt }) => receivedAt));
    return {
      pages: pages.length,
      others: sent.length - pages.length,
      firstPageMs: firstAt - startedAt - (reports[0]?.atMs ?? 0),
      groups: new Set(alerts.map(({ labels }) => groupOf(labels))),
    };
  }

  function print(sides: Readonly<Record<"alertmanager" | "tocsin", Outcome>>): void {
    const all = new Set(STORM.map(({ labels }) => groupOf(labels)));
    const columns = [sides.alertmanager, sides.tocsin];
    const row = (what: string, of: (side: Outcome) => string): string =>
      [what.padEnd(48), ...columns.map((side) => of(side).padStart(14))].join("");
    const share = ({ groups }: Outcome, wanted: ReadonlySet<string>): string =>
      `${groups.intersection(wanted).size} of ${wanted.size}`;
    console.log(
      [
        `${reports.length} reports of ${STORM.length} alerts in ${all.size} groups`,
        ["".padEnd(48), "Alertmanager".padStart(14), "Tocsin".padStart(14)].join(""),
        row("pages sent", ({ pages }) => String(pages)),
        row("messages that wake nobody", ({ others }) => String(others)),
        row("first page after", ({ firstPageMs }) => `${(firstPageMs / 1000).toFixed(2)} s`),
        row("groups paged for", (side) => share(side, all)),
        row("of those that fired for longer than 30 s", (side) => share(side, thatMatter)),
      ].join("\n"),
    );
  }
});

async function post(url: string, body: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body });
  expect(answer.status).toBe(200);
}
