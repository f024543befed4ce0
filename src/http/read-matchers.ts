import { AppError } from "../domain/error.ts";
import { type Matcher, parseMatchers } from "../domain/matcher.ts";

/** Matchers of a request. @throws AppError `invalid-input` with the place in the text */
export function readMatchers(text: string): readonly Matcher[] {
  const parsed = parseMatchers(text);
  if (parsed.kind === "matchers") return parsed.matchers;
  throw new AppError("invalid-input", `matchers: ${parsed.message}`);
}
