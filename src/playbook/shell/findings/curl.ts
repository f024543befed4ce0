/** curl: what the shell and curl itself make of an address. */

import type { WordPart } from "unbash";
import type { ListedCommand, PlacedWord } from "../command-list.ts";
import { unwrapped } from "../command-list.ts";
import type { CommandFinding } from "./finding.ts";

const CURL = /^curl$/u;
const GLOB_OFF = /^(?:-[a-zA-Z]*g[a-zA-Z]*|--globoff)$/u;

/** What curl takes for a range: `[1-100]`, `[a-z:2]`. */
const RANGE = /^\[(?:\d+-\d+|[a-zA-Z]-[a-zA-Z])(?::\d+)?\]$/u;

/** TOC302: brackets, braces and spaces in an address, which curl reads as patterns or refuses. */
export function rewrittenAddress(listed: ListedCommand): CommandFinding | undefined {
  const command = unwrapped(listed, CURL);
  if (command === undefined) return undefined;
  const address = command.words.find(isAddress);
  if (address === undefined) return undefined;
  const written = address.word.text;
  const space = /(?<=\?\S*)[ \t]/u.exec(written.replace(/^["']|["']$/gu, ""));
  const globs = command.words.every(({ value }) => !GLOB_OFF.test(value));
  const bracket = globs ? outsideHost(/(?<!\\)\[[^[\]]*\]/u, written) : undefined;
  const brace = globs ? outsideHost(/(?<!\\)\{[^{}]*\}/u, written) : undefined;
  const found = bracket ?? brace;
  if (found !== undefined) return patterned(address, found, bracket !== undefined);
  if (space === null) return undefined;
  return {
    code: "TOC302",
    message: "curl refuses an address with a space in it",
    help: "use `--get` with `--data-urlencode` for the query",
    start: address.start,
    end: address.end,
  };
}

function patterned(
  address: PlacedWord,
  found: { text: string; index: number },
  isBracket: boolean,
): CommandFinding {
  const sent = found.text.slice(1, -1).replaceAll(/["']/gu, "");
  const message = !isBracket
    ? `curl reads \`${found.text}\` as a list and sends \`${sent}\` without the braces`
    : RANGE.test(found.text)
      ? `curl reads \`${found.text}\` as a range and sends one request for each of its values`
      : `curl reads \`${found.text}\` as a range and refuses it (exit 3): nothing is sent`;
  return {
    code: "TOC302",
    message,
    help: "add `-g`, or use `--get` with `--data-urlencode` for the query",
    start: address.start + found.index,
    end: address.start + found.index + found.text.length,
  };
}

function isAddress({ value }: PlacedWord): boolean {
  return /^https?:\/\//iu.test(value) || /^[\w.-]+(?::\d+)?\/\S*[?]/u.test(value);
}

/** The first match behind the host, where brackets hold an IPv6 address. */
function outsideHost(pattern: RegExp, text: string): { text: string; index: number } | undefined {
  const host = /^["']?(?:[a-z]+:\/\/)?[^/?#]*/iu.exec(text)?.[0].length ?? 0;
  const match = pattern.exec(text.slice(host));
  return match === null ? undefined : { text: match[0], index: host + match.index };
}

/** TOC301: quotes that are meant for the program stand unquoted, and the shell takes them. */
export function eatenQuotes(listed: ListedCommand): CommandFinding | undefined {
  for (const word of listed.words) {
    const parts = word.word.parts ?? [];
    const quote = quoteInsideBrackets(parts);
    const list = isAddress(word) ? parts.find(({ type }) => type === "BraceExpansion") : undefined;
    const changed = quote ?? list;
    if (changed === undefined) continue;
    const message =
      changed === list
        ? `the shell makes several words of \`${list.text}\``
        : `the shell removes these quotes: \`${listed.name}\` gets \`${clipped(word.word.value)}\``;
    const help = "put the whole word in single quotes";
    return { code: "TOC301", message, help, start: changed.pos, end: changed.end };
  }
  return undefined;
}

/** A quoted part behind an open, unquoted bracket: `up{job="api"}`, but not `--selector="app=x"`. */
function quoteInsideBrackets(parts: readonly WordPart[]): WordPart | undefined {
  let open = 0;
  for (const part of parts) {
    if (part.type === "Literal" && !part.text.includes("\\"))
      for (const character of part.value) {
        if (/[{[(]/u.test(character)) open += 1;
        if (/[}\])]/u.test(character)) open = Math.max(0, open - 1);
      }
    else if (open > 0 && (part.type === "DoubleQuoted" || part.type === "SingleQuoted"))
      return part;
  }
  return undefined;
}

/** TOC301: an `&` in an unquoted address ends the command. */
export function cutAddress(listed: ListedCommand, command: string): CommandFinding | undefined {
  const last = listed.words.at(-1);
  if (!listed.background || last === undefined || !/^https?:\/\/[^?]*\?/iu.test(last.text))
    return undefined;
  if (command[last.end] !== "&" || /^&(?:\s|$)/u.test(command.slice(last.end))) return undefined;
  return {
    code: "TOC301",
    message: "the shell ends the command at `&`: what follows it is never sent",
    help: "put the address in single quotes",
    start: last.end,
    end: last.end + 1,
  };
}

function clipped(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
