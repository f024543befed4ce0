import { describe, expect, test } from "vitest";
import { readOverlay } from "./overlay.ts";
import { overlayContacts, overlayReferences } from "./overlay-references.ts";

const POLICY = `
escalation:
  P0:
    acknowledgements: 2
    acknowledgers: [{ team: database }]
    acknowledgementLapses: 20m
    steps:
      - { role: Service desk, after: 0m, only: within working hours }
      - { role: On-Call Engineer, after: 0m, only: outside working hours }
      - role: Everybody
        after: 10 minutes
        targets: [{ person: Priya }, { schedule: backend }, { role: Secondary }, { webhook: bridge }]
        moreThan: { alerts: 5, within: 10m }
  P1: { acknowledgementLapses: never }
workingHours:
  timeZone: Europe/Berlin
  when: [{ days: weekdays, from: "08:00", to: "18:00" }]
`;

describe("a policy in tocsin.yaml", () => {
  test("is read whole", () => {
    const { overlay, diagnostics } = readOverlay("tocsin.yaml", POLICY);
    expect(diagnostics).toEqual([]);
    expect(overlay.escalation).toEqual({
      P0: {
        acknowledgements: 2,
        acknowledgers: [{ kind: "team", name: "database" }],
        acknowledgementLapses: "PT20M",
        steps: [
          { role: "Service desk", after: "PT0S", only: "within working hours" },
          { role: "On-Call Engineer", after: "PT0S", only: "outside working hours" },
          {
            role: "Everybody",
            after: "PT10M",
            targets: [
              { kind: "person", name: "Priya" },
              { kind: "schedule", name: "backend" },
              { kind: "role", name: "Secondary" },
              { kind: "webhook", name: "bridge" },
            ],
            moreThan: { alerts: 5, within: "PT10M" },
          },
        ],
      },
      P1: { acknowledgementLapses: "never" },
    });
    expect(overlay.workingHours).toEqual({
      timeZone: "Europe/Berlin",
      when: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" }],
    });
  });

  test("has its people checked, with where they stand", () => {
    const { overlay } = readOverlay("tocsin.yaml", POLICY);
    expect(overlayReferences(overlay)).toContainEqual({
      path: ["escalation", "P0", "steps", 2, "targets", 0, "person"],
      name: "Priya",
      kind: "person",
    });
    expect(overlayReferences(overlay)).toContainEqual({
      path: ["escalation", "P0", "steps", 2, "targets", 3, "webhook"],
      name: "bridge",
      kind: "webhook",
    });
  });

  test("has the addresses of its webhooks, and no secret in clear text among them", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a reference is written
    const said = 'webhooks: { bridge: "${BRIDGE_URL}", other: "https://hooks.example.com/x" }\n';
    const { overlay, diagnostics } = readOverlay("tocsin.yaml", said);
    expect(diagnostics).toEqual([]);
    expect(overlayContacts(overlay)).toMatchObject([
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a reference is written
      { path: ["webhooks", "bridge"], method: { kind: "webhook", address: "${BRIDGE_URL}" } },
      { path: ["webhooks", "other"] },
    ]);
    const codes = (address: string) =>
      readOverlay("tocsin.yaml", `webhooks: { bridge: "${address}" }\n`).diagnostics.map(
        ({ code }) => code,
      );
    expect(codes("https://hooks.example.com/x?token=abc")).toEqual(["TOC506"]);
    expect(codes("ftp://hooks.example.com")).toEqual(["TOC503"]);
  });

  test.each([
    ["steps: [{ role: A, after: 5m }, { role: B, after: 1m }]", "must not go back in time"],
    [
      "steps: [{ role: A, after: 0m, targets: [{ person: Ann, team: b }] }]",
      'must give one of "person", "role", "schedule", "team" and "webhook"',
    ],
    ["acknowledgers: [{}]", 'must give one of "person", "role", "schedule" and "team"'],
    ["steps: []", ""],
    ["acknowledgements: 0", ""],
    ["acknowledgementLapses: soon", 'must be a duration such as "30m", or "never"'],
    ["steps: [{ role: A, after: 0m, only: at night }]", ""],
  ])("%s is refused", (line, message) => {
    const { diagnostics } = readOverlay("tocsin.yaml", `escalation:\n  P0:\n    ${line}\n`);
    expect(diagnostics.map(({ code }) => code)).toEqual(["TOC503"]);
    expect(diagnostics[0]?.message).toContain(message);
  });
});
