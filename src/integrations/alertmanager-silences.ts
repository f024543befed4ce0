/** Silences as an Alertmanager's API v2 writes and reads them. */

import { cleanText } from "../domain/clean-text.ts";
import type { Matcher, MatcherOperator } from "../domain/matcher.ts";
import { type Silence, type SilenceState, silenceState } from "../domain/silence.ts";
import { boundedText } from "./bounded-text.ts";
import { readInstant } from "./inbound-fields.ts";
import { isObject, type JsonObject, own } from "./inbound-json.ts";
import { jsonReply } from "./json-reply.ts";
import type { InboundReply } from "./source.ts";

const TEXT_LENGTH_MAX = 2000;

/** As Alertmanager does: those that hold first, by their ends; then those to come; then those that ended. */
export function presentSilences(silences: readonly Silence[], now: number): readonly object[] {
  const order: Readonly<Record<SilenceState, number>> = { active: 0, pending: 1, expired: 2 };
  const placed = silences.map((silence) => ({ silence, state: silenceState(silence, now) }));
  return placed
    .sort((a, b) => order[a.state] - order[b.state] || within(a.state, a.silence, b.silence))
    .map(({ silence }) => presentSilence(silence, now));
}

function within(state: SilenceState, a: Silence, b: Silence): number {
  if (state === "pending") return a.startsAt - b.startsAt;
  return state === "active" ? a.endsAt - b.endsAt : b.endsAt - a.endsAt;
}

export function presentSilence(silence: Silence, now: number): object {
  return {
    id: silence.id,
    status: { state: silenceState(silence, now) },
    updatedAt: isoOf(silence.updatedAt),
    comment: silence.comment,
    createdBy: silence.author,
    endsAt: isoOf(silence.endsAt),
    matchers: silence.matchers.map(({ name, operator, value }) => ({
      isEqual: operator === "=" || operator === "=~",
      isRegex: operator === "=~" || operator === "!~",
      name,
      value,
    })),
    startsAt: isoOf(silence.startsAt),
  };
}

/** A filter of silences names matchers that they have to have, letter for letter. */
export function hasMatchers(silence: Silence, wanted: readonly Matcher[]): boolean {
  return wanted.every(({ name, operator, value }) =>
    silence.matchers.some(
      (one) => one.name === name && one.operator === operator && one.value === value,
    ),
  );
}

export interface PostedSilence {
  readonly id?: string;
  readonly matchers: readonly Matcher[];
  readonly startsAt: number;
  readonly endsAt: number;
  readonly author: string;
  readonly comment: string;
}

/** Codes of go-openapi's validation, which clients show. */
const REQUIRED = 602;
const TOO_FEW = 612;

/** A posted silence, or the refusal that Alertmanager would give. */
export function readSilence(body: unknown): PostedSilence | InboundReply {
  if (!isObject(body)) return notRead("the body is not a JSON object");
  for (const name of ["comment", "createdBy", "endsAt", "matchers", "startsAt"]) {
    if (own(body, name) === undefined) return missing(name);
  }
  const { comment, createdBy, id } = body;
  if (typeof comment !== "string" || typeof createdBy !== "string") {
    return notRead("comment and createdBy are texts");
  }
  const [startsAt, endsAt] = [readInstant(body["startsAt"]), readInstant(body["endsAt"])];
  if (startsAt === undefined || endsAt === undefined) {
    return notRead("startsAt and endsAt are instants such as 2026-11-24T07:30:00Z");
  }
  const matchers = readMatchers(body["matchers"]);
  if ("status" in matchers) return matchers;
  return {
    ...(typeof id === "string" && id !== "" ? { id } : {}),
    matchers: matchers.matchers,
    startsAt,
    endsAt,
    author: boundedText(createdBy, TEXT_LENGTH_MAX),
    comment: boundedText(comment, TEXT_LENGTH_MAX),
  };
}

function readMatchers(value: unknown): { readonly matchers: readonly Matcher[] } | InboundReply {
  if (!Array.isArray(value)) return notRead("matchers are a list");
  if (value.length === 0) {
    const message = "matchers in body should have at least 1 items";
    return jsonReply(422, { code: TOO_FEW, message });
  }
  const matchers: Matcher[] = [];
  for (const [index, one] of (value as readonly unknown[]).entries()) {
    if (!isObject(one)) return notRead("a matcher is a JSON object");
    for (const name of ["isRegex", "name", "value"]) {
      if (own(one, name) === undefined) return missing(`matchers.${index}.${name}`);
    }
    const matcher = readMatcher(one);
    if (matcher === undefined) return notRead("a matcher has texts and flags");
    matchers.push(matcher);
  }
  return { matchers };
}

function readMatcher({ name, value, isRegex, isEqual }: JsonObject): Matcher | undefined {
  if (typeof name !== "string" || typeof value !== "string") return undefined;
  if (typeof isRegex !== "boolean") return undefined;
  const operators: readonly MatcherOperator[] = isRegex ? ["=~", "!~"] : ["=", "!="];
  // Clients before 0.22 know no negation, and leave it out.
  const operator = isEqual === false ? operators[1] : operators[0];
  if (operator === undefined) return undefined;
  return { name: cleanText(name), operator, value: cleanText(value) };
}

function missing(path: string): InboundReply {
  return jsonReply(422, { code: REQUIRED, message: `${path} in body is required` });
}

function notRead(why: string): InboundReply {
  return jsonReply(400, { code: 400, message: `parsing silence body failed, because ${why}` });
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
