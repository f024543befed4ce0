/**
 * grep's patterns as RE2's. In POSIX's basic form `|`, `+`, `?`, brackets and braces stand for themselves
 * and get their meaning from a backslash; in the extended form it is the other way round.
 */

export type GrepSyntax = "basic" | "extended" | "fixed";

const SWAPPED = new Set("|+?(){}");

/** The pattern in RE2's syntax, or undefined where RE2 has nothing like it (back-references). */
export function toRe2(pattern: string, syntax: GrepSyntax): string | undefined {
  if (syntax === "fixed") return pattern.replaceAll(/[\\.+*?()|[\]{}^$]/gu, "\\$&");
  let result = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at);
    if (sign === "[") {
      const end = bracketEnd(pattern, at);
      if (end === undefined) return undefined;
      result += bracket(pattern.slice(at + 1, end));
      at = end;
    } else if (sign === "\\") {
      at += 1;
      const escaped = escapedSign(pattern.charAt(at), syntax);
      if (escaped === undefined) return undefined;
      result += escaped;
    } else if (sign === "*" && /(?:^|\(|\|)$/u.test(result) && syntax === "basic") result += "\\*";
    else result += syntax === "basic" && SWAPPED.has(sign) ? `\\${sign}` : sign;
  }
  return result;
}

function escapedSign(sign: string, syntax: GrepSyntax): string | undefined {
  if (sign === "" || /[1-9]/u.test(sign)) return undefined;
  if (sign === "<" || sign === ">") return "\\b";
  if (/[wWsSbB]/u.test(sign)) return `\\${sign}`;
  if (syntax === "basic" && SWAPPED.has(sign)) return sign;
  return /[A-Za-z]/u.test(sign) ? sign : `\\${sign}`;
}

/** Where `[…]` ends; a bracket right behind its beginning is one of its signs. */
function bracketEnd(pattern: string, start: number): number | undefined {
  let at = start + 1;
  if (pattern.charAt(at) === "^") at += 1;
  if (pattern.charAt(at) === "]") at += 1;
  for (; at < pattern.length; at += 1) {
    if (pattern.startsWith("[:", at)) {
      const close = pattern.indexOf(":]", at);
      if (close < 0) return undefined;
      at = close + 1;
    } else if (pattern.charAt(at) === "]") return at;
  }
  return undefined;
}

/** What is inside, with signs escaped that mean something there to RE2 alone. */
function bracket(inside: string): string {
  const negated = inside.startsWith("^") ? "^" : "";
  const signs = inside
    .slice(negated.length)
    .replaceAll(/\[:[a-z]+:\]|[[\]\\^&~]/gu, (sign) => (sign.length > 1 ? sign : `\\${sign}`));
  return `[${negated}${signs}]`;
}
