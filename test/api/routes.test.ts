/**
 * Every route against everybody: without a token, with one of each role, and with an administrator's of
 * another team. A route that is not in the table, or has no sample here, fails.
 */

import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Principal, ROLES, roleAllows } from "../../src/domain/permission.ts";
import { createCalendarFeed } from "../../src/operations/calendar-feed/create.ts";
import { receiveChange } from "../../src/operations/change-event/receive.ts";
import { addHeartbeat } from "../../src/operations/heartbeat/add.ts";
import { acknowledgeIncident } from "../../src/operations/incident/acknowledge.ts";
import { declareIncident } from "../../src/operations/incident/declare.ts";
import { resolveIncident } from "../../src/operations/incident/resolve.ts";
import { createIntegration } from "../../src/operations/integration/create.ts";
import { createMaintenance } from "../../src/operations/maintenance/create.ts";
import { addOverride } from "../../src/operations/override/add.ts";
import { createPerson } from "../../src/operations/person/create.ts";
import { createSilence } from "../../src/operations/silence/create.ts";
import { createSubscription } from "../../src/operations/subscription/create.ts";
import { offerSwap } from "../../src/operations/swap/offer.ts";
import { createToken } from "../../src/operations/token/create.ts";
import { listAlerts } from "../../src/store/alert-list.ts";
import { listPeople } from "../../src/store/people.ts";
import {
  type HttpFixture,
  httpFixture,
  PAGERDUTY_SECRET,
  TELEGRAM_SECRET,
  tokenOf,
  VAPID_PUBLIC_KEY,
} from "../support/http-fixture.ts";
import { START } from "../support/incident-fixtures.ts";
import { REQUIRED_ACCESS, SETUP } from "../support/operation-context.ts";

/** In the names of things that only the team "web" may see. */
const SECRET = "seen-by-web-only";

/** Things of the team "web". */
interface Things {
  readonly number: string;
  readonly resolvedNumber: string;
  /** Of an incident that somebody has acknowledged. */
  readonly takenNumber: string;
  readonly personId: string;
  readonly methodId: string;
  readonly tokenId: string;
  readonly integrationId: string;
  /** Of the integration. */
  readonly alertId: string;
  /** The incident it is in. */
  readonly alertNumber: string;
  /** Of the person. */
  readonly calendarFeedId: string;
  readonly subscriptionId: string;
  readonly heartbeatId: string;
  /** Offered by somebody who is on call. */
  readonly swapId: string;
  /** One for each who asks: it is taken back once. */
  readonly overrideIds: string[];
  /** Of a team. */
  readonly silenceId: string;
  readonly maintenanceId: string;
  readonly key: string;
}

interface Sample {
  readonly path?: (things: Things) => string;
  readonly body?: (things: Things) => unknown;
  readonly headers?: (things: Things) => Record<string, string>;
  /** The answer to the lowest role that is allowed. */
  readonly status: number;
  /**
   * What an administrator of another team meets. `hidden`: 404. `forbidden`: 403. `filtered`: 200 without
   * the things of others. `own`: does it for its own team. `shared`: concerns everybody and may be read.
   */
  readonly otherTeam: "hidden" | "forbidden" | "filtered" | "own" | "shared";
}

const read = (status = 200) => ({ status, otherTeam: "shared" }) as const;
const ofIncident = (rest: string, body?: unknown): Sample => ({
  path: ({ number }) => `/api/v1/incidents/${number}${rest}`,
  ...(body === undefined ? {} : { body: () => body }),
  status: 200,
  otherTeam: "hidden",
});

