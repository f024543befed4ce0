/** Emphasis for terminals; nothing at all where colour is off. */

const CODES = {
  bold: 1,
  faint: 2,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  cyan: 36,
} as const;

export type Emphasis = keyof typeof CODES;

export type Style = (text: string, ...emphases: readonly Emphasis[]) => string;

export function textStyle(options: { readonly colour: boolean }): Style {
  if (!options.colour) return (text) => text;
  return (text, ...emphases) =>
    text === "" || emphases.length === 0
      ? text
      : `\u001b[${emphases.map((name) => CODES[name]).join(";")}m${text}\u001b[0m`;
}
