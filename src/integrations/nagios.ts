/**
 * Nagios, and Icinga 2, by a notification command of ours that posts their macros as a form:
 * `type`, `host`, `service`, `state`, `output`, `url`. `tocsin integration snippet` writes it.
 * Types: https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/macrolist.html#notificationtype
 */

import type { InboundMapping } from "../domain/inbound-mapping.ts";
import { mappedSource } from "./plain.ts";

const MAPPING: InboundMapping = {
  title: {
    from: [
      "{/service} on {/host}: {/output}",
      "{/service} on {/host} is {/state}",
      "{/host}: {/output}",
      "{/host} is {/state}",
      "/host",
      "/output",
    ],
  },
  status: {
    from: "/type",
    values: {
      RECOVERY: "resolved",
      ACKNOWLEDGEMENT: "acknowledged",
      FLAPPINGSTOP: "noted",
      FLAPPINGEND: "noted",
      FLAPPINGDISABLED: "noted",
      DOWNTIMESTART: "noted",
      DOWNTIMEEND: "noted",
      DOWNTIMEREMOVED: "noted",
      DOWNTIMECANCELLED: "noted",
    },
    // PROBLEM, FLAPPINGSTART, CUSTOM, and what we do not know: rather a page too many than one too few.
    default: "firing",
  },
  severity: {
    from: "/state",
    values: {
      CRITICAL: "critical",
      DOWN: "critical",
      UNREACHABLE: "error",
      UNKNOWN: "error",
      WARNING: "warning",
    },
    default: "",
  },
  dedupKey: { from: ["{/host}!{/service}", "/host"] },
  url: "/url",
  labels: { host: "/host", service: "/service", state: "/state" },
  annotations: { output: "/output", author: "/author", comment: "/comment" },
};

export const nagios = mappedSource({ kind: "nagios", title: "Nagios", mapping: MAPPING });

/** Its macros have other names, and the same meaning. */
export const icinga = mappedSource({ kind: "icinga", title: "Icinga 2", mapping: MAPPING });
