/**
 * A playbook as a team would keep it: the text unmodified, and a tocsin.yaml beside it that says how to
 * reach its people. The escalation's steps come after seconds, so that a test sees them.
 */

import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export interface PlaybookText {
  /** For the suite's name. */
  readonly name: string;
  readonly path: string;
  /** As its rotation table names them. */
  readonly people: readonly [string, string, string];
}

export const SEED: PlaybookText = {
  name: "the unmodified playbook of ../shared/seed",
  path: join(ROOT, "../shared/seed/incident-response.md"),
  people: ["Alice", "Bob", "Carol"],
};

export const EXAMPLE: PlaybookText = {
  name: "the example playbook",
  path: join(ROOT, "examples/playbook/incident-response.md"),
  people: ["Imani", "Jonas", "Saskia"],
};

export const isSeedHere = existsSync(SEED.path);

/** The seed where it is, else our own example: for suites that need any playbook. */
export const ANY_PLAYBOOK = isSeedHere ? SEED : EXAMPLE;

export interface ContactMethod {
  readonly kind: "email" | "ntfy" | "webhook" | "console" | "sms" | "voice";
  readonly address?: string;
}

export interface PlaybookSetup {
  readonly text: PlaybookText;
  /** By column of the rotation: who is on call now, whatever the table says today. */
  readonly onCall: {
    readonly primary: string;
    readonly secondary: string;
    readonly escalation: string;
  };
  /** By name. */
  readonly contacts: Readonly<Record<string, readonly ContactMethod[]>>;
  /** When the steps of the worst severity begin. */
  readonly after: readonly string[];
}

/** Writes the folder, for TOCSIN_PLAYBOOK. */
export function writePlaybookFolder(folder: string, setup: PlaybookSetup): string {
  mkdirSync(folder, { recursive: true });
  cpSync(setup.text.path, join(folder, basename(setup.text.path)));
  writeOverlay(folder, setup);
  return folder;
}

export function writeOverlay(folder: string, setup: PlaybookSetup): void {
  // JSON is YAML.
  writeFileSync(join(folder, "tocsin.yaml"), JSON.stringify(overlay(setup), null, 2));
}

function overlay({ onCall, contacts, after }: PlaybookSetup): object {
  const day = 24 * 60 * 60 * 1000;
  const during = { start: localTime(Date.now() - day), end: localTime(Date.now() + 7 * day) };
  return {
    timeZone: "UTC",
    people: Object.entries(contacts).map(([name, contact]) => ({ name, contact })),
    escalation: { P0: { after } },
    overrides: [
      { column: "Primary", person: onCall.primary, ...during },
      { column: "Secondary", person: onCall.secondary, ...during },
      { column: "Escalation", person: onCall.escalation, ...during },
    ],
  };
}

function localTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}
