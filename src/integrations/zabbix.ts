/**
 * Zabbix, by a webhook media type whose script posts its parameters as they are; `tocsin integration
 * snippet` has both. `{EVENT.ID}` is the problem's own also when it is over.
 * https://www.zabbix.com/documentation/current/en/manual/appendix/macros/supported_by_location
 */

import { mappedSource } from "./plain.ts";

export const zabbix = mappedSource({
  kind: "zabbix",
  title: "Zabbix",
  mapping: {
    title: { from: ["{/host}: {/name}", "/name", "/subject"] },
    status: {
      from: "/value",
      values: { "1": "firing", "0": "resolved" },
      default: "firing",
    },
    severity: {
      from: "/severity",
      values: {
        Disaster: "critical",
        High: "error",
        Average: "warning",
        Warning: "warning",
        Information: "info",
      },
    },
    dedupKey: "/eventid",
    url: "/url",
    labels: { host: "/host", trigger: "/triggerid" },
    annotations: { opdata: "/opdata", message: "/message" },
  },
});
