/** One alert travels the whole way: in, page, escalation, acknowledgement by link, end, postmortem. */

import { describe, expect, it } from "vitest";
import { MS } from "../../src/domain/duration.ts";
import { startTocsin, type TestTocsin } from "../support/tocsin.ts";

function webhook(status: "firing" | "resolved", startsAt: number): string {
  const labels = { alertname: "TrackerDown", severity: "critical", service: "tracker-api" };
  const annotations = { summary: "Tracker answers nobody" };
  return JSON.stringify({
    version: "4",
    groupKey: '{}:{alertname="TrackerDown"}',
    truncatedAlerts: 0,
    receiver: "tocsin",
    status,
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt: new Date(startsAt).toISOString(),
        endsAt:
          status === "resolved"
            ? new Date(startsAt + 10 * MS.minute).toISOString()
            : "0001-01-01T00:00:00Z",
        generatorURL: "http://prometheus.example/graph",
        fingerprint: "00000000000000aa",
      },
    ],
    groupLabels: { alertname: "TrackerDown" },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: "http://alertmanager.example",
  });
}

async function integrationKey(tocsin: TestTocsin): Promise<string> {
  const created = await tocsin.request("/api/v1/integrations", {
    method: "POST",
    body: JSON.stringify({ name: "Production", kind: "alertmanager" }),
  });
  expect(created.status).toBe(201);
  return jsonOf<{ key: string }>(created).then(({ key }) => key);
}

async function jsonOf<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}

async function incidents(
  tocsin: TestTocsin,
): Promise<readonly { number: string; status: string; severity: string }[]> {
  const answer = await tocsin.request("/api/v1/incidents");
  return (
    await jsonOf<{ incidents: { number: string; status: string; severity: string }[] }>(answer)
  ).incidents;
}

function consoleTexts(tocsin: TestTocsin): string[] {
  return tocsin.sent.flatMap((request) => (request.transport === "console" ? [request.text] : []));
}

describe("an alert", () => {
  it("is paged, escalated, acknowledged by link, resolved and written up", async () => {
    const tocsin = await startTocsin();
    const key = await integrationKey(tocsin);
    const post = (body: string) =>
      tocsin.request("/ingest/alertmanager", { method: "POST", body, token: key });
    const startedAt = tocsin.now();
    expect((await post(webhook("firing", startedAt))).status).toBe(200);

    await tocsin.until("somebody is paged", () => consoleTexts(tocsin).length >= 1);
    const before = consoleTexts(tocsin).length;
    await tocsin.advance(5 * MS.minute);
    await tocsin.until("the next one is paged", () => consoleTexts(tocsin).length > before);

    const link = consoleTexts(tocsin)
      .map((text) => /https?:\/\/\S+(\/a\/\S+)/.exec(text)?.[1])
      .find((path) => path !== undefined);
    const page = await tocsin.request(link ?? "", { headers: { authorization: "none" } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Tracker answers nobody");
    expect((await incidents(tocsin))[0]?.status).toBe("open");
    const pressed = await tocsin.request(link ?? "", {
      method: "POST",
      headers: { authorization: "none" },
    });
    expect(pressed.status).toBe(200);

    const [incident] = await incidents(tocsin);
    if (incident === undefined) throw new Error("there is an incident");
    expect(incident.status).toBe("acknowledged");
    expect(incident.severity).toBe("P0");

    expect((await post(webhook("resolved", startedAt))).status).toBe(200);
    const resolve = await tocsin.request(`/api/v1/incidents/${incident.number}/resolve`, {
      method: "POST",
      body: JSON.stringify({ reason: "rolled back" }),
    });
    expect(resolve.status).toBe(200);

    const path = `/api/v1/incidents/${incident.number}/timeline`;
    const timeline = await jsonOf<{ entries: { kind: string }[] }>(await tocsin.request(path));
    const kinds = timeline.entries.map((entry) => entry.kind);
    for (const kind of [
      "incident.opened",
      "alerts.fired",
      "escalation.step",
      "notification.delivered",
      "incident.acknowledged",
      "alerts.resolved",
      "resolution.proposed",
      "incident.resolved",
    ]) {
      expect(kinds).toContain(kind);
    }

    const postmortem = await tocsin.request(`/api/v1/incidents/${incident.number}/postmortem`);
    const text = await postmortem.text();
    expect(text).toContain("Tracker answers nobody");
    expect(text).toContain("rolled back");
  });

  it("that cannot be read is stored and paged", async () => {
    const tocsin = await startTocsin();
    const key = await integrationKey(tocsin);
    const sent = await tocsin.request("/ingest/alertmanager", {
      method: "POST",
      body: '{"alerts": [',
      token: key,
    });
    expect(sent.status).toBe(200);
    await tocsin.until("it is paged", () =>
      consoleTexts(tocsin).some((text) => text.includes("Unparsed")),
    );
  });

  it("with a wrong key is refused", async () => {
    const tocsin = await startTocsin();
    const sent = await tocsin.request("/ingest/alertmanager", {
      method: "POST",
      body: webhook("firing", tocsin.now()),
      token: "tocsin_int_wrong",
    });
    expect(sent.status).toBe(401);
  });
});
