import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterOutcome } from "./delivery.ts";
import { type DeliveryOutcome, FAILURE_REASONS } from "./notification.ts";
import { amongProviders, providerTurn } from "./provider-turns.ts";

const NOW = 1_000_000;

const failure = fc.record({
  kind: fc.constantFrom("retry", "rejected"),
  reason: fc.constantFrom(...FAILURE_REASONS),
}) as fc.Arbitrary<DeliveryOutcome>;

describe("providers of one channel", () => {
  it("take turns, the first one first", () => {
    expect([1, 2, 3, 4, 5].map((attempt) => providerTurn(attempt, 2))).toEqual([0, 1, 0, 1, 0]);
    expect([1, 2, 3].map((attempt) => providerTurn(attempt, 1))).toEqual([0, 0, 0]);
  });

  it("are asked at once after one that failed, and after the usual wait once all have", () => {
    const failed: DeliveryOutcome = { kind: "rejected", reason: "authentication" };
    const following = (attempt: number) =>
      afterOutcome(amongProviders(failed, { attempt, providers: 2, provider: "A" }), attempt, NOW);
    expect(following(1)).toEqual({ next: "again", dueAt: NOW, reason: "authentication: A" });
    expect(following(2)).toEqual({
      next: "again",
      dueAt: NOW + 15_000,
      reason: "authentication: A",
    });
  });

  it("do not wait as long as one of them asked for", () => {
    const limited: DeliveryOutcome = {
      kind: "retry",
      reason: "rate-limited",
      retryAfterMs: 60_000,
      detail: "HTTP 429",
    };
    const turn = { attempt: 1, providers: 2, provider: "Twilio" };
    expect(amongProviders(limited, turn)).toEqual({
      kind: "retry",
      reason: "rate-limited",
      detail: "Twilio, HTTP 429",
      provider: "Twilio",
      elsewhere: true,
    });
  });

  it("believe each other about an address", () => {
    const refused: DeliveryOutcome = { kind: "rejected", reason: "address-refused" };
    for (const attempt of [1, 2, 3]) {
      expect(amongProviders(refused, { attempt, providers: 2, provider: "A" }).kind).toBe(
        "rejected",
      );
    }
  });

  it("end: whatever happens, it is given up after as many tries as ever", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.array(failure, { minLength: 12 }),
        (providers, outcomes) => {
          const tries = outcomes.map((outcome, index) =>
            afterOutcome(
              amongProviders(outcome, { attempt: index + 1, providers, provider: "A" }),
              index + 1,
              NOW,
            ),
          );
          expect(tries.slice(0, 12).some(({ next }) => next === "give-up")).toBe(true);
        },
      ),
    );
  });

  it("leave an outcome as it was where there is one only", () => {
    fc.assert(
      fc.property(failure, fc.integer({ min: 1, max: 20 }), (outcome, attempt) => {
        const same = amongProviders(outcome, { attempt, providers: 1, provider: "A" });
        expect(same).toEqual({ ...outcome, detail: "A", provider: "A" });
      }),
    );
  });
});
