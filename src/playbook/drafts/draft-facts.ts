/** What a message says of an incident, fact by fact. */

import type { PublicStatus } from "../../domain/incident.ts";
import { values, words } from "../vocabulary/languages.ts";

/** What a template may ask for. */
export type FactName = keyof typeof FACT_WORDS;

/** In words, for the person who fills it in. */
export const FACT_WORDS = {
  title: "what happened, in a few words",
  number: "incident number",
  severity: "severity",
  status: "status",
  started: "when it started",
  posted: "time",
  nextUpdate: "time of the next update",
  commander: "who commands the incident",
  impact: "who notices what",
  affected: "what is affected",
  service: "service",
  cause: "cause",
  fix: "what was done about it",
  timeline: "timeline",
} as const;

/** Facts that a person states. */
export const STATED_FACTS = ["title", "impact", "affected", "service", "cause", "fix"] as const;
export type StatedFacts = Readonly<Partial<Record<(typeof STATED_FACTS)[number], string>>>;

export interface DraftFacts {
  readonly number: string;
  readonly title: string;
  readonly severity: string;
  readonly publicStatus: PublicStatus;
  readonly startedAt: number;
  /** When the message is written. */
  readonly now: number;
  readonly nextUpdateAt?: number | undefined;
  readonly commander?: string | undefined;
  readonly stated: StatedFacts;
  /** In order. */
  readonly timeline: readonly { readonly at: number; readonly text: string }[];
}

const LABELS: Readonly<Record<string, FactName>> = values(({ drafts }) =>
  Object.fromEntries(
    Object.entries(drafts.FACT_LABELS).flatMap(([fact, labels]) =>
      isFactName(fact) ? labels.map((label) => [label, fact] as const) : [],
    ),
  ),
);

function isFactName(text: string): text is FactName {
  return Object.hasOwn(FACT_WORDS, text);
}

/** Which fact a label or a blank asks for; undefined when it is none that is known. */
export function factNamed(label: string): FactName | undefined {
  const bare = label
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return Object.hasOwn(LABELS, bare) ? LABELS[bare] : undefined;
}

/** The fact that the words directly before something say it is. */
const FRAMES = (["cause", "affected", "fix"] as const).map(
  (fact) => [fact, words(({ drafts }) => drafts.FACT_FRAMES[fact])] as const,
);

export function factAfter(before: string): FactName | undefined {
  const text = ` ${before.toLowerCase().replace(/\s+/gu, " ").trim()}`;
  return FRAMES.find(([, frames]) => frames.some((frame) => text.endsWith(` ${frame}`)))?.[0];
}