const SAMPLES: Readonly<Record<string, Sample>> = {
  "GET /": read(),
  "GET /healthz": read(),
  "GET /readyz": read(),
  "GET /metrics": read(),
  "GET /docs/errors": read(),
  "GET /incidents/:number": {
    path: () => "/incidents/20260114-001",
    status: 200,
    otherTeam: "shared",
  },
  "GET /openapi.json": read(),
  "GET /t/:token": { path: () => "/t/none", status: 404, otherTeam: "shared" },
  "POST /t/:token": { path: () => "/t/none", status: 404, otherTeam: "shared" },
  "GET /a/:token": { path: () => "/a/none", status: 404, otherTeam: "shared" },
  "POST /a/:token": { path: () => "/a/none", status: 404, otherTeam: "shared" },
  "POST /callback/telegram": {
    headers: () => ({ "x-telegram-bot-api-secret-token": TELEGRAM_SECRET }),
    body: () => ({ update_id: 1 }),
    status: 200,
    otherTeam: "shared",
  },
  "POST /callback/pushover/:token": {
    path: () => "/callback/pushover/none",
    body: () => "acknowledged=1",
    status: 200,
    otherTeam: "shared",
  },
  "POST /callback/twilio/sms": forged("twilio/sms"),
  "POST /callback/twilio/voice": forged("twilio/voice"),
  "POST /callback/twilio/voice/key": forged("twilio/voice/key"),
  "POST /callback/twilio/key/:attempt": forged("twilio/key/none"),
  "POST /callback/twilio/status/:attempt": forged("twilio/status/none"),
  "POST /callback/gateway/reply": forged("gateway/reply"),
  "POST /callback/gateway/key/:attempt": forged("gateway/key/none"),
  "POST /callback/gateway/status/:attempt": forged("gateway/status/none"),
  "GET /push/:token": { path: () => "/push/none", status: 404, otherTeam: "shared" },
  "POST /push/:token": {
    path: () => "/push/none",
    body: () => ({
      endpoint: "https://push.example.test/x",
      p256dh: VAPID_PUBLIC_KEY,
      auth: "BTBZMqHH6r4Tts7J_aSIgg",
    }),
    status: 404,
    otherTeam: "shared",
  },
  "GET /push-page.js": read(),
  "GET /push-worker.js": read(),
  "GET /push-icon.png": read(),
  "GET /manifest.webmanifest": read(),
  "POST /callback/pagerduty": {
    headers: () => {
      const digest = createHmac("sha256", PAGERDUTY_SECRET).update("{}").digest("hex");
      return { "x-pagerduty-signature": `v1=${digest}` };
    },
    body: () => "{}",
    status: 200,
    otherTeam: "shared",
  },
  "POST /ingest/alertmanager": ingest({ version: "4", alerts: [] }, 200),
  "POST /ingest/grafana": ingest({ version: "1", alerts: [] }, 200),
  "PUT /ingest/grafana": ingest({ version: "1", alerts: [] }, 200),
  "POST /ingest/grafana-oncall": ingest({ title: "Disk full" }, 200),
  "POST /integrations/v1/:kind/:key": {
    ...ingest({ title: "Disk full" }, 200),
    path: ({ key }) => `/integrations/v1/formatted_webhook/${key}`,
  },
  "POST /api/v2/alerts": ingest([], 200),
  ...alertmanagerApi("/api/v2", "/api/v2"),
  ...alertmanagerApi("/ingest/prometheus/:key/api/v2", "/ingest/prometheus/none/api/v2"),
  "POST /ingest/prometheus/:key/api/v2/alerts": {
    path: () => "/ingest/prometheus/none/api/v2/alerts",
    body: () => [],
    status: 401,
    otherTeam: "shared",
  },
  "POST /ingest/nagios": ingest({ host: "db-3" }, 202),
  "POST /ingest/icinga": ingest({ host: "db-3" }, 202),
  "POST /ingest/uptime-kuma": ingest({ msg: "Down" }, 202),
  "POST /ingest/zabbix": ingest({ name: "High load" }, 202),
  "POST /ingest/plain": ingest({ title: "Disk full" }, 202),
  ...opsgenie("/v2/alerts"),
  ...opsgenie("/ingest/opsgenie/v2/alerts"),
  "POST /v2/enqueue": pagerduty(),
  "POST /ingest/pagerduty/v2/enqueue": pagerduty(),
  "POST /v2/change/enqueue": pagerduty(),
  "POST /ingest/pagerduty/v2/change/enqueue": pagerduty(),
  "GET /api/v1/changes": { status: 200, otherTeam: "filtered" },
  "GET /api/v1/me": read(),
  "GET /api/v1/health": read(),
  "GET /api/v1/oncall": read(),
  "GET /api/v1/schedules": {
    path: () => "/api/v1/schedules?from=2026-01-14T00:00:00Z&to=2026-01-15T00:00:00Z",
    status: 200,
    otherTeam: "shared",
  },
  "GET /api/v1/oncall/hours": {
    path: () => "/api/v1/oncall/hours?from=2026-01-14T00:00:00Z&to=2026-01-15T00:00:00Z",
    status: 200,
    otherTeam: "shared",
  },
  "GET /api/v1/overrides": read(),
  "POST /api/v1/overrides": {
    body: () => ({ scheduleId: "on-call.primary", person: "Ben", endsAt: "2099-01-01T00:00:00Z" }),
    status: 201,
    otherTeam: "shared",
  },
  "DELETE /api/v1/overrides/:id": {
    path: ({ overrideIds }) => `/api/v1/overrides/${overrideIds.pop()}`,
    status: 204,
    otherTeam: "shared",
  },
  "POST /api/v1/oncall/take": {
    body: () => ({ scheduleId: "on-call.primary" }),
    status: 201,
    otherTeam: "forbidden",
  },
  "GET /api/v1/silences": { status: 200, otherTeam: "filtered" },
  "GET /api/v1/silences/:id": {
    path: ({ silenceId }) => `/api/v1/silences/${silenceId}`,
    status: 200,
    otherTeam: "hidden",
  },
  "POST /api/v1/silences/preview": {
    body: () => ({ matchers: "service=api" }),
    status: 200,
    otherTeam: "filtered",
  },
  "POST /api/v1/silences": {
    body: () => ({ matchers: "service=api", comment: "deploy" }),
    status: 201,
    otherTeam: "own",
  },
  "DELETE /api/v1/silences/:id": {
    path: ({ silenceId }) => `/api/v1/silences/${silenceId}`,
    status: 204,
    otherTeam: "hidden",
  },
  "GET /api/v1/maintenance": { status: 200, otherTeam: "filtered" },
  "POST /api/v1/maintenance": {
    body: () => ({
      matchers: "service=api",
      endsAt: new Date(START + 60 * 60_000).toISOString(),
      comment: "new database",
    }),
    status: 201,
    otherTeam: "own",
  },
  "DELETE /api/v1/maintenance/:id": {
    path: ({ maintenanceId }) => `/api/v1/maintenance/${maintenanceId}`,
    status: 204,
    otherTeam: "hidden",
  },
  "GET /api/v1/swaps": read(),
  "POST /api/v1/swaps": {
    body: () => ({ scheduleId: "on-call.escalation" }),
    status: 201,
    otherTeam: "forbidden",
  },
  "POST /api/v1/swaps/:id/take": {
    path: ({ swapId }) => `/api/v1/swaps/${swapId}/take`,
    status: 200,
    otherTeam: "forbidden",
  },
  "DELETE /api/v1/swaps/:id": {
    path: ({ swapId }) => `/api/v1/swaps/${swapId}`,
    status: 204,
    otherTeam: "shared",
  },
  "GET /ical/:file": { path: () => "/ical/none.ics", status: 404, otherTeam: "shared" },
  "GET /api/v1/calendar-feeds": { status: 200, otherTeam: "filtered" },
  "POST /api/v1/calendar-feeds": {
    body: () => ({ scheduleId: "on-call.primary" }),
    status: 201,
    otherTeam: "shared",
  },
  "DELETE /api/v1/calendar-feeds/:id": {
    path: ({ calendarFeedId }) => `/api/v1/calendar-feeds/${calendarFeedId}`,
    status: 204,
    otherTeam: "hidden",
  },
  "GET /api/v1/playbook": read(),
  "POST /api/v1/playbook": {
    body: () => ({ files: [{ path: "a.md", contentBase64: "IyBB" }] }),
    status: 200,
    otherTeam: "forbidden",
  },
  "GET /api/v1/incidents": { status: 200, otherTeam: "filtered" },
  "POST /api/v1/incidents": {
    body: () => ({ title: "Checkout is down", team: "web" }),
    status: 201,
    otherTeam: "forbidden",
  },
  "GET /api/v1/incidents/:number": ofIncident(""),
  "GET /api/v1/incidents/:number/timeline": ofIncident("/timeline"),
  "GET /api/v1/incidents/:number/postmortem": ofIncident("/postmortem"),
  "POST /api/v1/incidents/:number/acknowledge": ofIncident("/acknowledge"),
  "POST /api/v1/incidents/acknowledge": {
    body: ({ number }) => ({ numbers: [number] }),
    status: 200,
    otherTeam: "filtered",
  },
  "POST /api/v1/incidents/:number/unacknowledge": {
    ...ofIncident("/unacknowledge"),
    path: ({ takenNumber }) => `/api/v1/incidents/${takenNumber}/unacknowledge`,
  },
  "POST /api/v1/incidents/:number/escalate": ofIncident("/escalate"),
  "POST /api/v1/incidents/:number/page": ofIncident("/page", { whom: "Nora" }),
  "POST /api/v1/incidents/:number/responders": ofIncident("/responders", { whom: "Ann" }),
  "POST /api/v1/incidents/:number/reassign": ofIncident("/reassign", { whom: "Nora" }),
  "POST /api/v1/incidents/:number/snooze": ofIncident("/snooze", {
    until: new Date(START + 60 * 60_000).toISOString(),
  }),
  "POST /api/v1/incidents/:number/roles/:role/accept": ofIncident("/roles/scribe/accept"),
  "POST /api/v1/incidents/:number/roles/:role/offer": ofIncident("/roles/scribe/offer", {
    person: "Nora",
  }),
  "POST /api/v1/incidents/:number/roles/:role/hand-over": {
    ...ofIncident("/roles/lead/hand-over", { person: "Nora" }),
    status: 409,
  },
  "POST /api/v1/incidents/:number/roles/:role/decline": {
    ...ofIncident("/roles/lead/decline"),
    status: 409,
  },
  "POST /api/v1/incidents/:number/drafts": ofIncident("/drafts", {}),
  "GET /api/v1/incidents/:number/steps": ofIncident("/steps"),
  "POST /api/v1/incidents/:number/steps": ofIncident("/steps", { step: "p0/3" }),
  "GET /api/v1/incidents/:number/checklists": ofIncident("/checklists"),
  "POST /api/v1/incidents/:number/checklists": ofIncident("/checklists", {
    point: "data",
    answer: "no",
  }),
  "GET /api/v1/incidents/:number/runbook": ofIncident("/runbook"),
  "POST /api/v1/incidents/:number/tasks": ofIncident("/tasks", { text: "restart the queue" }),
  "POST /api/v1/incidents/:number/tasks/:task/assign": {
    ...ofIncident("/tasks/900/assign", { person: "Nora" }),
    status: 409,
  },
  "POST /api/v1/incidents/:number/tasks/:task/accept": {
    ...ofIncident("/tasks/900/accept"),
    status: 409,
  },
  "POST /api/v1/incidents/:number/tasks/:task/done": {
    ...ofIncident("/tasks/900/done"),
    status: 409,
  },
  "GET /api/v1/actions": { path: () => "/api/v1/actions", status: 200, otherTeam: "filtered" },
  "GET /api/v1/incidents/:number/actions": ofIncident("/actions"),
  "POST /api/v1/incidents/:number/actions": ofIncident("/actions", { text: `write ${SECRET}` }),
  "POST /api/v1/incidents/:number/actions/:item": {
    ...ofIncident("/actions/900", { status: "done" }),
    status: 404,
  },
  "POST /api/v1/incidents/:number/timeline/:entry/star": ofIncident("/timeline/1/star"),
  "POST /api/v1/incidents/:number/timeline/:entry/correct": {
    ...ofIncident("/timeline/900/correct", { text: "-" }),
    status: 404,
  },
  "POST /api/v1/incidents/:number/runbook/run": {
    ...ofIncident("/runbook/run", { step: 1 }),
    // Its playbook has no such step.
    status: 404,
  },
  "POST /api/v1/incidents/:number/runbook/approve": {
    ...ofIncident("/runbook/approve", { step: 1, digest: "0".repeat(64) }),
    // Nothing waits there.
    status: 409,
  },
  "GET /api/v1/runners": { status: 200, otherTeam: "forbidden" },
  "POST /api/v1/runners": {
    body: () => ({ name: "machine room" }),
    status: 201,
    otherTeam: "forbidden",
  },
  "DELETE /api/v1/runners/:id": {
    path: () => "/api/v1/runners/none",
    status: 404,
    otherTeam: "forbidden",
  },
  "POST /api/v1/runner/claim": {
    otherTeam: "own",
    body: () => ({ programs: [], changes: false }),
    status: 401,
  },
  "POST /api/v1/runner/report": {
    otherTeam: "own",
    body: () => ({
      id: "none",
      fence: 1,
      outcome: {
        kind: "succeeded",
        reason: "",
        exitCodes: [],
        durationMs: 1,
        output: "",
        outputBytes: 0,
        omittedBytes: 0,
        outputHash: "",
      },
    }),
    status: 401,
  },
  "POST /api/v1/incidents/:number/notes": ofIncident("/notes", { text: "It is DNS." }),
  "POST /api/v1/incidents/:number/updates": ofIncident("/updates", { text: "We are on it." }),
  "POST /api/v1/incidents/:number/severity": ofIncident("/severity", {
    severity: "P1",
    reason: "a part only",
  }),
  "POST /api/v1/incidents/:number/severity/accept": {
    ...ofIncident("/severity/accept"),
    status: 409,
  },
  "POST /api/v1/incidents/:number/clocks/pause": ofIncident("/clocks/pause", {
    clock: "resolution",
    until: new Date(START + 60 * 60_000).toISOString(),
    reason: "their support opens then",
  }),
  "POST /api/v1/incidents/:number/clocks/resume": {
    ...ofIncident("/clocks/resume", { clock: "resolution" }),
    status: 409,
  },
  "POST /api/v1/incidents/:number/clocks/excuse": {
    ...ofIncident("/clocks/excuse", { clock: "resolution", reason: "their region was down" }),
    status: 409,
  },
  "POST /api/v1/incidents/:number/merge": {
    ...ofIncident("/merge"),
    body: ({ takenNumber }) => ({ into: takenNumber }),
  },
  "POST /api/v1/incidents/:number/relate": {
    ...ofIncident("/relate"),
    body: ({ takenNumber }) => ({ to: takenNumber }),
  },
  "POST /api/v1/incidents/:number/split": {
    path: ({ alertNumber }) => `/api/v1/incidents/${alertNumber}/split`,
    body: ({ alertId }) => ({ alerts: [alertId] }),
    status: 201,
    otherTeam: "hidden",
  },
  "POST /api/v1/alerts/move": {
    body: ({ alertId, number }) => ({ alerts: [alertId], to: number }),
    status: 200,
    otherTeam: "hidden",
  },
  "POST /api/v1/incidents/:number/resolve": ofIncident("/resolve", { reason: "rolled back" }),
  "POST /api/v1/incidents/:number/reopen": {
    ...ofIncident("", { reason: "it is back" }),
    path: ({ resolvedNumber }) => `/api/v1/incidents/${resolvedNumber}/reopen`,
  },
  "POST /api/v1/incidents/:number/close": {
    ...ofIncident(""),
    path: ({ resolvedNumber }) => `/api/v1/incidents/${resolvedNumber}/close`,
  },
  "GET /api/v1/alerts": { status: 200, otherTeam: "filtered" },
  "GET /api/v1/alerts/:id": {
    path: ({ alertId }) => `/api/v1/alerts/${alertId}`,
    status: 200,
    otherTeam: "hidden",
  },
  "POST /api/v1/alerts/explain": {
    body: ({ alertId }) => ({ alert: alertId }),
    status: 200,
    otherTeam: "hidden",
  },
  "POST /api/v1/alerts/test": {
    body: ({ integrationId }) => ({ integration: integrationId }),
    status: 202,
    otherTeam: "hidden",
  },
  "POST /api/v1/alerts": {
    body: () => ({ title: "Disk full" }),
    status: 202,
    otherTeam: "own",
  },
  "GET /api/v1/people": { status: 200, otherTeam: "filtered" },
  "POST /api/v1/people": {
    body: () => ({ name: "Otto" }),
    status: 201,
    otherTeam: "forbidden",
  },
  "PATCH /api/v1/people/:id": {
    path: ({ personId }) => `/api/v1/people/${personId}`,
    body: () => ({ title: "CTO" }),
    status: 200,
    otherTeam: "hidden",
  },
  "DELETE /api/v1/people/:id": {
    path: ({ personId }) => `/api/v1/people/${personId}`,
    status: 204,
    otherTeam: "hidden",
  },
  "POST /api/v1/people/:id/contact-methods": {
    path: ({ personId }) => `/api/v1/people/${personId}/contact-methods`,
    body: () => ({ kind: "email", address: "new@example.test" }),
    status: 201,
    otherTeam: "hidden",
  },
  "DELETE /api/v1/people/:id/contact-methods/:methodId": {
    path: ({ personId, methodId }) => `/api/v1/people/${personId}/contact-methods/${methodId}`,
    status: 204,
    otherTeam: "hidden",
  },
  "GET /api/v1/people/:id": {
    path: ({ personId }) => `/api/v1/people/${personId}`,
    status: 200,
    otherTeam: "hidden",
  },
  "POST /api/v1/people/:id/contact-methods/:methodId/verification": {
    path: verificationPath,
    status: 200,
    otherTeam: "hidden",
  },
  "PUT /api/v1/people/:id/contact-methods/:methodId/verification": {
    path: verificationPath,
    body: () => ({ code: "123456" }),
    status: 400,
    otherTeam: "hidden",
  },
  "POST /api/v1/people/:id/push-link": {
    path: ({ personId }) => `/api/v1/people/${personId}/push-link`,
    status: 201,
    otherTeam: "hidden",
  },
  "POST /api/v1/people/:id/test-pages": {
    path: ({ personId }) => `/api/v1/people/${personId}/test-pages`,
    body: () => ({}),
    status: 202,
    otherTeam: "hidden",
  },
  "GET /api/v1/people/:id/notification-rules": {
    path: ({ personId }) => `/api/v1/people/${personId}/notification-rules`,
    status: 200,
    otherTeam: "hidden",
  },
  "PUT /api/v1/people/:id/notification-rules": {
    path: ({ personId }) => `/api/v1/people/${personId}/notification-rules`,
    body: () => ({ important: [{ via: "email", after: "PT1M" }] }),
    status: 200,
    otherTeam: "hidden",
  },
  "GET /api/v1/access": { status: 200, otherTeam: "filtered" },
  "PUT /api/v1/people/:id/access": {
    path: ({ personId }) => `/api/v1/people/${personId}/access`,
    body: () => ({ item: REQUIRED_ACCESS, attested: true }),
    status: 204,
    otherTeam: "hidden",
  },
  "GET /api/v1/tokens": { status: 200, otherTeam: "filtered" },
  "POST /api/v1/tokens": {
    body: () => ({ name: "everywhere", role: "viewer" }),
    status: 201,
    otherTeam: "forbidden",
  },
  "DELETE /api/v1/tokens/:id": {
    path: ({ tokenId }) => `/api/v1/tokens/${tokenId}`,
    status: 204,
    otherTeam: "hidden",
  },
  "GET /api/v1/integrations": { status: 200, otherTeam: "filtered" },
  "POST /api/v1/integrations": {
    body: () => ({ name: "Another", kind: "plain", team: "web" }),
    status: 201,
    otherTeam: "forbidden",
  },
  "DELETE /api/v1/integrations/:id": {
    path: ({ integrationId }) => `/api/v1/integrations/${integrationId}`,
    status: 204,
    otherTeam: "hidden",
  },
  "GET /api/v1/subscriptions": { status: 200, otherTeam: "filtered" },
  "POST /api/v1/subscriptions": {
    body: () => ({ name: "Board", url: "https://board.example.test/hook", team: "web" }),
    status: 201,
    otherTeam: "forbidden",
  },
  "DELETE /api/v1/subscriptions/:id": {
    path: ({ subscriptionId }) => `/api/v1/subscriptions/${subscriptionId}`,
    status: 204,
    otherTeam: "hidden",
  },
  "GET /heartbeat/:secret": ping(""),
  "POST /heartbeat/:secret": ping(""),
  "GET /heartbeat/:secret/:signal": ping("/start"),
  "POST /heartbeat/:secret/:signal": ping("/1"),
  "GET /api/v1/heartbeats": { status: 200, otherTeam: "filtered" },
  "POST /api/v1/heartbeats": {
    body: () => ({ name: "Reports", interval: "P1D", team: "web" }),
    status: 201,
    otherTeam: "forbidden",
  },
  "POST /api/v1/heartbeats/:id/pause": {
    path: ({ heartbeatId }) => `/api/v1/heartbeats/${heartbeatId}/pause`,
    status: 200,
    otherTeam: "hidden",
  },
  "POST /api/v1/heartbeats/:id/resume": {
    path: ({ heartbeatId }) => `/api/v1/heartbeats/${heartbeatId}/resume`,
    status: 200,
    otherTeam: "hidden",
  },
  "DELETE /api/v1/heartbeats/:id": {
    path: ({ heartbeatId }) => `/api/v1/heartbeats/${heartbeatId}`,
    status: 204,
    otherTeam: "hidden",
  },
  "GET /api/v1/audit": { status: 200, otherTeam: "forbidden" },
};

