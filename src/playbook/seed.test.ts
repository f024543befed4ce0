/**
 * The structure of the playbook that Tocsin was created for: severities, escalation, phases, header and
 * references, as it was given (its encoding damaged) and repaired. It lies beside the repository and is
 * no part of it.
 */

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Diagnostic, Playbook } from "../domain/playbook.ts";
import { loadSyntaxParsers } from "../platform/syntax-parsers.ts";
import { compilePlaybook } from "./compile.ts";
import { repairText } from "./markdown/encoding.ts";
import type { SyntaxParsers } from "./syntax-parsers.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/seed/", import.meta.url));
const REPAIRED = "incident-response.md";
const DAMAGED = "000_7a63df2f3c5f2a43.txt";
const isAbsent = ![REPAIRED, DAMAGED].every((file) => existsSync(FOLDER + file));
const skipped = isAbsent ? " (SKIPPED: the seed is not beside this repository)" : "";

let parsers: SyntaxParsers;

function compile(name: string): Playbook {
  return compilePlaybook({
    files: [{ path: "seed.md", bytes: readFileSync(FOLDER + name) }],
    overlay: undefined,
    overlayDiagnostics: [],
    hash: "0".repeat(64),
    presentFiles: new Set(),
    parsers,
  });
}

/** "TOC104@123" for each finding of the given codes. */
function found(playbook: Playbook, pattern: RegExp): string[] {
  return playbook.diagnostics
    .filter(({ code }) => pattern.test(code))
    .map(({ code, line }: Diagnostic) => `${code}@${line}`);
}

beforeAll(async () => {
  parsers = await loadSyntaxParsers();
});

describe.skipIf(isAbsent)(`the seed's two files${skipped}`, () => {
  test("are the same text once the encoding is repaired", () => {
    const damaged = repairText(readFileSync(FOLDER + DAMAGED));
    expect(damaged.text).toBe(readFileSync(FOLDER + REPAIRED, "utf8"));
    expect(damaged.line).toBe(122);
    expect(repairText(readFileSync(FOLDER + REPAIRED)).repaired).toBeUndefined();
  });

  test("compile to the same playbook but for the finding about the encoding", () => {
    const repaired = compile(REPAIRED);
    const damaged = compile(DAMAGED);
    expect(found(damaged, /TOC001/u)).toEqual(["TOC001@122"]);
    expect(damaged.diagnostics.filter(({ code }) => code !== "TOC001")).toEqual(
      repaired.diagnostics,
    );
    expect({ ...damaged, diagnostics: [] }).toEqual({ ...repaired, diagnostics: [] });
  });
});

