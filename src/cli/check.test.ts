import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { capturedIo } from "../../test/support/captured-io.ts";
import { runCheck } from "./check.ts";
import { runCompile } from "./compile.ts";
import { exitCodeOf } from "./failure.ts";
import { PROCESS_SURROUNDINGS, type Surroundings } from "./surroundings.ts";

const GOOD = `# Plan

## Severities

### P0 - Critical

**Response**:

- Page the on-call engineer

**SLA**:

- Response: 15 minutes

## On-Call Rotation

| Week       | Primary |
| ---------- | ------- |
| 2026-03-02 | Imani   |
`;
const OVERLAY = `people:
  - name: Imani
    contact:
      - { kind: webhook, address: "\${HOOK}" }
`;

const HOST = { version: "1.2.3", root: fileURLToPath(new URL("../../", import.meta.url)) };

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tocsin-check-"));
  path = join(folder, "plan.md");
  writeFileSync(path, GOOD);
  writeFileSync(join(folder, "tocsin.yaml"), OVERLAY);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function check(args: readonly string[], io = capturedIo()) {
  const code = await runCheck(args, io, HOST);
  return { code, ...io.written };
}

async function refusal(attempt: Promise<number>): Promise<{ code: number; message: string }> {
  const error: unknown = await attempt.catch((reason: unknown) => reason);
  return { code: exitCodeOf(error), message: error instanceof Error ? error.message : "" };
}

