import { describe, expect, it } from "vitest";
import { playbook } from "../../test/support/playbook-fixture.ts";
import { severityForAlert } from "./alert-severity.ts";

const choose = (title: string, labels: Record<string, string> = {}, from = playbook) =>
  severityForAlert(from, { title, labels });

describe("an alert's severity", () => {
  it.each([
    ["critical", "P0"],
    ["error", "P1"],
    ["warning", "P2"],
    ["info", "P3"],
    ["P2", "P2"],
    ["High", "P1"],
  ])("is by its label: %s means %s", (label, severity) => {
    const choice = choose("Something", { severity: label });
    expect(choice).toEqual({ severity, reason: `label severity=${label}` });
  });

  it("is the second without anything to go by", () => {
    expect(choose("Something")).toEqual({ severity: "P1", reason: "no severity label" });
    expect(choose("Something", { severity: "purple" }).severity).toBe("P1");
  });

  it("is by a playbook example whose words stand in the title, citing its line", () => {
    expect(choose("High error rate on checkout")).toEqual({
      severity: "P1",
      reason: "matched line 200, High error rate (>5%)",
    });
  });

  it("is the worse of the two", () => {
    expect(choose("Checkout is down in Europe", { severity: "warning" }).severity).toBe("P0");
    expect(choose("Worker restarts repeatedly", { severity: "critical" }).severity).toBe("P0");
  });

  it("is what the overlay's first matching route says, above all", () => {
    const routed = {
      ...playbook,
      overlay: {
        ...playbook.overlay,
        routes: [
          { match: { team: "web", severity: "critical" }, severity: "P3" },
          { match: { team: "web" }, severity: "P2" },
        ],
      },
    };
    expect(choose("Checkout is down", { team: "web", severity: "critical" }, routed)).toEqual({
      severity: "P3",
      reason: "route team=web, severity=critical",
    });
    expect(choose("x", { team: "web" }, routed).severity).toBe("P2");
    expect(choose("x", { severity: "critical" }, routed).severity).toBe("P0");
  });

  it("is not fooled by names every object has", () => {
    expect(choose("x", { severity: "constructor" }).severity).toBe("P1");
    expect(choose("x", { severity: "__proto__" }).severity).toBe("P1");
  });
});
