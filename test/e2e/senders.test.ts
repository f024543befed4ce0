/**
 * Senders as others publish them, unmodified, each with what `tocsin integration create` prints: an alert
 * begins, is told again, changes, is acknowledged and ends; and comes in the wrong order.
 */

import { expect, it } from "vitest";
import { startAlertmanager } from "../support/alertmanager-server.ts";
import { describeWith } from "../support/describe-with.ts";
import { startHttpReceiver } from "../support/http-receiver.ts";
import { type Lab, useLab } from "../support/lab.ts";
import { type NagiosServer, startNagios } from "../support/nagios-server.ts";
import { ANY_PLAYBOOK, writePlaybookFolder } from "../support/playbook-folder.ts";
import {
  type PublishedSender,
  type SenderAnswer,
  startPublishedSender,
} from "../support/published-sender.ts";
import { startTocsinProcess, type TocsinProcess } from "../support/tocsin-process.ts";
import { waitUntil } from "../support/wait-until.ts";

async function startTocsin(lab: Lab): Promise<TocsinProcess> {
  const [alice] = ANY_PLAYBOOK.people;
  const { url } = await startHttpReceiver(lab);
  const playbook = writePlaybookFolder(`${lab.folder}/playbook`, {
    text: ANY_PLAYBOOK,
    onCall: { primary: alice, secondary: alice, escalation: alice },
    contacts: { [alice]: [{ kind: "ntfy", address: `${url}/alice` }] },
    after: ["0s", "60s", "120s"],
  });
  return startTocsinProcess(lab, { playbook });
}

/** The only incident there is. */
async function onlyIncident(tocsin: TocsinProcess) {
  const incidents = await tocsin.incidents();
  expect(incidents.map(({ title }) => title)).toHaveLength(1);
  return tocsin.incident(incidents[0]?.number ?? "");
}

type Incident = Awaited<ReturnType<typeof onlyIncident>>;

/** Waits until the only incident is as it should be. */
function becomes(tocsin: TocsinProcess, what: string, fits: (incident: Incident) => boolean) {
  return waitUntil(what, async () => {
    const [first, ...others] = await tocsin.incidents();
    if (first === undefined || others.length > 0) return undefined;
    const incident = await tocsin.incident(first.number);
    return fits(incident) ? incident : undefined;
  });
}

const allEnded = ({ alerts }: Incident): boolean =>
  alerts.every(({ status }) => status === "resolved");

describeWith(["alertmanager"], "Alertmanager's opsgenie_configs", () => {
  const lab = useLab();

  it("fires, changes what it says, and closes", async () => {
    const tocsin = await startTocsin(lab);
    const args = ["integration", "create", "production", "--kind", "opsgenie"];
    const printed = await tocsin.succeed(args);
    const receivers = printed.slice(printed.indexOf("receivers:"));
    const alertmanager = await startAlertmanager(
      lab,
      // What Alertmanager has for it: messages that change are told.
      receivers.replace("send_resolved: true", "send_resolved: true\n        update_alerts: true"),
    );
    const redis = (instance: string) => ({
      labels: { alertname: "RedisDown", severity: "critical", instance },
      annotations: { summary: `${instance} is down` },
    });
    await alertmanager.post([redis("redis-0")]);
    await becomes(tocsin, "the alert fires", ({ alerts }) => alerts[0]?.status === "firing");
    expect((await onlyIncident(tocsin)).alerts).toMatchObject([
      { labels: { alertname: "RedisDown", severity: "critical" } },
    ]);
    // The group is told again, with another message.
    await alertmanager.post([redis("redis-1")]);
    await becomes(tocsin, "its message changes", ({ alerts }) =>
      /FIRING:2/u.test(alerts[0]?.title ?? ""),
    );
    const endsAt = new Date().toISOString();
    await alertmanager.post([
      { ...redis("redis-0"), endsAt },
      { ...redis("redis-1"), endsAt },
    ]);
    const over = await becomes(tocsin, "it ends", allEnded);
    expect(over).toMatchObject({ status: "resolved", alerts: [{ status: "resolved" }] });
    const failed = "alertmanager_notifications_failed_total";
    expect(await alertmanager.counter(failed, 'integration="opsgenie"')).toBe(0);
    expect(alertmanager.complaints()).toEqual([]);
  });
});