describe("tocsin check", () => {
  test("0 with warnings only: findings first, then the summary, then the count", async () => {
    const { code, out, err } = await check([path]);
    expect(code).toBe(0);
    expect(err).toBe("");
    const places = [
      out.indexOf("warning[TOC201]"),
      out.indexOf("--> plan.md:19:3"),
      out.indexOf("Severities: how fast"),
      out.search(/\d+ warnings?\n$/),
    ];
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test("1 with an error, which says that the playbook would not be activated", async () => {
    writeFileSync(join(folder, "tocsin.yaml"), "catchall: [Imani]\n");
    const { code, out } = await check([path]);
    expect(code).toBe(1);
    expect(out).toContain("error[TOC502]");
    expect(out).toContain("--> tocsin.yaml:1:1");
    expect(out.trimEnd().split("\n").at(-1)).toMatch(
      /^1 error, \d+ warnings?: this playbook would not be activated$/,
    );
  });

  test("names in tocsin.yaml are compared with the playbook", async () => {
    writeFileSync(join(folder, "tocsin.yaml"), `${OVERLAY}catchAll: [Imania]\n`);
    const { code, out } = await check([path]);
    expect(code).toBe(1);
    expect(out).toContain('error[TOC504]: "Imania" is not a person');
  });

  test("a folder is checked as a whole", async () => {
    expect((await check([folder])).code).toBe(0);
  });

  test("--json gives the findings to programs", async () => {
    const { out } = await check([path, "--json"]);
    const result = JSON.parse(out);
    expect(result).toMatchObject({ ok: true, title: "Plan", counts: { error: 0 } });
    expect(result.hash).toMatch(/^[0-9a-f]{64}$/);
    const ended = result.diagnostics.find(({ code }: { code: string }) => code === "TOC201");
    expect(ended).toMatchObject({
      file: "plan.md",
      line: 19,
      column: 3,
      endColumn: 13,
      level: "warning",
    });
  });

  test("--format sarif: one log, with places from the root of the checkout", async () => {
    const io = capturedIo({ env: { GITHUB_WORKSPACE: folder } });
    const { code, out, err } = await check([path, "--format", "sarif"], io);
    expect([code, err]).toEqual([0, ""]);
    const [run] = JSON.parse(out).runs;
    expect(run.tool.driver.semanticVersion).toBe("1.2.3");
    const ended = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === "TOC201");
    expect(ended.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "plan.md" },
      region: { startLine: 19, startColumn: 3, endColumn: 13 },
    });
    const rule = run.tool.driver.rules[ended.ruleIndex];
    expect(rule.helpUri).toMatch(/^file:.*\/docs\/diagnostics\/TOC201\.md$/);
    expect(rule.help.markdown).toMatch(/^# TOC201: /);
  });

  test("--format github: a workflow command for each finding and nothing else", async () => {
    writeFileSync(join(folder, "tocsin.yaml"), "catchall: [Imani]\n");
    const io = capturedIo({ env: { GITHUB_WORKSPACE: join(folder, "..") } });
    const { code, out } = await check([path, "--format", "github"], io);
    expect(code).toBe(1);
    const lines = out.trimEnd().split("\n");
    expect(lines.every((line) => /^::(?:error|warning|notice) file=/.test(line))).toBe(true);
    const place = `file=${basename(folder)}/tocsin.yaml,line=1,endLine=1,col=1,endColumn=9`;
    expect(out).toContain(`::error ${place},title=TOC502%3A `);
  });

  test("files outside of the checkout have their absolute place", async () => {
    const io = capturedIo({ env: { GITHUB_WORKSPACE: "/nowhere" } });
    expect((await check([path, "--format", "github"], io)).out).toContain(`file=${path},`);
    const { out } = await check([path, "--format", "sarif"], io);
    expect(out).toContain(`"uri": "file://${path}"`);
  });

  test.each([
    [["--format", "srif"], 'not "srif"'],
    [["--format", "sarif", "--json"], "contradict each other"],
  ])("%j is refused", async (args, message) => {
    const refused = await refusal(runCheck([path, ...args], capturedIo(), HOST));
    expect(refused.code).toBe(2);
    expect(refused.message).toContain(message);
  });

  test("--secrets looks for them, otherwise they are not needed", async () => {
    expect((await check([path])).out).not.toContain("TOC505");
    const { code, out } = await check([path, "--secrets"]);
    expect(code).toBe(1);
    expect(out).toContain(
      "error[TOC505]: this secret cannot be had: the environment variable HOOK is not set",
    );
    const io = capturedIo({ env: { HOOK: "https://example.com/" } });
    expect((await check([path, "--secrets"], io)).code).toBe(0);
  });

  test("file: secrets count from the folder of tocsin.yaml", async () => {
    writeFileSync(join(folder, "tocsin.yaml"), OVERLAY.replace(/\$\{HOOK\}/, "file:hook"));
    expect((await check([path, "--secrets"])).out).toContain("the file hook does not exist");
    writeFileSync(join(folder, "hook"), "https://example.com/\n");
    expect((await check([path, "--secrets"])).code).toBe(0);
  });

  test("colour on a terminal, and not against the reader's will", async () => {
    const colour = "\u001b[";
    expect((await check([path])).out).not.toContain(colour);
    expect((await check([path], capturedIo({ isTty: true }))).out).toContain(colour);
    expect(
      (await check([path], capturedIo({ isTty: true, env: { NO_COLOR: "1" } }))).out,
    ).not.toContain(colour);
  });

  test("a file in no encoding at all is an error, not a crash", async () => {
    writeFileSync(path, Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3]));
    const { code, out } = await check([path]);
    expect(code).toBe(1);
    expect(out).toContain("error[TOC003]");
  });
});

describe("2 when there is nothing to check", () => {
  test.each([
    [["no-such-file.md"], "no-such-file.md does not exist"],
    [[], "something is missing"],
    [["a.md", "b.md"], 'what is "b.md"?'],
    [["a.md", "--jsn"], "has no option --jsn"],
    [["package.json"], "package.json is not a Markdown file"],
  ])("%j", async (args, message) => {
    for (const run of [runCheck, runCompile]) {
      const refused = await refusal(run(args, capturedIo(), HOST));
      expect(refused.code).toBe(2);
      expect(refused.message).toContain(message);
    }
  });
});

