import { durationMs } from "./duration.ts";
import type { CheckTarget, HealthCheckRule } from "./health-check.ts";
import type { OverlayCheck, Playbook } from "./playbook.ts";

const DEFAULTS = { every: "PT1M", timeout: "PT10S", failures: 3, recoveries: 2 };
/** Certificates that renew themselves do so three to four weeks before their end. */
const CERTIFICATE_DAYS = 14;

/** The health checks that `tocsin.yaml` states, with what holds where it says nothing. */
export function statedChecks({ overlay }: Pick<Playbook, "overlay">): readonly HealthCheckRule[] {
  return (overlay.checks ?? []).map(ruleOf);
}

function ruleOf(stated: OverlayCheck): HealthCheckRule {
  const target = targetOf(stated);
  const days = stated.certificateDays ?? (target.kind === "tls" ? CERTIFICATE_DAYS : undefined);
  return {
    name: stated.name,
    target,
    ...(days === undefined ? {} : { certificateDays: days }),
    intervalMs: durationMs(stated.every ?? DEFAULTS.every),
    timeoutMs: durationMs(stated.timeout ?? DEFAULTS.timeout),
    failures: stated.failures ?? DEFAULTS.failures,
    recoveries: stated.recoveries ?? DEFAULTS.recoveries,
    ...(stated.severity === undefined ? {} : { severity: stated.severity }),
  };
}

function targetOf({ http, tcp, tls = "", status, contains }: OverlayCheck): CheckTarget {
  if (http !== undefined) {
    return {
      kind: "http",
      url: http,
      ...(status === undefined ? {} : { status }),
      ...(contains === undefined ? {} : { contains }),
    };
  }
  const written = tcp ?? tls;
  const colon = written.lastIndexOf(":");
  const host = written.slice(0, colon).replace(/^\[|\]$/gu, "");
  return { kind: tcp === undefined ? "tls" : "tcp", host, port: Number(written.slice(colon + 1)) };
}
