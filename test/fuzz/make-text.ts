/** Texts for the compiler that nobody would write: real ones damaged, and made-up ones of one thing in excess. */

import type { Chance } from "../support/chance.ts";

/** What means something to Markdown, to a shell or to the compiler. */
const PIECES = [
  ..."#|`*_~[]()<>!&\\\t\r\0\uFEFF\u00A0\uD800",
  ...["```\n", "~~~\n", "- ", "> ", "1. ", "- [ ] ", "| ", "|---|", "---\n", "\n\n", "\r\n"],
  ...[
    "<table><tr><td>",
    "</td></tr></table>",
    "<!--",
    "-->",
    "<pre>",
    "[a](b)",
    "![a](b)",
    "[a]: b",
  ],
  ...["# ", "## ", "###### ", "**", "**If**: ", "SEV1", "P0", "15 minutes", "half an hour", "> 5%"],
  ...[
    "$ ",
    "sudo ",
    "rm -rf / ",
    "$(",
    "${",
    "<<EOF\n",
    "EOF\n",
    "&&",
    "; ",
    "| sh",
    '"',
    "'",
    "\\\n",
  ],
  ...["──▶", "│", "┌──┐", "->", "=>", "â€”", "Ã©", "555-0100", "+1 555 0100", "a@b.example"],
  ...["2026-02-30", "999999999999", "-1", "0x", "kubectl get secret ", 'psql -c "', "{{", "}}"],
] as const;

/** A family of texts, each made of one thing so many times that a slow rule shows. */
const EXCESSES: readonly ((times: number) => string)[] = [
  (times) => `${"- ".repeat(times)}x`,
  (times) => `${"> ".repeat(times)}x`,
  (times) => "[a](b ".repeat(times),
  (times) => "*a **b _c ".repeat(times),
  (times) => "&amp;&lt".repeat(times),
  (times) => "|a".repeat(times),
  (times) => "<table><tr><td>x".repeat(times),
  (times) => "<div>\n".repeat(times),
  (times) => "# Escalation\n\n```\n┌─┐ ──▶ │a│\n└─┘\n```\n\n".repeat(times / 20),
  (times) => `# Severity\n\n${"- SEV1: 15 minutes > 5% or 3 h to 4 h\n".repeat(times / 20)}`,
  (times) => `# Checklist\n\n${"- [ ] is it up: yes / no?\n".repeat(times / 10)}`,
  (times) => `# Contacts\n\n|Name|Phone|\n|-|-|\n${"|Bo|+1 555 0100|\n".repeat(times / 10)}`,
  (times) => `\`\`\`sh\n${"a | b; c && d $(e) # f\n".repeat(times / 10)}\`\`\`\n`,
  (times) => `\`\`\`sh\n${"$(".repeat(times)}\n\`\`\`\n`,
  (times) => `\`\`\`sh\n${"( ".repeat(times)}\n\`\`\`\n`,
  (times) => `\`\`\`sh\n${"a <<E\n".repeat(times)}\n\`\`\`\n`,
  (times) => `\`\`\`sh\nk ${"'a' ".repeat(times)}\n\`\`\`\n`,
  (times) => `\`\`\`sh\npsql -c "${"select (".repeat(times)}"\n\`\`\`\n`,
  (times) => `\`\`\`yaml\n${"- [".repeat(times)}\n\`\`\`\n`,
  (times) => `# Checklist\n\n\`\`\`yaml\n${"  ".repeat(times / 4)}- a: b\n\`\`\`\n`,
  (times) => `---\n${"a: &a [*a, ".repeat(times)}\n---\n`,
  (times) => `x${" ".repeat(times)}y`,
  (times) => "â€™Ã¢â‚¬â„¢".repeat(times),
  (times) =>
    "If it is down, then restart it within 30 minutes and call 555 0100. ".repeat(times / 10),
  (times) => "## Runbook: x\n\n1. Restart it\n2. If it fails, stop\n\n".repeat(times / 20),
  (times) => `${"a".repeat(times)} ${"1".repeat(times)} ${"-".repeat(times)}`,
];

/** How often an excess repeats its thing: the largest is a few hundred kilobytes. */
const TIMES = [100, 1000, 10_000, 30_000] as const;

/** One of the texts damaged in up to eight places, or now and then something in excess. */
export function makeText(chance: Chance, texts: readonly string[]): string {
  const EXCESS_SHARE = 0.1;
  if (chance.happens(EXCESS_SHARE)) return chance.pick(EXCESSES)(chance.pick(TIMES));
  const DAMAGES_MAX = 8;
  let text = chance.pick(texts);
  for (let left = 1 + chance.below(DAMAGES_MAX); left > 0; left -= 1)
    text = damage(chance, text, texts);
  return text;
}

const SPAN_MAX = 400;

function damage(chance: Chance, text: string, texts: readonly string[]): string {
  const start = chance.below(text.length + 1);
  const end = Math.min(text.length, start + chance.below(SPAN_MAX));
  const [before, span, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  const lines = text.split("\n");
  const line = chance.below(lines.length);
  switch (chance.below(8)) {
    case 0:
      return before + after;
    case 1:
      return before + chance.pick(PIECES) + text.slice(start);
    case 2:
      return before + chance.pick(PIECES).repeat(1 + chance.below(50)) + after;
    case 3:
      return before + span.repeat(2 + chance.below(4)) + after;
    case 4: {
      const other = chance.pick(texts);
      const from = chance.below(other.length + 1);
      return before + other.slice(from, from + chance.below(SPAN_MAX * 5)) + after;
    }
    case 5:
      return lines.toSpliced(line, 1 + chance.below(5)).join("\n");
    case 6:
      return lines.toSpliced(line, 0, lines[chance.below(lines.length)] ?? "").join("\n");
    default:
      return lines.map((one) => chance.pick(["  ", "> ", "- "]) + one).join("\n");
  }
}
