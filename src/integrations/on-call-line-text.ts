/** What somebody hears who calls the on-call number. Short: they are not calling to listen. */

import { displayLine } from "./display-text.ts";

/** Who is on call as what. */
export interface SpokenDuty {
  readonly as: string;
  readonly person: string | null;
}

export interface SpokenCall {
  readonly kind: "opened" | "joined";
  readonly number: string;
  readonly called: readonly string[];
  readonly acknowledgedBy: string | null;
}

const NAME_LENGTH_MAX = 60;
const DUTIES_MAX = 6;
const NAMES_MAX = 3;

export const ON_CALL_LINE_MENU =
  "This is the on-call line. If something is broken and cannot wait, press 1: " +
  "whoever is on call is called at once. To hear who is on call, press 2.";

export const ON_CALL_LINE_SILENCE = "No key was pressed, and nobody was called. Goodbye.";

/** To a number that is not the on-call number. */
export const NOT_THE_ON_CALL_LINE = "This number does not take calls. Goodbye.";

/** What came of pressing 1. */
export function spokenCall({ kind, number, called, acknowledgedBy }: SpokenCall): string {
  const what = kind === "opened" ? "An incident is open" : "Your call was added to the incident";
  return `${what}. Its number is ${spelt(number)}. ${whoActs(called, acknowledgedBy)} Goodbye.`;
}

function whoActs(called: readonly string[], acknowledgedBy: string | null): string {
  if (acknowledgedBy !== null) return `${spoken(acknowledgedBy)} has taken it.`;
  const names = called.slice(0, NAMES_MAX).map(spoken);
  if (names.length === 0) return "Nobody can be reached yet. Call somebody you know as well.";
  const rest = called.length > NAMES_MAX ? " and others" : "";
  const isOne = called.length === 1;
  return `${names.join(", ")}${rest} ${isOne ? "is" : "are"} being called now. You can hang up.`;
}

/** Who is on call, without how to reach them. */
export function spokenDuties(duties: readonly SpokenDuty[]): string {
  const said = duties
    .slice(0, DUTIES_MAX)
    .map(({ as, person }) => `${spoken(as)}: ${person === null ? "nobody" : spoken(person)}.`);
  return said.length === 0 ? "Nobody is on call." : `On call now. ${said.join(" ")}`;
}

/** Digit by digit, or it would be heard as one great number. */
function spelt(number: string): string {
  return [...number.replace("-", ",")].filter((sign) => sign !== ",").join(", ");
}

/** As much of a name as a voice can say. */
function spoken(name: string): string {
  return displayLine(name, NAME_LENGTH_MAX)
    .replace(/[^\p{L}\p{M}\p{N} .,'-]/gu, " ")
    .trim();
}
