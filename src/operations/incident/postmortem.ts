import type { Principal } from "../../domain/permission.ts";
import type { PostmortemFacts } from "../../domain/postmortem/facts.ts";
import { gatherFacts } from "../../domain/postmortem/facts.ts";
import { renderPostmortem } from "../../domain/postmortem/render-postmortem.ts";
import { hasPostmortem, notePostmortem } from "../../store/retired-incidents.ts";
import { listEntries } from "../../store/timeline.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { visibleIncident } from "./change.ts";

/**
 * An incident's postmortem in the template of the playbook it is pinned to, with the facts behind it. An
 * incident that somebody has drawn one from is kept for ever.
 */
export async function incidentPostmortem(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string },
): Promise<{ readonly markdown: string; readonly facts: PostmortemFacts }> {
  const { database, clock } = context;
  const tx = database.read;
  const incident = await visibleIncident(tx, principal, input.number);
  const entries = await listEntries(tx, incident.id, {});
  const playbook = await loadPinnedPlaybook(tx, incident.playbookHash);
  if (!(await hasPostmortem(tx, incident.id))) {
    await database.transaction((writing) => notePostmortem(writing, incident.id, clock.now()));
  }
  return {
    markdown: renderPostmortem(incident, entries, playbook.postmortem),
    facts: gatherFacts(incident, entries),
  };
}
