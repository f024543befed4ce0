/**
 * The playbook that Tocsin was created for, section by section and line by line, as it was given (its
 * encoding damaged) and repaired. It lies beside the repository and is no part of it.
 */

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Playbook, Runbook, RunbookStep } from "../domain/playbook.ts";
import { loadSyntaxParsers } from "../platform/syntax-parsers.ts";
import { compilePlaybook } from "./compile.ts";
import type { SyntaxParsers } from "./syntax-parsers.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/seed/", import.meta.url));
const FILES = ["incident-response.md", "000_7a63df2f3c5f2a43.txt"];
const isAbsent = !FILES.every((file) => existsSync(FOLDER + file));
const skipped = isAbsent ? " (SKIPPED: the seed is not beside this repository)" : "";

let parsers: SyntaxParsers;

function compiled(bytes: Uint8Array | string): Playbook {
  return compilePlaybook({
    files: [{ path: "seed.md", bytes }],
    overlay: undefined,
    overlayDiagnostics: [],
    hash: "0".repeat(64),
    presentFiles: new Set(),
    parsers,
  });
}

/** Every step of a runbook, those of its options included. */
function stepsOf(runbook: Runbook | undefined): readonly RunbookStep[] {
  return (runbook?.blocks ?? []).flatMap((block) =>
    "steps" in block ? block.steps : block.options.flatMap(({ steps }) => steps),
  );
}

/** "246 Roll back [247 change]": the lines of titles and commands, with the effects. */
function outline(runbook: Runbook | undefined): readonly string[] {
  const step = ({ effect, source, optional }: RunbookStep): string =>
    `${source.line} ${effect ?? "words"}${optional ? " optional" : ""}`;
  return (runbook?.blocks ?? []).map((block) => {
    const title = block.title === undefined ? "" : ` ${block.title}`;
    const parts =
      "steps" in block
        ? block.steps.map(step)
        : block.options.map(
            (option) =>
              `${option.source.line} ${option.when ?? option.title} [${option.steps.map(step).join(", ")}]`,
          );
    return `${block.kind}${title}: ${parts.join(", ")}`;
  });
}

