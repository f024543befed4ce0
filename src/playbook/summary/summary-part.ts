import { describeDuration, durationMs } from "../../domain/duration.ts";
import type { IsoDuration, SourceRef } from "../../domain/playbook.ts";

/** A table of the summary: what one kind of section became. */
export interface SummaryPart {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Said instead of the table when there are no rows. */
  readonly whenEmpty: string;
  /** A sentence under the table. */
  readonly note?: string;
}

/** "15 min", or a dash for what the playbook does not say. */
export function durationCell(iso: IsoDuration | undefined): string {
  return iso === undefined ? "–" : describeDuration(durationMs(iso));
}

/** The line, with its file where the playbook has several. */
export function lineCell(source: SourceRef | undefined, hasManyFiles: boolean): string {
  if (source === undefined) return "–";
  return hasManyFiles ? `${source.file}:${source.line}` : String(source.line);
}

/** "3 checks", "1 check". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
