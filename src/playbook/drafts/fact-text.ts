/** Facts as a message writes them. Texts go out in UTC. */

import { blank } from "./blank.ts";
import { type DraftFacts, FACT_WORDS, type FactName } from "./draft-facts.ts";

/**
 * What is known, or a blank. `sample` is what the template has there, for its form alone: a time without
 * a date stays one as long as it is of the same day, and "@alice" becomes a mention of one name.
 */
export function factText(name: FactName, facts: DraftFacts, sample = ""): string {
  return known(name, facts, sample) ?? blank(FACT_WORDS[name]);
}

function known(name: FactName, facts: DraftFacts, sample: string): string | undefined {
  switch (name) {
    case "title":
      return oneLine(facts.stated.title ?? facts.title);
    case "number":
    case "severity":
      return facts[name];
    case "status":
      return facts.publicStatus.replace(/^./u, (first) => first.toUpperCase());
    case "started":
      return timeText(facts.startedAt, facts, sample);
    case "posted":
      return timeText(facts.now, facts, sample);
    case "nextUpdate":
      return facts.nextUpdateAt === undefined
        ? undefined
        : timeText(facts.nextUpdateAt, facts, sample);
    case "commander":
      return facts.commander === undefined ? undefined : personText(facts.commander, sample);
    case "timeline":
      return undefined;
    default: {
      const stated = facts.stated[name];
      return stated === undefined ? undefined : oneLine(stated);
    }
  }
}

/** A name of several words is no handle that could be known. */
function personText(name: string, sample: string): string {
  const isMention = sample.trim().startsWith("@") && /^[\p{L}\p{N}._-]+$/u.test(name);
  return isMention ? `@${name.toLowerCase()}` : oneLine(name);
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/** "2026-01-18 14:30 UTC", or "14:30 UTC" where the template has no date and none is needed. */
function timeText(at: number, { now }: DraftFacts, sample: string): string {
  const isShort = /\d{1,2}:\d{2}/u.test(sample) && !/\d{4}/u.test(sample);
  const [day = "", time = ""] = dayAndTime(at);
  return isShort && dayAndTime(now)[0] === day ? `${time} UTC` : `${day} ${time} UTC`;
}

/** "14:30 UTC", with its day where that is not the one the incident started on. */
export function timelineTime(at: number, { startedAt }: DraftFacts): string {
  const [day = "", time = ""] = dayAndTime(at);
  return dayAndTime(startedAt)[0] === day ? `${time} UTC` : `${day} ${time} UTC`;
}

function dayAndTime(at: number): readonly string[] {
  const text = Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: "minute" });
  return text.replace("Z", "").split("T");
}
