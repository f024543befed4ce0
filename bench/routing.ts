import { severityForAlert } from "../src/domain/alert-severity.ts";
import type { OverlayRoute, Playbook } from "../src/domain/playbook.ts";
import { EMPTY_OVERLAY } from "../src/playbook/overlay/empty-overlay.ts";
import { readCondition } from "../src/playbook/words/read-condition.ts";
import { figure, heading, median } from "./report.ts";

const RULES = 1000;
const ALERTS = 10_000;
const ROUNDS = 7;

/** Nine of ten rules need a value of a label, as those that teams write do; the others are patterns alone. */
export async function benchRouting(): Promise<void> {
  heading("Routing by 1,000 rules");
  const playbook = playbookWith(Array.from({ length: RULES }, (_, index) => ruleNumber(index)));
  const startedAt = performance.now();
  severityForAlert(playbook, alertNumber(0));
  figure("compiled, once for each version", `${(performance.now() - startedAt).toFixed(1)} ms`);
  const alerts = Array.from({ length: ALERTS }, (_, index) => alertNumber(index));
  const times = Array.from({ length: ROUNDS }, () => {
    const from = performance.now();
    for (const alert of alerts) severityForAlert(playbook, alert);
    return ((performance.now() - from) * 1000) / ALERTS;
  });
  figure("rule, severity and why, for an alert", `${median(times).toFixed(1)} µs`, "must 50 µs");
}

function ruleNumber(index: number): OverlayRoute {
  const team = `team-${index % 50}`;
  if (index % 10 === 0) {
    return { matchers: [`service=~"svc-${index}-.*"`, 'env!="test"'], severity: "P1", team };
  }
  return {
    matchers: [`team="${team}"`, `alertname="Alert${index}"`, 'env=~"prod|stage"'],
    severity: `P${index % 4}`,
    continue: index % 7 === 0,
  };
}

/** One in three matches a rule; the others are held against the examples too. */
function alertNumber(index: number) {
  const number = index % (3 * RULES);
  return {
    title: `Error rate of svc-${number} is 7.5%`,
    labels: {
      alertname: `Alert${number}`,
      team: `team-${number % 50}`,
      service: `svc-${number}-api`,
      env: "prod",
      severity: "warning",
      instance: `10.0.0.${index % 250}:9100`,
    },
    annotations: { summary: `Error rate of svc-${number} is 7.5%`, value: "0.075" },
  };
}

function playbookWith(routes: readonly OverlayRoute[]): Playbook {
  const source = { file: "playbook.md", line: 1 };
  const severities = ["P0", "P1", "P2", "P3"].map((id, rank) => ({
    id,
    name: id,
    definition: "",
    examples: [`Error rate > ${50 - 10 * rank}%`, `Queue of orders > ${1000 - rank}`].map(
      (text) => {
        const condition = readCondition(text);
        return { text, source, ...(condition && { condition }) };
      },
    ),
    responseActions: [],
    sla: {},
    source,
  }));
  return {
    title: "Bench",
    hash: "bench",
    timeZone: "UTC",
    handoffTime: "09:00",
    severities,
    escalation: [],
    phases: [],
    checklists: [],
    runbooks: [],
    templates: [],
    postmortem: { header: [], sections: [] },
    rotations: [],
    contacts: [],
    links: [],
    access: [],
    related: [],
    naming: {},
    overlay: { ...EMPTY_OVERLAY, routes },
    defaults: [],
    coverage: { understoodLines: 0, textLines: 0 },
    diagnostics: [],
  };
}
