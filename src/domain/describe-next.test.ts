import { describe, expect, it } from "vitest";
import { mediumRules, opened, roster, START } from "../../test/support/incident-fixtures.ts";
import { describeNext, timeOfDay } from "./describe-next.ts";
import { incidentDay, incidentNumber } from "./incident-number.ts";

describe("what comes next", () => {
  it("names who, as what, and when", () => {
    const text = describeNext(opened().incident, roster(), "UTC");
    expect(text).toBe("Ben (Incident Commander) is paged at 02:35 UTC");
  });

  it("is the catch-all where a quiet severity has fired its step", () => {
    const { incident } = opened({ rules: { ...mediumRules(), steps: [] } });
    expect(describeNext(incident, roster(), "UTC")).toBe(
      "Cleo (catch-all) is notified at 04:30 UTC",
    );
  });

  it("is nothing once it is resolved", () => {
    const { incident } = opened();
    expect(describeNext({ ...incident, status: "resolved" }, roster(), "UTC")).toBe("");
  });

  it("says so when nobody can be reached", () => {
    const nobody = roster({ people: [], catchAll: [] });
    expect(describeNext(opened().incident, nobody, "UTC")).toContain("nobody can be reached");
  });
});

describe("times and numbers", () => {
  it("have the reader's zone with UTC beside it", () => {
    expect(timeOfDay(START, "Europe/Berlin")).toBe("03:30 CET (02:30 UTC)");
  });

  it("are in UTC where a person's zone is none", () => {
    expect(timeOfDay(START, "Mars/Olympus")).toBe("02:30 UTC");
  });

  it("count by the day of the playbook's zone", () => {
    expect(incidentDay(START, "UTC")).toBe("20260114");
    expect(incidentDay(START, "America/Los_Angeles")).toBe("20260113");
    expect(incidentNumber("20260114", 7)).toBe("20260114-007");
    expect(incidentNumber("20260114", 1234)).toBe("20260114-1234");
  });
});
