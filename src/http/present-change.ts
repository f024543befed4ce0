import type { ChangeEventJson } from "../contract/change-event.ts";
import { instant } from "../contract/wire.ts";
import type { ChangeEvent } from "../domain/change-event.ts";

/** A change as the contract writes it. */
export function presentChange(change: ChangeEvent): ChangeEventJson {
  return {
    id: change.id,
    summary: change.summary,
    source: change.source,
    team: change.team,
    happenedAt: instant(change.happenedAt),
    receivedAt: instant(change.receivedAt),
    details: { ...change.details },
    links: change.links.map((link) => ({ ...link })),
  };
}
