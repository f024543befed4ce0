/**
 * An address for curl. Signs that PromQL is full of are taken from the line as they are written there and
 * percent-encoded: a shell would eat the quotes of `{job="api"}`, and curl would take braces and brackets
 * for lists of addresses.
 */

import type { Word } from "unbash";
import type { PlanPiece, PlanWord } from "../../domain/runbook-plan.ts";
import { type Blanks, joined, NeedsShell, readWord } from "./read-word.ts";

const ADDRESS = /^(["']?)(https?:\/\/[^\s]*)\1$/isu;

/** Of these a URL has none as themselves: https://www.rfc-editor.org/rfc/rfc3986#appendix-A */
const ENCODED = /[{}[\]"'<>|^\\ ]/gu;

/** @throws NeedsShell */
export function addressWord(
  word: Word,
  { blanks, text }: { readonly blanks: Blanks; readonly text: string },
): PlanWord {
  const written = text.slice(word.pos, word.end);
  const [, quote, address] = ADDRESS.exec(written) ?? [];
  if (quote === undefined || address === undefined) return readWord(word, blanks);
  if (/^[^?]*[{}[\]]/u.test(address))
    throw new NeedsShell("curl takes braces and brackets in an address for a list of addresses");
  if (!address.includes("?")) return readWord(word, blanks);
  const at = address.indexOf("?");
  const [beforeQuery, query] = [address.slice(0, at), address.slice(at)];
  if (/[$`\\]/u.test(query) || /[^\w.:/~%\uE000-]/u.test(beforeQuery.replace(/^https?:/iu, "")))
    return readWord(word, blanks);
  if (query.includes("{") && /\{[^{}"'=]*,[^{}]*\}/u.test(query) && quote === "")
    throw new NeedsShell("braces in the address are several words to a shell: put it in quotes");
  return joined(blanks.pieces(beforeQuery + query).map(encoded));
}

function encoded(piece: PlanPiece): PlanPiece {
  if (typeof piece !== "string") return piece;
  return piece.replaceAll(
    ENCODED,
    (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
