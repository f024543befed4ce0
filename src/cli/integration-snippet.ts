/** What to paste into a sender's configuration. */

import {
  icingaSnippet,
  nagiosSnippet,
  type SnippetTarget,
  uptimeKumaSnippet,
  zabbixSnippet,
} from "./snippets-of-monitors.ts";

/** The lines for a kind of integration, with its address and key. */
export function integrationSnippet(kind: string, { url, key }: SnippetTarget): readonly string[] {
  switch (kind) {
    case "alertmanager":
      return [
        "# alertmanager.yml",
        "receivers:",
        "  - name: tocsin",
        "    webhook_configs:",
        `      - url: ${JSON.stringify(url)}`,
        "        send_resolved: true",
        "        http_config:",
        "          authorization:",
        `            credentials: ${JSON.stringify(key)}`,
        "route:",
        "  receiver: tocsin",
        "  group_wait: 0s",
      ];
    case "prometheus":
      return prometheusSnippet(url, key);
    case "pagerduty-events":
      return [
        "# alertmanager.yml; other clients take the same URL and routing key",
        "receivers:",
        "  - name: tocsin",
        "    pagerduty_configs:",
        `      - url: ${JSON.stringify(url)}`,
        "        send_resolved: true",
        `        routing_key: ${JSON.stringify(key)}`,
      ];
    case "opsgenie":
      return [
        "# alertmanager.yml; other clients take the same key, and this server in the place of api.opsgenie.com",
        "receivers:",
        "  - name: tocsin",
        "    opsgenie_configs:",
        `      - api_url: ${JSON.stringify(url.replace(/v2\/alerts$/u, ""))}`,
        "        send_resolved: true",
        `        api_key: ${JSON.stringify(key)}`,
      ];
    case "grafana":
      return [
        "# provisioning/alerting/tocsin.yaml; or Alerting, Contact points, Webhook with the same values",
        "apiVersion: 1",
        "contactPoints:",
        "  - orgId: 1",
        "    name: tocsin",
        "    receivers:",
        "      - uid: tocsin",
        "        type: webhook",
        "        settings:",
        `          url: ${JSON.stringify(url)}`,
        "          authorization_scheme: Bearer",
        `          authorization_credentials: ${JSON.stringify(key)}`,
        "          # With this, requests are signed as well:",
        "          hmacConfig:",
        `            secret: ${JSON.stringify(key)}`,
        "            timestampHeader: X-Grafana-Alerting-Timestamp",
      ];
    case "grafana-oncall":
      return [
        "# In the place of an address https://…/integrations/v1/formatted_webhook/…/ of Grafana OnCall",
        url.replace(/\/ingest\/grafana-oncall$/u, `/integrations/v1/formatted_webhook/${key}/`),
      ];
    case "nagios":
      return nagiosSnippet({ url, key });
    case "icinga":
      return icingaSnippet({ url, key });
    case "zabbix":
      return zabbixSnippet({ url, key });
    case "uptime-kuma":
      return uptimeKumaSnippet({ url, key });
    default:
      return [
        `curl --fail ${shellQuoted(url)} \\`,
        `  --header ${shellQuoted(`Authorization: Bearer ${key}`)} \\`,
        "  --header 'Content-Type: application/json' \\",
        `  --data '{"title": "Backup failed", "severity": "warning", "dedupKey": "backup"}'`,
      ];
  }
}

/** Prometheus appends `/api/v2/alerts` itself. */
function prometheusSnippet(url: string, key: string): readonly string[] {
  const { protocol, host, pathname } = new URL(url);
  const prefix = pathname.replace(/\/api\/v2\/alerts$/u, "");
  return [
    "# prometheus.yml",
    "alerting:",
    "  alertmanagers:",
    `    - scheme: ${protocol.replace(":", "")}`,
    ...(prefix === "" ? [] : [`      path_prefix: ${JSON.stringify(prefix)}`]),
    "      authorization:",
    `        credentials: ${JSON.stringify(key)}`,
    "      static_configs:",
    `        - targets: [${JSON.stringify(host)}]`,
  ];
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