describeWith(["senders"], "@pagerduty/pdjs", () => {
  const lab = useLab();
  let tocsin: TocsinProcess;
  let send: PublishedSender;
  const disk = (summary: string) => ({
    dedup_key: "db-3/disk",
    payload: { summary, source: "db-3", severity: "critical" },
  });

  it("is answered for an end without a beginning, and pages nobody", async () => {
    tocsin = await startTocsin(lab);
    const { key } = await tocsin.createIntegration("pagerduty-events");
    send = await startPublishedSender(lab, "pagerduty", { port: tocsin.port, key });
    for (const call of ["resolve", "acknowledge"])
      expect(await send(call, { dedup_key: "db-3/disk" })).toEqual({
        status: 202,
        answer: { status: "success", message: "Event processed", dedup_key: "db-3/disk" },
      });
    expect(await tocsin.incidents()).toEqual([]);
  });

  it("triggers once, however often it does, and says what changed", async () => {
    for (const summary of ["Disk is full", "Disk is full", "Disk is full, and growing"])
      expect((await send("trigger", disk(summary))).status).toBe(202);
    expect(await onlyIncident(tocsin)).toMatchObject({
      status: "open",
      title: "Disk is full",
      alerts: [{ title: "Disk is full, and growing", receivedCount: 5 }],
    });
  });

  it("acknowledges and resolves, and a late acknowledgement changes nothing", async () => {
    await send("acknowledge", { dedup_key: "db-3/disk" });
    expect(await onlyIncident(tocsin)).toMatchObject({ status: "acknowledged" });
    await send("resolve", { dedup_key: "db-3/disk" });
    await send("acknowledge", { dedup_key: "db-3/disk" });
    const incident = await onlyIncident(tocsin);
    expect(incident).toMatchObject({ status: "acknowledged", alerts: [{ status: "resolved" }] });
    expect(await tocsin.entry(incident.number, "resolution.proposed")).toBeDefined();
  });

  it("tells of a change, which stands beside the incident", async () => {
    const links = [{ href: "https://ci.example.test/42", text: "Build 42" }];
    const payload = { summary: "Deployed api 4.2", source: "ci" };
    const { status, answer } = await send("change", { payload, links });
    expect([status, answer?.["status"]]).toEqual([202, "success"]);
    expect((await onlyIncident(tocsin)).changes).toMatchObject([{ ...payload }]);
    expect(await tocsin.succeed(["change", "list"])).toContain("https://ci.example.test/42");
  });

  it("is told that a key is nobody's", async () => {
    const answered = await send("trigger", { ...disk("x"), routing_key: "0".repeat(32) });
    expect(answered).toMatchObject({ status: 401, answer: { status: "invalid event" } });
  });
});

