import { describe, expect, it } from "vitest";
import { json, noContent } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import {
  addedHeartbeatSchema,
  heartbeatListSchema,
  heartbeatSchema,
} from "../../contract/heartbeat.ts";

const heartbeat = {
  id: "h1",
  name: "nightly backup",
  state: "waiting",
  interval: "P1D",
  grace: "PT1H",
  severity: null,
  team: null,
  alert: null,
  lastHeardAt: null,
  lateAt: null,
  createdAt: "2026-11-23T07:00:00.000Z",
};
const LIST = {
  "GET /api/v1/heartbeats": json(heartbeatListSchema.parse({ heartbeats: [heartbeat] })),
};

describe("tocsin heartbeat", () => {
  it("gives the ping URL, this once, and says that nobody is paged yet", async () => {
    const url = "https://tocsin.example/heartbeat/tocsin_beat_x";
    const added = addedHeartbeatSchema.parse({ heartbeat, url });
    const words = ["heartbeat", "add", "nightly backup", "--every", "24h", "--grace", "1 h"];
    const { out, sent } = await tocsin([...words, "--alert", "alertname=Watchdog"], {
      "POST /api/v1/heartbeats": json(added, 201),
    });
    expect(out).toContain(`curl -fsS --retry 5 "${url}"`);
    expect(out).toContain("Nobody is paged for it before");
    expect(sent).toEqual({
      name: "nightly backup",
      interval: "P1D",
      grace: "PT1H",
      alert: { alertname: "Watchdog" },
    });
  });

  it.each([
    [["--every", "soon"], /--every needs a duration, not "soon"/],
    [[], /--every is needed/],
    [["--every", "5m", "--alert", "Watchdog"], /--alert needs KEY=VALUE/],
  ])("refuses %j and says why", async (words, message) => {
    const { code, err } = await tocsin(["heartbeat", "add", "x", ...words], {});
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it("says what was never heard", async () => {
    const { out } = await tocsin(["heartbeat", "list"], LIST);
    expect(out).toContain("waits for its first ping");
    expect(out).toContain("1 day, + 1 h");
  });

  it.each(["pause", "resume"])("%ss by the name", async (verb) => {
    const { code, out } = await tocsin(["heartbeat", verb, "Nightly Backup"], {
      ...LIST,
      [`POST /api/v1/heartbeats/h1/${verb}`]: json(heartbeatSchema.parse(heartbeat)),
    });
    expect(code).toBe(0);
    expect(out).toContain("nightly backup");
  });

  it("removes by the name", async () => {
    const { code } = await tocsin(["heartbeat", "remove", "nightly backup"], {
      ...LIST,
      "DELETE /api/v1/heartbeats/h1": noContent,
    });
    expect(code).toBe(0);
  });
});
