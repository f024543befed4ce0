/** Opsgenie's alert API, through a real server, as its clients use it. */

import { request } from "undici";
import { describe, expect, it } from "vitest";
import { createIntegration } from "../../src/operations/integration/create.ts";
import { httpFixture } from "../support/http-fixture.ts";
import { liveServer } from "../support/live-server.ts";
import { SETUP } from "../support/operation-context.ts";

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly data?: Record<string, unknown> };
}

async function opsgenie(root = "/v2/alerts") {
  const fixture = await httpFixture();
  const base = `${await liveServer(fixture)}${root}`;
  const make = (name: string) =>
    createIntegration(fixture.context, SETUP, { name, kind: "opsgenie" });
  const { key } = await make("shop");
  const call = async (
    method: "GET" | "POST" | "PUT" | "DELETE",
    path: string,
    { body, key: as = key }: { readonly body?: unknown; readonly key?: string } = {},
  ): Promise<Answer> => {
    const answer = await request(`${base}${path}`, {
      method,
      headers: { authorization: `GenieKey ${as}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, body: (await answer.body.json()) as Answer["body"] };
  };
  /** Does something, and asks what came of it. */
  const done = async (...[method, path, options]: Parameters<typeof call>) => {
    const { status, body } = await call(method, path, options);
    expect(`${status} ${body["result"]}`).toBe("202 Request will be processed");
    return (await call("GET", `/requests/${body["requestId"]}`)).body.data ?? {};
  };
  const incident = async () => {
    const { send, tokens } = fixture;
    const page = await send("GET", "/api/v1/incidents", { token: tokens.viewer });
    const { incidents } = (await page.json()) as { incidents: { number: string }[] };
    expect(incidents).toHaveLength(1);
    const path = `/api/v1/incidents/${incidents[0]?.number}`;
    const shown = (await (await send("GET", path, { token: tokens.viewer })).json()) as {
      status: string;
      severity: string;
      alerts: { title: string; labels: object; annotations: object; status: string }[];
    };
    const timeline = await send("GET", `${path}/timeline`, { token: tokens.viewer });
    return { ...shown, timeline: await timeline.text() };
  };
  return { fixture, make, call, done, incident };
}

const ALERT = { message: "Disk full", alias: "db 3/disk", details: { severity: "warning" } };
const PATH = `/${encodeURIComponent(ALERT.alias)}`;
const BY_ALIAS = "?identifierType=alias";

describe.each(["/v2/alerts", "/ingest/opsgenie/v2/alerts"])("%s", (root) => {
  it("goes from create to close, and says what came of each request", async () => {
    const { done, incident, call } = await opsgenie(root);
    const created = await done("POST", "", { body: ALERT });
    expect(created).toMatchObject({
      success: true,
      isSuccess: true,
      action: "Create",
      status: "Created alert",
      alias: ALERT.alias,
    });
    const id = created["alertId"];
    expect(await incident()).toMatchObject({ status: "open", alerts: [{ id, status: "firing" }] });

    const acknowledged = await done("POST", `${PATH}/acknowledge${BY_ALIAS}`, {
      body: { note: "on it", user: "ann" },
    });
    expect(acknowledged).toMatchObject({ isSuccess: true, action: "Acknowledge", alertId: id });
    expect(await incident()).toMatchObject({ status: "acknowledged" });
    expect((await incident()).timeline).toContain("ann: on it");
    const shown = await call("GET", PATH + BY_ALIAS);
    expect(shown.body.data).toMatchObject({ id, status: "open", acknowledged: true });

    // By the id, which is what Opsgenie takes when nothing else is said, and with the slash of its client.
    await done("POST", `/${id}/unacknowledge/`, { body: {} });
    expect(await incident()).toMatchObject({ status: "open" });
    await done("POST", `/${id}/close/?identifierType=id`, { body: {} });
    expect(await incident()).toMatchObject({ status: "resolved" });
    expect((await call("GET", `/${id}`)).body.data).toMatchObject({ status: "closed" });
  });
});

describe("POST, PUT /v2/alerts/…", () => {
  it("amends the alert, and raises its incident's severity", async () => {
    const { done, incident } = await opsgenie();
    await done("POST", "", { body: { ...ALERT, tags: ["a"] } });
    const before = await incident();
    await done("PUT", `${PATH}/message${BY_ALIAS}`, { body: { message: "Disk is full" } });
    await done("PUT", `${PATH}/description${BY_ALIAS}`, { body: { description: "97 %" } });
    await done("POST", `${PATH}/tags${BY_ALIAS}`, { body: { tags: ["b", "a"] } });
    await done("POST", `${PATH}/details${BY_ALIAS}`, { body: { details: { host: "db-3" } } });
    await done("POST", `${PATH}/notes${BY_ALIAS}`, { body: { note: "cleaning up" } });
    await done("PUT", `${PATH}/priority${BY_ALIAS}`, { body: { priority: "P1" } });
    const after = await incident();
    expect(after.alerts).toMatchObject([
      {
        title: "Disk is full",
        labels: { severity: "critical", priority: "P1", tags: "a, b", host: "db-3" },
        annotations: { description: "97 %" },
      },
    ]);
    expect(after.timeline).toContain("cleaning up");
    expect([before.severity, after.severity]).toEqual(["P2", "P0"]);
  });

  it("counts a repetition, and writes its note once", async () => {
    const { done, incident, call } = await opsgenie();
    for (let time = 0; time < 3; time += 1)
      await done("POST", "", { body: { ...ALERT, note: "see the wiki" } });
    expect((await incident()).timeline.split("see the wiki")).toHaveLength(2 + 1);
    expect((await call("GET", PATH + BY_ALIAS)).body.data).toMatchObject({ count: 3 });
  });

  it("says that an alert does not exist, and pages when it comes after its end", async () => {
    const { done, incident, fixture, call } = await opsgenie();
    for (const path of [
      `${PATH}/close${BY_ALIAS}`,
      `${PATH}/close`,
      "/7/close?identifierType=tiny",
    ])
      expect(await done("POST", path, { body: {} })).toMatchObject({
        isSuccess: false,
        status: "Alert does not exist",
        alertId: "",
      });
    expect((await call("GET", PATH + BY_ALIAS)).status).toBe(404);
    expect(
      await fixture.context.database.read.selectFrom("incident").selectAll().execute(),
    ).toEqual([]);
    await done("POST", "", { body: ALERT });
    expect(await incident()).toMatchObject({ status: "open" });
  });

  it("stores and pages what it does not understand, and says so", async () => {
    const { done, incident } = await opsgenie();
    const outcome = await done("POST", "", { body: { alias: "x" } });
    expect(outcome).toMatchObject({ isSuccess: false, alertId: "" });
    expect(outcome["status"]).toContain("there is no message");
    expect((await incident()).alerts[0]?.title).toContain("Unparsed");
  });

  it("refuses a wrong key, and what only people do, in Opsgenie's form", async () => {
    const { call } = await opsgenie();
    const wrong = await call("POST", "", { body: ALERT, key: "wrong" });
    expect(wrong).toMatchObject({ status: 401, body: { took: 0, requestId: "" } });
    const snooze = await call("POST", `${PATH}/snooze${BY_ALIAS}`, { body: {} });
    expect(snooze).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining("snooze") },
    });
  });

  it("tells nothing of another sender's alerts and requests", async () => {
    const { make, call, done } = await opsgenie();
    const created = await done("POST", "", { body: ALERT });
    const { body } = await call("POST", "", { body: ALERT });
    const { key } = await make("other");
    expect((await call("GET", `/${created["alertId"]}`, { key })).status).toBe(404);
    expect((await call("GET", PATH + BY_ALIAS, { key })).status).toBe(404);
    expect((await call("GET", `/requests/${body["requestId"]}`, { key })).status).toBe(404);
    const closing = await call("POST", `/${created["alertId"]}/close`, { key, body: {} });
    expect(closing.status).toBe(202);
    expect((await call("GET", `/${created["alertId"]}`)).body.data).toMatchObject({
      status: "open",
    });
  });
});
