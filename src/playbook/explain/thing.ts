import type { SourceRef } from "../../domain/playbook.ts";
import type { LineKind } from "../coverage.ts";

/** Something that a line of the playbook became, in words for whoever wrote the line. */
export interface Thing {
  /** "the severity P0". */
  readonly what: string;
  /** Which compiler made it. */
  readonly kind: LineKind;
  /** What Tocsin knows of it and does with it. */
  readonly facts: readonly Fact[];
  readonly source: SourceRef;
}

export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** Facts in order; those without a text are left out. */
export function facts(entries: Readonly<Record<string, string | undefined>>): readonly Fact[] {
  return Object.entries(entries).flatMap(([label, text]) =>
    text === undefined || text === "" ? [] : [{ label, text }],
  );
}

const QUOTED_MAX = 80;

/** Words of the playbook in quotes, cut where they are long. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.length > QUOTED_MAX ? `"${line.slice(0, QUOTED_MAX - 1)}…"` : `"${line}"`;
}
