import { expect, test } from "vitest";
import { documentOf, recordingContext } from "../../../test/support/compile-context.ts";
import { compileSeverities } from "./severities.ts";

/** "P1 (Critical): PT15M PT4H PT30M", with "-" for a time that is not told. */
function times(text: string): string[] {
  return compileSeverities([documentOf(text)], recordingContext()).map(
    ({ id, name, sla: { response = "-", resolution = "-", communication = "-" } }) =>
      `${id} (${name}): ${response} ${resolution} ${communication}`,
  );
}

test("several times in one sentence are each for what they are told for", () => {
  expect(
    times(`# Harbour

## Severity

🔴 **Sev 1 – Critical**: the harbour is closed. Respond within 15m, updates every 30 min.

🟡 **Sev 2 – Low**: a lamp is out. Respond in 1h.
`),
  ).toEqual(["Sev 1 (Critical): PT15M - PT30M", "Sev 2 (Low): PT1H - -"]);
});

test("facts of a level in one line, with dots between them", () => {
  expect(
    times(
      "## Severity\n\n**P1 — Critical** · response 15 min · resolution 4 h · updates 30 min\n\n**P2 — High** · response 1 h\n",
    ),
  ).toEqual(["P1 (Critical): PT15M PT4H PT30M", "P2 (High): PT1H - -"]);
});

test("levels are known by the times beside them, in a column of priorities or without a title", () => {
  expect(
    times(`## Support

| Priority | Meaning | Response time | Resolution |
|---|---|---|---|
| Urgent | the harbour is closed | < 30 min | 4 business hours |
| Normal | a pier is closed | 4 hours | 3 days |
| Low | a lamp is out | best effort | best effort |
`),
  ).toEqual(["Urgent (Urgent): PT30M PT4H -", "Normal (Normal): PT4H P3D -", "Low (Low): - - -"]);
  expect(
    times(
      "# Targets\n\n| | First response | Resolution |\n|-|-|-|\n| P1 | 30 min | 8 h |\n| P2 | 2 h | 2 days |\n",
    ),
  ).toEqual(["P1 (P1): PT30M PT8H -", "P2 (P2): PT2H P2D -"]);
  expect(
    times(
      "## To do\n\n| Priority | Task | Owner |\n|-|-|-|\n| High | paint | Ann |\n| Low | sweep | Bo |\n",
    ),
  ).toEqual([]);
});

test("a column of severities with the times of an answer may have any names, mildest first too", () => {
  expect(
    times(`## Alert severity levels

| Severity | Water | Response time |
|---|---|---|
| 🟢 **Calm** | below 2 m | N/A |
| 🟡 **Warning** | 2–4 m | < 30 min |
| 🔴 **Critical** | above 4 m | < 5 min |
| ⚫ **Flood** | over the quay | 1 min |
`),
  ).toEqual([
    "Flood (Flood): PT1M - -",
    "Critical (Critical): PT5M - -",
    "Warning (Warning): PT30M - -",
    "Calm (Calm): - - -",
  ]);
  expect(
    times("## Tide\n\n| Level | Height | Response time |\n|---|---|---|\n| Calm | 1 m | 5 min |\n"),
  ).toEqual([]);
});

test("codes beside those who are called on are severities, beside what is to be done they are not", () => {
  const table = (columns: string, cells: string): string =>
    `## Escalation contacts\n\n| Priority | ${columns} |\n|---|---|---|\n| P1 | ${cells} |\n| P2 | ${cells} |\n`;
  expect(times(table("Primary | Secondary", "pilot | mayor"))).toEqual([
    "P1 (P1): - - -",
    "P2 (P2): - - -",
  ]);
  expect(times(table("Task | Effort", "paint the boat | 2 days"))).toEqual([]);
});

/** Each severity's cases, and what it asks for in brackets. */
function cases(text: string): string[] {
  return compileSeverities([documentOf(text)], recordingContext()).map(
    ({ id, examples, responseActions }) =>
      `${id}: ${examples.map((one) => one.text).join("; ")} [${responseActions.map((one) => one.text).join("; ")}]`,
  );
}

test("a list below a level in bold is what happens, or what is done where it asks for something", () => {
  const levels = (below: string): string =>
    `# Incident response\n\n## Severities\n\n**P0 – Critical**\n\n${below}\n\n**P1 – High**\n\n- A slow pier\n`;
  expect(cases(levels("- The harbour is closed\n- *Response time:* 15 minutes"))).toEqual([
    "P0: The harbour is closed []",
    "P1: A slow pier []",
  ]);
  expect(
    cases(
      "# Harbour\n\n## Response by severity\n\n### P0\n\n- Page the pilot\n- All ships out\n\n### P1\n\n- Write a note\n",
    ),
  ).toEqual(["P0:  [Page the pilot; All ships out]", "P1:  [Write a note]"]);
});

test("labels and columns say when a level applies", () => {
  expect(
    cases(
      "## Severity levels\n\n**Sev1 applies when any of these hold:**\n\n- Everybody waits\n\n**Sev2 applies when:**\n\n- One pier is closed\n",
    ),
  ).toEqual(["Sev1: Everybody waits []", "Sev2: One pier is closed []"]);
  expect(
    cases(
      "## Severity\n\n| Severity | Use when |\n|-|-|\n| Sev1 | Fog at the pier |\n| Sev2 | Rain |\n",
    ),
  ).toEqual(["Sev1: Fog at the pier []", "Sev2: Rain []"]);
});

test("cases in a table of their own are of the severity beside them, where those come again", () => {
  const levels = "## Severity\n\n- SEV1: all is lost\n- SEV2: half is lost\n\n";
  const table = (title: string): string =>
    `| ${title} | Severity |\n|-|-|\n| Fog | SEV2 |\n| A storm | SEV1 |\n| Rain | SEV2 |\n`;
  expect(cases(levels + table("Scenario"))).toEqual(["SEV1: A storm []", "SEV2: Fog; Rain []"]);
  expect(cases(levels + table("Ship"))).toEqual(["SEV1:  []", "SEV2:  []"]);
});

test("an arrow parts what a level means from the time it promises", () => {
  expect(
    times(
      "## Severity\n\n- **P1 (Critical)**: closed → 5-minute response SLA\n- **P2 (Low)**: wet → respond within 1 h\n",
    ),
  ).toEqual(["P1 (Critical): PT5M - -", "P2 (Low): PT1H - -"]);
});

test("the title of the column is the first half of a code, where the rows hold only numbers", () => {
  const rows = "| 1 | all dark | < 5 min | Every 30 min |\n| 2 | half dark | 1 h | - |\n";
  const table = (title: string): string =>
    `# Lamps\n\n| ${title} | Meaning | Response time | Timing |\n|-|-|-|-|\n${rows}`;
  expect(times(table("SEV"))).toEqual(["SEV1 (SEV1): PT5M - PT30M", "SEV2 (SEV2): PT1H - -"]);
  expect(times(table("Severity"))).toEqual([
    "Severity 1 (Severity 1): PT5M - PT30M",
    "Severity 2 (Severity 2): PT1H - -",
  ]);
  // What is only counted is no level.
  expect(times(table("No."))).toEqual([]);
});
