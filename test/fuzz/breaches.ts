/** What holds of every compiled playbook, whatever its text. */

import type { Playbook } from "../../src/domain/playbook.ts";
import { repairText } from "../../src/playbook/markdown/encoding.ts";

/** Sentences about what does not hold; none when all is well. */
export function findBreaches(playbook: Playbook, bytes: Uint8Array): readonly string[] {
  const lineCount = repairText(bytes).text.split("\n").length;
  const strayLines = linesIn(playbook).filter(
    (line) => !Number.isSafeInteger(line) || line < 1 || line > lineCount,
  );
  const ids = [playbook.severities, playbook.phases, playbook.checklists, playbook.runbooks].filter(
    (things) => new Set(things.map(({ id }) => id)).size !== things.length,
  );
  const again = JSON.parse(JSON.stringify(playbook)) as unknown;
  return [
    ...strayLines.map((line) => `something stands at line ${line} of ${lineCount}`),
    ...ids.map((things) => `two things share an id: ${things.map(({ id }) => id).join(", ")}`),
    ...(JSON.stringify(again) === JSON.stringify(playbook) ? [] : ["it is lost in JSON"]),
  ];
}

/** Every `line` in the compiled form. */
function linesIn(value: unknown): number[] {
  const lines: number[] = [];
  const rest: unknown[] = [value];
  for (let one = rest.pop(); one !== undefined; one = rest.pop()) {
    if (typeof one !== "object" || one === null) continue;
    for (const [key, inner] of Object.entries(one)) {
      if (key === "line" && typeof inner === "number") lines.push(inner);
      else if (inner !== undefined) rest.push(inner);
    }
  }
  return lines;
}
