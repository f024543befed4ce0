import type { Playbook } from "../../domain/playbook.ts";
import { type Roster, roleKey } from "../../domain/roster.ts";
import { columnForRole } from "../../domain/severity-rules.ts";
import { statedOverrides } from "../../domain/stated-overrides.ts";
import type { Tx } from "../../store/database.ts";
import { listOverrides } from "../../store/overrides.ts";
import { listPeople } from "../../store/people.ts";

/** Who is on call by the playbook in force, with the people and overrides of this moment. */
export async function loadRoster(tx: Tx, playbook: Playbook): Promise<Roster> {
  const people = await listPeople(tx);
  const overrides = await listOverrides(tx);
  const roles = Object.entries(playbook.overlay.roles).map(([role, bound]) => [
    roleKey(role),
    bound,
  ]);
  return {
    people,
    rotations: playbook.rotations,
    overrides: [...statedOverrides(playbook), ...overrides],
    timeZone: playbook.timeZone,
    handoffTime: playbook.handoffTime,
    roles: Object.fromEntries(roles),
    catchAll: playbook.overlay.catchAll,
    columns: columnsOf(playbook),
  };
}

const known = new WeakMap<Playbook, Readonly<Record<string, string>>>();

/** The column of each role that the playbook names. */
function columnsOf(playbook: Playbook): Readonly<Record<string, string>> {
  const found = known.get(playbook);
  if (found !== undefined) return found;
  const roles = [
    ...playbook.escalation.flatMap(({ steps }) => steps.map(({ role }) => role)),
    ...playbook.severities.flatMap(({ responseActions }) =>
      responseActions.flatMap(({ role }) => role ?? []),
    ),
  ];
  const columns = roles.flatMap((role) => {
    const column = columnForRole(playbook, role);
    return column === null ? [] : [[roleKey(role), column] as const];
  });
  const made = Object.fromEntries(columns);
  known.set(playbook, made);
  return made;
}
