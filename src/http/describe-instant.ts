/** An instant as a reader's wall clock shows it, with UTC beside: "Mon 23 Nov 2026, 09:31 (07:31 UTC)". */
export function describeInstant(at: number, timeZone: string): string {
  const utc = inZone(at, "UTC");
  if (!isZone(timeZone) || timeZone === "UTC") return `${utc.day}, ${utc.time} UTC`;
  const local = inZone(at, timeZone);
  if (local.day === utc.day && local.time === utc.time) return `${utc.day}, ${utc.time} UTC`;
  const beside = local.day === utc.day ? utc.time : `${utc.day}, ${utc.time}`;
  return `${local.day}, ${local.time} (${beside} UTC)`;
}

function inZone(at: number, timeZone: string): { readonly day: string; readonly time: string } {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
  return {
    day: `${part("weekday")} ${part("day")} ${part("month")} ${part("year")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}

/** A zone that this machine does not know must not cost somebody their acknowledge page. */
function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone });
    return true;
  } catch {
    return false;
  }
}
