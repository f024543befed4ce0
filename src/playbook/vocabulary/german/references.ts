/** German words around the name of a runbook that another place sends its reader to. */

export const RUNBOOK_NOUNS = ["runbook"];
export const NAME_LEADS: ReadonlySet<string> = new Set([
  "alle",
  "das",
  "dem",
  "den",
  "der",
  "des",
  "ein",
  "eine",
  "nach",
  "passende",
  "passenden",
  "siehe",
  "unser",
  "unsere",
  "zum",
]);
export const GENERAL_WORDS: ReadonlySet<string> = new Set([
  "alarm",
  "anleitung",
  "behebung",
  "der",
  "des",
  "fehler",
  "für",
  "nicht",
  "oder",
  "störung",
  "und",
  "vorfall",
  "wiederherstellung",
]);
