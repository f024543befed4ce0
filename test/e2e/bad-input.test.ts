/** What senders get wrong, over the wire: nothing that a valid key sends is lost, and all of it pages. */

import { beforeAll, describe, expect, it } from "vitest";
import type { AlertJson } from "../../src/contract/alert.ts";
import { useLab } from "../support/lab.ts";
import { ANY_PLAYBOOK, writePlaybookFolder } from "../support/playbook-folder.ts";
import { startTocsinProcess, type TocsinProcess } from "../support/tocsin-process.ts";
import { waitUntil } from "../support/wait-until.ts";

const MIB = 1024 * 1024;

describe("bad input over the wire", () => {
  const lab = useLab();
  const [alice, bob, carol] = ANY_PLAYBOOK.people;
  let tocsin: TocsinProcess;
  let key: string;

  const post = (body: string | Uint8Array<ArrayBuffer>, withKey = key): Promise<Response> =>
    fetch(`${tocsin.url}/ingest/alertmanager`, {
      method: "POST",
      headers: { authorization: `Bearer ${withKey}`, "content-type": "application/json" },
      body,
    });
  /** Waits for the alert that fits, and for a page about its incident. */
  const pagedAlert = (what: string, fits: (alert: AlertJson) => boolean): Promise<AlertJson> =>
    waitUntil(`${what} is stored and pages`, async () => {
      for (const { number } of await tocsin.incidents()) {
        const { alerts, notifications } = await tocsin.incident(number);
        const alert = alerts.find(fits);
        if (alert === undefined) continue;
        const paged = notifications.some(
          ({ purpose, state }) => purpose === "page" && state === "delivered",
        );
        return paged && alert;
      }
      return undefined;
    });

  beforeAll(async () => {
    const playbook = writePlaybookFolder(`${lab.folder}/playbook`, {
      text: ANY_PLAYBOOK,
      onCall: { primary: alice, secondary: bob, escalation: carol },
      contacts: { [alice]: [{ kind: "console" }] },
      after: ["0s", "10m", "20m"],
    });
    tocsin = await startTocsinProcess(lab, { playbook });
    ({ key } = await tocsin.createIntegration("alertmanager"));
  });

  it("refuses a wrong key and none with 401, and stores nothing of it", async () => {
    expect((await post(webhook("Stranger"), "wrong")).status).toBe(401);
    const without = await fetch(`${tocsin.url}/ingest/alertmanager`, {
      method: "POST",
      body: webhook("Stranger"),
    });
    expect(without.status).toBe(401);
    expect(without.headers.get("content-type")).toContain("application/problem+json");
    expect(await tocsin.incidents()).toEqual([]);
  });

  it.each([
    ["malformed JSON", '{"version":"4","alerts":[{"status":"firing"', /^Unparsed alert: /u],
    ["JSON that is no webhook", '["Where am I?"]', /^Unparsed alert: /u],
    ["nothing at all", "", /^Unparsed alert: /u],
    ["bytes that are no text", Uint8Array.of(0xff, 0xfe, 0x00, 0x80), /^Unparsed alert: /u],
  ])("answers 200 to %s, and pages", async (name, body, title) => {
    const before = await countOfAlerts(tocsin);
    expect((await post(body)).status).toBe(200);
    await pagedAlert(name, (alert) => title.test(alert.title));
    expect(await countOfAlerts(tocsin)).toBe(before + 1);
  });

  it("keeps the first 5 MiB of 6, with the alerts that are whole, and pages for the rest", async () => {
    const filler = "x".repeat(1000);
    const alerts = Array.from({ length: (6 * MIB) / 1000 }, (_, index) =>
      alertOf(index === 0 ? "FirstOfMany" : `Many${index}`, { filler }),
    );
    const body = JSON.stringify({ version: "4", status: "firing", groupKey: "many", alerts });
    expect(body.length).toBeGreaterThan(6 * MIB);
    expect((await post(body)).status).toBe(200);
    await pagedAlert("the first", ({ labels }) => labels["alertname"] === "FirstOfMany");
    await pagedAlert("the cut", ({ title }) =>
      /^Unparsed alert: .*(?:5 MiB|cut|long)/iu.test(title),
    );
    // Its connection, and the process, are as good as before.
    expect((await post(webhook("AfterMany"))).status).toBe(200);
  });

  it("cleans U+0000 and lone surrogates out of labels, and loses neither alert nor label", async () => {
    // JSON's escapes carry what UTF-8 itself cannot.
    const body = webhook("Unclean").replace('"api"', '"a\\u0000p\\ud800i"');
    expect(body).toContain("\\u0000");
    expect((await post(body)).status).toBe(200);
    const alert = await pagedAlert("the alert", ({ labels }) => labels["alertname"] === "Unclean");
    expect(alert.labels["service"]).toMatch(/^a.?p.?i$/u);
    expect(alert.labels["service"]).not.toMatch(/[\0\p{Cs}]/u);
  });

  it("answers in the API with a problem that says what is wrong", async () => {
    const answer = await fetch(`${tocsin.url}/api/v1/incidents`, {
      method: "POST",
      headers: { authorization: `Bearer ${tocsin.token}`, "content-type": "application/json" },
      body: '{"title":',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ status: 400, code: "invalid-input" });
  });

  it("has no fault of its own after all this", async () => {
    const metrics = await (await fetch(`${tocsin.url}/metrics`)).text();
    expect(metrics).toContain("tocsin_build_info");
    expect(metrics.match(/^tocsin_faults_total\{.*\} [^0].*$/gmu)).toBeNull();
    expect(tocsin.program.output).not.toMatch(/"level":"(?:error|fatal)"/u);
  });
});

function alertOf(name: string, labels: Readonly<Record<string, string>> = {}): object {
  return {
    status: "firing",
    labels: { alertname: name, severity: "critical", service: "api", ...labels },
    annotations: {},
    fingerprint: name,
  };
}

function webhook(name: string): string {
  const alerts = [alertOf(name)];
  return JSON.stringify({ version: "4", status: "firing", groupKey: name, alerts });
}

async function countOfAlerts(tocsin: TocsinProcess): Promise<number> {
  let count = 0;
  for (const { number } of await tocsin.incidents()) {
    count += (await tocsin.incident(number)).alerts.length;
  }
  return count;
}
