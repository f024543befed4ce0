import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MS } from "./duration.ts";
import {
  defaultGraceMs,
  type Heartbeat,
  type HeartbeatChange,
  type HeartbeatSignal,
  hear,
  heartbeatAlert,
  lookAtHeartbeat,
  pauseHeartbeat,
  resumeHeartbeat,
} from "./heartbeat.ts";

const T0 = Date.parse("2026-11-23T02:00:00Z");

const NEW: Heartbeat = {
  id: "h1",
  name: "nightly backup",
  team: null,
  severity: null,
  intervalMs: MS.day,
  graceMs: 12 * MS.minute,
  fedBy: null,
  integrationId: "i1",
  state: "waiting",
  lastHeardAt: null,
  startedAt: null,
  troubleSince: null,
  dueAt: null,
  createdAt: T0,
};

const UP = hear(NEW, "success", T0).heartbeat;
const ALWAYS = 0;

function lookedAt(heartbeat: Heartbeat, now: number, listeningSince = ALWAYS): HeartbeatChange {
  return lookAtHeartbeat(heartbeat, { now, listeningSince });
}

function title(heartbeat: Heartbeat, now: number, timeZone = "UTC"): string {
  return heartbeatAlert(heartbeat, "trigger", { now, timeZone }).title;
}

describe("a heartbeat", () => {
  it("is never late before it was heard", () => {
    expect(lookedAt(NEW, T0 + 400 * MS.day)).toEqual({ heartbeat: NEW });
  });

  it("is late once its interval and its grace are over, and not before", () => {
    const dueAt = T0 + MS.day + 12 * MS.minute;
    expect(UP).toMatchObject({ state: "up", dueAt });
    expect(lookedAt(UP, dueAt - 1)).toEqual({ heartbeat: UP });
    const { heartbeat, alert } = lookedAt(UP, dueAt);
    expect(alert).toBe("trigger");
    expect(heartbeat).toMatchObject({ state: "late", troubleSince: dueAt });
    expect(title(heartbeat, dueAt)).toBe(
      "Heartbeat nightly backup is 12 min late; last heard 2026-11-23 02:00",
    );
  });

  it("says the time of day alone where it was today, in the playbook's zone", () => {
    const hourly = hear({ ...NEW, intervalMs: MS.hour }, "success", T0).heartbeat;
    const now = T0 + MS.hour + 12 * MS.minute;
    const { heartbeat } = lookedAt(hourly, now);
    expect(title(heartbeat, now, "Europe/Berlin")).toBe(
      "Heartbeat nightly backup is 12 min late; last heard 03:00",
    );
  });

  it("is heard again, and its alert ends", () => {
    const late = lookedAt(UP, T0 + 2 * MS.day).heartbeat;
    const { heartbeat, alert } = hear(late, "success", T0 + 2 * MS.day + 1);
    expect(alert).toBe("resolve");
    expect(heartbeat).toMatchObject({ state: "up", troubleSince: null, startedAt: null });
    expect(hear(UP, "success", T0 + 1).alert).toBeUndefined();
  });

  it("reports again what stays late, as one and the same occurrence", () => {
    const first = lookedAt(UP, T0 + 2 * MS.day).heartbeat;
    const again = lookedAt(first, first.dueAt ?? 0);
    expect(again.alert).toBe("trigger");
    const options = { now: first.dueAt ?? 0, timeZone: "UTC" };
    expect(heartbeatAlert(again.heartbeat, "trigger", options).startsAt).toBe(first.troubleSince);
  });

  it("fails at once when it says so, whatever it was before", () => {
    const { heartbeat, alert } = hear(NEW, "fail", T0);
    expect(alert).toBe("trigger");
    expect(heartbeat.state).toBe("failed");
    expect(title(heartbeat, T0)).toBe("Heartbeat nightly backup reported a failure");
  });

  it("is late when a run began and did not end within the grace", () => {
    const begun = hear(UP, "start", T0 + 23 * MS.hour).heartbeat;
    const dueAt = T0 + 23 * MS.hour + 12 * MS.minute;
    expect(begun).toMatchObject({ state: "up", dueAt, lastHeardAt: T0 });
    const { heartbeat } = lookedAt(begun, dueAt);
    expect(title(heartbeat, dueAt)).toBe(
      "Heartbeat nightly backup began at 01:00 and has not ended in 12 min",
    );
    expect(hear(begun, "success", dueAt - 1).heartbeat.dueAt).toBe(
      dueAt - 1 + MS.day + 12 * MS.minute,
    );
  });

  it("does not end its alert by beginning", () => {
    const late = lookedAt(UP, T0 + 2 * MS.day).heartbeat;
    expect(hear(late, "start", T0 + 2 * MS.day + 1)).toMatchObject({
      heartbeat: { state: "late", dueAt: late.dueAt },
    });
    expect(hear(late, "start", T0 + 2 * MS.day + 1).alert).toBeUndefined();
  });

  it("expects nothing while it is paused, and a whole interval once it is resumed", () => {
    const late = lookedAt(UP, T0 + 2 * MS.day).heartbeat;
    const { heartbeat: paused, alert } = pauseHeartbeat(late);
    expect(alert).toBe("resolve");
    expect(paused).toMatchObject({ state: "paused", dueAt: null, troubleSince: null });
    for (const signal of ["start", "success", "fail"] as const) {
      expect(hear(paused, signal, T0 + 3 * MS.day)).toMatchObject({
        heartbeat: { state: "paused" },
      });
      expect(hear(paused, signal, T0 + 3 * MS.day).alert).toBeUndefined();
    }
    const now = T0 + 9 * MS.day;
    expect(resumeHeartbeat(paused, now)).toMatchObject({
      state: "up",
      dueAt: now + MS.day + 12 * MS.minute,
    });
    expect(resumeHeartbeat({ ...NEW, state: "paused" }, now).state).toBe("waiting");
  });

  it("is given time when Tocsin itself could not hear", () => {
    const now = T0 + 2 * MS.day;
    // Away from before it was expected until now.
    const spared = lookedAt(UP, now, now);
    expect(spared.alert).toBeUndefined();
    expect(spared.heartbeat.dueAt).toBe(now + MS.hour + 12 * MS.minute);
    expect(lookedAt(spared.heartbeat, now + MS.hour + 12 * MS.minute, now).alert).toBe("trigger");
    // What is heard after the break is expected as ever.
    const heard = hear(UP, "success", now + 1).heartbeat;
    expect(lookedAt(heard, heard.dueAt ?? 0, now).alert).toBe("trigger");
  });

  it("has a grace of a fifth of its interval by itself, between a minute and an hour", () => {
    expect([MS.minute, 10 * MS.minute, MS.day].map(defaultGraceMs)).toEqual([
      MS.minute,
      2 * MS.minute,
      MS.hour,
    ]);
  });
});

