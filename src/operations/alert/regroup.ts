/** Groups of alerts by the rules of the playbook in force, where it has any. */

import { createHash } from "node:crypto";
import type { AlertEvent } from "../../domain/alert.ts";
import { ruleGroupKey } from "../../domain/alert-routes.ts";
import { groupsByRule, routeOf } from "../../domain/alert-severity.ts";
import type { Playbook } from "../../domain/playbook.ts";

/** Groups of Tocsin's own, for what could not be read and for tests. */
const OWN_PREFIX = "tocsin:";

const KEY_LENGTH_MAX = 512;
const KEY_PREFIX_LENGTH = 400;

/** The same list where no rule groups anything. */
export function regroup(
  playbook: Playbook | undefined,
  events: readonly AlertEvent[],
): readonly AlertEvent[] {
  if (playbook === undefined || !groupsByRule(playbook)) return events;
  return events.map((event) => {
    if (event.groupKey.startsWith(OWN_PREFIX)) return event;
    const groupKey = ruleGroupKey(routeOf(playbook, event.labels), event);
    return groupKey === undefined ? event : { ...event, groupKey: bounded(groupKey) };
  });
}

/** Two that differ only at the end stay two. */
function bounded(key: string): string {
  if (key.length <= KEY_LENGTH_MAX) return key;
  const hash = createHash("sha256").update(key).digest("hex");
  return `${key.slice(0, KEY_PREFIX_LENGTH)}…${hash}`;
}
