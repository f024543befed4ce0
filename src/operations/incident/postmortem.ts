import type { Principal } from "../../domain/permission.ts";
import type { PostmortemFacts } from "../../domain/postmortem/facts.ts";
import { gatherFacts } from "../../domain/postmortem/facts.ts";
import { renderPostmortem } from "../../domain/postmortem/render-postmortem.ts";
import { listEntries } from "../../store/timeline.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { visibleIncident } from "./change.ts";

/** An incident's postmortem in the template of the playbook it is pinned to, with the facts behind it. */
export async function incidentPostmortem(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string },
): Promise<{ readonly markdown: string; readonly facts: PostmortemFacts }> {
  const tx = context.database.read;
  const incident = await visibleIncident(tx, principal, input.number);
  const entries = await listEntries(tx, incident.id, {});
  const playbook = await loadPinnedPlaybook(tx, incident.playbookHash);
  return {
    markdown: renderPostmortem(incident, entries, playbook.postmortem),
    facts: gatherFacts(incident, entries),
  };
}
