import type { DialectName } from "../statement.ts";

/**
 * One step of the schema. Steps only go forward, are never edited once released, and must leave the
 * schema usable by the version before them: replicas of both run side by side during an upgrade.
 */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly statements: (dialect: DialectName) => readonly string[];
}
