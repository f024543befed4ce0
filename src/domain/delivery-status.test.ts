import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DELIVERY_STATUSES,
  type DeliveryStatus,
  failureOf,
  isNews,
  type StatusReport,
} from "./delivery-status.ts";

function fold(reports: readonly StatusReport[]): StatusReport | undefined {
  let known: StatusReport | undefined;
  for (const report of reports) if (isNews(known, report)) known = report;
  return known;
}

/** Every report at least once, in any order. */
const shuffled = (reports: readonly StatusReport[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...reports], { minLength: reports.length }),
      fc.array(fc.constantFrom(...reports)),
    )
    .chain(([once, more]) => {
      const all = [...once, ...more];
      return fc.shuffledSubarray(all, { minLength: all.length });
    });

const CALL_ENDS = ["completed", "busy", "no-answer", "failed", "canceled"] as const;
const MESSAGE_ENDS = ["delivered", "undelivered", "failed", "canceled"] as const;

describe("reports of a provider", () => {
  it.each(CALL_ENDS)("of a call that ends in %s come to that in any order", (end) => {
    const trace = ["queued", "ringing", "answered", end] as const;
    const reports = trace.map((status, sequence) => ({ status, sequence }));
    fc.assert(
      fc.property(shuffled(reports), (received) => {
        expect(fold(received)?.status).toBe(end);
      }),
    );
  });

  it.each(MESSAGE_ENDS)("of a message that ends in %s come to that without numbers", (end) => {
    const trace = ["queued", "sent", end] as const;
    const reports = trace.map((status) => ({ status, sequence: null }));
    fc.assert(
      fc.property(shuffled(reports), (received) => {
        expect(fold(received)?.status).toBe(end);
      }),
    );
  });

  it("do not take an end back, unless they are known to be newer", () => {
    const failed = { status: "failed", sequence: 3 } as const;
    expect(isNews(failed, { status: "answered", sequence: 9 })).toBe(false);
    expect(isNews(failed, { status: "completed", sequence: 4 })).toBe(true);
    expect(isNews(failed, { status: "completed", sequence: 3 })).toBe(false);
    expect(isNews({ ...failed, sequence: null }, { status: "delivered", sequence: null })).toBe(
      false,
    );
  });

  it("mean a failure when nobody was reached, and nothing else does", () => {
    const failures = DELIVERY_STATUSES.flatMap((status: DeliveryStatus) => {
      const reason = failureOf(status);
      return reason === undefined ? [] : [`${status}: ${reason}`];
    });
    expect(failures).toEqual([
      "undelivered: undelivered",
      "failed: undelivered",
      "busy: busy",
      "no-answer: no-answer",
      "canceled: undelivered",
    ]);
  });
});
