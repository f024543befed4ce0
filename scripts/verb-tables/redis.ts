/** Redis' commands by their flags. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { asText, asTexts, asTree, readTree } from "./json-files.ts";
import { wrappedWords } from "./wrapped-words.ts";

/** Three lists: what is flagged WRITE, what is flagged READONLY, and everything else. */
export function redisTable(folder: string): string {
  const lists: Record<"WRITE" | "READONLY" | "OTHER", string[]> = {
    WRITE: [],
    READONLY: [],
    OTHER: [],
  };
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json")))
    for (const [name, about] of Object.entries(readTree(join(folder, file)))) {
      const command = asTree(about);
      const flags = asTexts(command["command_flags"]);
      const container = asText(command["container"]);
      const phrase = (container === "" ? name : `${container}|${name}`).toLowerCase();
      const list = flags.includes("WRITE")
        ? lists.WRITE
        : flags.includes("READONLY")
          ? lists.READONLY
          : lists.OTHER;
      list.push(phrase);
    }
  return Object.entries(lists)
    .map(([flag, words]) => `export const REDIS_${flag} = ${wrappedWords(words)};\n`)
    .join("\n");
}
