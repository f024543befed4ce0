import { describe, expect, test } from "vitest";
import {
  at,
  pathOf,
  playbookOf,
  rotationOf,
  severityOf,
} from "../../../test/support/playbook-of.ts";
import type { Runbook } from "../../domain/playbook.ts";
import { checkOverlay, unresolvedSecrets } from "./check-overlay.ts";
import { readOverlay } from "./overlay.ts";

const restart: Runbook = {
  id: "api-restarts",
  title: "API Restarts",
  blocks: [
    {
      kind: "sequence",
      steps: [{ text: "look", command: "kubectl get pods", placeholders: [], source: at(1) }],
      source: at(1),
    },
    {
      kind: "choice",
      options: [
        {
          title: "MITIGATION 1",
          steps: [
            {
              text: "undo",
              command: "kubectl rollout undo deploy/api",
              placeholders: [],
              source: at(2),
            },
          ],
          source: at(2),
        },
      ],
      source: at(2),
    },
  ],
  source: at(1),
};

function check(text: string) {
  const read = readOverlay("tocsin.yaml", text);
  expect(read.diagnostics).toEqual([]);
  const playbook = playbookOf({
    severities: [severityOf("P0"), severityOf("P1")],
    escalation: [pathOf("P0", ["On-Call Engineer", "Incident Commander"])],
    rotations: [rotationOf(["Primary", "Secondary"], [["2026-03-02", "Imani", "Jonas"]])],
    runbooks: [restart],
    access: [{ text: "Grafana dashboards", source: at(5) }],
    overlay: read.overlay,
  });
  return { playbook, sources: read.sources, found: checkOverlay(playbook, read.sources) };
}

function findings(text: string): string[] {
  return check(text).found.map(
    ({ code, line, column, message, help }) => `${line}:${column} ${code} ${message} | ${help}`,
  );
}

test("names that the playbook has are fine, people and titles without regard to case", () => {
  expect(
    findings(`
people:
  - { name: imani, contact: [{ kind: console }], access: [grafana dashboards] }
roles: { On-Call Engineer: { column: Primary }, Scribe: { person: JONAS } }
escalation: { P0: { after: [0m, 5m] }, P1: { repeat: 3 } }
catchAll: [Imani]
routes:
  - { match: { a: b }, severity: P0, runbook: api restarts, service: anything }
  - { match: {}, runbook: api-restarts }
stepOverrides:
  - { command: kubectl get pods, argv: [kubectl, get, pods, -n, shop] }
  - { command: kubectl rollout undo deploy/api, argv: ["true"] }
overrides: [{ rotation: on-call, column: Secondary, person: Imani, start: 2026-03-02T09:00, end: 2026-03-02T18:00 }]
rotations: { on-call: { repeats: true } }
`),
  ).toEqual([]);
});

test.each([
  [
    "escalation: { p0: { repeat: 1 } }",
    '1:15 TOC504 "p0" is not a severity of this playbook | Did you mean "P0"?',
  ],
  [
    "routes: [{ match: {}, severity: SEV1 }]",
    '1:33 TOC504 "SEV1" is not a severity of this playbook | Known are "P0", "P1".',
  ],
  [
    "routes: [{ match: {}, runbook: Redis }]",
    '1:32 TOC504 "Redis" is not a runbook of this playbook | Known are "API Restarts", "api-restarts".',
  ],
  [
    "roles: { on-call engineer: { column: Primry } }",
    '1:38 TOC504 "Primry" is not a column of any rotation | Did you mean "Primary"?',
  ],
  [
    "roles: { incident comander: { column: Primary } }",
    '1:10 TOC504 "incident comander" is not a role of the escalation | Did you mean "Incident Commander"?',
  ],
  [
    "catchAll: [Imania]",
    '1:12 TOC504 "Imania" is not a person whom the rotation or "people" names | Did you mean "Imani"?',
  ],
  [
    "rotations: { oncall: {} }",
    '1:14 TOC504 "oncall" is not the id of a rotation | Did you mean "on-call"?',
  ],
  [
    "stepOverrides: [{ command: kubectl get pod, argv: [x] }]",
    '1:28 TOC504 "kubectl get pod" is not a command of any runbook | Did you mean "kubectl get pods"?',
  ],
  [
    "overrides: [{ column: Primary, person: Zoe, start: 2026-03-02T09:00, end: 2026-03-02T18:00 }]",
    '1:40 TOC504 "Zoe" is not a person whom the rotation or "people" names | Known are "Imani", "Jonas".',
  ],
  [
    "services: [{ name: api, dependsOn: [databse] }, { name: database }]",
    '1:37 TOC504 "databse" is not a service of the catalogue | Did you mean "database"?',
  ],
  [
    "services: [{ name: api }]\nroutes: [{ match: {}, service: web }]",
    '2:32 TOC504 "web" is not a service of the catalogue | Known are "api".',
  ],
  [
    "people: [{ name: Imani, contact: [{ kind: console }], access: [Kibana] }]",
    '1:64 TOC504 "Kibana" is not an item of the required access | Known are "Grafana dashboards".',
  ],
])("%s", (text, expected) => {
  expect(findings(text)).toEqual([expected]);
});

test("a role that only the overlay knows is not taken for a typing error", () => {
  expect(findings("roles: { Communications Lead: { column: Secondary } }")).toEqual([]);
});

test("times must be as many as the steps", () => {
  expect(findings("escalation: { P0: { after: [0m] } }")).toEqual([
    "1:21 TOC503 P0 has 2 escalation steps, but 1 time is given | Give one time for each: On-Call Engineer, Incident Commander.",
  ]);
});

test("one person is described once", () => {
  const twice = "people:\n  - { name: Imani, contact: [{ kind: console }] }\n  - { name: IMANI }\n";
  expect(findings(twice)).toEqual([expect.stringMatching(/^3:13 TOC503 IMANI is described twice/)]);
});

test("whom only the overlay has paged must be reachable; who is on the rotation is reported there", () => {
  const text =
    "people: [{ name: Noor }]\ncatchAll: [Noor, Jonas]\nroles: { Scribe: { person: Noor } }\n";
  expect(findings(text).map((finding) => finding.split(" | ")[0])).toEqual([
    "2:12 TOC203 Noor can be paged but has no contact method: a page for Noor reaches nobody",
  ]);
});

describe("TOC505", () => {
  const text = `people:
  - name: Imani
    contact: [{ kind: email, address: a@example.com }, { kind: webhook, address: "\${HOOK}" }]
audiences: { Board: { channels: [{ kind: ntfy, address: "file:topic" }] } }
`;
  const missing = (reasons: Readonly<Record<string, string>>) => {
    const { playbook, sources } = check(text);
    return unresolvedSecrets(playbook, sources, (reference) => reasons[reference]).map(
      ({ code, line, column, message }) => `${line}:${column} ${code} ${message}`,
    );
  };

  test("at each reference that cannot be had", () => {
    expect(
      missing({ "${HOOK}": "HOOK is not set", "file:topic": "there is no such file" }),
    ).toEqual([
      "3:82 TOC505 this secret cannot be had: HOOK is not set",
      "4:57 TOC505 this secret cannot be had: there is no such file",
    ]);
    expect(missing({})).toEqual([]);
  });
});
