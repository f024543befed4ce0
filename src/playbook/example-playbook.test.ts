/** The example playbook is what a newcomer sees first: a model that the doctor has nothing to say about. */

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { severityForAlert } from "../domain/alert-severity.ts";
import type { Playbook } from "../domain/playbook.ts";
import { shiftAt } from "../domain/rotation.ts";
import { severityRules } from "../domain/severity-rules.ts";
import { readPlaybookFiles } from "../platform/playbook-files.ts";
import { loadSyntaxParsers } from "../platform/syntax-parsers.ts";
import { assemblePlaybook } from "./assemble-playbook.ts";

const FOLDER = fileURLToPath(new URL("../../examples/playbook/", import.meta.url));
const SEED = fileURLToPath(new URL("../../../shared/seed/incident-response.md", import.meta.url));

async function load(path: string): Promise<Playbook> {
  const [files, parsers] = await Promise.all([readPlaybookFiles(path), loadSyntaxParsers()]);
  return assemblePlaybook({ ...files, parsers }).playbook;
}

let playbook: Playbook;
beforeAll(async () => {
  playbook = await load(`${FOLDER}incident-response.md`);
});

describe("the example playbook", () => {
  test("has no findings, as a file and as a folder", async () => {
    expect(playbook.diagnostics).toEqual([]);
    expect((await load(FOLDER)).diagnostics).toEqual([]);
  });

  test("has every shape a playbook can have", () => {
    expect(
      playbook.severities.map(({ id, sla }) => [
        id,
        sla.response,
        sla.resolution,
        sla.communication,
      ]),
    ).toEqual([
      ["P0", "PT15M", "PT4H", "PT30M"],
      ["P1", "PT30M", "P1D", "PT2H"],
      ["P2", "PT2H", "P3D", "P1D"],
      ["P3", "P1D", "P14D", "P7D"],
    ]);
    expect(playbook.escalation.map(({ steps }) => steps.length)).toEqual([3, 2, 1, 1]);
    expect(playbook.phases).toHaveLength(5);
    expect(playbook.checklists).toHaveLength(2);
    expect(playbook.runbooks).toHaveLength(7);
    expect(playbook.templates.map(({ channel }) => channel)).toEqual(["slack", "status-page"]);
    expect(playbook.postmortem.dueAfter).toBe("P2D");
    expect(playbook.contacts).toHaveLength(3);
    expect(playbook.links).toHaveLength(4);
    expect(playbook.access).toHaveLength(7);
    expect(playbook.related).toHaveLength(3);
    expect(playbook.naming.incidentChannel).toBe("#incident-YYYYMMDD-NNN");
  });

  test("calls the commander when one is needed, by whatever part of the name", () => {
    const items = playbook.checklists.flatMap(({ groups }) => groups.flatMap((one) => one.items));
    const called = items.flatMap(({ text, calls }) => (calls === undefined ? [] : [[text, calls]]));
    expect(called).toEqual([["Commander needed", "Incident Commander"]]);
  });

  test("uses choices and branches, and no command that is not known", () => {
    const blocks = playbook.runbooks.flatMap((runbook) => runbook.blocks);
    expect(new Set(blocks.map(({ kind }) => kind))).toEqual(
      new Set(["sequence", "choice", "branch", "hint"]),
    );
    const effects = blocks.flatMap((block) =>
      ("steps" in block ? block.steps : block.options.flatMap(({ steps }) => steps)).flatMap(
        ({ effect }) => effect ?? [],
      ),
    );
    expect(new Set(effects)).toEqual(new Set(["observe", "change"]));
  });

  test("pages somebody at once for P0 and P1, and the last one inside the response time", () => {
    for (const id of ["P0", "P1"]) {
      const rules = severityRules(playbook, id);
      expect(rules?.pages).toBe(true);
      expect(rules?.steps[0]?.afterMs).toBe(0);
      expect(rules?.steps.at(-1)?.afterMs).toBeLessThan(rules?.responseMs ?? 0);
    }
    expect(severityRules(playbook, "P2")?.pages).toBe(false);
  });

  test("somebody who can be reached is on call on any day", () => {
    const reachable = playbook.overlay.people
      .filter(({ contact }) => contact.length > 0)
      .map(({ name }) => name);
    const [rotation] = playbook.rotations;
    expect(rotation).toBeDefined();
    if (rotation === undefined) return;
    const start = Temporal.PlainDate.from("2026-01-05");
    for (let day = 0; day < 800; day++) {
      const at = start.add({ days: day }).toZonedDateTime(playbook.timeZone).epochMilliseconds;
      const names = Object.values(shiftAt(rotation, playbook, at)?.assignments ?? {});
      expect(names).toHaveLength(3);
      for (const name of names) expect(reachable).toContain(name);
    }
  });

  test.each([
    [{ alertname: "TrackerDown", severity: "warning" }, "P0"],
    [{ alertname: "HighErrorRate" }, "P1"],
    [{ severity: "critical" }, "P0"],
    [{ severity: "info" }, "P3"],
  ])("an alert with %j is %s", (labels, severity) => {
    expect(severityForAlert(playbook, { title: "", labels, annotations: {} }).severity).toBe(
      severity,
    );
  });

  const skipped = existsSync(SEED) ? "" : " (SKIPPED: the seed is not beside this repository)";
  test.skipIf(skipped !== "")(`is written in words of its own${skipped}`, () => {
    const sentences = (text: string) =>
      new Set(
        text
          .split("\n")
          .map((line) =>
            line
              .replace(/[^\p{L}\p{N} ]+/gu, " ")
              .trim()
              .split(/\s+/),
          )
          .filter((words) => words.length >= 8)
          .map((words) => words.join(" ").toLowerCase()),
      );
    const own = sentences(readFileSync(`${FOLDER}incident-response.md`, "utf8"));
    const seed = sentences(readFileSync(SEED, "utf8"));
    expect([...own].filter((line) => seed.has(line))).toEqual([]);
  });
});
