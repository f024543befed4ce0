import { beforeAll, describe, expect, test } from "vitest";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { assemblePlaybook } from "../assemble-playbook.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { documentsNamed, explainLine, type LineExplanation } from "./explain-line.ts";
import { renderExplanation } from "./render-explanation.ts";

const TEXT = `# Plan

**Version**: 2.1

We take incidents seriously.

## Severities

### P0 - Critical

**Examples**:

- The shop is down

**Response**:

- Page the on-call engineer

**SLA**:

- Response: 15 minutes

This level is rare.

## Escalation

1. On-call engineer
2. Incident commander

## On-Call Rotation

| Week       | Primary |
| ---------- | ------- |
| 2026-03-02 | Imani   |

## Runbook: Database is slow

\`\`\`bash
# Look at the replicas
kubectl get pods -n shop
kubectl delete pod \\
  $POD -n shop
\`\`\`

> It was always slow.

## Contacts

| Service | Contact | Phone           |
| ------- | ------- | --------------- |
| Cloud   | Support | +49 30 12345678 |
`;

let parsers: SyntaxParsers;
beforeAll(async () => {
  parsers = await loadSyntaxParsers();
});

function explained(words: string, text = TEXT): LineExplanation {
  const compiled = assemblePlaybook({
    files: [{ path: "plan.md", bytes: new TextEncoder().encode(text) }],
    hash: "",
    presentFiles: new Set(),
    parsers,
  });
  const line = text.split("\n").findIndex((one) => one.includes(words)) + 1;
  const explanation = explainLine(compiled, { file: "plan.md", line }, parsers);
  if (explanation === undefined) throw new Error(`no line ${line}`);
  return explanation;
}

const factsOf = (explanation: LineExplanation): Record<string, string> =>
  Object.fromEntries(
    explanation.became.flatMap(({ facts }) => facts.map(({ label, text }) => [label, text])),
  );

describe("what a line became", () => {
  test.each([
    ["# Plan", "the title of the playbook"],
    ["Version", "what the playbook says of itself"],
    ["### P0", "the severity P0"],
    ["Examples", "the label above an example of P0"],
    ["The shop is down", "an example of P0"],
    ["Page the", "what is done at the start of P0"],
    ["Response: 15", "a time of P0: the time within which it is answered"],
    ["Imani", 'a shift of the rotation "on-call-rotation"'],
    ["Runbook: D", 'the runbook "Database is slow"'],
    ["kubectl get", 'a command of the runbook "Database is slow"'],
    ["Cloud", 'a contact for "Cloud"'],
  ])("%s is %s", (words, what) => {
    const { state, became, reasons } = explained(words);
    expect(became.map((thing) => thing.what)).toContain(what);
    expect([state, reasons]).toEqual(["understood", []]);
  });

  test("a command says what it does and which words decided", () => {
    expect(factsOf(explained("kubectl get"))).toMatchObject({
      step: "Look at the replicas",
      effect: "observe: it only looks, and runs by itself",
      why: "`kubectl get` only reads",
    });
  });

  test("a line that goes on is explained by where it began", () => {
    const explanation = explained("  $POD -n shop");
    expect(explanation.became[0]?.source.line).toBe(explanation.line - 1);
    expect(factsOf(explanation)["effect"]).toMatch(/^change: /);
    expect(renderExplanation(explanation, { colour: false, columns: 80 })).toContain(
      `, which begins on line ${explanation.line - 1}.`,
    );
  });

  test("a severity says whether it pages", () => {
    expect(factsOf(explained("### P0"))).toMatchObject({
      rank: "1 of 1, the worst first",
      pages: "yes",
    });
  });
});

describe("what became nothing", () => {
  test("text says where it stands, what form it has, and which form would be understood", () => {
    const { state, became, reasons } = explained("We take");
    expect([state, became]).toEqual(["text", []]);
    expect(reasons[0]).toBe("It stays a paragraph, to be read by people.");
    expect(reasons[1]).toContain(
      'Other lines of "Plan" were understood as facts about the playbook',
    );
    expect(reasons[2]).toMatch(/^A paragraph becomes a step/);
  });

  test("in a section of which nothing was understood, that is the reason", () => {
    const text = `${TEXT}\n## History\n\nLong ago.\n`;
    expect(explained("Long ago", text).reasons[1]).toContain('No part of "History" was understood');
  });

  test("a line without words is not text", () => {
    const { state, reasons } = explained("| ------- | ------- | ---");
    expect(state).toBe("blank");
    expect(reasons).toEqual(["There is no letter and no digit on it: nothing to understand."]);
  });

  test("the next understood lines are named", () => {
    const { nearby, line } = explained("This level is rare");
    expect(nearby.map((one) => one.line - line)).toEqual([-2, 2]);
  });
});

test("findings of the line stand with it", () => {
  const { diagnostics } = explained("Imani");
  expect(diagnostics.map(({ code }) => code)).toContain("TOC203");
  expect(renderExplanation(explained("Imani"), { colour: false, columns: 80 })).toContain(
    "See docs/diagnostics/TOC203.md",
  );
});

test("nothing the text holds steers the terminal", () => {
  const text = TEXT.replace("The shop is down", "The shop \u001b[31mis down");
  expect(
    renderExplanation(explained("The shop", text), { colour: false, columns: 80 }),
  ).not.toContain("\u001b");
});

test("there is no line behind the last", () => {
  const compiled = assemblePlaybook({
    files: [{ path: "a/plan.md", bytes: new TextEncoder().encode(TEXT) }],
    hash: "",
    presentFiles: new Set(),
    parsers,
  });
  expect(explainLine(compiled, { file: "a/plan.md", line: 9999 }, parsers)).toBeUndefined();
  expect(explainLine(compiled, { file: "plan.md", line: 1 }, parsers)).toBeUndefined();
  expect(documentsNamed(compiled.documents, "plan.md")).toHaveLength(1);
  expect(documentsNamed(compiled.documents, "ops/a/plan.md")).toHaveLength(1);
  expect(documentsNamed(compiled.documents, "an.md")).toHaveLength(0);
});

test("a step that several severities share is told once, with the times of each", () => {
  const text = TEXT.replace(
    "This level is rare.",
    "### P1 - High\n\n**SLA**:\n\n- Response: 1 hour\n",
  );
  const { became } = explained("2. Incident commander", text);
  expect(became.map(({ what }) => what)).toEqual(["step 2 of the escalation of P0 and P1"]);
  expect(became[0]?.facts).toContainEqual({
    label: "begins",
    text: "after 7 min 30 s for P0, after 30 min for P1",
  });
});
