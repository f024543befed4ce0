import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Template } from "../../domain/playbook.ts";
import type { DraftFacts } from "./draft-facts.ts";
import { fillTemplate } from "./fill-template.ts";

const at = (time: string): number => Date.parse(`2026-03-02T${time}:00Z`);

const FACTS: DraftFacts = {
  number: "20260302-004",
  title: "Orders stand still",
  severity: "P1",
  publicStatus: "investigating",
  startedAt: at("09:10"),
  now: at("09:20"),
  nextUpdateAt: at("11:20"),
  commander: "Zoe",
  stated: {},
  timeline: [
    { at: at("09:10"), text: "Alert triggered (queue full)" },
    { at: at("09:12"), text: "Incident opened, on-call paged" },
  ],
};
const KNOWN = {
  impact: "No orders in the EU",
  affected: "order intake",
  service: "Order intake",
  cause: "a full disk",
};

const ANNOUNCEMENT = `# #incident-20250607-001

🔥 **INCIDENT P0**: Payroll Outage
**Status**: Investigating
**Impact**: All staff unable to see payslips
**Started**: 2025-06-07 04:30 UTC
**Incident Commander**: @quentin

**Timeline**:

- 04:30 UTC: Alert triggered (ledger stuck)
- 04:32 UTC: Incident opened

**Next Update**: 05:00 UTC`;

const STATUS = `# Status Page Update

**Investigating** - We are investigating an issue with payroll access. Our engineers are actively working to resolve the issue.
Posted: 2025-06-07 04:35 UTC

**Identified** - We have identified the root cause as ledger lock starvation and are deploying a fix.
Posted: 2025-06-07 04:40 UTC

**Resolved** - The issue has been fully resolved. Payroll is operating normally.
Posted: 2025-06-07 05:00 UTC`;

function template(body: string, states: readonly string[] = []): Template {
  const source = { file: "playbook.md", line: 1 };
  const isStatus = states.length > 0;
  return {
    id: "message",
    title: "Message",
    channel: isStatus ? "status-page" : "slack",
    ...(isStatus ? { states } : {}),
    body,
    source,
  };
}

const fill = (body: string, facts: DraftFacts = FACTS) =>
  fillTemplate(template(body), facts, ["P0", "P1"]);
const status = (facts: DraftFacts) =>
  fillTemplate(template(STATUS, ["investigating", "identified", "resolved"]), facts, ["P0", "P1"]);

describe("an announcement", () => {
  it("has the incident's facts in the template's form, and says what is missing", () => {
    const draft = fill(ANNOUNCEMENT);
    expect(draft.text.split("\n")).toEqual([
      "# #incident-20260302-004",
      "",
      "🔥 **INCIDENT P1**: Orders stand still",
      "**Status**: Investigating",
      "**Impact**: [fill in: who notices what]",
      "**Started**: 2026-03-02 09:10 UTC",
      "**Incident Commander**: @zoe",
      "",
      "**Timeline**:",
      "",
      "- 09:10 UTC: Alert triggered (queue full)",
      "- 09:12 UTC: Incident opened, on-call paged",
      "",
      "**Next Update**: 11:20 UTC",
    ]);
    expect(draft.missing).toEqual(["who notices what"]);
  });

  it("leaves nobody and no time where there is none", () => {
    const { commander: _, nextUpdateAt: __, ...rest } = FACTS;
    expect(fill(ANNOUNCEMENT, rest).missing).toEqual([
      "who notices what",
      "who commands the incident",
      "time of the next update",
    ]);
  });

  it("fills blanks that are written as such, and names those it does not know", () => {
    const { text } = fill(
      "**INCIDENT [Severity]**: [Title]\n**Region**: eu\nFor {{number}}: <team>",
    );
    expect(text.split("\n")).toEqual([
      "**INCIDENT P1**: Orders stand still",
      "**Region**: [fill in: Region]",
      "For 20260302-004: [fill in: team]",
    ]);
  });
});

describe("a status text", () => {
  const of = (publicStatus: DraftFacts["publicStatus"], stated: DraftFacts["stated"] = KNOWN) =>
    status({ ...FACTS, publicStatus, stated });

  it.each([
    [
      "investigating",
      "We are investigating an issue with order intake. Our engineers are actively working to resolve the issue.",
    ],
    ["identified", "We have identified the root cause as a full disk and are deploying a fix."],
    ["resolved", "The issue has been fully resolved. Order intake is operating normally."],
  ] as const)("is that of the state: %s", (state, sentence) => {
    const name = state.replace(/^./u, (first) => first.toUpperCase());
    expect(of(state)).toEqual({
      text: `**${name}** - ${sentence}\nPosted: 2026-03-02 09:20 UTC`,
      missing: [],
    });
  });

  it("leaves to be filled in what nobody has recorded", () => {
    expect(of("identified", {}).text).toContain("the root cause as [fill in: cause] and are");
  });

  it("is empty for a state that the playbook has no wording for", () => {
    expect(of("monitoring").text).toBe("");
  });
});

it("lets no word of an example survive, wherever it stands", () => {
  const word = fc.constantFrom("Kubernetes", "Zürich", "4711", "99.5%", "payroll-db", "Mallory");
  const around = fc.constantFrom(
    ["We are investigating an issue with ", "."],
    ["The cause is ", " and we are working on it."],
    ["", " is operating normally."],
    ["**Impact**: ", ""],
    ["- Cause: ", ""],
    ["| Service | ", " |"],
    ["## ", ""],
    ["Note: the team saw ", " and "],
  );
  fc.assert(
    fc.property(
      around,
      fc.array(word, { minLength: 1, maxLength: 4 }),
      ([before, after], words) => {
        const { text } = fill(`${before}${words.join(" ")}${after}`);
        for (const one of words) expect(text).not.toContain(one);
      },
    ),
  );
});
