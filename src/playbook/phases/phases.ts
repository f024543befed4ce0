/** The phases an incident goes through, with their windows of time. */

import type { Phase } from "../../domain/playbook.ts";
import type { CompileContext, PlaybookDocument } from "../markdown/document.ts";
import { slug, uniqueIds } from "../words/slug.ts";
import { readPhase } from "./phase-content.ts";
import { type PhaseGroup, phaseGroups } from "./phase-groups.ts";
import { phaseTitle } from "./phase-member.ts";

/**
 * The phases of the one group that is most likely the incident's workflow: headings "Phase 1: …", or
 * known names of phases in a document about incidents; also labels, items and rows of a table. Other
 * groups (the stages of a migration, say) stay text. Phases without a window have neither start nor end.
 */
export function compilePhases(
  documents: readonly PlaybookDocument[],
  context: CompileContext,
): readonly Phase[] {
  let best: PhaseGroup | undefined;
  for (const group of phaseGroups(documents))
    if (best === undefined || group.score > best.score) best = group;
  if (best === undefined) return [];
  const unique = uniqueIds();
  return best.members.map((member, index) => {
    const title = phaseTitle(member.written);
    return { id: unique(slug(title, `phase-${index + 1}`)), title, ...readPhase(member, context) };
  });
}
