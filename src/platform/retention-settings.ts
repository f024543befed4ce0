/** How long what is over is kept, as it is set: days, or `forever`. */

import type { ReadValue } from "./config-values.ts";
import type { SettingName } from "./settings.ts";

const DAY_MS = 24 * 60 * 60_000;

interface Kept {
  readonly setting: SettingName;
  /** Null for ever. */
  readonly defaultDays: number | null;
  readonly daysMin: number;
}

/** Incidents are the team's history, and small: only who asks for it loses any. */
const KEPT = {
  receipt: { setting: "TOCSIN_KEEP_RECEIPTS", defaultDays: 30, daysMin: 1 },
  alert: { setting: "TOCSIN_KEEP_ALERTS", defaultDays: 90, daysMin: 1 },
  // What was closed can be asked about at the next review at least.
  incident: { setting: "TOCSIN_KEEP_INCIDENTS", defaultDays: null, daysMin: 30 },
} as const satisfies Record<string, Kept>;

/** In milliseconds each; null for ever. */
export type RetentionConfig = Readonly<Record<keyof typeof KEPT, number | null>>;

const DAYS = /^(?<count>\d{1,5})\s*d(?:ays?)?$/u;

/** Days as people write them, in milliseconds: `90d`, `90 days`, `forever`. */
export function readKept(text: string, daysMin: number): ReadValue<number | null> {
  if (text.toLowerCase() === "forever") return { ok: true, value: null };
  const days = Number(DAYS.exec(text.toLowerCase())?.groups?.["count"] ?? Number.NaN);
  if (days >= daysMin) return { ok: true, value: days * DAY_MS };
  const least = daysMin === 1 ? "1 day" : `${daysMin} days`;
  return { ok: false, reason: `must be days such as 90d, ${least} at least, or forever` };
}

/** @param value reads a setting, and notes what is wrong with it */
export function readRetention(
  value: <T>(name: SettingName, read: (text: string) => ReadValue<T>) => T | undefined,
): RetentionConfig {
  const keptMs = ({ setting, defaultDays, daysMin }: Kept): number | null => {
    const given = value(setting, (text) => readKept(text, daysMin));
    if (given !== undefined) return given;
    return defaultDays === null ? null : defaultDays * DAY_MS;
  };
  return {
    receipt: keptMs(KEPT.receipt),
    alert: keptMs(KEPT.alert),
    incident: keptMs(KEPT.incident),
  };
}
