import { timeOfDay } from "../describe-next.ts";

/** "Mon 26 Jan, 10:00 CET (09:00 UTC)"; a zone that is none counts as UTC. */
export function instantText(at: number, zone: string): string {
  const utc = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("UTC");
  let local = utc;
  try {
    local = utc.withTimeZone(zone);
  } catch {
    // As `timeOfDay` does.
  }
  const day = local.toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short" });
  return `${day.replace(/^(\w+),/u, "$1")}, ${timeOfDay(at, zone)}`;
}