function verificationPath({ personId, methodId }: Things): string {
  return `/api/v1/people/${personId}/contact-methods/${methodId}/verification`;
}

/** Nobody's secret. */
function ping(signal: string): Sample {
  return { path: () => `/heartbeat/none${signal}`, status: 404, otherTeam: "shared" };
}

function ingest(body: unknown, status: number): Sample {
  return {
    body: () => body,
    headers: ({ key }) => ({ "x-tocsin-key": key }),
    status,
    otherTeam: "shared",
  };
}

function opsgenie(root: string): Record<string, Sample> {
  const at = (path: string, sample: Sample): Sample => ({ ...sample, path: () => root + path });
  return {
    [`POST ${root}`]: ingest({ message: "Disk full" }, 202),
    [`POST ${root}/:identifier/:action`]: at("/none/close", ingest({}, 202)),
    [`PUT ${root}/:identifier/:action`]: at("/none/message", ingest({ message: "m" }, 202)),
    [`DELETE ${root}/:identifier`]: at("/none", ingest(undefined, 202)),
    [`GET ${root}/requests/:request`]: at("/requests/none", ingest(undefined, 404)),
    [`GET ${root}/:identifier`]: at("/none", ingest(undefined, 404)),
  };
}

/** @param asked the root with whose key there is none in the path, or none that is anybody's */
function alertmanagerApi(root: string, asked: string): Record<string, Sample> {
  const isRefused = root !== asked;
  const at = (path: string, status: number, body?: unknown): Sample => ({
    ...ingest(body, isRefused ? 401 : status),
    path: () => asked + path,
  });
  const silence = {
    matchers: [{ name: "service", value: "api", isRegex: false }],
    startsAt: "2026-01-14T02:30:00Z",
    endsAt: "2026-01-14T04:30:00Z",
    createdBy: "amtool",
    comment: "deploy",
  };
  return {
    [`GET ${root}/status`]: at("/status", 200),
    [`GET ${root}/receivers`]: at("/receivers", 200),
    [`GET ${root}/alerts`]: at("/alerts", 200),
    [`GET ${root}/alerts/groups`]: at("/alerts/groups", 200),
    // The key is of the team that a silence's secret is for.
    [`GET ${root}/silences`]: at("/silences?filter=none=x", 200),
    [`POST ${root}/silences`]: at("/silences", 200, silence),
    [`GET ${root}/silence/:id`]: at("/silence/none", 404),
    [`DELETE ${root}/silence/:id`]: at("/silence/none", 404),
  };
}

