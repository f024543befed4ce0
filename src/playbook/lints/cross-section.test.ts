/** Mistakes that show only when several sections are read together, found in text and not found where there is none. */

import { beforeAll, describe, expect, test } from "vitest";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { assemblePlaybook } from "../assemble-playbook.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";

let parsers: SyntaxParsers;
beforeAll(async () => {
  parsers = await loadSyntaxParsers();
});

function found(code: string, text: string, overlay?: string) {
  const { playbook } = assemblePlaybook({
    files: [{ path: "plan.md", bytes: text }],
    ...(overlay === undefined ? {} : { overlay: { path: "tocsin.yaml", text: overlay } }),
    hash: "",
    presentFiles: new Set(),
    parsers,
  });
  return playbook.diagnostics.filter((finding) => finding.code === code);
}

const SEVERITIES = `# Plan

### P0 - Critical

**Examples**:

- Shop is unreachable

**SLA**:

- Response: 15 minutes
- Resolution: 4 hours
- Communication: Every 30 minutes

### P1 - High

**SLA**:

- Response: 1 hour
`;

describe("TOC109: a sentence that promises another time", () => {
  const promised = (sentence: string) => found("TOC109", `${SEVERITIES}\n## More\n\n${sentence}\n`);

  test.each([
    "A P0 is acknowledged within 5 minutes.",
    "We respond to P0 incidents within 30 minutes.",
    "Every P0 incident is resolved within 8 hours.",
    "During a P0, post updates every 15 minutes.",
    "- P1: acknowledge within 15 minutes",
  ])("%s", (sentence) => {
    const [finding, ...others] = promised(sentence);
    expect(others).toEqual([]);
    expect(finding?.line).toBe(SEVERITIES.split("\n").length + 3);
  });

  test("says both times and which one counts", () => {
    const [finding] = promised("A P0 is acknowledged within 5 minutes.");
    expect(finding?.message).toBe("here P0 is answered within 5 min, on line 11 within 15 min");
    expect(finding?.help).toBe("Make both say the same. Tocsin goes by line 11.");
  });

  test.each([
    ["the same time", "A P0 is acknowledged within 15 minutes."],
    ["a condition", "If a P0 is not acknowledged within 5 minutes, call the lead."],
    ["an escalation", "Escalate a P0 response within 5 minutes."],
    ["a review", "The review of a P0 response is held within 2 days."],
    ["two severities", "P0 and P1 are acknowledged within 5 minutes."],
    ["two times", "A P0 is acknowledged within 5 minutes, or 10 at night."],
    ["two promises", "A P0 is acknowledged and resolved within 5 hours."],
    ["no limit", "The P0 response took 5 minutes."],
    ["history", "The last P0 was resolved within 2 hours."],
    ["a severity that promises nothing of the kind", "A P1 is resolved within 2 days."],
    ["a row of a table", "| P0 | acknowledged within 5 minutes |"],
  ])("not %s", (_, sentence) => {
    expect(promised(sentence)).toEqual([]);
  });
});

describe("TOC313: runbooks that no alert leads to", () => {
  const runbook = (title: string) => `\n## Runbook: ${title}\n\n1. Look at the graphs.\n`;

  test("one finding for all of them, at the first", () => {
    const text = SEVERITIES + ["Certificates", "Shop is down", "Disk space"].map(runbook).join("");
    const findings = found("TOC313", text);
    expect(findings).toMatchObject([{ level: "info" }]);
    expect(findings[0]?.message).toBe(
      'no alert leads to 2 of 3 runbooks: whoever is woken has to know their names ("Certificates", "Disk space")',
    );
  });

  test.each([
    ["an example that shares a word", "Unreachable shops", undefined],
    [
      "a route",
      "Certificates",
      "routes: [{ match: { alertname: Cert }, severity: P0, runbook: Certificates }]\n",
    ],
    ["the name of an alert", "CertificateExpiry", undefined],
  ])("not with %s", (_, title, overlay) => {
    expect(found("TOC313", SEVERITIES + runbook(title), overlay)).toEqual([]);
  });

  test("not where no severity has an example: nothing could lead", () => {
    const text = SEVERITIES.replace("**Examples**:\n\n- Shop is unreachable\n", "");
    expect(found("TOC313", text + runbook("Certificates"))).toEqual([]);
  });
});

describe("TOC403: a runbook that is named and absent", () => {
  const sentTo = (item: string) =>
    found(
      "TOC403",
      `## Triage Checklist\n\n- [ ] Is it up?\n- [ ] ${item}\n\n## Runbook: Database is slow\n\n1. Look.\n`,
    );

  test.each([
    'Follow the "Queue overflow" runbook',
    "Run the Queue Overflow runbook",
    "See Kafka Lag playbook",
  ])("%s", (item) => {
    expect(sentTo(item)).toHaveLength(1);
  });

  test.each([
    ["one that is there", 'Follow the "Slow database" runbook'],
    ["any runbook", "Follow the runbook"],
    ["the right one", "Follow the appropriate runbook"],
    ["a link", "Follow the [Queue Overflow](https://wiki.example/q) runbook"],
    ["a new one", "Update the Incident Runbook"],
  ])("not %s", (_, item) => {
    expect(sentTo(item)).toEqual([]);
  });
});

