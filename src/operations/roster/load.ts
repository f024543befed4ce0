import type { Playbook } from "../../domain/playbook.ts";
import { type Roster, roleKey } from "../../domain/roster.ts";
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
  };
}