/** Nobody's token stands in for the provider's signature. */
function forged(path: string): Sample {
  return {
    path: () => `/callback/${path}`,
    body: () => "From=%2B12025550123&Body=1a",
    status: 403,
    otherTeam: "forbidden",
  };
}

function pagerduty(): Sample {
  const payload = { summary: "Disk full", source: "db-1", severity: "error" };
  return {
    body: ({ key }) => ({ routing_key: key, event_action: "trigger", payload }),
    status: 202,
    otherTeam: "shared",
  };
}

async function thingsOf(fixture: HttpFixture): Promise<Things> {
  const { context, responder } = fixture;
  const declared = await declareIncident(context, SETUP, { title: SECRET, team: "web" });
  const resolved = await declareIncident(context, SETUP, { title: SECRET, team: "web" });
  await resolveIncident(context, SETUP, { number: resolved.number, reason: "over" });
  const taken = await declareIncident(context, SETUP, { title: SECRET, team: "web" });
  await acknowledgeIncident(context, SETUP, { number: taken.number, via: "api" });
  await receiveChange(context, {
    integration: { id: "integration of web", team: "web" },
    request: { body: new Uint8Array(0), contentType: "application/json", truncated: false },
    happenedAt: undefined,
    ...{ summary: SECRET, source: null, details: {}, links: [] },
  });
  await createPerson(context, SETUP, {
    name: "Nora",
    role: "responder",
    teams: [],
    contactMethods: [{ kind: "email", address: "nora@example.test" }],
  });
  const person = await createPerson(context, SETUP, {
    name: SECRET,
    role: "responder",
    teams: ["web"],
    contactMethods: [{ kind: "email", address: "web@example.test" }],
  });
  const { token } = await createToken(context, SETUP, {
    name: SECRET,
    role: "viewer",
    teams: ["web"],
  });
  const { integration, key } = await createIntegration(context, SETUP, {
    name: SECRET,
    kind: "plain",
    team: "web",
  });
  const sent = await fixture.send("POST", "/ingest/plain", {
    token: key,
    body: { title: SECRET, dedupKey: SECRET },
  });
  expect(sent.status).toBe(202);
  const [alert] = await listAlerts(context.database.read, {
    state: "firing",
    integrationId: integration.id,
    limit: 1,
  });
  const { feed } = await createCalendarFeed(context, SETUP, { kind: "person", person: SECRET });
  const subscription = await createSubscription(context, SETUP, {
    name: SECRET,
    address: "https://hooks.example.test/in",
    team: "web",
  });
  const { heartbeat } = await addHeartbeat(context, SETUP, {
    name: SECRET,
    intervalMs: 3_600_000,
    team: "web",
  });
  await addOverride(context, SETUP, {
    scheduleId: "on-call.escalation",
    kind: "replace",
    person: responder.name,
    startsAt: START,
    endsAt: START + 3_600_000,
  });
  const ann = (await listPeople(context.database.read)).find(({ name }) => name === "Ann");
  const asAnn: Principal = { ...SETUP, personId: ann?.id ?? "" };
  const swap = await offerSwap(context, asAnn, {
    scheduleId: "on-call.primary",
    startsAt: START + 3_600_000,
    endsAt: START + 7_200_000,
  });
  const silence = await createSilence(context, SETUP, {
    matchers: [{ name: SECRET, operator: "=", value: "api" }],
    comment: SECRET,
    team: "web",
  });
  const maintenance = await createMaintenance(context, SETUP, {
    matchers: [{ name: SECRET, operator: "=", value: "api" }],
    comment: SECRET,
    team: "web",
    endsAt: START + 3_600_000,
  });
  const overrideIds: string[] = [];
  for (let asked = 0; asked < 8; asked += 1) {
    const times = { startsAt: START, endsAt: START + 1000 };
    const stands = { scheduleId: "on-call.primary", kind: "replace", person: "Ben" } as const;
    overrideIds.push((await addOverride(context, SETUP, { ...stands, ...times })).id);
  }
  return {
    overrideIds,
    silenceId: silence.id,
    maintenanceId: maintenance.id,
    calendarFeedId: feed.id,
    swapId: swap.id,
    number: declared.number,
    resolvedNumber: resolved.number,
    takenNumber: taken.number,
    personId: person.id,
    methodId: person.contactMethods[0]?.id ?? "",
    tokenId: token.id,
    integrationId: integration.id,
    alertId: alert?.alert.id ?? "",
    alertNumber: alert?.incident?.number ?? "",
    subscriptionId: subscription.id,
    heartbeatId: heartbeat.id,
    key,
  };
}