describe("TOC312: a runbook that is called a check", () => {
  const runbook = (title: string, ...lines: readonly string[]) =>
    found("TOC312", `## Runbook: ${title}\n\n\`\`\`bash\n${lines.join("\n")}\n\`\`\`\n`);

  test("and changes something without a word", () => {
    const findings = runbook(
      "Check the replicas",
      "kubectl get pods -n a",
      "kubectl delete pod b -n a",
    );
    expect(findings.map(({ message }) => message)).toContain(
      '"Check the replicas" says that it only looks, but its command on line 5 changes something',
    );
  });

  test.each([
    [
      "says so above the command",
      "Check the replicas",
      ["# Restart it", "kubectl delete pod b -n a"],
    ],
    ["only looks", "Check the replicas", ["kubectl get pods -n a"]],
    ["is called otherwise", "Stuck replicas", ["kubectl delete pod b -n a"]],
  ])("not when it %s", (_, title, lines) => {
    const findings = runbook(title, ...lines).filter(({ line }) => line === 1);
    expect(findings).toEqual([]);
  });
});

test("TOC203: somebody who fills a role by title and cannot be reached", () => {
  const text = `${SEVERITIES}\n## Escalation\n\n### P0\n\n1. On-call engineer\n2. CTO\n`;
  const people = (contact: string) =>
    `people: [{ name: Carol, title: CTO, contact: [${contact}] }]\n`;
  expect(found("TOC203", text, people(""))).toMatchObject([
    { message: expect.stringContaining("Carol can be paged but has no contact method") },
  ]);
  expect(found("TOC203", text, people("{ kind: email, address: c@example.com }"))).toEqual([]);
});

describe("TOC204 and TOC208: schedules of tocsin.yaml", () => {
  const text = `${SEVERITIES}\n## Escalation\n\n### P0\n\n1. On-call engineer\n2. CTO\n`;
  const schedule = (name: string) =>
    `people: [{ name: Ann, contact: [{ kind: email, address: a@example.com }] }]
schedules:
  first: { name: ${name}, layers: [{ people: [Ann], every: 1 week, start: 2026-01-05T09:00 }] }
`;

  test("a schedule fills the role of its name, and the others are told one by one", () => {
    const overlay = schedule("On-call Engineer");
    expect(found("TOC208", text, overlay)).toEqual([]);
    expect(found("TOC204", text, overlay)).toMatchObject([
      { message: expect.stringContaining('"CTO"'), help: expect.stringContaining("schedule") },
    ]);
  });

  test("or the role that is bound to it", () => {
    const roles = "roles: { On-call engineer: { schedule: first }, CTO: { person: Ann } }\n";
    expect(found("TOC204", text, schedule("Backend") + roles)).toEqual([]);
    const wrong = "roles: { CTO: { schedule: frist } }\n";
    expect(found("TOC504", text, schedule("Backend") + wrong)).toMatchObject([
      { help: 'Did you mean "first"?' },
    ]);
  });
});

test("TOC102: at once is no time that a clock can run", () => {
  const [finding] = found(
    "TOC102",
    "### P0 - Critical (Response: Immediate)\n\n- Page the on-call engineer\n",
  );
  expect(finding?.message).toContain("P0 is to be answered at once");
  expect(finding?.help).toContain("for example 5 minutes");
});

test("TOC108: the first who is asked besides comes too late; those after may", () => {
  const path = (...steps: readonly string[]) =>
    found("TOC108", `${SEVERITIES}\n## Escalation\n\n### P0\n\n${steps.join("\n")}\n`);
  expect(path("1. On-call engineer", "2. Team lead (after 30 minutes)")).toHaveLength(1);
  expect(
    path("1. On-call engineer", "2. Team lead (after 10 minutes)", "3. CTO (after 1 hour)"),
  ).toEqual([]);
});

