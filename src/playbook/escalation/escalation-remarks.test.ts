import { describe, expect, test } from "vitest";
import { compilePlaybook } from "../compile.ts";

/** The paths of a playbook of one document with the levels P1 to P3: "P1: role@after, role@after". */
function paths(text: string, levels = LEVELS): string[] {
  const { escalation } = compilePlaybook({
    files: [{ path: "a.md", bytes: `# Harbour incidents\n\n${levels}\n\n${text}` }],
    overlay: undefined,
    overlayDiagnostics: [],
    hash: "0".repeat(64),
    presentFiles: new Set(),
    parsers: { parseSql: () => undefined },
  });
  return escalation.map(
    ({ severity, steps }) =>
      `${severity}: ${steps.map(({ role, after }) => `${role}@${after}`).join(", ")}`,
  );
}

const LEVELS = `## Severity levels

| Level | Meaning | Response time |
|---|---|---|
| P1 (Critical) | the harbour is closed | 30 min |
| P2 (High) | one pier is closed | 60 min |
| P3 (Low) | a lamp is out | 2 h |`;

describe("what stands beside a role", () => {
  test("levels say for which of them the step is", () => {
    const list = `## Escalation

1. On-call pilot engineer
2. Harbour lead (P2+, 20 min)
3. CTO (critical only, 40 min)
4. Port director - P1 incidents
`;
    expect(paths(list)).toEqual([
      "P1: On-call pilot engineer@PT0S, Harbour lead@PT20M, CTO@PT40M, Port director@PT47M30S",
      "P2: On-call pilot engineer@PT0S, Harbour lead@PT20M",
      "P3: On-call pilot engineer@PT0S",
    ]);
    const table = `## Escalation

| Level | Contact | When to escalate |
|---|---|---|
| L1 | On-call engineer | Immediately |
| L2 | Harbour lead | No answer in 15 min |
| L3 | CTO | P1/P2 incidents |
`;
    expect(paths(table).map((path) => path.split("@").length - 1)).toEqual([3, 3, 2]);
  });

  test("a remark is no title, an office or a name is one", () => {
    const { escalation } = compilePlaybook({
      files: [
        {
          path: "a.md",
          bytes: `${LEVELS}\n\n## Escalation\n\n1. On-call engineer (first responder)\n2. Harbour lead (Ann Moor)\n3. Director (CTO)\n4. Storm lead (storms, floods, ice)\n5. Night lead (PagerDuty)\n`,
        },
      ],
      overlay: undefined,
      overlayDiagnostics: [],
      hash: "0".repeat(64),
      presentFiles: new Set(),
      parsers: { parseSql: () => undefined },
    });
    expect(escalation[0]?.steps.map(({ title }) => title)).toEqual([
      undefined,
      "Ann Moor",
      "CTO",
      undefined,
      undefined,
    ]);
  });
});

describe("levels of which nobody is asked", () => {
  test("have no path, whatever holds for the others", () => {
    const text = `## Levels

### P1

- **Response time**: 30 min
- **Escalation**: On-call engineer → Harbour lead → CTO

### P2

- **Response time**: 60 min

### P3

- **Response time**: 2 h
- **Escalation**: None required

## Escalation path

1. On-call engineer (5 min)
2. Harbour lead (20 min)
`;
    expect(paths(text, "")).toEqual([
      "P1: On-call engineer@PT0S, Harbour lead@PT10M, CTO@PT20M",
      "P2: On-call engineer@PT0S, Harbour lead@PT20M",
    ]);
  });

  test("or are told so in a line or a cell", () => {
    const lines =
      "## Escalation\n\n- P1: harbour lead\n- P2: team lead\n- P3: No escalation needed\n";
    expect(paths(`${lines}\n### Path\n\n1. On-call engineer\n2. CTO\n`).slice(0, 3)).toEqual([
      "P1: harbour lead@PT0S",
      "P2: team lead@PT0S",
      ": On-call engineer@PT0S, CTO@PT0S",
    ]);
  });
});

test("roles told in one breath are asked together, those after a word of order one by one", () => {
  const text = `## Escalation

| Severity | Who is paged |
|---|---|
| P1 | Security team, harbour lead |
| P2 | On-call engineer, then harbour lead |
`;
  expect(paths(text)).toEqual([
    "P1: Security team@PT0S, harbour lead@PT0S",
    "P2: On-call engineer@PT0S, harbour lead@PT30M",
  ]);
});

test("chains that go on from each other are one path, in a fence under a label too", () => {
  const list =
    "## Escalation\n\n1. On-call engineer → IC\n2. IC → Harbour manager\n3. Manager → CTO\n";
  expect(paths(list)[0]).toBe(
    "P1: On-call engineer@PT0S, IC@PT7M30S, Harbour manager@PT15M, CTO@PT22M30S",
  );
  const last =
    "## Escalation\n\n1. Team lead → CTO + counsel\n2. CTO → Board of directors (P1 only)\n";
  expect(paths(last)[0]).toContain("P1: Team lead@");
  expect(paths(last)[0]).toContain("Board of directors@");
  expect(paths(last)[1]).not.toContain("Board");
  const fence =
    "## Who we are\n\n**Escalation path:**\n\n```\nOn-call engineer → Harbour lead → CTO\n```\n";
  expect(paths(fence)[0]).toBe("P1: On-call engineer@PT0S, Harbour lead@PT10M, CTO@PT20M");
});

test("to escalate as one of a procedure's steps is no path of every severity", () => {
  const text =
    "## Fog\n\n1. **Look**\n   - Open the window\n2. **Escalate**:\n   - Contact the ferry account manager\n   - Ask for light\n";
  expect(paths(text)).toEqual([]);
});

test("sentences tell whom to reach after whom, with a comma after the time or without", () => {
  const text =
    "## Escalation policy\n\nPage the primary on-call. After 10 min page the secondary on-call; after 30 min, page the harbour manager.\n";
  expect(paths(text)[0]).toBe(
    "P1: primary on-call@PT0S, secondary on-call@PT10M, harbour manager@PT30M",
  );
});

test("roles of one line have a time each, or all the same", () => {
  const text =
    "## Escalation\n\n- P1: on-call engineer immediately, harbour lead after 15 minutes, CTO after 1 hour\n- P2: harbour lead and CTO within 20 minutes\n";
  expect(paths(text).slice(0, 2)).toEqual([
    "P1: on-call engineer@PT0S, harbour lead@PT15M, CTO@PT1H",
    "P2: harbour lead@PT20M, CTO@PT20M",
  ]);
});