/** What Hono really serves; a route's validators and handler stand in its list one by one. */
function served({ app }: HttpFixture): string[] {
  const routes = app.routes
    .filter(({ method, path }) => !(method === "ALL" && path === "/*"))
    .map(({ method, path }) => `${method} ${path}`);
  return [...new Set(routes)].sort();
}

describe("the route table", () => {
  it("has every route that is served, and nothing else", async () => {
    const fixture = await httpFixture();
    const declared = fixture.table.entries().map(({ method, path }) => `${method} ${path}`);
    expect(served(fixture)).toEqual(declared.sort());
  });

  it("has a sample here for every route", async () => {
    const fixture = await httpFixture();
    expect(served(fixture)).toEqual(Object.keys(SAMPLES).sort());
  });

  it("refuses a route that was added behind its back", async () => {
    const fixture = await httpFixture();
    fixture.app.get("/api/v1/backdoor", (c) => c.text("open"));
    for (const token of [undefined, fixture.tokens.admin]) {
      const options = token === undefined ? {} : { token };
      expect((await fixture.send("GET", "/api/v1/backdoor", options)).status).toBe(404);
    }
  });

  it("gives a reason for each exemption", async () => {
    const { table } = await httpFixture();
    for (const { access } of table.entries())
      if ("exempt" in access) expect(access.because.length).toBeGreaterThan(20);
  });
});

