/** The overrides that `tocsin.yaml` states, as the roster counts them. */

import type { OverlayOverride, Playbook } from "./playbook.ts";
import { type OnCallOverride, roleKey } from "./roster.ts";

/**
 * One for each rotation it belongs to: the named one, else each that has the column. The later line counts
 * as the later made, and each as made before any override in the data, which is what changes by the day.
 */
export function statedOverrides(playbook: Playbook): readonly OnCallOverride[] {
  const stated = playbook.overlay.overrides ?? [];
  return stated.flatMap((override, index) =>
    playbook.rotations
      .filter(({ id }) => override.rotation === undefined || override.rotation === id)
      .flatMap((rotation) => {
        const column = rotation.columns.find((name) => roleKey(name) === roleKey(override.column));
        if (column === undefined) return [];
        return {
          id: `tocsin.yaml:${index}:${rotation.id}`,
          rotationId: rotation.id,
          column,
          personName: override.person,
          ...instantsOf(override, playbook.timeZone),
          createdAt: index - stated.length,
        };
      }),
  );
}

/** A start that occurs twice is its first occurrence and an end its last, so that nothing falls between. */
function instantsOf(
  { start, end }: OverlayOverride,
  timeZone: string,
): { readonly startsAt: number; readonly endsAt: number } {
  const instant = (local: string, disambiguation: "earlier" | "later"): number =>
    Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone, { disambiguation })
      .epochMilliseconds;
  return { startsAt: instant(start, "earlier"), endsAt: instant(end, "later") };
}