describe("TOC314: alerts for which no runbook is there", () => {
  const rule = (name: string, url?: string) =>
    `- alert: ${name}\n  expr: up == 0\n${url === undefined ? "" : `  annotations:\n    runbook_url: ${url}\n`}`;
  const alerts = (...rules: readonly string[]) =>
    found(
      "TOC314",
      `## Runbook: Queue is full\n\n1. Look.\n\n## Alerts\n\n\`\`\`yaml\n${rules.join("")}\`\`\`\n`,
    );

  test("all in one finding, at the first", () => {
    expect(alerts(rule("CertExpires"), rule("QueueFull"), rule("DiskFills"))).toMatchObject([
      {
        line: 8,
        level: "info",
        message:
          "no runbook is there for 2 of 3 alerts: CertExpires and DiskFills. Whoever they wake begins from nothing",
      },
    ]);
  });

  test.each([
    ["a runbook shares a word", rule("QueueGrows")],
    ["the rule says where it is", rule("CertExpires", "https://wiki.example/certificates")],
    ["no rule", "- alerts: CertExpires\n"],
  ])("not when %s", (_, text) => {
    expect(alerts(text)).toEqual([]);
  });

  test("a runbook_url that leads to a file which the folder does not have", () => {
    const files = (name: string) => [
      {
        path: "alerts.md",
        bytes: `\`\`\`yaml\n${rule("CertExpires", `https://git.example/ops/runbooks/${name}`)}\`\`\`\n`,
      },
      { path: "runbooks/tls.md", bytes: "# Runbook: New certificate\n\n1. Look.\n" },
    ];
    const codes = (name: string) =>
      assemblePlaybook({ files: files(name), hash: "", presentFiles: new Set(), parsers })
        .playbook.diagnostics.map(({ code }) => code)
        .filter((code) => code === "TOC314");
    expect(codes("tls.md#renew")).toEqual([]);
    expect(codes("certs.md")).toEqual(["TOC314"]);
  });
});

describe("TOC312 and TOC307: what the words say, and what is done", () => {
  const codes = (text: string) => {
    const { playbook } = assemblePlaybook({
      files: [{ path: "plan.md", bytes: text }],
      hash: "",
      presentFiles: new Set(),
      parsers,
    });
    return playbook.diagnostics
      .map(({ code }) => code)
      .filter((code) => /TOC3(?:07|12)/u.test(code));
  };
  const fence = (...lines: readonly string[]) =>
    codes(`## Runbook: Queue\n\n### Diagnosis\n\n\`\`\`bash\n${lines.join("\n")}\n\`\`\`\n`);

  test("words that name both are no mistake, nor is a way in that leaves nothing", () => {
    expect(fence("# Check the queue and restart it", "kubectl delete pod q -n a")).not.toContain(
      "TOC312",
    );
    expect(fence("# Check the queue", "kubectl port-forward svc/q 80 -n a")).toEqual([]);
    expect(fence("# Check the queue", "kubectl run t --rm -n a --image=b -- date")).toEqual([]);
    expect(fence("# Check the queue", "kubectl delete pod q -n a")).toEqual(["TOC312"]);
  });

  test("a change under a heading about looking, unless its words say so", () => {
    expect(fence("# The queue", "kubectl delete pod q -n a")).toEqual(["TOC307"]);
    expect(fence("# Restart the queue", "kubectl delete pod q -n a")).toEqual([]);
  });
});

test("TOC310: once in a document for each program", () => {
  const text =
    "## Runbook: Log\n\n```bash\ngrep a b\ngrep c d\nls | head\n```\n\n## Runbook: B\n\n```bash\ngrep e f\n```\n";
  expect(found("TOC310", text).map(({ line }) => line)).toEqual([4, 6]);
});

test("TOC313: procedures that are not called by a fault are none that an alert leads to", () => {
  const text = `${SEVERITIES}\n## Rollback\n\n\`\`\`bash\ngit revert a\n\`\`\`\n\n## Disk full\n\n\`\`\`bash\ndf\n\`\`\`\n`;
  expect(found("TOC313", text).map(({ message }) => message)).toEqual([
    'no alert leads to this runbook: whoever is woken has to know its name ("Disk full")',
  ]);
});

test("TOC403: a table inside an item is not its words", () => {
  const text = `## Triage Checklist\n\n- [ ] Open what fits\n\n  | Symptom | Runbook |\n  | - | - |\n  | Full | Queue |\n\n## Runbook: Queue is full\n\n1. Look.\n`;
  expect(found("TOC403", text)).toEqual([]);
});

test("TOC305: not after a line that sets the namespace", () => {
  const text = (line: string) =>
    `## Runbook: Queue\n\n\`\`\`bash\nkubectl get pods\n${line}\nkubectl get jobs\n\`\`\`\n`;
  const lines = (line: string) => found("TOC305", text(line)).map((finding) => finding.line);
  expect(lines("kubectl config set-context --current --namespace=shop")).toEqual([4]);
  expect(lines("oc project shop")).toEqual([4]);
  expect(lines("kubectl config view")).toEqual([4, 6]);
});

test("the place of a command that goes on on the next line is in its line", () => {
  const line = "1. Run `ls /var/log/a /var/log/b |";
  const [finding] = found("TOC310", `## Runbook: Queue\n\n${line}\n   grep queue\` now.\n`);
  expect(finding).toMatchObject({ line: 3, column: line.length + 1 });
});
