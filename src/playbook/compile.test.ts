import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Overlay, Playbook } from "../domain/playbook.ts";
import { compilePlaybook } from "./compile.ts";
import { EMPTY_OVERLAY } from "./overlay/empty-overlay.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;

function compile(files: Files, overlay?: Overlay): Playbook {
  return compilePlaybook({
    files: Object.entries(files).map(([path, bytes]) => ({ path, bytes })),
    overlay,
    overlayDiagnostics: [],
    hash: "ab",
    presentFiles: new Set(),
    parsers: { parseSql: () => undefined },
  });
}

const LEVELS = `# Mill incident response

**Version**: 3

## Severity levels

- SEV1 (Critical): no flour
- SEV2 (Minor): little flour

### SEV1

**Response**:

- Page on-call miller

**SLA**:

- Response: 20 minutes

### SEV2

**SLA**:

- Response: 2 hours
`;

const PEOPLE = `# People

## Escalation

SEV1: On-call miller → Mill owner

See [LEVELS](levels.md).

## Related documents

- [levels.md](levels.md)
- [gone.md](gone.md)

## On-call rotation

| Week | Primary | Secondary |
|---|---|---|
| 2026-01-05 | Ann | Ben |
| 2026-01-12 | Ben | Ann |
`;

describe("a folder of files", () => {
  const playbook = compile({ "levels.md": LEVELS, "people.md": PEOPLE });

  test("is one playbook", () => {
    expect(playbook.title).toBe("Mill incident response");
    expect(playbook.severities.map(({ id }) => id)).toEqual(["SEV1", "SEV2"]);
    expect(playbook.escalation).toMatchObject([
      {
        severity: "SEV1",
        steps: [{ after: "PT0S" }, { after: "PT10M" }],
        source: { file: "people.md" },
      },
    ]);
    expect(playbook.rotations).toHaveLength(1);
    expect(playbook.hash).toBe("ab");
  });

  test("has its findings in the order of files, lines and codes", () => {
    const places = playbook.diagnostics.map(({ file, line }) => ({ file, line }));
    const sorted = [...places].sort(
      (first, second) => first.file.localeCompare(second.file) || first.line - second.line,
    );
    expect(places).toEqual(sorted);
    expect(new Set(places.map(({ file }) => file))).toEqual(new Set(["levels.md", "people.md"]));
  });

  test("counts its own files as present", () => {
    const absent = playbook.diagnostics.filter(({ code }) => code === "TOC401");
    expect(absent).toMatchObject([{ file: "people.md", line: 12 }]);
  });

  test("says the defaults it runs on", () => {
    const said = Object.fromEntries(playbook.defaults.map(({ what, value }) => [what, value]));
    expect(said).toMatchObject({
      "time zone": "UTC",
      "hand-off": "09:00",
      "who is On-call miller": "whoever stands under Primary in the rotation",
      "escalation steps of SEV1": "at once, after 10 min",
    });
    expect(said["severity of an alert"]).toContain("critical is SEV1, error is SEV2");
  });

  test("what the overlay states is no default", () => {
    const overlay = { ...EMPTY_OVERLAY, timeZone: "Europe/Berlin", handoffTime: "08:30" };
    const stated = compile({ "levels.md": LEVELS, "people.md": PEOPLE }, overlay);
    expect(stated.timeZone).toBe("Europe/Berlin");
    expect(stated.handoffTime).toBe("08:30");
    expect(stated.defaults.map(({ what }) => what)).not.toContain("time zone");
    expect(stated.defaults.map(({ what }) => what)).not.toContain("hand-off");
  });
});

test("text that is not understood is counted, with nothing for marks and blank lines", () => {
  const { coverage } = compile({
    "a.md":
      "# Mill\n\nProse about mills.\n\n---\n\n## Levels of severity\n\n- SEV1: a\n- SEV2: b\n\n```\n```\n",
  });
  expect(coverage).toEqual({ understoodLines: 4, textLines: 1 });
});

test("a damaged file is repaired and reported, one that is no text refused", () => {
  const bytes = new TextEncoder().encode("# Bells â†’ ropes\n");
  const picture = Uint8Array.from({ length: 300 }, (_, index) => (index * 7) % 32);
  const playbook = compile({ "a.md": bytes, "b.md": picture });
  expect(playbook.title).toBe("Bells → ropes");
  expect(playbook.diagnostics).toMatchObject([
    { code: "TOC001", file: "a.md", line: 1, level: "warning" },
    { code: "TOC101", file: "a.md", level: "error" },
    { code: "TOC003", file: "b.md", level: "error" },
  ]);
});

test("no files at all are a playbook without anything", () => {
  const playbook = compile({});
  expect(playbook.severities).toEqual([]);
  expect(playbook.coverage).toEqual({ understoodLines: 0, textLines: 0 });
});

describe("whatever the text", () => {
  const line = fc.oneof(
    fc.constantFrom(...LEVELS.split("\n"), ...PEOPLE.split("\n")),
    fc.constantFrom(
      "```",
      "```yaml",
      "```bash",
      "~~~",
      "┌────┐",
      "│ P0 │→",
      "└────┘",
      "<table>",
      "<tr><td>SEV1",
      "</table>",
      "> quote",
      "- [ ] SEV1",
      "1. Level 2 (5-",
      "| P0 | |",
      "|---|---|",
      "===",
      "---",
      "**Response**: 0 minutes",
      "#incident-{}-<>",
      "[x](%E0%A4%A)",
      "[y]: <z",
      "- P1: A → B → ",
    ),
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.string({ unit: "binary", maxLength: 20 }),
  );
  const texts = fc.array(line, { maxLength: 40 }).map((lines) => lines.join("\n"));

  test("it compiles, and every line is either understood or text", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { coverage, diagnostics } = compile({ "a.md": text });
        const total = coverage.understoodLines + coverage.textLines;
        expect(total).toBeLessThanOrEqual(text.split(/\r\n?|\n/u).length);
        for (const finding of diagnostics) expect(finding.line).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  test("a playbook with some of its text cut, doubled or overwritten compiles", () => {
    const whole = `${LEVELS}\n${PEOPLE}`;
    const edit = fc.tuple(fc.nat(whole.length), fc.nat(60), fc.string({ maxLength: 8 }));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        let text = whole;
        for (const [at, length, put] of edits)
          text = text.slice(0, at) + put + text.slice(at + length);
        const { severities } = compile({ "a.md": text });
        expect(new Set(severities.map(({ id }) => id)).size).toBe(severities.length);
      }),
      { numRuns: 200 },
    );
  });

  test("the same bytes give the same playbook", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(compile({ "a.md": text })).toEqual(compile({ "a.md": text }));
      }),
      { numRuns: 30 },
    );
  });
});

test("TOC305 is answered by the namespace that tocsin.yaml names", () => {
  const text = "## Runbook: Slow\n\n```bash\nkubectl get pods\n```\n";
  const codes = (overlay: Overlay) =>
    compile({ "plan.md": text }, overlay).diagnostics.map(({ code }) => code);
  expect(codes(EMPTY_OVERLAY)).toContain("TOC305");
  const named = { ...EMPTY_OVERLAY, runbookDefaults: { namespace: "harbour" } };
  expect(codes(named)).not.toContain("TOC305");
});
