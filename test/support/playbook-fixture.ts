/** A compiled playbook of four levels, as the compiler would give it, for tests of the rules. */

import type { Playbook, ResponseAction, Severity } from "../../src/domain/playbook.ts";
import { EMPTY_OVERLAY } from "../../src/playbook/overlay/empty-overlay.ts";
import { readCondition } from "../../src/playbook/words/read-condition.ts";
import { rotation } from "./incident-fixtures.ts";

const at = (line: number) => ({ file: "playbook.md", line });

function severity(
  id: string,
  name: string,
  given: {
    readonly line: number;
    readonly response: string;
    readonly actions: readonly Omit<ResponseAction, "source">[];
    readonly examples: readonly string[];
  },
): Severity {
  return {
    id,
    name,
    definition: `${name} trouble`,
    examples: given.examples.map((text, index) => {
      const condition = readCondition(text);
      return { text, ...(condition && { condition }), source: at(given.line + index) };
    }),
    responseActions: given.actions.map((action, index) => ({
      ...action,
      source: at(given.line + 10 + index),
    })),
    sla: { response: given.response, resolution: "PT4H", communication: "PT30M" },
    source: at(given.line),
  };
}

export const playbook: Playbook = {
  title: "Incident handling",
  hash: "a".repeat(64),
  timeZone: "UTC",
  handoffTime: "09:00",
  severities: [
    severity("P0", "Critical", {
      line: 100,
      response: "PT15M",
      examples: ["Checkout is down (all regions)", "Stored data was lost"],
      actions: [
        { text: "Page the on-call engineer", kind: "page", role: "on-call engineer" },
        {
          text: "Engage the incident commander",
          kind: "notify",
          role: "incident commander",
          engages: true,
        },
        { text: "Everybody joins", kind: "all-hands" },
      ],
    }),
    severity("P1", "High", {
      line: 200,
      response: "PT30M",
      examples: ["High error rate (>5%)"],
      actions: [
        { text: "Page the on-call engineer", kind: "page", role: "on-call engineer" },
        { text: "Notify the incident commander", kind: "notify", role: "incident commander" },
      ],
    }),
    severity("P2", "Medium", {
      line: 300,
      response: "PT2H",
      examples: ["Worker restarts repeatedly"],
      actions: [{ text: "Create a ticket", kind: "ticket" }],
    }),
    severity("P3", "Low", {
      line: 400,
      response: "P1D",
      examples: ["Typo in the help text"],
      actions: [],
    }),
  ],
  escalation: [
    {
      severity: "P0",
      steps: [
        { role: "On-Call Engineer", after: "PT0S", source: at(500) },
        { role: "Incident Commander", after: "PT5M", source: at(500) },
        { role: "Engineering Lead", after: "PT10M", source: at(500) },
      ],
      stakeholders: [],
      actions: [],
      source: at(500),
    },
    {
      severity: "P2",
      steps: [{ role: "On-Call Engineer", after: "PT0S", source: at(510) }],
      stakeholders: [],
      actions: [],
      source: at(510),
    },
  ],
  phases: [],
  checklists: [
    {
      id: "triage",
      title: "Triage",
      groups: [
        {
          id: "impact",
          title: "Impact",
          items: [
            {
              id: "data",
              text: "Data at risk",
              type: "choice",
              choices: ["Yes", "No"],
              proposes: [
                { answer: "Yes", severity: "P0", text: "Stored data was lost", source: at(101) },
              ],
              source: at(601),
            },
            {
              id: "commander",
              text: "Incident commander needed",
              type: "boolean",
              calls: "incident commander",
              source: at(602),
            },
          ],
          source: at(600),
        },
      ],
      source: at(600),
    },
  ],
  runbooks: [],
  templates: [],
  postmortem: { header: [], sections: [] },
  rotations: [rotation],
  contacts: [],
  links: [],
  access: [],
  related: [],
  naming: {},
  overlay: EMPTY_OVERLAY,
  defaults: [],
  coverage: { understoodLines: 0, textLines: 0 },
  diagnostics: [],
};
