/** Playbooks for measurements. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** @param overlay what `tocsin.yaml` says. @returns the folder */
export function writePlaybook(folder: string, markdown: string, overlay: object): string {
  writeFileSync(join(folder, "incident-response.md"), markdown);
  // JSON is YAML.
  writeFileSync(join(folder, "tocsin.yaml"), JSON.stringify(overlay));
  return folder;
}

const PEOPLE = ["Ann", "Ben", "Cem", "Dora", "Eve", "Fay"];

/** @param path of P0, as the text writes it */
export const benchMarkdown = (path: string): string => `# Incidents

## Severities

| Severity | Description | Response time |
|---|---|---|
| P0 | Everything is down | 15 minutes |
| P1 | Much is slow | 1 hour |

## Escalation

P0: ${path}
`;

/** Each role is filled by a schedule of two layers, of which one counts in the hours of the office. */
export function writeScheduledPlaybook(folder: string): string {
  const roles = ["primary", "secondary", "lead"];
  const turns = (people: readonly string[]) => ({
    people,
    start: "2024-01-01T09:00",
    every: "1 week",
  });
  const office = { days: "weekdays", from: "09:00", to: "17:00" };
  const path = "Primary (0 min) → Secondary (5 min) → Lead (10 min)";
  return writePlaybook(folder, benchMarkdown(path), {
    timeZone: "Europe/Berlin",
    people: PEOPLE.map((name) => ({ name, contact: [{ kind: "console" }] })),
    schedules: Object.fromEntries(
      roles.map((name) => [
        name,
        { layers: [turns(PEOPLE.slice(0, 4)), { ...turns(PEOPLE.slice(4)), when: [office] }] },
      ]),
    ),
    roles: Object.fromEntries(roles.map((name) => [name, { schedule: name }])),
  });
}
