/**
 * Programs whose first words say what is done: `rabbitmqctl list_queues`, `vault kv get`.
 *
 * Only what a table names is believed. An unknown verb is unknown, and so is a verb that reads when an
 * option stands beside it that the table does not name.
 */

import { type Argument, isLiteral, literal } from "../argument.ts";
import { type OptionForm, type OptionSpec, optionSpec, readOptions } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, opensShell, reveal, unknown, type Verdict } from "../verdict.ts";

/**
 * Lists of phrases, separated by commas. In a phrase `|` separates words that stand for one another,
 * and `*` is any one word.
 */
export interface VerbTable {
  /** Options that leave a reading a reading, wherever they stand. */
  readonly options?: OptionForm;
  /** Long options begin with one dash, as in many programs written in Go. */
  readonly singleDash?: boolean;
  readonly observe?: string;
  /** Reads, and may print secrets. */
  readonly reveal?: string;
  readonly change?: string;
  /** Needs a terminal, an editor or a person. */
  readonly manual?: string;
  /** The program without any word. */
  readonly alone?: "observe" | "manual" | "change";
}

const MAKERS = { observe, reveal, change, manual };
type Known = keyof typeof MAKERS;
const KINDS: readonly Known[] = ["observe", "reveal", "change", "manual"];
const REASONS: Readonly<Record<Known, string>> = {
  observe: "only reads",
  reveal: "may print secrets",
  change: "changes something",
  manual: "needs a person at a terminal",
};

interface Phrase {
  readonly words: readonly ReadonlySet<string>[];
  readonly kind: Known;
}

/** A tool that follows the table. */
export function verbTool(table: VerbTable): Tool {
  const spec = optionSpec({ goStyle: true, ...table.options });
  // The longest phrase counts; of two as long the one that names its words, then the more careful one.
  const phrases = KINDS.flatMap((kind) => phrasesOf(table[kind], kind)).sort(
    (a, b) =>
      b.words.length - a.words.length ||
      openWords(a) - openWords(b) ||
      KINDS.indexOf(b.kind) - KINDS.indexOf(a.kind),
  );
  return (args, { name }) => {
    const given = table.singleDash === true ? args.map(withTwoDashes) : args;
    const words = given.filter(({ value }) => !value.startsWith("-"));
    if (words.length === 0) return alone(given, { name, table });
    const careful = phraseOf(words, phrases);
    if (careful?.kind === "change" || careful?.kind === "manual")
      return verdictOf(careful, words, name);
    return reading(given, { name, phrases, spec });
  };
}

function reading(
  args: readonly Argument[],
  { name, phrases, spec }: { name: string; phrases: readonly Phrase[]; spec: OptionSpec },
): Verdict {
  const read = readOptions(args, spec);
  const words = [...read.words, ...(read.rest ?? [])];
  const phrase = phraseOf(read.words, phrases);
  if (phrase === undefined) {
    const [verb] = words;
    return unknown(
      isLiteral(verb)
        ? `\`${name} ${verb.value}\` is not known`
        : "the verb is not known before it runs",
    );
  }
  // What changes something or needs a person does so whatever options follow.
  const isCareful = phrase.kind === "change" || phrase.kind === "manual";
  return read.problem === undefined || isCareful
    ? verdictOf(phrase, words, name)
    : unknown(read.problem);
}

function alone(
  args: readonly Argument[],
  { name, table }: { name: string; table: VerbTable },
): Verdict {
  const isHelp =
    args.length === 1 &&
    args.every((word) => isLiteral(word) && /^--(?:help|version)$/u.test(word.value));
  if (isHelp) return observe(`\`${name}\` only prints about itself`);
  if (table.alone === undefined || (args.length > 0 && table.alone === "observe"))
    return unknown(`\`${name}\` without a verb is not known`);
  return MAKERS[table.alone](`\`${name}\` alone ${REASONS[table.alone]}`);
}

function phrasesOf(list: string | undefined, kind: Known): Phrase[] {
  const phrases = list?.split(",").map((phrase) => phrase.trim()) ?? [];
  return phrases
    .filter((phrase) => phrase !== "")
    .map((phrase) => ({
      kind,
      words: phrase.split(/\s+/u).map((word) => new Set(word.split("|"))),
    }));
}

/** How many of its words can be anything. */
function openWords({ words }: Phrase): number {
  return words.filter((known) => known.has("*")).length;
}

function phraseOf(words: readonly Argument[], phrases: readonly Phrase[]): Phrase | undefined {
  return phrases.find(
    (phrase) =>
      phrase.words.length <= words.length &&
      phrase.words.every((known, index) => {
        const word = words[index];
        if (known.has("*")) return word?.form === "plain";
        return isLiteral(word) && known.has(word.value);
      }),
  );
}

function verdictOf({ kind, words }: Phrase, given: readonly Argument[], name: string): Verdict {
  const shown = given.slice(0, words.length).map(({ text }) => text);
  const reason = `\`${[name, ...shown].join(" ")}\` ${REASONS[kind]}`;
  return kind === "manual" && /^(?:ssh|console|exec|connect)$/u.test(shown.at(-1) ?? "")
    ? opensShell(reason)
    : MAKERS[kind](reason);
}

/** `-readonly` as `--readonly`, for programs whose long options begin with one dash. */
export function withTwoDashes(word: Argument): Argument {
  return /^-[a-zA-Z][\w.-]+/u.test(word.value) && word.form === "plain"
    ? { ...literal(`-${word.value}`), text: word.text }
    : word;
}