describe.skipIf(isAbsent).each(FILES)(`the seed's sections, %s${skipped}`, (file) => {
  let playbook: Playbook;
  const runbook = (id: string): Runbook | undefined =>
    playbook.runbooks.find((one) => one.id === id);
  const found = (code: string): readonly string[] =>
    playbook.diagnostics
      .filter((one) => one.code === code)
      .map(({ line, column, endColumn }) => `${line}:${column}-${endColumn}`);

  beforeAll(async () => {
    parsers = await loadSyntaxParsers();
    playbook = compiled(readFileSync(FOLDER + file));
  });

  it("has the quick health check and six runbooks, each with its phase and line", () => {
    expect(
      playbook.runbooks.map(({ id, title, phase, source }) => [source.line, id, title, phase]),
    ).toEqual([
      [183, "quick-health-check", "Quick health check", "detection"],
      [231, "api-pods-crashing", "API Pods Crashing", "mitigation"],
      [256, "database-connection-exhaustion", "Database Connection Exhaustion", "mitigation"],
      [275, "high-llm-api-latency", "High LLM API Latency", "mitigation"],
      [292, "redis-out-of-memory", "Redis Out of Memory", "mitigation"],
      [483, "api-pods-crashloopbackoff", "API Pods CrashLoopBackOff", undefined],
      [516, "high-error-rate", "High Error Rate", undefined],
    ]);
  });

  it("has 39 command lines: 21 observe, 17 change, 1 reveals", () => {
    const commands = playbook.runbooks
      .flatMap(stepsOf)
      .filter((step) => step.command !== undefined);
    const effects = commands.map(({ effect }) => effect);
    expect(commands).toHaveLength(39);
    expect(effects.filter((effect) => effect === "observe")).toHaveLength(21);
    expect(effects.filter((effect) => effect === "change")).toHaveLength(17);
    expect(
      commands.filter(({ effect }) => effect === "reveal").map(({ source }) => source.line),
    ).toEqual([510]);
  });

  it("has every command exactly as its line has it", () => {
    const lines = readFileSync(`${FOLDER}incident-response.md`, "utf8").split("\n");
    for (const { command, source } of playbook.runbooks.flatMap(stepsOf)) {
      if (command === undefined) continue;
      expect(lines[source.line - 1]?.slice((source.column ?? 0) - 1)).toBe(command);
    }
  });

  it("has 12 mitigations in 4 choices, all of them changes", () => {
    const choices = playbook.runbooks.flatMap(({ blocks }) =>
      blocks.filter(({ kind }) => kind === "choice"),
    );
    const options = choices.flatMap((block) => ("options" in block ? block.options : []));
    expect(choices).toHaveLength(4);
    expect(options.map(({ title }) => title)).toEqual([
      "Rollback deployment",
      "Scale up",
      "Restart pods",
      "Increase connection pool",
      "Deploy PgBouncer",
      "Scale read replicas",
      "Switch to backup provider",
      "Enable request queuing",
      "Increase timeout",
      "Clear non-critical keys",
      "Increase memory limit",
      "Enable eviction policy",
    ]);
    expect(options.flatMap(({ steps }) => steps.map(({ effect }) => effect))).toEqual(
      Array(12).fill("change"),
    );
  });

  it("splits each runbook into its blocks", () => {
    expect(outline(runbook("quick-health-check"))).toEqual([
      "sequence: 184 observe, 185 observe, 186 observe, 189 observe",
    ]);
    expect(outline(runbook("api-pods-crashing"))).toEqual([
      "sequence: 235 observe, 238 observe, 241 observe, 244 observe",
      "choice: 246 Rollback deployment [247 change], 249 Scale up [250 change], 252 Restart pods [253 change]",
    ]);
    expect(outline(runbook("database-connection-exhaustion"))[0]).toBe(
      "sequence: 260 observe, 263 change",
    );
    expect(outline(runbook("high-llm-api-latency"))[0]).toBe("sequence: 279 observe, 280 observe");
    expect(outline(runbook("redis-out-of-memory"))[0]).toBe("sequence: 296 observe");
    expect(outline(runbook("api-pods-crashloopbackoff"))).toEqual([
      "sequence: 487 observe, 490 observe, 493 observe",
      "hint Common causes: 496 words, 497 words, 498 words, 499 words",
      "branch Mitigation: 502 OOM [503 change], 505 DB connection [506 observe], 508 config error [509 observe, 510 reveal]",
      "sequence: 513 change optional",
    ]);
    expect(outline(runbook("high-error-rate"))).toEqual([
      "sequence: 520 observe, 523 observe, 526 observe, 527 observe",
      "hint Common causes: 530 words, 531 words, 532 words, 533 words",
      "sequence Mitigation: 537 change, 540 change",
    ]);
  });

  it("says what introduces each step", () => {
    const texts = (id: string): readonly string[] => stepsOf(runbook(id)).map(({ text }) => text);
    expect(texts("quick-health-check")[3]).toBe("Check metrics");
    expect(texts("api-pods-crashing").slice(0, 4)).toEqual([
      "Check pod status",
      "Check recent logs",
      "Check events",
      "Check resource limits",
    ]);
    expect(texts("high-error-rate")).toEqual([
      "Check error rate",
      "Check recent logs for errors",
      "Check external dependencies",
      "Check external dependencies",
      "LLM provider outage → Switch provider",
      "Database slow queries → Check pg_stat_statements",
      "Redis unavailable → Check Redis status",
      "Rate limit exceeded → Increase rate limit",
      "Switch LLM provider",
      "Scale up",
    ]);
  });

  it("reports the six defects of its commands, each where it is", () => {
    expect(found("TOC301")).toEqual(["189:55-68"]);
    expect(found("TOC302")).toContain("520:88-92");
    expect(found("TOC303")).toEqual(["241:22-32"]);
    expect(found("TOC304").map((at) => at.split(":")[0])).toEqual(["299"]);
    expect(found("TOC305")).toHaveLength(17);
    expect(found("TOC306").map((at) => Number(at.split(":")[0]))).toEqual([
      260, 263, 296, 299, 305, 506,
    ]);
  });

  it("reports what stands wrongly around them", () => {
    expect(found("TOC307").map((at) => at.split(":")[0])).toEqual(["263"]);
    expect(found("TOC309")).toEqual(["269:18-36"]);
    expect(found("TOC312")).toEqual([]);
    expect(found("TOC402")).toEqual([]);
  });

  it("has both checklists with every item's type and line", () => {
    const items = playbook.checklists.map((checklist) => [
      checklist.id,
      checklist.title,
      checklist.phase,
      ...checklist.groups.map(
        (group) =>
          `${group.source.line} ${group.id}: ${group.items
            .map((item) => `${item.source.line} ${item.id} ${item.type}`)
            .join(", ")}`,
      ),
    ]);
    expect(items).toEqual([
      [
        "triage-checklist",
        "Triage Checklist",
        "triage",
        "206 impact_assessment: 207 users_affected choice, 208 services_down list, 209 data_at_risk choice, 210 estimated_downtime choice",
        "212 root_cause_analysis: 213 recent_deployments text, 214 infrastructure_changes text, 215 external_dependencies text, 216 database_status text, 217 resource_usage text",
        "219 response_decision: 220 immediate_action choice, 221 stakeholder_notification choice, 222 incident_commander_needed choice",
      ],
      [
        "resolution-checklist",
        "Resolution Checklist",
        "resolution",
        "359 verification: 360 all_pods_healthy boolean, 361 error_rate_normal measure, 362 latency_acceptable measure, 363 monitoring_green boolean, 364 user_reports_cleared boolean",
        "366 documentation: 367 incident_ticket_updated boolean, 368 timeline_documented boolean, 369 root_cause_identified boolean, 370 mitigation_steps_logged boolean",
        "372 handoff: 373 postmortem_scheduled text, 374 action_items_created boolean, 375 on_call_notified boolean",
      ],
    ]);
  });

  it("has the answers its checklists ask for", () => {
    const item = (id: string) =>
      playbook.checklists
        .flatMap(({ groups }) => groups.flatMap(({ items }) => items))
        .find((one) => one.id === id);
    expect(item("users_affected")?.choices).toEqual(["All", "Partial", "None"]);
    expect(item("services_down")?.choices).toEqual(["api", "database", "redis"]);
    expect(item("estimated_downtime")?.choices).toEqual(["< 1h", "1-4h", "> 4h"]);
    expect(item("recent_deployments")?.expect).toBe("Check last 24h");
    expect(item("all_pods_healthy")?.expect).toBe("true");
    expect(item("error_rate_normal")).toMatchObject({
      text: "Error rate normal",
      expect: "< 0.1%",
      condition: { metric: "error rate", operator: "<", value: 0.1, unit: "%" },
    });
    expect(item("latency_acceptable")?.condition).toEqual({
      metric: "p95",
      operator: "<",
      value: 500,
      unit: "ms",
    });
  });

  it("has both templates as written", () => {
    const [slack, statusPage, ...others] = playbook.templates;
    expect(others).toEqual([]);
    expect(slack).toMatchObject({ channel: "slack", source: { line: 314 } });
    expect(slack?.body).toContain("🚨 **INCIDENT P0**: API Outage");
    expect(slack?.body.split("\n")).toHaveLength(17);
    expect(statusPage).toMatchObject({
      channel: "status-page",
      states: ["investigating", "identified", "monitoring", "resolved"],
      source: { line: 336 },
    });
  });

  it("has the postmortem template with its deadline, and none of its sample values", () => {
    const { dueAfter, title, header, sections } = playbook.postmortem;
    expect(dueAfter).toBe("P2D");
    expect(title).toBe("Incident Postmortem: [Title]");
    expect(header).toEqual(["Date", "Duration", "Severity", "Incident Commander", "Contributors"]);
    expect(
      sections.map(({ title: heading, shape, labels, source }) => [
        source.line,
        heading,
        shape,
        ...labels,
      ]),
    ).toEqual([
      [393, "Executive Summary", "text"],
      [399, "Timeline", "table", "Time (UTC)", "Event"],
      [412, "Impact", "fields", "Users Affected", "Downtime", "Revenue Impact", "Data Loss"],
      [421, "Root Cause", "text"],
      [431, "Resolution", "groups", "Immediate", "Longer-term"],
      [447, "Action Items", "table", "Action", "Owner", "Deadline", "Status"],
      [458, "Lessons Learned", "groups", "What Went Well", "What Went Wrong", "What We'll Improve"],
    ]);
    const json = JSON.stringify(playbook.postmortem);
    for (const sample of ["PgBouncer", "Bob", "Carol", "Alice", "14:30", "2026", "100%", "XXX"])
      expect(json).not.toContain(sample);
  });

  it("has the rotation with its titles", () => {
    expect(playbook.rotations).toEqual([
      {
        id: "on-call-rotation",
        columns: ["Primary", "Secondary", "Escalation"],
        shifts: [
          {
            start: "2026-01-13",
            assignments: { Primary: "Alice", Secondary: "Bob", Escalation: "Carol" },
            source: { file: "seed.md", line: 551 },
          },
          {
            start: "2026-01-20",
            assignments: { Primary: "Bob", Secondary: "Carol", Escalation: "Alice" },
            source: { file: "seed.md", line: 552 },
          },
          {
            start: "2026-01-27",
            assignments: { Primary: "Carol", Secondary: "Alice", Escalation: "Bob" },
            source: { file: "seed.md", line: 553 },
          },
        ],
        titles: { Carol: "CTO" },
        source: { file: "seed.md", line: 549 },
      },
    ]);
  });

  it("has the contacts, and says which of them reach nobody", () => {
    expect(playbook.contacts.map(({ source, ...contact }) => [source.line, contact])).toEqual([
      [
        559,
        {
          service: "AWS Support",
          contact: "Enterprise",
          statusPage: "https://health.aws.amazon.com/",
        },
      ],
      [
        560,
        {
          service: "OpenAI",
          contact: "Enterprise Support",
          email: "support@openai.com",
          statusPage: "https://status.openai.com/",
        },
      ],
      [
        561,
        {
          service: "Anthropic",
          contact: "Enterprise Support",
          email: "support@anthropic.com",
          statusPage: "https://status.anthropic.com/",
        },
      ],
      [
        562,
        {
          service: "PagerDuty",
          contact: "Support",
          email: "support@pagerduty.com",
          statusPage: "https://status.pagerduty.com/",
        },
      ],
    ]);
    expect(found("TOC205")).toContain("559:42-57");
    expect(found("TOC206")).toEqual(["560:42-60", "561:42-63", "562:42-63"]);
    expect(found("TOC207").map((at) => at.split(":")[0])).toEqual(["559"]);
  });
});

describe.skipIf(isAbsent)(`a damaged copy of the seed${skipped}`, () => {
  it("compiles whatever is cut out of it, put into it, or repeated in it", async () => {
    parsers = await loadSyntaxParsers();
    const text = readFileSync(`${FOLDER}incident-response.md`, "utf8");
    const piece = fc.constantFrom(
      "",
      "\n",
      "```",
      "~~~\n",
      "|",
      "- ",
      "# ",
      "> ",
      "    ",
      "\u0000",
      "\t",
      "**",
      "<table>",
      "[",
      "🚨",
    );
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(600),
        piece,
        fc.nat(3),
        (at, length, inserted, times) => {
          const cut = text.slice(at, at + length);
          const damaged =
            text.slice(0, at) + inserted + cut.repeat(times) + text.slice(at + length);
          const playbook = compiled(damaged);
          const lines = playbook.runbooks.flatMap(stepsOf).map(({ source }) => source.line);
          for (const line of lines) expect(line).toBeLessThanOrEqual(damaged.split("\n").length);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});
