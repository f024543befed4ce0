import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { at } from "../../../test/support/playbook-of.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { type SarifOptions, sarifLog } from "./render-sarif.ts";

const TEXT = ["# Plan", "P0 is bad", "", "P0 is bad", "password: hunter2"];
const OPTIONS: SarifOptions = {
  version: "1.2.3",
  texts: [{ file: "plan.md", lines: TEXT }],
  uriOf: (file) => `ops/${file}`,
  pageOf: (code) => ({ uri: `https://docs.example/${code}.md`, markdown: `# ${code}` }),
};

const onLine = (line: number, code: Parameters<typeof diagnostic>[0] = "TOC102") =>
  diagnostic(code, { ...at(line), column: 1, endColumn: 3 }, "it is bad", "make it good");

/** What the schema of SARIF 2.1.0 says of the parts we use; like it, nothing else is allowed. */
const closed = (required: readonly string[], properties: object) => ({
  type: "object",
  additionalProperties: false,
  required: [...required],
  properties,
});
const string = { type: "string", minLength: 1 };
const text = closed(["text"], { text: string, markdown: string });
const level = { enum: ["none", "note", "warning", "error"] };
const natural = { type: "integer", minimum: 1 };
const SCHEMA = closed(["$schema", "version", "runs"], {
  $schema: { type: "string", pattern: "^https://" },
  version: { const: "2.1.0" },
  runs: {
    type: "array",
    items: closed(["tool", "results"], {
      tool: closed(["driver"], {
        driver: closed(["name"], {
          name: string,
          semanticVersion: string,
          rules: {
            type: "array",
            uniqueItems: true,
            items: closed(["id"], {
              id: string,
              shortDescription: text,
              fullDescription: text,
              help: text,
              // `format: uri` is an absolute one.
              helpUri: { type: "string", pattern: "^[a-z][a-z0-9+.-]*:" },
              defaultConfiguration: closed([], { level }),
              properties: closed([], { tags: { type: "array", uniqueItems: true, items: string } }),
            }),
          },
        }),
      }),
      columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
      results: {
        type: "array",
        items: closed(["message"], {
          ruleId: string,
          ruleIndex: { type: "integer", minimum: -1 },
          level,
          message: text,
          locations: {
            type: "array",
            uniqueItems: true,
            items: closed([], {
              physicalLocation: closed(["artifactLocation"], {
                artifactLocation: closed(["uri"], {
                  uri: { type: "string", pattern: "^(?!/|\\.\\.)[^ \\\\]+$" },
                }),
                region: closed(["startLine"], {
                  startLine: natural,
                  startColumn: natural,
                  endColumn: natural,
                }),
              }),
            }),
          },
          partialFingerprints: { type: "object", additionalProperties: { type: "string" } },
        }),
      },
    }),
  },
});

describe("a SARIF log", () => {
  test("keeps to the schema, with findings and without", () => {
    const valid = new Ajv({ allErrors: true }).compile(SCHEMA);
    for (const findings of [[], [onLine(2), onLine(4), onLine(5, "TOC506")]]) {
      valid(sarifLog(findings, OPTIONS));
      expect(valid.errors ?? []).toEqual([]);
    }
  });

  test("has a rule for each code that occurs, and every result points at its own", () => {
    const [run] = sarifLog([onLine(2), onLine(4, "TOC101"), onLine(4)], OPTIONS).runs;
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(["TOC101", "TOC102"]);
    expect(run.results.map(({ ruleIndex }) => ruleIndex)).toEqual([1, 0, 1]);
    expect(run.tool.driver.rules[1]).toMatchObject({
      helpUri: "https://docs.example/TOC102.md",
      help: { markdown: "# TOC102" },
      defaultConfiguration: { level: "warning" },
    });
  });

  test("says what and what to do, and how bad it is", () => {
    const [run] = sarifLog([onLine(2), onLine(2, "TOC310"), onLine(2, "TOC101")], OPTIONS).runs;
    expect(run.results[0]?.message.text).toBe("It is bad. Make it good.");
    expect(run.results.map((result) => result.level)).toEqual(["warning", "note", "error"]);
  });

  test("knows a finding again when its line has moved, and tells two on like lines apart", () => {
    const [before] = sarifLog([onLine(2), onLine(4)], OPTIONS).runs;
    const moved = { ...OPTIONS, texts: [{ file: "plan.md", lines: ["Above", ...TEXT] }] };
    const [after] = sarifLog([onLine(3), onLine(5)], moved).runs;
    const marks = before.results.map((result) => result.partialFingerprints);
    expect(after.results.map((result) => result.partialFingerprints)).toEqual(marks);
    expect(new Set(marks.map((mark) => mark.primaryLocationLineHash)).size).toBe(2);
  });

  test("makes no fingerprint of a line that may hold a secret", () => {
    const other = { ...OPTIONS, texts: [{ file: "plan.md", lines: TEXT.with(4, "password: x") }] };
    const mark = (options: SarifOptions) =>
      sarifLog([onLine(5, "TOC506")], options).runs[0].results[0]?.partialFingerprints;
    expect(mark(other)).toEqual(mark(OPTIONS));
  });

  test("gives no columns in a file that had to be repaired: they count in other text", () => {
    const [run] = sarifLog([onLine(1, "TOC001"), onLine(2)], OPTIONS).runs;
    expect(run.results[1]?.locations[0]?.physicalLocation.region).toEqual({ startLine: 2 });
  });
});
