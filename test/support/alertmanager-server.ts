/** Debian's Alertmanager, configured with the lines that `tocsin integration create` prints. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import type { Lab } from "./lab.ts";

export interface AlertmanagerServer {
  /** "127.0.0.1:9093" */
  readonly address: string;
  /** Posts alerts as Prometheus does; each stays for five minutes unless it says when it ended. */
  post(alerts: readonly PostedAlert[]): Promise<void>;
  /** The sum of one of its counters over all label values but those that a filter leaves out. */
  counter(name: string, filter?: string): Promise<number>;
  /** What it has logged as warning or error. */
  complaints(): readonly string[];
}

export interface PostedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** ISO 8601 */
  readonly endsAt?: string;
}

/** @param receivers YAML that begins with `receivers:`, with a receiver named tocsin, and may go on to `route:`, which is complete where it says `group_by` */
export async function startAlertmanager(lab: Lab, receivers: string): Promise<AlertmanagerServer> {
  const folder = lab.subfolder("alertmanager");
  const config = join(folder, "alertmanager.yml");
  writeFileSync(config, complete(receivers));
  const address = `127.0.0.1:${await freePort()}`;
  const program = lab.start({
    name: "Alertmanager",
    command: "prometheus-alertmanager",
    args: [
      `--config.file=${config}`,
      `--storage.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
      // One alone: no gossip.
      "--cluster.listen-address=",
    ],
  });
  await program.waitUntil("is ready", async () => (await fetch(`http://${address}/-/ready`)).ok);
  return {
    address,
    async post(alerts) {
      const answer = await fetch(`http://${address}/api/v2/alerts`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(alerts),
      });
      if (!answer.ok) throw new Error(`Alertmanager answered ${answer.status}`);
    },
    async counter(name, filter = "") {
      const text = await (await fetch(`http://${address}/metrics`)).text();
      const lines = text.split("\n").filter((line) => line.startsWith(`${name}{`));
      if (lines.length === 0) throw new Error(`Alertmanager has no counter ${name}`);
      return lines
        .filter((line) => line.includes(filter))
        .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
    },
    complaints: () =>
      program.output.split("\n").filter((line) => /level=(?:warn|error)/u.test(line)),
  };
}

/** A group for each alert name, sent at once, where the configuration does not say what groups there are. */
function complete(receivers: string): string {
  if (/group_by:/u.test(receivers)) return receivers;
  const route = /^route:/mu.test(receivers)
    ? receivers
    : `${receivers}\nroute:\n  receiver: tocsin\n  group_wait: 0s\n`;
  return `${route.trimEnd()}\n  group_by: [alertname]\n  group_interval: 1s\n`;
}
