import { BEGIN_MARK, END_MARK } from "./render-postmortem.ts";

/**
 * Writes a postmortem anew over one that people have worked on: what stands between the markers is
 * replaced heading by heading, the front matter's facts are refreshed, everything else stays as people
 * left it. Headings that people removed stay removed; new ones of the template come at the end.
 */
export function mergePostmortem(written: string, fresh: string): string {
  const freshSections = splitSections(fresh);
  const seen = new Set<string>();
  const merged = splitSections(written).map((section) => {
    const counterpart = freshSections.find(({ heading }) => heading === section.heading);
    seen.add(section.heading);
    return counterpart === undefined ? section.text : withGenerated(section.text, counterpart.text);
  });
  const added = freshSections
    .filter(({ heading }) => !seen.has(heading))
    .map(({ text }) => text)
    .filter((text) => text.includes(BEGIN_MARK));
  return [...merged, ...added].join("");
}

interface WrittenSection {
  /** The heading line; "" for what stands before the first one. */
  readonly heading: string;
  readonly text: string;
}

function splitSections(text: string): readonly WrittenSection[] {
  return text
    .split(/^(?=#{1,6} )/m)
    .map((part) => ({ heading: /^#{1,6} .*/.exec(part)?.[0] ?? "", text: part }));
}

function withGenerated(written: string, fresh: string): string {
  const part = generatedPart(fresh);
  const old = generatedPart(written);
  if (old === undefined || part === undefined) return written.startsWith("---\n") ? fresh : written;
  return written.replace(old, () => part);
}

function generatedPart(text: string): string | undefined {
  const begin = text.indexOf(BEGIN_MARK);
  const end = text.indexOf(END_MARK, begin);
  return begin < 0 || end < 0 ? undefined : text.slice(begin, end + END_MARK.length);
}
