import { expect, test } from "vitest";
import { leadingSeverities, severityKeysIn } from "./severity-id.ts";

test.each([
  ["P1 and SEV-2", ["P1", "SEV2"]],
  ["for SEV-1/2", ["SEV1", "SEV2"]],
  ["P0–P2 only", ["P0", "P1", "P2"]],
  ["SEV1 to SEV3", ["SEV1", "SEV2", "SEV3"]],
  ["P1, 2 hours", ["P1"]],
  ["P1/2h", ["P1"]],
  ["p95 of HTTP2", []],
])("%s names these levels", (text, keys) => {
  expect(severityKeysIn(text)).toEqual(keys);
});

test.each([
  ["P1: page the lead", ["P1"], "page the lead"],
  ["S1/S2: everybody", ["SEV1", "SEV2"], "everybody"],
  ["SEV-1/2 (worst): everybody", ["SEV1", "SEV2"], "everybody"],
  ["P1 and P2 – the lead", ["P1", "P2"], "the lead"],
  ["P1 is the worst", [], "P1 is the worst"],
])("%s is said of these levels", (text, keys, rest) => {
  expect(leadingSeverities(text)).toEqual({ keys, rest });
});

test("a long line is read in no time", () => {
  expect(leadingSeverities("P1/P2/".repeat(200_000)).keys).toEqual([]);
  expect(severityKeysIn("P1-".repeat(200_000)).length).toBe(1);
});