describe.skipIf(isAbsent).each([REPAIRED, DAMAGED])(
  `the seed's structure, %s${skipped}`,
  (file) => {
    let playbook: Playbook;
    beforeAll(() => {
      playbook = compile(file);
    });

    test("header", () => {
      const { title, version, lastUpdated, onCallPhone, naming, timeZone, handoffTime } = playbook;
      expect({ title, version, lastUpdated, onCallPhone, naming, timeZone, handoffTime }).toEqual({
        title: "Incident Response Playbook",
        version: "1.0",
        lastUpdated: "2026-01-18",
        onCallPhone: "+1-xxx-xxx-xxxx",
        naming: { incidentChannel: "#incident-YYYYMMDD-NNN" },
        timeZone: "UTC",
        handoffTime: "09:00",
      });
    });

    test("severities with their targets", () => {
      const rows = playbook.severities.map(({ id, name, sla, source }) => [
        id,
        name,
        sla.response,
        sla.resolution,
        sla.communication,
        source.line,
      ]);
      expect(rows).toEqual([
        ["P0", "Critical", "PT15M", "PT4H", "PT30M", 24],
        ["P1", "High", "PT30M", "P1D", "PT2H", 49],
        ["P2", "Medium", "PT2H", "P3D", "P1D", 73],
        ["P3", "Low", "P1D", "P14D", "P7D", 96],
      ]);
      expect(playbook.severities.every(({ definition }) => definition.includes(" "))).toBe(true);
      expect(playbook.severities.map(({ condition }) => condition)).toEqual([
        undefined,
        { metric: "availability", operator: "<", value: 99, unit: "%" },
        undefined,
        undefined,
      ]);
    });

    test("examples, by line, with their thresholds", () => {
      const lines = playbook.severities.map(({ examples }) =>
        examples.map(({ source }) => source.line),
      );
      expect(lines).toEqual([
        [28, 29, 30, 31, 32],
        [53, 54, 55, 56, 57],
        [77, 78, 79, 80],
        [100, 101, 102, 103],
      ]);
      const thresholds = playbook.severities.flatMap(({ examples }) =>
        examples.flatMap(({ condition, source }) =>
          condition === undefined
            ? []
            : `${source.line}: ${condition.metric} ${condition.operator} ${condition.value} ${condition.unit}`,
        ),
      );
      expect(thresholds).toEqual(["53: error rate > 5 %", "56: p95 > 2 s", "80: CPU > 80 %"]);
    });

    test("response actions", () => {
      const actions = playbook.severities.map(({ responseActions }) =>
        responseActions.map(({ kind, role, engages, audiences, source }) =>
          [
            source.line,
            kind,
            role,
            engages === true ? "engaged" : undefined,
            ...(audiences ?? []).map(({ audience, when }) => `${audience}?${when ?? ""}`),
          ]
            .filter((part) => part !== undefined)
            .join(" "),
        ),
      );
      expect(actions).toEqual([
        [
          "36 page on-call engineer",
          "37 notify incident commander engaged",
          "38 notify CTO? customers?if needed",
          "39 all-hands",
        ],
        ["61 page on-call engineer", "62 notify incident commander", "63 status-page"],
        ["84 ticket", "85 assign on-call engineer", "86 monitor"],
        ["107 ticket", "108 assign", "109 schedule"],
      ]);
    });

    test("escalation", () => {
      const steps = playbook.escalation.map(({ severity, steps, source }) => [
        severity,
        source.line,
        ...steps.map(
          ({ role, after, title }) => `${role}@${after}${title === undefined ? "" : ` ${title}`}`,
        ),
      ]);
      expect(steps).toEqual([
        [
          "P0",
          123,
          "On-Call Engineer@PT0S",
          "Incident Commander@PT5M",
          "Engineering Lead@PT10M CTO",
        ],
        ["P1", 138, "On-Call Engineer@PT0S", "Incident Commander@PT15M"],
        ["P2", 150, "On-Call Engineer@PT0S"],
      ]);
      expect(playbook.escalation[0]?.stakeholders).toEqual([
        {
          audience: "Customers",
          when: "if external impact",
          source: { file: "seed.md", line: 131, column: 7 },
        },
        { audience: "Management", source: { file: "seed.md", line: 132, column: 7 } },
        {
          audience: "Legal",
          when: "if security breach",
          source: { file: "seed.md", line: 133, column: 7 },
        },
      ]);
      expect(playbook.escalation.map(({ actions }) => actions.map(({ text }) => text))).toEqual([
        [],
        ["Status Page Update"],
        ["Ticket + Monitor"],
      ]);
    });

    test("phases", () => {
      const phases = playbook.phases.map(({ id, title, start, end, ...rest }) => [
        rest.source.line,
        id,
        title,
        start,
        end,
        [rest.sources, rest.actions, rest.objectives].map((items) =>
          items.map(({ source }) => source.line),
        ),
      ]);
      expect(phases).toEqual([
        [
          166,
          "detection",
          "Detection",
          "PT0S",
          "PT5M",
          [[170, 171, 172, 173], [177, 178, 179, 180], []],
        ],
        [194, "triage", "Triage", "PT5M", "PT15M", [[], [], [198, 199, 200, 201]]],
        [227, "mitigation", "Mitigation", "PT15M", "PT4H", [[], [], []]],
        [310, "communication", "Communication", undefined, undefined, [[], [], []]],
        [354, "resolution", "Resolution", undefined, undefined, [[], [], []]],
      ]);
    });

    test("access, links and related documents", () => {
      const lines = (
        items: Playbook["access"] | Playbook["links"] | Playbook["related"],
      ): number[] => items.map(({ source }) => source.line);
      expect(lines(playbook.access)).toEqual([570, 571, 572, 573, 574, 575, 576]);
      expect(lines(playbook.links)).toEqual([580, 581, 582, 583, 584]);
      expect(playbook.links.map(({ title }) => title)).toContain("Incident Docs");
      expect(playbook.links.every(({ url }) => /^https:\/\/[^\s]+\/$/u.test(url))).toBe(true);
      expect(playbook.related.map(({ path }) => path)).toEqual([
        "disaster-recovery.md",
        "backup-restore.md",
        "troubleshooting.md",
        "monitoring-setup.md",
      ]);
    });

    test("findings about the structure", () => {
      expect(found(playbook, /TOC(?:00[23]|1\d\d|401)/u)).toEqual([
        "TOC105@96",
        "TOC104@123",
        "TOC104@138",
        "TOC401@590",
        "TOC401@591",
        "TOC401@592",
        "TOC401@593",
      ]);
      expect(found(playbook, /TOC205/u)[0]).toBe("TOC205@5");
    });

    test("every kind of defect known of it is reported with a code of its own", () => {
      const codes = new Set(playbook.diagnostics.map(({ code }) => code));
      const known = [
        // Quotes the shell eats, braces curl eats, a redirection, xargs elsewhere, no namespace, a terminal.
        ...["TOC301", "TOC302", "TOC303", "TOC304", "TOC305", "TOC306"],
        // An unmarked change, secrets printed, an absent file.
        ...["TOC307", "TOC308", "TOC309"],
        // The rotation ends and begins on a Tuesday; people without contact methods; no escalation times.
        ...["TOC201", "TOC202", "TOC203", "TOC104", "TOC401"],
      ];
      expect(known.filter((code) => !codes.has(code))).toEqual([]);
      expect(playbook.diagnostics.filter(({ level }) => level === "error")).toEqual([]);
    });

    test("the defaults it runs on are said", () => {
      expect(playbook.defaults.map(({ value }) => value)).toEqual(
        expect.arrayContaining([
          "at once, after 5 min, after 10 min",
          "at once, after 15 min",
          "UTC",
          "09:00",
        ]),
      );
      const holders = playbook.defaults.filter(({ what }) => what.startsWith("who is "));
      expect(holders).toHaveLength(3);
    });

    test("almost every line became behaviour", () => {
      const { understoodLines, textLines } = playbook.coverage;
      expect(textLines).toBeLessThan(10);
      expect(understoodLines).toBeGreaterThan(340);
    });
  },
);