describe("whatever is heard and whenever it is looked at", () => {
  const step = fc.record({
    after: fc.integer({ min: -MS.minute, max: 3 * MS.hour }),
    act: fc.constantFrom<HeartbeatSignal | "look" | "pause" | "resume">(
      "start",
      "success",
      "fail",
      "look",
      "pause",
      "resume",
    ),
  });

  type Act = HeartbeatSignal | "look" | "pause" | "resume";

  function act(heartbeat: Heartbeat, what: Act, now: number): HeartbeatChange {
    if (what === "look") return lookedAt(heartbeat, now);
    if (what === "pause") return pauseHeartbeat(heartbeat);
    if (what === "resume") return { heartbeat: resumeHeartbeat(heartbeat, now) };
    return hear(heartbeat, what, now);
  }

  it("fires while it is late or failed and at no other time, and is due unless it waits or is paused", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let heartbeat: Heartbeat = { ...NEW, intervalMs: MS.hour };
        let isFiring = false;
        let now = T0;
        for (const { after, act: what } of steps) {
          now += after;
          const change = act(heartbeat, what, now);
          heartbeat = change.heartbeat;
          if (change.alert !== undefined) isFiring = change.alert === "trigger";
          const { state, dueAt, troubleSince } = heartbeat;
          expect(isFiring).toBe(state === "late" || state === "failed");
          expect(troubleSince !== null).toBe(isFiring);
          expect(dueAt !== null).toBe(state !== "waiting" && state !== "paused");
          if (dueAt !== null) expect(Number.isFinite(dueAt)).toBe(true);
          if (state !== "waiting" && state !== "paused") {
            expect(title(heartbeat, now).length).toBeGreaterThan(0);
          }
        }
      }),
    );
  });
});
