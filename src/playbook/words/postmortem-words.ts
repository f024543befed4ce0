/** What tells a postmortem's template from other text. */

import { POSTMORTEM_PHRASES, SECTION_PHRASES } from "../vocabulary/postmortems.ts";
import { countMentioned, mentions } from "./wording.ts";

/** Whether the words name a postmortem, by any of its names. */
export function namesPostmortem(text: string): boolean {
  return mentions(text, POSTMORTEM_PHRASES);
}

/** How many different things of a postmortem the headings ask for. */
export function postmortemHeadings(titles: readonly string[]): number {
  const text = titles.join(" / ");
  return countMentioned(text, SECTION_PHRASES);
}
