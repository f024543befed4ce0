/** Bracket expressions of regular expressions: `[a-z]`, `[^]/]`, `[[:space:]]`. */

/** Whether a piece of a regular expression ends inside brackets, so that programs differ on what ends it. */
export function endsInsideBrackets(piece: string): boolean {
  for (let at = 0; at < piece.length; at += 1) {
    if (piece[at] === "\\") at += 1;
    else if (piece[at] === "[") {
      const end = endOfBrackets(piece, at);
      if (end === undefined) return true;
      at = end;
    }
  }
  return false;
}

function endOfBrackets(piece: string, start: number): number | undefined {
  let at = start + 1;
  if (piece[at] === "^") at += 1;
  if (piece[at] === "]") at += 1;
  while (at < piece.length && piece[at] !== "]") {
    const named = /^\[([:.=])/u.exec(piece.slice(at, at + 2))?.[1];
    if (piece[at] === "\\") at += 2;
    else if (named === undefined) at += 1;
    else {
      const close = piece.indexOf(`${named}]`, at + 2);
      if (close < 0) return undefined;
      at = close + 2;
    }
  }
  return at < piece.length ? at : undefined;
}
