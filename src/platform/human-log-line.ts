const COLOURS: Readonly<Record<string, string>> = {
  debug: "\u001b[2m",
  info: "\u001b[32m",
  warn: "\u001b[33m",
  error: "\u001b[31m",
  fatal: "\u001b[31;1m",
};
const PLAIN = "\u001b[0m";
const FIELD_LENGTH_MAX = 300;
const OWN_FIELDS = ["level", "time", "msg", "err"];

/**
 * A log record, given as its line of JSON, as one line for a person: local time, level, what happened,
 * fields; an error's stack follows indented. Anything else comes back as it is.
 */
export function humanLine(jsonLine: string, colour: boolean): string {
  const record = recordOf(jsonLine);
  if (record === undefined) return jsonLine;
  const level = String(record["level"] ?? "info");
  const mark = level.toUpperCase().padEnd(5);
  const shownLevel = colour ? `${COLOURS[level] ?? ""}${mark}${PLAIN}` : mark;
  const fields = Object.entries(record)
    .filter(([name]) => !OWN_FIELDS.includes(name))
    .map(([name, value]) => `${name}=${fieldText(value)}`);
  const words = [localTime(record["time"]), shownLevel, printable(String(record["msg"] ?? ""))];
  return `${[...words, ...fields].join(" ")}\n${errorText(record["err"])}`;
}

function recordOf(line: string): Record<string, unknown> | undefined {
  try {
    const record: unknown = JSON.parse(line);
    return typeof record === "object" && record !== null
      ? (record as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** "04:12:07.123" where the process runs. */
function localTime(time: unknown): string {
  const at = new Date(String(time));
  if (Number.isNaN(at.getTime())) return "--:--:--.---";
  const parts = [at.getHours(), at.getMinutes(), at.getSeconds()];
  const clock = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return `${clock}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}

function fieldText(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  const short = text.length > FIELD_LENGTH_MAX ? `${text.slice(0, FIELD_LENGTH_MAX)}…` : text;
  const shown = printable(short);
  return /[\s="]/u.test(shown) && typeof value === "string" ? JSON.stringify(shown) : shown;
}

function errorText(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  const { stack, message } = error as { stack?: unknown; message?: unknown };
  const text = String(stack ?? message ?? "");
  return text === ""
    ? ""
    : `${text
        .split("\n")
        .map((line) => `    ${printable(line.trim())}`)
        .join("\n")}\n`;
}

/** Without control characters: a sender's text must not move the reader's cursor. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, " ");
}
