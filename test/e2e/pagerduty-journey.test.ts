/**
 * Tocsin in the place of PagerDuty: an Alertmanager whose `pagerduty_configs` point here. The incident is
 * Redis's, so that its postmortem shows whether a sample value of the playbook's template, which is about
 * a connection pool, has crept in.
 */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type AlertmanagerServer, startAlertmanager } from "../support/alertmanager-server.ts";
import { describeWith } from "../support/describe-with.ts";
import { type HttpReceiver, startHttpReceiver } from "../support/http-receiver.ts";
import { useLab } from "../support/lab.ts";
import { ANY_PLAYBOOK, writePlaybookFolder } from "../support/playbook-folder.ts";
import { startTocsinProcess, type TocsinProcess } from "../support/tocsin-process.ts";
import { waitUntil } from "../support/wait-until.ts";

const FAILED = "alertmanager_notifications_failed_total";
const OF_PAGERDUTY = 'integration="pagerduty"';

describeWith(
  ["alertmanager"],
  `Alertmanager's pagerduty_configs pointed at Tocsin, with ${ANY_PLAYBOOK.name}`,
  () => {
    const lab = useLab();
    // The second of the template's people has no part in this.
    const [alice, absent, carol] = ANY_PLAYBOOK.people;
    const labels = { alertname: "RedisOutOfMemory", instance: "redis-0" };
    let outside: HttpReceiver;
    let tocsin: TocsinProcess;
    let alertmanager: AlertmanagerServer;
    let number: string;
    let key: string;

    it("starts, with what `tocsin integration create` says to paste", async () => {
      outside = await startHttpReceiver(lab);
      const playbook = writePlaybookFolder(`${lab.folder}/playbook`, {
        text: ANY_PLAYBOOK,
        onCall: { primary: alice, secondary: carol, escalation: carol },
        contacts: {
          [alice]: [{ kind: "ntfy", address: `${outside.url}/alice` }],
          [carol]: [{ kind: "ntfy", address: `${outside.url}/carol` }],
        },
        after: ["0s", "3s", "20s"],
      });
      tocsin = await startTocsinProcess(lab, { playbook });
      ({ key } = await tocsin.createIntegration("pagerduty-events"));
      const args = ["integration", "create", "production", "--kind", "pagerduty-events"];
      const printed = await tocsin.succeed(args);
      alertmanager = await startAlertmanager(lab, printed.slice(printed.indexOf("receivers:")));
    });

    it("answers as go-pagerduty insists: 202, and the dedup key", async () => {
      const event = {
        routing_key: key,
        event_action: "resolve",
        dedup_key: "nothing of ours",
      };
      const answer = await enqueue(tocsin, JSON.stringify(event));
      expect(answer.status).toBe(202);
      expect(await answer.json()).toEqual({
        status: "success",
        message: "Event processed",
        dedup_key: "nothing of ours",
      });
      const foreign = await enqueue(
        tocsin,
        JSON.stringify({ ...event, routing_key: "x".repeat(32) }),
      );
      expect(foreign.status).toBe(401);
    });

    it("pages for a trigger", async () => {
      await alertmanager.post([{ labels, annotations: { summary: "redis-0 has no memory left" } }]);
      const page = await outside.post("the page", ({ json }) => json["topic"] === "alice");
      expect(page.json["title"]).toMatch(/^P1 \d{8}-\d{3} .*RedisOutOfMemory/u);
      number = /\d{8}-\d{3}/u.exec(String(page.json["title"]))?.[0] ?? "";
      const [alert] = (await tocsin.incident(number)).alerts;
      expect(alert).toMatchObject({ status: "firing" });
      expect(JSON.stringify(alert)).toContain("redis-0 has no memory left");
    });

    it("ends the alert with Alertmanager's resolve, and asks the one who acknowledged", async () => {
      const args = ["token", "create", "laptop", "--role", "responder", "--person", alice];
      const token = (await tocsin.succeed(args)).trim();
      await tocsin.succeed(["incident", "acknowledge", number], token);
      const update = "Redis reached its memory limit; old keys are being evicted";
      await tocsin.succeed(["incident", "update", number, update, "--status", "identified"], token);
      await alertmanager.post([{ labels, endsAt: new Date().toISOString() }]);
      await tocsin.entry(number, "resolution.proposed");
      await outside.post("the question", ({ json }) =>
        String(json["title"]).startsWith(`Resolved? P1 ${number}`),
      );
      const reason = "an eviction policy is set";
      await tocsin.succeed(["incident", "resolve", number, "--reason", reason], token);
      expect((await tocsin.incident(number)).status).toBe("resolved");
    });

    it("left Alertmanager nothing to complain about", async () => {
      await waitUntil("trigger and resolve are counted", async () => {
        const sent = "alertmanager_notifications_total";
        return (await alertmanager.counter(sent, OF_PAGERDUTY)) >= 2;
      });
      expect(await alertmanager.counter(FAILED, OF_PAGERDUTY)).toBe(0);
      expect(alertmanager.complaints()).toEqual([]);
    });

    it("writes a postmortem without one sample value of the template", async () => {
      const document = await tocsin.succeed(["postmortem", number]);
      expect(document).toContain("RedisOutOfMemory");
      expect(document).toContain("an eviction policy is set");
      expect(document).toContain("Redis reached its memory limit");
      expect(document).toContain("not recorded");
      for (const heading of ["Executive Summary", "Timeline", "Impact", "Root Cause"]) {
        expect(document).toContain(`## ${heading}`);
      }
      const own = (await tocsin.timeline(number)).map(({ at }) => at.slice(11, 16));
      for (const sample of sampleValues([absent, ...SAMPLES])) {
        if (own.includes(sample)) continue;
        expect(document).not.toContain(sample);
      }
    });
  },
);

/** What stands in the template of the seed as an example of what to write. */
const SAMPLES = [
  ...["PgBouncer", "CrashLoopBackOff", "pool", "$XXX", "100% of users", "Traffic spike"],
  ...["Load test", "In Progress", "Slow queries", "Fast detection", "2026-01-18", "2026-01-20"],
  ...["14:30", "14:32", "14:35", "14:40", "14:45", "15:00"],
];

/** Those that the playbook in use really has; at least one of them, or the test would prove nothing. */
function sampleValues(candidates: readonly string[]): readonly string[] {
  const text = readFileSync(ANY_PLAYBOOK.path, "utf8");
  const found = candidates.filter((sample) => text.includes(sample));
  expect(found.length).toBeGreaterThan(0);
  return found;
}

function enqueue(tocsin: TocsinProcess, body: string): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${tocsin.url}/v2/enqueue`, { method: "POST", headers, body });
}
