/**
 * Uptime Kuma's webhook notification, as JSON (its preset body): `{heartbeat, monitor, msg}`. A test, and a
 * certificate that is about to expire, have neither heartbeat nor monitor.
 * https://github.com/louislam/uptime-kuma/blob/master/server/notification-providers/webhook.js
 */

import { mappedSource } from "./plain.ts";

export const uptimeKuma = mappedSource({
  kind: "uptime-kuma",
  title: "Uptime Kuma",
  mapping: {
    title: { from: ["{/monitor/name}: {/heartbeat/msg}", "/msg", "/monitor/name"] },
    status: {
      from: "/heartbeat/status",
      // Down, up, pending, maintenance.
      values: { "0": "firing", "1": "resolved", "2": "noted", "3": "noted" },
      default: "firing",
    },
    dedupKey: { from: ["/monitor/id", "/heartbeat/monitorID"] },
    url: "/monitor/url",
    labels: { monitor: "/monitor/name", type: "/monitor/type", host: "/monitor/hostname" },
    annotations: { message: "/msg" },
  },
});
