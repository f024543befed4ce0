/** Who is on call: rotations, overrides and the people behind the names, as of one moment of loading. */

import type { Person } from "./person.ts";
import type { Rotation } from "./playbook.ts";

/** Somebody takes a column for a while. The latest made wins. */
export interface OnCallOverride {
  readonly id: string;
  readonly rotationId: string;
  readonly column: string;
  readonly personName: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly createdAt: number;
}

export interface Roster {
  readonly people: readonly Person[];
  readonly rotations: readonly Rotation[];
  readonly overrides: readonly OnCallOverride[];
  readonly timeZone: string;
  /** `HH:MM` */
  readonly handoffTime: string;
  /** Roles bound by the overlay to a column or person; keys are normalised by `roleKey`. */
  readonly roles: Readonly<Record<string, { readonly column?: string; readonly person?: string }>>;
  /** Names paged when everybody else failed to answer. */
  readonly catchAll: readonly string[];
}
