/**
 * An instant as its reader lives it, with UTC beside: "Mon 23 Nov, 04:12 CET (03:12 UTC)". An unknown
 * zone falls back to UTC: a page goes out whatever stands in somebody's profile.
 * @param at epoch milliseconds
 */
export function describeInstant(at: number, timeZone: string): string {
  const utc = partsIn("UTC", at);
  const local = partsIn(timeZone, at) ?? utc;
  if (local === undefined || utc === undefined) return "at an unknown time";
  const here = `${local.day}, ${local.time} ${local.zone}`;
  if (local.zone === utc.zone) return here;
  const utcDay = local.day === utc.day ? "" : `${utc.day}, `;
  return `${here} (${utcDay}${utc.time} UTC)`;
}

interface InstantParts {
  /** "Mon 23 Nov" */
  readonly day: string;
  /** "04:12" */
  readonly time: string;
  /** "CET", "GMT-5" */
  readonly zone: string;
}

function partsIn(timeZone: string, at: number): InstantParts | undefined {
  try {
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
    });
    const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return {
      day: `${part.get("weekday")} ${part.get("day")} ${part.get("month")}`,
      time: `${part.get("hour")}:${part.get("minute")}`,
      zone: part.get("timeZoneName") ?? timeZone,
    };
  } catch {
    return undefined; // RangeError: no such zone, or no such instant.
  }
}
