/** Times that a sentence promises, by what they are promised for. */

import { AND_WORDS, EVERY_WORDS } from "../vocabulary.ts";
import { PROMISE_ENDS, PROMISE_WORDS } from "../words/promise-words.ts";
import { readDuration } from "../words/read-duration.ts";
import { anyOf, mentions } from "../words/wording.ts";

export type Clock = "response" | "resolution" | "communication";

export interface PromisedTime {
  readonly clock: Clock;
  /** The words that hold the time. */
  readonly text: string;
  /** "every 30 minutes"; else "within 30 minutes". */
  readonly isRepeated: boolean;
}

/** Longer sentences tell of times, and promise none. */
const LENGTH_MAX = 400;

/** "within 30 minutes", "every 2 hours"; what follows is only looked at, for another may stand in it. */
const BOUND = new RegExp(
  `\\b(${anyOf([...PROMISE_ENDS, ...EVERY_WORDS])})\\s+(?=([^,;.()]{1,40}))`,
  "giu",
);

/**
 * The times of "acknowledge within 15 minutes and post updates every hour": each bound with the nearest
 * words before it in its clause that say what it is promised for. Only updates recur ("every"); "a first
 * message within 5 minutes" is one of communication that does not.
 */
export function promisedTimes(text: string): readonly PromisedTime[] {
  const clauses = text.split(/(?<=[.;])\s+|,\s+/u).filter(({ length }) => length <= LENGTH_MAX);
  return clauses.flatMap((clause) =>
    [...clause.matchAll(BOUND)].flatMap((match): PromisedTime[] => {
      const [, bound = "", following = ""] = match;
      const [time = "", ...later] = following.split(NEXT);
      const words = `${bound} ${time.trim()}`;
      if (readDuration(words) === undefined) return [];
      const isRepeated = EVERY_WORDS.some((word) => word === bound.toLowerCase());
      const clock = clockOf(clause.slice(0, match.index)) ?? clockOf(later.join(" "));
      const isMeant = clock !== undefined && (!isRepeated || clock === "communication");
      return isMeant ? [{ clock, text: words, isRepeated }] : [];
    }),
  );
}

/** "Key customers within 15 minutes" says when they hear of it, not how often. */
export function isFirstMessage(text: string): boolean {
  return mentions(text, PROMISE_ENDS) && !mentions(text, EVERY_WORDS);
}

/** "an hour and a message", "an hour a message". */
const NEXT = new RegExp(`\\s+(?:${anyOf(AND_WORDS)}|an?)\\s+(?=\\p{L}{3})`, "u");

function clockOf(words: string): Clock | undefined {
  return clocksIn(words)[0];
}

/** All that a text speaks of for which a time could be promised. */
export function clocksIn(text: string): readonly Clock[] {
  return CLOCKS.filter((clock) => mentions(text, PROMISE_WORDS[clock]));
}

const CLOCKS: readonly Clock[] = ["communication", "response", "resolution"];
