import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentOf, recordingContext } from "../../../test/support/compile-context.ts";
import { compileRotations } from "./rotations.ts";

function rotationsOf(text: string) {
  const context = recordingContext();
  return { rotations: compileRotations([documentOf(text)], context), context };
}

describe("compileRotations", () => {
  it("reads weeks, columns in order, people without their titles, and where each row stands", () => {
    const { rotations, context } = rotationsOf(`# Plan

## Who is on duty

| Week starting | First | Backup (night) | Notes |
|---|---|---|---|
| 2027-03-01 | **Nadia** | Omar (Head of Platform) | moved office |
| 2027-03-08 | @omar | TBD | |
| later | Nadia | Omar | |
`);
    expect(rotations).toEqual([
      {
        id: "who-is-on-duty",
        columns: ["First", "Backup (night)"],
        shifts: [
          {
            start: "2027-03-01",
            assignments: { First: "Nadia", "Backup (night)": "Omar" },
            source: { file: "playbook.md", line: 7 },
          },
          {
            start: "2027-03-08",
            assignments: { First: "omar" },
            source: { file: "playbook.md", line: 8 },
          },
        ],
        titles: { Omar: "Head of Platform" },
        source: { file: "playbook.md", line: 5 },
      },
    ]);
    expect([...context.understoodLines]).toEqual([
      "playbook.md:7",
      "playbook.md:8",
      "playbook.md:5",
    ]);
  });

  it("recognises a rotation by its columns where the heading says nothing", () => {
    const { rotations } = rotationsOf(`## People

| # | From | To | On-call |
|---|---|---|---|
| 1 | 1 Mar 2027 | 7 Mar 2027 | Ines |
`);
    expect(rotations[0]).toMatchObject({
      columns: ["On-call"],
      shifts: [{ start: "2027-03-01", assignments: { "On-call": "Ines" } }],
    });
  });

  it("does not take a telephone number in parentheses for a title", () => {
    const { rotations } = rotationsOf(`## On-call

| Date | Primary |
|---|---|
| 2027-03-01 | Ines (+49 30 123456) |
`);
    expect(rotations[0]?.shifts[0]?.assignments).toEqual({ Primary: "Ines" });
    expect(rotations[0]).not.toHaveProperty("titles");
  });

  it.each([
    [
      "a plan with owners",
      "## Tasks\n\n| Task | Owner | Deadline |\n|-|-|-|\n| Migrate | Ines | 2027-03-01 |\n",
    ],
    ["a log of events", "## Timeline\n\n| Date | Event |\n|-|-|\n| 2027-03-01 | Alert |\n"],
    [
      "a test calendar",
      "## Drills\n\n| Drill | Last | Next |\n|-|-|-|\n| Restore | 2027-03-01 | 2027-04-01 |\n",
    ],
    ["people without dates", "## On-call\n\n| Role | Primary |\n|-|-|\n| Database | Ines |\n"],
  ])("leaves %s alone", (_, text) => {
    expect(rotationsOf(text).rotations).toEqual([]);
  });

  it("gives two tables under one name different ids", () => {
    const table = "\n\n| Date | Primary |\n|-|-|\n| 2027-03-01 | Ines |\n\n";
    const { rotations } = rotationsOf(`## On-call${table}## On-call${table}`);
    expect(rotations.map(({ id }) => id)).toEqual(["on-call", "on-call-2"]);
  });

  it("never throws", () => {
    const cell = fc.oneof(
      fc.constantFrom("Week", "Primary", "2027-03-01", "03/04/2027", "(x)"),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 2 }),
        (rows) => {
          const text = rows.map((row) => `| ${row.join(" | ")} |`);
          text.splice(1, 0, "|-|-|-|");
          rotationsOf(`## On-call\n\n${text.join("\n")}\n`);
        },
      ),
    );
  });
});
