import { AppError } from "../domain/error.ts";
import { isAllowed, type Permission, type Principal } from "../domain/permission.ts";

/**
 * Stops an operation that its principal may not do.
 * @throws AppError `forbidden`.
 */
export function authorise(principal: Principal, permission: Permission, team?: string): void {
  if (isAllowed(principal, permission, team)) return;
  const where = team === undefined ? "" : ` for the team ${team}`;
  throw new AppError(
    "forbidden",
    `${principal.name} (${principal.role}) may not do this${where}: it needs ${permission}.`,
  );
}

/**
 * Stops a change that reaches further than the teams its principal is confined to. What names no team
 * concerns everybody, so only somebody who is not confined may change it.
 * @throws AppError `forbidden`.
 */
export function authoriseForTeams(
  principal: Principal,
  permission: Permission,
  teams: readonly string[],
): void {
  authorise(principal, permission);
  if (reaches(principal, teams)) return;
  throw new AppError(
    "forbidden",
    `${principal.name} is confined to ${principal.teams.join(", ")}, and this concerns ${teams.join(", ") || "every team"}.`,
  );
}

/** Whether everything that these teams stand for lies within a principal's own. */
export function reaches(principal: Principal, teams: readonly string[]): boolean {
  if (principal.teams.length === 0) return true;
  return teams.length > 0 && teams.every((team) => principal.teams.includes(team));
}

/** The teams that both reach; undefined for none at all, because an empty list means every team. */
export function teamsInCommon(
  a: readonly string[],
  b: readonly string[],
): readonly string[] | undefined {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const common = a.filter((team) => b.includes(team));
  return common.length === 0 ? undefined : common;
}
