/** `YYYYMMDD-NNN`, counted per day in the playbook's zone; it also names the incident's channel. */

/** The day part for an instant. */
export function incidentDay(at: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString()
    .replaceAll("-", "");
}

/** The whole number; three digits at least, more when a day needs them. */
export function incidentNumber(day: string, count: number): string {
  return `${day}-${String(count).padStart(3, "0")}`;
}
