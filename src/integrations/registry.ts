/** Every vendor, in and out. A new one is its file, its test and a line here. */

import type { ContactMethodKind } from "../domain/playbook.ts";
import { alertmanager } from "./alertmanager.ts";
import type { Channel, SharedChannel } from "./channel.ts";
import { consoleChannel } from "./console.ts";
import { email } from "./email.ts";
import { grafana } from "./grafana.ts";
import { grafanaOncall } from "./grafana-oncall.ts";
import { lifecycleWebhook } from "./lifecycle-webhook.ts";
import { icinga, nagios } from "./nagios.ts";
import { ntfy } from "./ntfy.ts";
import { opsgenie } from "./opsgenie.ts";
import { pagerdutyEvents } from "./pagerduty-events.ts";
import { pagerdutyForward } from "./pagerduty-forward.ts";
import { sms, voice } from "./phone-channels.ts";
import { plain } from "./plain.ts";
import { prometheusAlerts } from "./prometheus-alerts.ts";
import { pushover } from "./pushover.ts";
import type { Source } from "./source.ts";
import type { Subscriber } from "./subscriber.ts";
import { telegram } from "./telegram.ts";
import { uptimeKuma } from "./uptime-kuma.ts";
import { webPush } from "./web-push.ts";
import { webhook } from "./webhook.ts";
import { zabbix } from "./zabbix.ts";

/** Senders we understand, by kind. */
export const SOURCES: ReadonlyMap<string, Source> = new Map(
  [
    ...[alertmanager, prometheusAlerts, pagerdutyEvents, opsgenie, grafana, grafanaOncall],
    ...[nagios, icinga, uptimeKuma, zabbix, plain],
  ].map((source) => [source.kind, source]),
);

/** Who is told of incidents' lives, by kind. */
export const SUBSCRIBERS: Readonly<Record<"webhook" | "pagerduty", Subscriber>> = {
  webhook: lifecycleWebhook,
  pagerduty: pagerdutyForward,
};

/** Ways to reach a person, by kind. */
export const CHANNELS = {
  email,
  ntfy,
  telegram,
  pushover,
  webhook,
  "web-push": webPush,
  console: consoleChannel,
  sms,
  voice,
} satisfies Readonly<Record<ContactMethodKind, Channel | SharedChannel>>;

/** How people are shown an address; what is not fit for eyes is told by its channel in other words. */
export function presentAddress(kind: ContactMethodKind, address: string): string {
  const channel: Channel | SharedChannel = CHANNELS[kind];
  return channel.presentAddress === undefined ? address : channel.presentAddress(address);
}
