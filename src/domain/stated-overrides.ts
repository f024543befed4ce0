/** The overrides that `tocsin.yaml` states, as the roster counts them. */

import type { OverlayOverride, Playbook } from "./playbook.ts";
import { type OnCallOverride, roleKey } from "./roster.ts";
import { columnSchedule, statedSchedules } from "./schedule/playbook-schedules.ts";
import type { Schedule } from "./schedule/schedule.ts";
import { firstInstantAt, lastInstantAt, wallTime } from "./schedule/wall-clock.ts";

/**
 * One for each schedule it belongs to: the named one, else the column of the named rotation, else of each
 * that has it. The later line counts as the later made, and each as made before any override in the data,
 * which is what changes by the day.
 */
export function statedOverrides(playbook: Playbook): readonly OnCallOverride[] {
  const stated = playbook.overlay.overrides ?? [];
  return stated.flatMap((override, index) =>
    schedulesMeant(override, playbook).map(({ id, timeZone }) => {
      const { kind = "replace", person, instead, start, end } = override;
      return {
        id: `tocsin.yaml:${index}:${id}`,
        scheduleId: id,
        kind,
        person,
        ...(instead === undefined ? {} : { instead }),
        startsAt: firstInstantAt(wallTime(start), timeZone),
        endsAt: lastInstantAt(wallTime(end), timeZone),
        createdAt: index - stated.length,
      };
    }),
  );
}

function schedulesMeant(override: OverlayOverride, playbook: Playbook): readonly Schedule[] {
  const { rotation: rotationId, schedule, column: written = "" } = override;
  if (schedule !== undefined) return statedSchedules(playbook).filter(({ id }) => id === schedule);
  return playbook.rotations
    .filter(({ id }) => rotationId === undefined || rotationId === id)
    .flatMap((rotation) => {
      const column = rotation.columns.find((name) => roleKey(name) === roleKey(written));
      return column === undefined ? [] : columnSchedule(playbook, rotation, column);
    });
}
