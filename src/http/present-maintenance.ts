/** Maintenance windows, in the contract's form. */

import type {
  MaintenanceJson,
  MaintenanceListJson,
  RecurringMaintenanceJson,
} from "../contract/maintenance.ts";
import { instant, instantOrNull } from "../contract/wire.ts";
import type { Maintenance, MaintenanceScope } from "../domain/maintenance.ts";
import { formatMatchers } from "../domain/matcher.ts";
import { silenceState } from "../domain/silence.ts";
import type { ListedRecurring, MaintenanceList } from "../operations/maintenance/list.ts";

export function presentMaintenanceList(
  { windows, recurring }: MaintenanceList,
  now: number,
): MaintenanceListJson {
  return {
    windows: windows.map((window) => presentMaintenance(window, now)),
    recurring: recurring.map((one) => presentRecurring(one, now)),
  };
}

export function presentMaintenance(window: Maintenance, now: number): MaintenanceJson {
  const { id, startsAt, endsAt, author, comment } = window;
  return {
    id,
    ...presentScope(window),
    state: silenceState(window, now),
    startsAt: instant(startsAt),
    endsAt: instant(endsAt),
    author,
    comment,
  };
}

function presentRecurring(
  { window, next }: ListedRecurring,
  now: number,
): RecurringMaintenanceJson {
  const { name, timeZone, at } = window;
  return {
    name,
    ...presentScope(window),
    timeZone,
    at: at === undefined ? null : `${at.file}:${at.line}`,
    state: next !== undefined && next.startsAt <= now ? "active" : "pending",
    startsAt: instantOrNull(next?.startsAt),
    endsAt: instantOrNull(next?.endsAt),
  };
}

function presentScope({ matchers, service, team, includeWorst }: MaintenanceScope) {
  const written = matchers.length === 0 ? null : formatMatchers(matchers);
  return { matchers: written, service, team, includeWorst };
}
