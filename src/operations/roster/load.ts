import { AppError } from "../../domain/error.ts";
import type { Person } from "../../domain/person.ts";
import type { Playbook } from "../../domain/playbook.ts";
import { type Roster, roleKey } from "../../domain/roster.ts";
import { withImportedShifts } from "../../domain/schedule/imported-shifts.ts";
import { statedSchedules } from "../../domain/schedule/playbook-schedules.ts";
import { columnForRole, namedRoles } from "../../domain/severity-rules.ts";
import { statedOverrides } from "../../domain/stated-overrides.ts";
import { webhookName } from "../../domain/target.ts";
import { type AudienceChannel, listAudienceChannels } from "../../store/audience-channels.ts";
import { loadImportedCalendars } from "../../store/calendar-sources.ts";
import type { Tx } from "../../store/database.ts";
import { LeastRecentlyUsed } from "../../store/least-recently-used.ts";
import { listOverrides } from "../../store/overrides.ts";
import { listPeople } from "../../store/people.ts";
import { listStepWebhooks, type StepWebhook } from "../../store/step-webhooks.ts";
import { loadVersionsInForce, type VersionsInForce } from "../../store/versions-in-force.ts";
import { activeHash, loadPinnedPlaybook } from "../playbook/load.ts";

export interface InForce {
  readonly playbook: Playbook;
  readonly roster: Roster;
}

/** Of few databases at once; a version is never that of another roster. */
const KEPT_MAX = 4;
const kept = new LeastRecentlyUsed<string, InForce>(KEPT_MAX);

/**
 * What everything is decided by: the playbook in force and who is on call by it. Read only when one of
 * them has changed.
 * @param versions where they have been asked for already
 * @throws AppError `unavailable` when no playbook has been activated yet
 */
export async function loadInForce(tx: Tx, versions?: VersionsInForce): Promise<InForce> {
  const { playbookHash, rosterVersion } = versions ?? (await loadVersionsInForce(tx));
  const hash = activeHash(playbookHash);
  const key = `${rosterVersion} ${hash}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const people = await listPeople(tx);
  const calendars = await loadImportedCalendars(tx);
  const playbook = withImportedShifts(await loadPinnedPlaybook(tx, hash), calendars, people);
  const found = { playbook, roster: await loadRoster(tx, playbook, people) };
  kept.set(key, found);
  return found;
}

/** Who is on call by the playbook in force; undefined without one: nobody is, and people can be added. */
export async function loadRosterInForce(tx: Tx): Promise<Roster | undefined> {
  try {
    return (await loadInForce(tx)).roster;
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return undefined;
    throw error;
  }
}

async function loadRoster(tx: Tx, playbook: Playbook, people: readonly Person[]): Promise<Roster> {
  const overrides = await listOverrides(tx);
  const roles = Object.entries(playbook.overlay.roles).map(([role, bound]) => [
    roleKey(role),
    bound,
  ]);
  return {
    people,
    rotations: playbook.rotations,
    schedules: statedSchedules(playbook),
    overrides: [...statedOverrides(playbook), ...overrides],
    timeZone: playbook.timeZone,
    handoffTime: playbook.handoffTime,
    roles: Object.fromEntries(roles),
    catchAll: playbook.overlay.catchAll,
    webhooks: (await listStepWebhooks(tx)).map(asCalledOn),
    audiences: (await listAudienceChannels(tx)).map(asReader),
    columns: columnsOf(playbook),
  };
}

function asCalledOn({ id, name, address }: StepWebhook): Person {
  const contactMethods = [{ id, kind: "webhook", address }] as const;
  return { id, name: webhookName(name), role: "viewer", teams: [], contactMethods };
}

function asReader({ id, audience, kind, address }: AudienceChannel): Person {
  const contactMethods = [{ id, kind, address }];
  return { id, name: audience, role: "viewer", teams: [], contactMethods };
}

const known = new WeakMap<Playbook, Readonly<Record<string, string>>>();

/** The column of each role that the playbook names. */
function columnsOf(playbook: Playbook): Readonly<Record<string, string>> {
  const found = known.get(playbook);
  if (found !== undefined) return found;
  const columns = namedRoles(playbook).flatMap((role) => {
    const column = columnForRole(playbook, role);
    return column === null ? [] : [[roleKey(role), column] as const];
  });
  const made = Object.fromEntries(columns);
  known.set(playbook, made);
  return made;
}