describe("tocsin compile", () => {
  test("--json prints the published form, and the count of findings beside it", async () => {
    const io = capturedIo();
    expect(await runCompile([path, "--json"], io)).toBe(0);
    const form = JSON.parse(io.written.out);
    expect(form.playbook).toMatchObject({ title: "Plan", timeZone: "UTC", handoffTime: "09:00" });
    expect(form.severities[0]).toMatchObject({
      id: "P0",
      sla: { response: "PT15M" },
      source: { file: "plan.md", line: 5 },
    });
    expect(Object.keys(form)).toEqual(
      expect.arrayContaining(
        "playbook severities escalation phases checklists runbooks templates postmortem rotations contacts links access related naming diagnostics".split(
          " ",
        ),
      ),
    );
    expect(io.written.err).toMatch(/^\d+ warnings?: see tocsin check /);
  });

  test("without --json a summary", async () => {
    const io = capturedIo();
    expect(await runCompile([path], io)).toBe(0);
    expect(io.written.out).toMatch(/^Plan\n/);
  });

  test("1 with errors", async () => {
    writeFileSync(path, "# Nothing\n");
    const io = capturedIo();
    expect(await runCompile([path, "--json"], io)).toBe(1);
    expect(JSON.parse(io.written.out).diagnostics).toContainEqual(
      expect.objectContaining({ code: "TOC101" }),
    );
  });
});

describe("tocsin check --fix", () => {
  const BEFORE =
    "\ufeff# Plan\r\n\r\n## Runbook: Slow\r\n\r\n```bash\r\nkubectl get pod <pod> -n shop\r\n```\r\n";
  const AFTER = BEFORE.replace("<pod>", '"<pod>"');
  const nobody = { ...PROCESS_SURROUNDINGS, canAsk: false };
  const answering = (answer: string) => ({
    ...PROCESS_SURROUNDINGS,
    canAsk: true,
    ask: async () => answer,
  });
  const fix = async (args: readonly string[], surroundings: Surroundings = nobody) => {
    const io = capturedIo({ env: { GITHUB_WORKSPACE: folder } });
    const code = await runCheck([path, "--fix", ...args], io, { ...HOST, surroundings });
    return { code, ...io.written };
  };
  beforeEach(() => writeFileSync(path, BEFORE));

  test("shows the patch, and writes nothing where nobody can be asked", async () => {
    const { out, err } = await fix([]);
    expect(out).toContain("--- a/plan.md\n+++ b/plan.md\n@@ -3,5 +3,5 @@\n");
    expect(out).toContain('-kubectl get pod <pod> -n shop\n+kubectl get pod "<pod>" -n shop\n');
    expect(err).toBe("can be put right in 1 file: TOC303 1×\n");
    expect(readFileSync(path, "utf8")).toBe(BEFORE);
  });

  test("writes with --write, line ends and byte order mark as they were", async () => {
    const { err } = await fix(["--write"]);
    expect(err).toContain("written: plan.md");
    expect(readFileSync(path, "utf8")).toBe(AFTER);
    expect((await fix(["--write"])).err).toBe("nothing here can be put right for certain\n");
  });

  test.each([
    ["y", AFTER],
    ["yes", AFTER],
    ["", BEFORE],
    ["n", BEFORE],
  ])("asks whoever sits at the keyboard: %j", async (answer, wanted) => {
    await fix([], answering(answer));
    expect(readFileSync(path, "utf8")).toBe(wanted);
  });

  test("does not write over what somebody else wrote meanwhile", async () => {
    const meanwhile = {
      ...answering("y"),
      ask: async () => {
        writeFileSync(path, "# Other\n");
        return "y";
      },
    };
    await expect(fix([], meanwhile)).rejects.toThrow("has changed meanwhile");
    expect(readFileSync(path, "utf8")).toBe("# Other\n");
  });

  test("the exit code stays that of the check", async () => {
    expect((await fix([])).code).toBe(1);
  });

  test.each([
    [["--write"], "--write belongs to --fix"],
    [["--fix", "--json"], "--fix prints a patch, and no json"],
  ])("%j is refused", async (args, message) => {
    const refused = await refusal(runCheck([path, ...args], capturedIo(), HOST));
    expect(refused.message).toContain(message);
  });
});
