import { durationMs, isoDuration, MS } from "../../domain/duration.ts";
import type { IsoDuration } from "../../domain/playbook.ts";
import { TIME_UNITS } from "../vocabulary.ts";

const PART = /(\d+)\s*([a-z]+)/y;
const DURATION_MS_MAX = 366 * MS.day;

/**
 * A duration as people write it in a configuration ("5m", "15 minutes", "1 h 30 min") or in
 * ISO 8601 ("PT5M"), as ISO 8601; undefined when it is none or longer than a year.
 */
export function statedDuration(text: string): IsoDuration | undefined {
  const ms = isoMs(text.trim()) ?? wordsMs(text.trim().toLowerCase());
  return ms === undefined || ms > DURATION_MS_MAX ? undefined : isoDuration(ms);
}

function isoMs(text: string): number | undefined {
  if (!text.startsWith("P")) return undefined;
  try {
    return durationMs(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function wordsMs(text: string): number | undefined {
  let total = 0;
  let at = 0;
  while (at < text.length) {
    PART.lastIndex = at;
    const part = PART.exec(text);
    const seconds = TIME_UNITS[part?.[2] ?? ""];
    if (part === null || seconds === undefined) return undefined;
    total += Number(part[1]) * seconds * MS.second;
    at = PART.lastIndex;
    while (/[\s,]/.test(text[at] ?? "")) at++;
  }
  return text === "" ? undefined : total;
}
