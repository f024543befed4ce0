import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAudiences, readResponseAction, splitActions } from "./response-actions.ts";

describe("what an action asks for", () => {
  test.each([
    ["Page on-call engineer immediately", { kind: "page", role: "on-call engineer" }],
    [
      "Immediately page the primary on-call via PagerDuty",
      { kind: "page", role: "primary on-call" },
    ],
    ["High-urgency page to the storage team", { kind: "page", role: "storage team" }],
    ["Call the database owner", { kind: "page", role: "database owner" }],
    ["Low-urgency page to duty engineer", { kind: "notify", role: "duty engineer" }],
    ["Engage incident commander", { kind: "notify", role: "incident commander", engages: true }],
    ["Notify incident commander", { kind: "notify", role: "incident commander" }],
    [
      "Inform legal (if personal data is involved)",
      { kind: "notify", audiences: [{ audience: "legal", when: "if personal data is involved" }] },
    ],
    [
      "Notify CTO and VP Engineering within 15 minutes",
      { kind: "notify", audiences: [{ audience: "CTO" }, { audience: "VP Engineering" }] },
    ],
    ["Update stakeholders", { kind: "notify", audiences: [{ audience: "stakeholders" }] }],
    ["Update status page", { kind: "status-page" }],
    ["All hands on deck", { kind: "all-hands" }],
    ["Create ticket", { kind: "ticket" }],
    ["JIRA ticket", { kind: "ticket" }],
    ["Assign to on-call engineer", { kind: "assign", role: "on-call engineer" }],
    ["Assign to appropriate team", { kind: "assign" }],
    ["Monitor for escalation", { kind: "monitor" }],
    ["Schedule for next sprint", { kind: "schedule" }],
    ["Call a meeting", { kind: "other" }],
    ["Update the runbook", { kind: "other" }],
    ["Create a timeline", { kind: "other" }],
    ["Do not page anyone", { kind: "other" }],
    ["No ticket needed", { kind: "other" }],
    ["Work on the issue until it is solved", { kind: "other" }],
    ["Acknowledge the alert", { kind: "other" }],
  ])("%s", (text, meaning) => {
    expect(readResponseAction(text)).toEqual(meaning);
  });

  test("no text makes it throw", () => {
    const word = fc.oneof(
      fc.constantFrom("page", "notify", "(", ")", ",", "if", "and", "the", "to", "status page"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const meaning = readResponseAction(words.join(" "));
        expect(meaning.role).not.toBe("");
        expect(meaning.audiences?.every(({ audience }) => audience !== "") ?? true).toBe(true);
      }),
    );
  });
});

test("audiences come with the condition the text gives", () => {
  expect(readAudiences("Customers (if external impact)")).toEqual([
    { audience: "Customers", when: "if external impact" },
  ]);
  expect(readAudiences("stakeholders (CTO, customers if needed)")).toEqual([
    { audience: "CTO" },
    { audience: "customers", when: "if needed" },
  ]);
  expect(readAudiences("the press, the board & our users")).toEqual([
    { audience: "press" },
    { audience: "board" },
    { audience: "users" },
  ]);
});

test.each([
  ["Page the miller, update the status page and create a ticket", 3],
  ["Create a ticket; assign it to the owner", 2],
  ["Notify the CTO, customers and legal", 1],
  ["Notify stakeholders (CTO, call centre and page boys)", 1],
  ["Page the miller; owners notified; status page within 15 min", 3],
  ["Answer in working hours; the wheel may stand still", 1],
  ["PagerDuty + Slack", 2],
  ["Slack #mill, Jira ticket", 2],
  ["All hands on deck", 1],
  ["", 1],
])("%j is %i actions", (text, count) => {
  const actions = splitActions(text);
  expect(actions).toHaveLength(count);
  for (const action of actions) expect(text).toContain(action);
});
