/** Instants as a reader wants them: in the reader's own zone, with UTC beside. */

import { describeDuration, MS } from "../domain/duration.ts";

/** Who reads, and when. */
export interface Viewer {
  /** IANA zone. */
  readonly zone: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The zone of the `TZ` variable where it names one, else the machine's. */
export function viewerZone(env: Readonly<Record<string, string | undefined>>): string {
  const wanted = env["TZ"]?.replace(/^:/, "");
  if (wanted !== undefined && wanted !== "") {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: wanted }).resolvedOptions().timeZone;
    } catch (error) {
      // A POSIX rule such as "CET-1CEST" is no zone name: the machine's own then.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * "14:35 CET (13:35 UTC)"; with the date unless it is today for the reader. An instant that is no
 * instant is shown as it came.
 * @param instant ISO 8601
 */
export function showInstant(
  instant: string,
  viewer: Viewer,
  precision: "minutes" | "seconds" = "minutes",
): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return instant;
  const local = parts(at, viewer.zone, precision);
  const utc = parts(at, "UTC", precision);
  const today = parts(viewer.now, viewer.zone, precision).date;
  const shown = local.date === today ? local.time : `${local.date} ${local.time}`;
  // UTC, GMT and a winter in London read the same: once is enough.
  if (local.date === utc.date && local.time === utc.time) return `${shown} UTC`;
  const beside = local.date === utc.date ? utc.time : `${utc.date} ${utc.time}`;
  return `${shown} ${local.zone} (${beside} UTC)`;
}

/** "in 12 min", "3 min ago", "now". */
export function showDistance(instant: string, viewer: Viewer): string {
  const ms = Date.parse(instant) - viewer.now;
  if (Number.isNaN(ms)) return "";
  if (Math.abs(ms) < MS.second) return "now";
  return ms > 0 ? `in ${coarse(ms)}` : `${coarse(-ms)} ago`;
}

/** Seconds matter within the last five minutes and nowhere else. */
function coarse(ms: number): string {
  return describeDuration(ms < 5 * MS.minute ? ms : Math.round(ms / MS.minute) * MS.minute);
}

function parts(
  at: number,
  zone: string,
  precision: "minutes" | "seconds",
): { readonly date: string; readonly time: string; readonly zone: string } {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return {
    date: local.toPlainDate().toString(),
    time: local
      .toPlainTime()
      .toString({ smallestUnit: precision === "seconds" ? "second" : "minute" }),
    zone: zoneAbbreviation(at, zone),
  };
}

/** "CET" where English has a name for it, "GMT-5" where it has none. */
function zoneAbbreviation(at: number, zone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "short" });
  return format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? zone;
}
