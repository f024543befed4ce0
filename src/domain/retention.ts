/** How long what is over is kept. What is open, or fires, is never removed, whatever is set here. */

import { describeDuration } from "./duration.ts";

export const KEPT_KINDS = ["receipt", "alert", "incident"] as const;
export type KeptKind = (typeof KEPT_KINDS)[number];

/** For so long each, in milliseconds; null for ever. */
export type Retention = Readonly<Record<KeptKind, number | null>>;

export const KEEP_ALL: Retention = { receipt: null, alert: null, incident: null };

const NAMES = { receipt: "receipts", alert: "alerts that ended", incident: "closed incidents" };

/** For people: "receipts for 30 days, alerts that ended for 90 days, closed incidents for ever". */
export function describeRetention(retention: Retention): string {
  return KEPT_KINDS.map((kind) => {
    const keptMs = retention[kind];
    return `${NAMES[kind]} for ${keptMs === null ? "ever" : describeDuration(keptMs)}`;
  }).join(", ");
}
