import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { VirtualClock } from "../../test/support/virtual-clock.ts";
import { createLog } from "../platform/log.ts";
import { type Loop, type LoopOptions, startLoop } from "./loop.ts";

const log = createLog({ level: "silent", form: "json", write: () => {} });

/** A breath that no test waits out, however slow the machine is. */
const LONG_MS = 600_000;

function started(options: Pick<LoopOptions, "pass" | "nextDueAt">): Loop {
  const clock = new VirtualClock(1_000_000);
  const breathMs = (): number => LONG_MS;
  const loop = startLoop({ name: "test", log, clock, fault: () => {}, breathMs, ...options });
  onTestFinished(() => loop.stop());
  return loop;
}

async function turns(): Promise<void> {
  for (let count = 0; count < 20; count += 1) await turn();
}

describe("a loop", () => {
  it("passes again at once while there is more to do", async () => {
    let left = 5;
    started({ pass: async () => left-- > 0, nextDueAt: async () => 0 });
    await turns();
    expect(left).toBe(-1);
  });

  it("takes a breath when something is due that it cannot have, e.g. because another holds it", async () => {
    let passes = 0;
    const pass = async (): Promise<boolean> => {
      passes += 1;
      return false;
    };
    started({ pass, nextDueAt: async () => 0 });
    await turns();
    expect(passes).toBe(1);
  });

  it("does not pass for what is not due yet", async () => {
    let passes = 0;
    const pass = async (): Promise<boolean> => {
      passes += 1;
      return false;
    };
    const loop = started({ pass, nextDueAt: async () => 1_000_001 });
    await turns();
    loop.poke();
    await turns();
    expect(passes).toBe(0);
    expect(loop.lastPassAt()).toBe(1_000_000);
  });

  it("looks when poked, also while it passes", async () => {
    let passes = 0;
    let dueAt: number | null = 0;
    const loop = started({
      pass: async () => {
        passes += 1;
        await turn();
        if (passes === 1) loop.poke();
        else dueAt = null;
        return false;
      },
      nextDueAt: async () => dueAt,
    });
    await turns();
    expect(passes).toBe(2);
    dueAt = 0;
    await turns();
    expect(passes).toBe(2);
    loop.poke();
    await turns();
    expect(passes).toBe(3);
  });

  it("goes on after a pass that threw, and does not count it as one", async () => {
    const loop = started({
      pass: () => Promise.reject(new Error("no database")),
      nextDueAt: async () => 0,
    });
    await turns();
    expect(loop.lastPassAt()).toBe(0);
  });
});
