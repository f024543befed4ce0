/** Pages about one alert or one problem, by what their headings and labels are. */

import type { Section } from "../markdown/document.ts";
import { labelOf, plainText } from "../markdown/plain-text.ts";
import { POSTMORTEM_ONLY } from "../vocabulary/postmortems.ts";
import {
  ACTING_TITLES,
  LOOKING_TITLES,
  MEANING_TITLES,
  TITLE_FILLERS,
} from "../words/procedure-words.ts";
import { mentions, spacedWords } from "../words/wording.ts";

/** A page about one alert: what it means, how to look, what to do, each under its own heading or label. */
export function isAlertPage(section: Section): boolean {
  const titles = [...section.children.map(({ title }) => title), ...boldLabels(section)];
  // Postmortems have an Impact and a Resolution too; they also have a timeline.
  if (titles.some((title) => mentions(title, POSTMORTEM_ONLY))) return false;
  const pure = titles.filter(isPureTitle);
  // "Recovery and verification steps" by itself is one section of some other page.
  if (pure.length < 2) return false;
  const says = (phrases: readonly string[]): boolean =>
    pure.some((title) => mentions(title, phrases));
  const looks = says(LOOKING_TITLES);
  const acts = says(ACTING_TITLES);
  const means = says(MEANING_TITLES);
  if (section.level === 0 && section.children.some(({ level }) => level === 1))
    return looks && means;
  return (looks && acts) || ((looks || acts) && means);
}

/** "Diagnosis and mitigation", "2. Resolution steps"; not "Fix for the load balancer". */
function isPureTitle(title: string): boolean {
  const words = spacedWords(title)
    .trim()
    .split(" ")
    .filter((word) => !/^\d+$/u.test(word));
  return words.every((word) =>
    [LOOKING_TITLES, ACTING_TITLES, MEANING_TITLES, TITLE_FILLERS].some((phrases) =>
      mentions(word, phrases),
    ),
  );
}

function boldLabels(section: Section): string[] {
  return section.content.flatMap((node) => {
    const [first] = node.type === "paragraph" ? node.children : [];
    if (node.type !== "paragraph" || first?.type !== "strong") return [];
    // "**Symptoms**: dry taps" says on the same line what stands under the label.
    const text = plainText(node);
    const bold = plainText(first);
    const isLabel = bold.endsWith(":") || text.charAt(bold.length) === ":";
    return labelOf(node) ?? (isLabel ? bold.replace(/:$/u, "") : []);
  });
}
