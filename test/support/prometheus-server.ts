/** Debian's Prometheus, watching one number that the test sets. */

import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import type { Lab } from "./lab.ts";

export interface PrometheusOptions {
  /** Where its Alertmanager listens, "127.0.0.1:9093", or how it is told in its configuration. */
  readonly alertmanager: string | object;
  /** The rule that fires while the watched number is 0. */
  readonly alert: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
}

export interface WatchedNumber {
  /** What is exposed from now on. */
  set(value: number): void;
}

const METRIC = "service_replicas_ready";

/** Starts it with a rule that does not fire yet. */
export async function startPrometheus(
  lab: Lab,
  options: PrometheusOptions,
): Promise<WatchedNumber> {
  const target = await exposeNumber(lab);
  const folder = lab.subfolder("prometheus");
  const port = await freePort();
  const config = join(folder, "prometheus.yml");
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(configuration(target.address, options)));
  writeFileSync(join(folder, "rules.yml"), JSON.stringify(rules(options.alert)));
  const address = `127.0.0.1:${port}`;
  const program = lab.start({
    name: "Prometheus",
    command: "prometheus",
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=${address}`,
      // A first alert sent before Alertmanager is discovered would be repeated only after a minute.
      "--rules.alert.resend-delay=1s",
    ],
  });
  await program.waitUntil("has read the watched number", async () => {
    const answer = await fetch(`http://${address}/api/v1/query?query=${METRIC}`);
    const { data } = (await answer.json()) as { data?: { result?: unknown[] } };
    return (data?.result?.length ?? 0) > 0;
  });
  return target;
}

function configuration(target: string, { alertmanager }: PrometheusOptions): object {
  const alerting =
    typeof alertmanager === "string"
      ? { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] }
      : alertmanager;
  return {
    global: { scrape_interval: "1s", evaluation_interval: "1s" },
    rule_files: ["rules.yml"],
    alerting,
    scrape_configs: [{ job_name: "watched", static_configs: [{ targets: [target] }] }],
  };
}

function rules({ name, labels, annotations }: PrometheusOptions["alert"]): object {
  const rule = { alert: name, expr: `${METRIC} == 0`, labels, annotations };
  return { groups: [{ name: "watched", rules: [rule] }] };
}

async function exposeNumber(lab: Lab): Promise<WatchedNumber & { readonly address: string }> {
  let exposed = 1;
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4" });
    response.end(`# TYPE ${METRIC} gauge\n${METRIC} ${exposed}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  lab.onClose(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    set(value) {
      exposed = value;
    },
  };
}
