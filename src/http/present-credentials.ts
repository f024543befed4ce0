/** Tokens, integrations and what was done with them, as the contract writes them; never a hash. */

import type { AuditEntryJson } from "../contract/audit.ts";
import type { IntegrationJson, IntegrationKind } from "../contract/integration.ts";
import type { PrincipalJson } from "../contract/principal.ts";
import type { SubscriptionJson } from "../contract/subscription.ts";
import type { TokenJson } from "../contract/token.ts";
import { instant, instantOrNull } from "../contract/wire.ts";
import { PERMISSIONS, type Principal, roleAllows } from "../domain/permission.ts";
import type { AuditEntry } from "../operations/audit/list.ts";
import type { Integration } from "../operations/integration/list.ts";
import type { ListedSubscription } from "../operations/subscription/list.ts";
import type { NewToken } from "../operations/token/create.ts";
import type { Token } from "../operations/token/list.ts";
import { presentActor } from "./present-incident.ts";

export function presentToken(token: NewToken & Partial<Token>): TokenJson {
  return {
    id: token.id,
    name: token.name,
    role: token.role,
    teams: [...token.teams],
    personId: token.personId,
    createdAt: instant(token.createdAt),
    expiresAt: instantOrNull(token.expiresAt),
    revokedAt: instantOrNull(token.revokedAt),
    lastUsedAt: instantOrNull(token.lastUsedAt),
  };
}

/** Where each kind of sender posts to. */
const PATHS = {
  alertmanager: "/ingest/alertmanager",
  prometheus: "/api/v2/alerts",
  "pagerduty-events": "/v2/enqueue",
  opsgenie: "/v2/alerts",
  grafana: "/ingest/grafana",
  "grafana-oncall": "/ingest/grafana-oncall",
  nagios: "/ingest/nagios",
  icinga: "/ingest/icinga",
  "uptime-kuma": "/ingest/uptime-kuma",
  zabbix: "/ingest/zabbix",
  plain: "/ingest/plain",
} as const satisfies Readonly<Record<IntegrationKind, string>>;

function isSender(kind: string): kind is keyof typeof PATHS {
  return Object.hasOwn(PATHS, kind);
}

/** @param publicUrl where people reach this installation, and senders too */
export function presentIntegration(integration: Integration, publicUrl: string): IntegrationJson {
  const { id, name, kind, team, createdAt, disabledAt } = integration;
  return {
    id,
    name,
    kind,
    team,
    url: isSender(kind) ? publicUrl + PATHS[kind] : null,
    createdAt: instant(createdAt),
    disabledAt: instantOrNull(disabledAt),
  };
}

/** Without the address's path, which may be all the secret there is. */
export function presentSubscription({
  subscription,
  waiting,
}: ListedSubscription): SubscriptionJson {
  const { id, name, kind, address, events, team, createdAt, failures } = subscription;
  return {
    id,
    name,
    kind,
    host: URL.parse(address)?.host ?? "",
    events: [...events],
    team,
    createdAt: instant(createdAt),
    waiting,
    failures,
    failingSince: instantOrNull(subscription.failingSince),
    putOffUntil: instantOrNull(subscription.putOffUntil),
  };
}

export function presentAuditEntry(entry: AuditEntry): AuditEntryJson {
  return {
    seq: entry.seq,
    at: instant(entry.at),
    actor: presentActor(entry.actor),
    action: entry.action,
    subject: entry.subject,
    details: { ...entry.detail },
  };
}

export function presentPrincipal(principal: Principal): PrincipalJson {
  return {
    name: principal.name,
    role: principal.role,
    teams: [...principal.teams],
    personId: principal.personId ?? null,
    tokenId: principal.tokenId ?? null,
    permissions: PERMISSIONS.filter((permission) => roleAllows(principal.role, permission)),
  };
}
