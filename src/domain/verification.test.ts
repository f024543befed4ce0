import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MS } from "./duration.ts";
import { judgeCode, nextChallenge, type VerificationChallenge } from "./verification.ts";

const START = Date.UTC(2026, 0, 14, 2, 30);

function sent(previous: VerificationChallenge | undefined, now: number): VerificationChallenge {
  const next = nextChallenge("m1", previous, now);
  if ("waitMs" in next) throw new Error(`to be waited for: ${next.waitMs} ms`);
  return next;
}

describe("a code", () => {
  it("is accepted up to its last millisecond, and then there is none", () => {
    const challenge = sent(undefined, START);
    const judged = (now: number) => judgeCode(challenge, { matches: true, now }).kind;
    expect(judged(START + 15 * MS.minute - 1)).toBe("accepted");
    expect(judged(START + 15 * MS.minute)).toBe("void");
  });

  it("can be tried five times; the right one comes too late then", () => {
    let challenge = sent(undefined, START);
    const left: number[] = [];
    for (let tries = 0; tries < 5; tries += 1) {
      const judged = judgeCode(challenge, { matches: false, now: START });
      if (judged.kind !== "wrong") throw new Error(judged.kind);
      challenge = judged.challenge;
      left.push(judged.left);
    }
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect(judgeCode(challenge, { matches: true, now: START })).toEqual({ kind: "void" });
  });

  it("is never accepted late, after five wrong ones, or when none was sent", () => {
    const step = fc.record({
      afterMs: fc.integer({ min: 0, max: 20 * MS.minute }),
      matches: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let challenge = sent(undefined, START);
        let now = START;
        let wrong = 0;
        for (const { afterMs, matches } of steps) {
          now += afterMs;
          const judged = judgeCode(challenge, { matches, now });
          if (judged.kind === "accepted") {
            return matches && now - START < 15 * MS.minute && wrong < 5;
          }
          if (judged.kind === "wrong") {
            wrong += 1;
            challenge = judged.challenge;
          }
        }
        return wrong <= 5;
      }),
    );
    expect(judgeCode(undefined, { matches: true, now: START })).toEqual({ kind: "void" });
  });
});

describe("a new code", () => {
  it("starts with no wrong tries, a minute after the one before at the earliest", () => {
    const tried = { ...sent(undefined, START), failedTries: 5 };
    expect(nextChallenge("m1", tried, START + 59_000)).toEqual({ waitMs: 1000 });
    expect(sent(tried, START + MS.minute)).toMatchObject({ failedTries: 0, codesInWindow: 2 });
  });

  it("is sent five times an hour at most, however they are spread", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 * MS.minute }), { maxLength: 60 }),
        (gaps) => {
          let challenge: VerificationChallenge | undefined;
          let now = START;
          const sentAt: number[] = [];
          for (const gap of gaps) {
            now += gap;
            const next = nextChallenge("m1", challenge, now);
            if ("waitMs" in next) {
              // Whoever waits as told is not told to wait again.
              expect("waitMs" in nextChallenge("m1", challenge, now + next.waitMs)).toBe(false);
              continue;
            }
            challenge = next;
            sentAt.push(now);
          }
          // Two windows that follow upon each other hold ten.
          return sentAt.every((at, index) => at - (sentAt[index - 10] ?? 0) >= MS.hour);
        },
      ),
    );
  });

  it("does not wait for a clock that was set back to catch up", () => {
    expect(sent(sent(undefined, START), START - MS.day)).toMatchObject({ codesInWindow: 1 });
  });
});
