/** What a person read in other teams' documents, as README.md beside this file describes it. */

import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Effect } from "../../src/domain/effect.ts";
import type {
  ChecklistItemType,
  Condition,
  IsoDuration,
  ResponseActionKind,
  ServiceLevel,
} from "../../src/domain/playbook.ts";

/** The keys of each kind of fact but `kind` and `line`. */
interface FactKeys {
  title: { readonly text: string };
  severity: { readonly id: string; readonly rank: number };
  sla: {
    readonly severity?: string;
    readonly clock: Exclude<keyof ServiceLevel, "source" | "inWorkingTime">;
    readonly value: IsoDuration;
  };
  example: { readonly severity: string; readonly condition?: Omit<Condition, "metric"> };
  action: { readonly severity: string; readonly does: ResponseActionKind };
  "escalation-step": {
    readonly role: string;
    readonly severity?: string;
    readonly after?: IsoDuration;
  };
  phase: { readonly start?: IsoDuration; readonly end?: IsoDuration };
  "phase-action": { readonly phaseLine: number };
  checklist: { readonly items: number };
  "checklist-item": { readonly answer: ChecklistItemType };
  runbook: { readonly title: string };
  /** Without an effect where two readers would not agree on one. */
  command: { readonly sha: string; readonly effect?: Effect; readonly optional?: boolean };
  output: object;
  "manual-step": object;
  choice: { readonly options: readonly number[] };
  branch: { readonly options: readonly number[] };
  template: { readonly channel: "slack" | "status-page" | "email" | "other" };
  "postmortem-section": { readonly level: number };
  "postmortem-due": { readonly value: IsoDuration };
  rotation: { readonly columns: number };
  shift: { readonly start: string };
  contact: { readonly has: readonly ("email" | "phone" | "statusPage")[] };
  access: object;
  link: { readonly url: string };
  related: { readonly path: string };
  text: object;
}

export type FactKind = keyof FactKeys;

export type FactOf<Kind extends FactKind> = {
  readonly kind: Kind;
  readonly line: number;
} & Readonly<FactKeys[Kind]>;

export type Fact = { [Kind in FactKind]: FactOf<Kind> }[FactKind];

export interface Golden {
  readonly path: string;
  /** Of the repository whose newest text was read, where documents are named by repository. */
  readonly commit?: string;
  /** Of the document's bytes: line numbers hold for these alone. */
  readonly sha256: string;
  readonly about: string;
  readonly facts: readonly Fact[];
}

export interface CommandLabel {
  readonly path: string;
  readonly line: number;
  readonly sha: string;
  readonly effect: Effect | "output";
  readonly because: string;
}

/** Documents that were read, and where they lie when they are at hand. */
export interface GoldenSet {
  readonly name: string;
  readonly goldens: URL;
  readonly documents: URL;
}

const publicFolder = process.env["TOCSIN_PUBLIC_PLAYBOOKS"];

export const GOLDEN_SETS: readonly [GoldenSet, ...GoldenSet[]] = [
  {
    name: "corpus",
    goldens: new URL("golden/", import.meta.url),
    documents: new URL("../../../shared/corpus/", import.meta.url),
  },
  {
    name: "public",
    goldens: new URL("golden-public/", import.meta.url),
    documents:
      publicFolder === undefined
        ? new URL("../../../shared/public-playbooks/", import.meta.url)
        : pathToFileURL(`${publicFolder}/`),
  },
];

const LABELS = new URL("command-labels.json", import.meta.url);

/** Every golden of a set by its file's name. What is read is not checked here: `golden-form.test.ts` does. */
export function loadGoldens(set: GoldenSet): ReadonlyMap<string, Golden> {
  const names = readdirSync(set.goldens)
    .filter((name) => name.endsWith(".json"))
    .sort();
  return new Map(names.map((name) => [name, readJson(new URL(name, set.goldens)) as Golden]));
}

export function loadCommandLabels(): readonly CommandLabel[] {
  return readJson(LABELS) as readonly CommandLabel[];
}

function readJson(file: URL): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
