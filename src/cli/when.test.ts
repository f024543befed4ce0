import { describe, expect, it } from "vitest";
import { showDistance, showInstant, viewerZone } from "./when.ts";

const NOW = Date.parse("2026-11-23T13:40:00Z");
const berlin = { zone: "Europe/Berlin", now: NOW };

describe("showInstant", () => {
  it.each([
    ["Europe/Berlin", "2026-11-23T13:35:00.000Z", "14:35 CET (13:35 UTC)"],
    ["Europe/Berlin", "2026-11-22T13:35:00.000Z", "2026-11-22 14:35 CET (13:35 UTC)"],
    ["Europe/Berlin", "2026-11-23T23:10:00.000Z", "2026-11-24 00:10 CET (2026-11-23 23:10 UTC)"],
    ["Europe/Berlin", "2026-07-01T13:35:00.000Z", "2026-07-01 15:35 CEST (13:35 UTC)"],
    ["America/New_York", "2026-11-23T13:35:00.000Z", "08:35 GMT-5 (13:35 UTC)"],
    ["UTC", "2026-11-23T13:35:00.000Z", "13:35 UTC"],
    ["Europe/London", "2026-11-23T13:35:00.000Z", "13:35 UTC"],
    ["Asia/Kathmandu", "2026-11-23T13:35:00.000Z", "19:20 GMT+5:45 (13:35 UTC)"],
  ])("%s reads %s as %s", (zone, instant, shown) => {
    expect(showInstant(instant, { zone, now: NOW })).toBe(shown);
  });

  it("knows seconds where they matter", () => {
    expect(showInstant("2026-11-23T13:35:07.000Z", berlin, "seconds")).toBe(
      "14:35:07 CET (13:35:07 UTC)",
    );
  });

  it("shows what is no instant as it came", () => {
    expect(showInstant("soon", berlin)).toBe("soon");
    expect(showDistance("soon", berlin)).toBe("");
  });
});

describe("showDistance", () => {
  it.each([
    ["2026-11-23T13:52:20.000Z", "in 12 min"],
    ["2026-11-23T13:41:05.000Z", "in 1 min 5 s"],
    ["2026-11-23T13:37:00.000Z", "3 min ago"],
    ["2026-11-21T13:40:00.000Z", "2 days ago"],
    ["2026-11-23T13:40:00.400Z", "now"],
  ])("%s is %s", (instant, shown) => {
    expect(showDistance(instant, berlin)).toBe(shown);
  });
});

describe("viewerZone", () => {
  it("is TZ's where that names a zone", () => {
    expect(viewerZone({ TZ: "America/New_York" })).toBe("America/New_York");
    expect(viewerZone({ TZ: ":Europe/Berlin" })).toBe("Europe/Berlin");
  });

  it("is the machine's where TZ is a rule, nonsense or absent", () => {
    const machine = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(viewerZone({ TZ: "CET-1CEST,M3.5.0,M10.5.0/3" })).toBe(machine);
    expect(viewerZone({})).toBe(machine);
  });
});
