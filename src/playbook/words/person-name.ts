/** People as tables name them. */

import { NOBODY_WORDS } from "./message-words.ts";
import { anyOf } from "./wording.ts";

export interface NamedPerson {
  readonly name: string;
  /** From parentheses, when they hold a title and no number, address, or handle. */
  readonly title?: string;
}

const NOBODY = new RegExp(`^(?:tb[ad]|n/?a|${anyOf(NOBODY_WORDS)}|[-–—?.…x\\s]*)$`, "iu");

/** "Carol (CTO)" as the name Carol with the title CTO; undefined where the cell names nobody. */
export function readPerson(text: string): NamedPerson | undefined {
  const match = /^([^()]*)\(([^()]*)\)\s*$/u.exec(text.trim());
  const name = (match?.[1] ?? text).replace(/^@/u, "").trim();
  // A name in brackets is a blank that nobody has filled in.
  if (NOBODY.test(name) || /^[[<{].*[\]>}]$/u.test(name)) return undefined;
  const inside = match?.[2]?.trim() ?? "";
  return isTitle(inside) ? { name, title: inside } : { name };
}

function isTitle(text: string): boolean {
  return /\p{L}/u.test(text) && !/[@#:/]|\d{2}/u.test(text) && text.split(/\s+/u).length <= 5;
}