describe.each(Object.entries(SAMPLES))("%s", (route, sample) => {
  const method = route.slice(0, route.indexOf(" "));

  it("lets in whom the table says, and nobody else", async () => {
    const fixture = await httpFixture(() => ({ send: async () => ({ kind: "delivered" }) }));
    const things = await thingsOf(fixture);
    const declared = fixture.table
      .entries()
      .find(({ method: verb, path }) => `${verb} ${path}` === route);
    if (declared === undefined) throw new Error(`${route} is not in the table`);
    const { access } = declared;
    const ask = async (token?: string) => {
      const path = sample.path?.(things) ?? declared.path;
      const body = sample.body?.(things);
      const answer = await fixture.send(method, path, {
        ...(token === undefined ? {} : { token }),
        ...(body === undefined ? {} : { body }),
        headers: sample.headers?.(things) ?? {},
      });
      return { status: answer.status, text: await answer.text() };
    };

    const other = await tokenOf(fixture.context, { role: "admin", teams: ["other"] });
    const met = await ask(other);
    expect(met.text).not.toContain(SECRET);
    expect(met.status).toBe(
      { hidden: 404, forbidden: 403, filtered: 200, own: sample.status, shared: sample.status }[
        sample.otherTeam
      ],
    );

    const anonymous = await ask();
    if ("permission" in access) expect(anonymous.status).toBe(401);
    else if (access.exempt === "operator") expect(anonymous.status).toBe(401);
    else expect(anonymous.status).toBe(sample.status);

    let first = true;
    for (const role of ROLES) {
      const { status, text } = await ask(fixture.tokens[role]);
      const allowed = !("permission" in access) || roleAllows(role, access.permission);
      if (!allowed) expect(`${role}: ${status}`).toBe(`${role}: 403`);
      else if (first && !("permission" in access && isOwnOnly(route, access.permission))) {
        expect(`${role}: ${status} ${status === sample.status ? "" : text}`).toBe(
          `${role}: ${sample.status} `,
        );
        first = false;
      } else expect(status).toBeLessThan(500);
    }
  });
});

const OWN_ONLY: ReadonlySet<string> = new Set([
  "access.attest",
  "person.self",
  "DELETE /api/v1/calendar-feeds/:id",
  "DELETE /api/v1/swaps/:id",
]);

/** Responders do this for themselves only; the sample is about somebody else. */
function isOwnOnly(route: string, permission: string): boolean {
  return OWN_ONLY.has(permission) || OWN_ONLY.has(route);
}