describeWith(["senders"], "opsgenie-sdk", () => {
  const lab = useLab();
  let tocsin: TocsinProcess;
  let send: PublishedSender;
  const alias = { identifier: "db-3", identifierType: "alias" };

  /** What came of a request, as the client asks for it. */
  async function outcome({ answer }: SenderAnswer): Promise<unknown> {
    expect(answer).toMatchObject({ result: "Request will be processed" });
    const asked = await send("getRequestStatus", String(answer?.["requestId"]), {});
    return asked.answer?.["data"];
  }

  it("is told that an alert does not exist", async () => {
    tocsin = await startTocsin(lab);
    const { key } = await tocsin.createIntegration("opsgenie");
    send = await startPublishedSender(lab, "opsgenie", { port: tocsin.port, key });
    const status = "Alert does not exist";
    expect(await outcome(await send("close", alias, {}, {}))).toMatchObject({ status });
    expect((await send("get", alias, {})).error).toMatchObject({ httpStatusCode: 404 });
    expect(await tocsin.incidents()).toEqual([]);
  });

  it("creates once, however often it does, and amends", async () => {
    const alert = { message: "Disk is full", alias: "db-3", priority: "P1", tags: ["a"] };
    for (let time = 0; time < 2; time += 1)
      expect(await outcome(await send("create", alert, {}))).toMatchObject({
        isSuccess: true,
        action: "Create",
        alias: "db-3",
      });
    await send("addTags", alias, { tags: ["b"] }, {});
    await send("addDetails", alias, { details: { shard: "7" } }, {});
    await send("addNote", alias, { note: "cleaning up", user: "ann" }, {});
    const incident = await onlyIncident(tocsin);
    expect(incident).toMatchObject({
      status: "open",
      alerts: [{ title: "Disk is full", labels: { tags: "a, b", shard: "7", priority: "P1" } }],
    });
    expect((await tocsin.entry(incident.number, "note")).text).toContain("ann: cleaning up");
  });

  it("acknowledges, takes that back, and closes by the id it was told", async () => {
    expect(await outcome(await send("acknowledge", alias, {}, {}))).toMatchObject({
      status: "Acknowledged alert",
    });
    const { answer } = await send("get", alias, {});
    const alert = answer?.["data"] as { id: string };
    expect(alert).toMatchObject({ acknowledged: true, status: "open" });
    const byId = { identifier: alert.id, identifierType: "id" };
    await send("unacknowledge", byId, {}, {});
    expect(await onlyIncident(tocsin)).toMatchObject({ status: "open" });
    await send("close", byId, { note: "space again" }, {});
    await send("close", byId, {}, {});
    expect(await onlyIncident(tocsin)).toMatchObject({ status: "resolved" });
  });

  it("is told what people do, and not senders", async () => {
    const { error } = await send("snooze", alias, { endTime: "2030-01-01T00:00:00Z" }, {});
    expect(error).toMatchObject({ httpStatusCode: 422 });
  });
});

describeWith(["nagios"], "Debian's Nagios, through the plain door", () => {
  const lab = useLab();
  let tocsin: TocsinProcess;
  let nagios: NagiosServer;

  it("pages for a problem once, although Nagios tells of it every second", async () => {
    tocsin = await startTocsin(lab);
    const args = ["integration", "create", "nagios", "--kind", "nagios"];
    const printed = await tocsin.succeed(args);
    nagios = startNagios(lab, printed.slice(printed.indexOf("define command")));
    nagios.set("CRITICAL", `DISK CRITICAL: "/" is 97 % full; echo $(id) & 'more'`);
    const incident = await becomes(tocsin, "Nagios has told of it three times", ({ alerts }) => {
      return (alerts[0]?.receivedCount ?? 0) >= 3;
    });
    expect(incident).toMatchObject({
      status: "open",
      alerts: [{ labels: { host: "db-3", service: "disk", severity: "critical" } }],
    });
    expect(incident.title).toMatch(/^disk on db-3: DISK CRITICAL/u);
    expect(incident.title).not.toContain("uid=");
  });

  it("is told of a change, an acknowledgement and the end", async () => {
    nagios.set("WARNING", "DISK WARNING: 91 % full");
    await becomes(tocsin, "it is a warning", ({ alerts }) => /91 %/u.test(alerts[0]?.title ?? ""));
    await nagios.acknowledge("ann", "on it");
    await becomes(tocsin, "it is acknowledged", ({ status }) => status === "acknowledged");
    nagios.set("OK", "DISK OK");
    const over = await becomes(tocsin, "it is over", allEnded);
    expect(await tocsin.entry(over.number, "resolution.proposed")).toBeDefined();
  });
});
