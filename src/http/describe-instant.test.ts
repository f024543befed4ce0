import { expect, it } from "vitest";
import { describeInstant } from "./describe-instant.ts";

const at = Date.UTC(2026, 10, 23, 23, 31);

it("shows the reader's wall clock with UTC beside", () => {
  expect(describeInstant(at, "America/New_York")).toBe("Mon 23 Nov 2026, 18:31 (23:31 UTC)");
  expect(describeInstant(at, "Europe/Berlin")).toBe(
    "Tue 24 Nov 2026, 00:31 (Mon 23 Nov 2026, 23:31 UTC)",
  );
});

it("shows UTC alone when that is the reader's time, or when the zone is not known", () => {
  expect(describeInstant(at, "UTC")).toBe("Mon 23 Nov 2026, 23:31 UTC");
  expect(describeInstant(at, "Mars/Olympus")).toBe("Mon 23 Nov 2026, 23:31 UTC");
  expect(describeInstant(at, "Africa/Abidjan")).toBe("Mon 23 Nov 2026, 23:31 UTC");
});
