/** Which sections are about whom to reach. */

import type { Section } from "../markdown/document.ts";
import { CONTACT_TOPICS } from "../words/column-words.ts";
import { mentions } from "../words/wording.ts";

/** By the section's own heading or the one above it. */
export function isAboutContacts(section: Section): boolean {
  return [section.title, section.parent?.title ?? ""].some((title) =>
    mentions(title, CONTACT_TOPICS),
  );
}
