import { describe, expect, test } from "vitest";
import type { Severity } from "../../domain/playbook.ts";
import { readDocument } from "../markdown/read-document.ts";
import { askedByTitle, asksNothing, readAskedAction } from "./asked-actions.ts";
import { compileSeverities } from "./severities.ts";

function compile(text: string): readonly Severity[] {
  const context = {
    parsers: { parseSql: () => undefined },
    presentFiles: new Set<string>(),
    report: () => undefined,
    understood: () => {},
  };
  return compileSeverities([readDocument("a.md", text, context)], context);
}

/** "P1 page on-call engineer". */
function actions(text: string): string[] {
  return compile(text).flatMap(({ id, responseActions }) =>
    responseActions.map(({ kind, role, audiences, source }) => {
      const whom = role ?? (audiences ?? []).map(({ audience }) => audience).join(" + ");
      return `${id} ${kind} ${whom} @${source.line}`;
    }),
  );
}

describe("a label or a column that asks", () => {
  test("makes a notice or a page of the names below it", () => {
    expect(readAskedAction("CEO, legal", "Notification")).toEqual({
      kind: "notify",
      audiences: [{ audience: "CEO" }, { audience: "legal" }],
    });
    expect(readAskedAction("the pilot lead", "Pager")).toEqual({
      kind: "page",
      role: "pilot lead",
    });
  });

  test("leaves what says itself what it asks, what is forbidden, and what names nobody", () => {
    expect(readAskedAction("Create a ticket", "Notify")).toEqual({ kind: "ticket" });
    expect(readAskedAction("Not the customers", "Notify")).toEqual({ kind: "other" });
    expect(readAskedAction("Before noon", "Notify")).toEqual({ kind: "other" });
    expect(readAskedAction("Track in task management", "Notify")).toEqual({ kind: "other" });
    expect(readAskedAction("CEO, legal", "Response")).toEqual({ kind: "other" });
  });

  test("a question in a title is answered by its cells", () => {
    expect(askedByTitle("Page on-call?", "Yes, at once")).toBe("Page on-call (Yes, at once)");
    expect(askedByTitle("Notify the board?", "Within 30 min")).toBe(
      "Notify the board (Within 30 min)",
    );
    expect(askedByTitle("Page on-call?", "Next business day")).toBeUndefined();
    expect(askedByTitle("Notify the board?", "No")).toBeUndefined();
    expect(askedByTitle("Is it dark?", "Yes")).toBeUndefined();
  });

  test("none is no action", () => {
    expect(["None", "None unless asked.", "n/a", "-"].map(asksNothing)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(asksNothing("Notify legal")).toBe(false);
  });
});

const LEVELS = `## Severity

| Level | Definition | Notification |
|---|---|---|
| P1 | the harbour is closed | Port director, press |
| P2 | a pier is closed | Team lead |
| P3 | a lamp is out | None |
`;

test("in a table of severities", () => {
  expect(actions(LEVELS)).toEqual(["P1 notify Port director + press @5", "P2 notify Team lead @6"]);
});

test("whom to tell beside how often is an action, and no time between updates", () => {
  const [first] = compile(
    "## Severity levels\n\n### P1\n\n- **Response time**: 15 min\n- **Communication**: Key customers within 20 minutes\n\n### P2\n\n- **Response time**: 30 min\n- **Communication**: every 2 hours\n",
  );
  expect(first?.sla).toMatchObject({ response: "PT15M" });
  expect(first?.sla.communication).toBeUndefined();
  expect(first?.responseActions).toMatchObject([
    { kind: "notify", audiences: [{ audience: "Key customers" }] },
  ]);
});

test("lines that begin with levels tell what is done at them, below a heading about telling", () => {
  const text = `${LEVELS.replace("| Notification |", "| Remark |")}
## Communication

- P1/P2: Page the harbour lead
- P3: Create a ticket
- Call the ferry

## Fog

- P1: Page the fog team
`;
  expect(actions(text).filter((line) => !line.endsWith("@5"))).toEqual([
    "P1 page harbour lead @11",
    "P2 page harbour lead @11",
    "P3 ticket  @12",
  ]);
});
