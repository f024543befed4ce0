/** Other incidents that an incident's timeline speaks of, each once for each way in which it does. */

import type { TimelineEntry, TimelineEntryKind } from "./timeline.ts";

/**
 * `merged-into`, `duplicate-of`: this one ended in the other; `includes`, `duplicated-by`: the other did in
 * this one. `alerts-to`, `alerts-from`: people moved alerts. `split-from`: it was made of alerts of the other.
 */
export const LINK_RELATIONS = [
  "merged-into",
  "duplicate-of",
  "includes",
  "duplicated-by",
  "alerts-to",
  "alerts-from",
  "split-from",
  "related",
] as const;
export type LinkRelation = (typeof LINK_RELATIONS)[number];

export interface IncidentLink {
  readonly relation: LinkRelation;
  /** Of the other incident. */
  readonly number: string;
}

/** The kinds of entries that make links. */
export const LINKING = [
  "incident.merged",
  "incident.took-in",
  "alerts.left",
  "alerts.joined",
  "incident.split-off",
  "incident.related",
] as const satisfies readonly TimelineEntryKind[];

export function linksIn(entries: readonly TimelineEntry[]): readonly IncidentLink[] {
  const links = new Map<string, IncidentLink>();
  for (const link of entries.flatMap(linksOf)) links.set(`${link.relation} ${link.number}`, link);
  return [...links.values()];
}

function linksOf(entry: TimelineEntry): readonly IncidentLink[] {
  switch (entry.kind) {
    case "incident.merged": {
      const relation = entry.data.duplicate === true ? "duplicate-of" : "merged-into";
      return [{ relation, number: entry.data.into }];
    }
    case "incident.took-in": {
      const relation = entry.data.duplicate === true ? "duplicated-by" : "includes";
      return [{ relation, number: entry.data.from }];
    }
    case "alerts.left":
      return [{ relation: "alerts-to", number: entry.data.to }];
    case "alerts.joined":
      return entry.data.from.map((number) => ({ relation: "alerts-from", number }));
    case "incident.split-off":
      return [{ relation: "split-from", number: entry.data.from }];
    case "incident.related":
      return [{ relation: "related", number: entry.data.to }];
    default:
      return [];
  }
}
