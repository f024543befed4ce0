import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { runTocsin } from "../../test/support/run-tocsin.ts";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";

const PLAN = "# Plan\n\n## Severities\n\n### P0 - Critical\n\n**SLA**:\n\n- Response: 15 minutes\n";
const RUNBOOK = "# Runbook: Disk\n\n```bash\ndf -h\n```\n";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, "runbooks"));
  writeFileSync(join(folder, "plan.md"), PLAN);
  writeFileSync(join(folder, "runbooks", "disk.md"), RUNBOOK);
});

describe("tocsin explain", () => {
  test("explains a line of a file, with a column as findings write it or without", async () => {
    for (const place of ["plan.md:9", "plan.md:9:3"]) {
      const { code, out } = await runTocsin(["explain", join(folder, place)]);
      expect(code).toBe(0);
      expect(out).toContain("This is a time of P0");
    }
  });

  test("explains a line of a folder, named from here or as findings name it", async () => {
    for (const place of [join(folder, "runbooks/disk.md:4"), "runbooks/disk.md:4", "disk.md:4"]) {
      const { code, out } = await runTocsin(["explain", place, "--playbook", folder]);
      expect(code).toBe(0);
      expect(out).toMatch(/^runbooks\/disk\.md:4\n/);
      expect(out).toContain("observe");
    }
  });

  test("--json is for programs", async () => {
    const { out } = await runTocsin(["explain", join(folder, "plan.md:5"), "--json"]);
    expect(JSON.parse(out)).toMatchObject({
      file: "plan.md",
      line: 5,
      state: "understood",
      became: [{ kind: "severity", what: "the severity P0" }],
    });
  });

  test.each([
    [["plan.md"], '"plan.md" names no line'],
    [["plan.md:0"], '"plan.md:0" names no line'],
    [["plan.md:99"], "plan.md has 10 lines: there is no line 99"],
    [[".:3"], "is a folder, and has no lines"],
    [["gone.md:3"], "gone.md does not exist"],
    [["other.md:3", "--playbook", "."], "the playbook has no file"],
  ])("%j is refused with what to do", async (args, message) => {
    const [place = "", option, whole] = args;
    const { code, err } = await runTocsin([
      "explain",
      join(folder, place),
      ...(option === undefined ? [] : [option, join(folder, whole ?? "")]),
    ]);
    expect(code).toBe(2);
    expect(err.replaceAll(`${folder}/`, "")).toContain(message);
  });
});

describe("tocsin compile --coverage", () => {
  test("prints the text and what each line became", async () => {
    const { code, out } = await runTocsin(["compile", folder, "--coverage"]);
    expect(code).toBe(0);
    expect(out).toContain("4 + runbook    | df -h\n");
    expect(out).toContain("How much of each section of runbooks/disk.md");
  });

  test("--json gives lines and sections", async () => {
    const { out } = await runTocsin(["compile", folder, "--coverage", "--json"]);
    const { files } = JSON.parse(out);
    expect(files[0].lines[4]).toEqual({
      state: "understood",
      kinds: ["severity"],
      text: "### P0 - Critical",
    });
    expect(files[1].sections[0]).toMatchObject({ title: "Runbook: Disk", line: 1, level: 1 });
  });
});
