/**
 * Acknowledging without login. A link is made for one notification to one person, is used once, and
 * expires. It says who answers and as what; the page behind it asks before it acts.
 */

import { decide } from "../../domain/decide.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Actor } from "../../domain/timeline.ts";
import { appendAudit } from "../../store/audit.ts";
import type { Tx } from "../../store/database.ts";
import { loadIncident } from "../../store/incidents.ts";
import { loadLink, markLinkUsed, type OneTimeLink } from "../../store/one-time-links.ts";
import { loadPerson } from "../../store/people.ts";
import type { OperationContext } from "../context.ts";
import { loadActivePlaybook } from "../playbook/load.ts";
import { loadRoster } from "../roster/load.ts";
import { saveDecisions } from "./save.ts";

/** What the page shows, or what came of pressing its button. */
export type LinkResult =
  | { readonly kind: "unknown" | "expired" | "used" }
  | {
      /** `ready`: may be pressed. `acknowledged`: just now. `refused`: `reason` says why. */
      readonly kind: "ready" | "acknowledged" | "refused";
      readonly incident: Incident;
      readonly personName: string;
      readonly role: string;
      readonly reason: string;
    };

/** What a link is for; changes nothing. */
export async function showLink(context: OperationContext, linkId: string): Promise<LinkResult> {
  const tx = context.database.read;
  const link = await loadLink(tx, linkId);
  const unusable = unusableBecause(link, context.clock.now());
  if (link === undefined || unusable !== undefined) return { kind: unusable ?? "unknown" };
  return found(tx, link, { kind: "ready", reason: "", lock: false });
}

/** Acknowledges with a link, once. */
export async function acknowledgeByLink(
  context: OperationContext,
  linkId: string,
): Promise<LinkResult> {
  return context.database.transaction(async (tx) => {
    const now = context.clock.now();
    const link = await loadLink(tx, linkId);
    const unusable = unusableBecause(link, now);
    if (link === undefined || unusable !== undefined) return { kind: unusable ?? "unknown" };
    if (!(await markLinkUsed(tx, link.id, now))) return { kind: "used" };
    const shown = await found(tx, link, { kind: "acknowledged", reason: "", lock: true });
    if (!("incident" in shown)) return shown;
    const by: Actor = { kind: "person", id: link.personId, name: shown.personName };
    const roster = await loadRoster(tx, await loadActivePlaybook(tx));
    const decided = decide(
      shown.incident,
      { kind: "acknowledge", by, via: "link", role: link.role },
      { now, roster },
    );
    if ("refused" in decided) return { ...shown, kind: "refused", reason: decided.refused };
    await saveDecisions(context, tx, [decided]);
    await appendAudit(tx, {
      id: context.newId(),
      at: now,
      actor: by,
      action: "incident.acknowledge",
      subject: `incident ${decided.incident.number}`,
      detail: { via: "link" },
    });
    return { ...shown, incident: decided.incident };
  });
}

function unusableBecause(
  link: OneTimeLink | undefined,
  now: number,
): "unknown" | "used" | "expired" | undefined {
  if (link === undefined) return "unknown";
  if (link.usedAt !== null) return "used";
  return link.expiresAt <= now ? "expired" : undefined;
}

async function found(
  tx: Tx,
  link: OneTimeLink,
  as: { readonly kind: "ready" | "acknowledged"; readonly reason: string; readonly lock: boolean },
): Promise<LinkResult> {
  const incident = await loadIncident(tx, link.incidentId, { lock: as.lock });
  const person = await loadPerson(tx, link.personId);
  if (incident === undefined) return { kind: "unknown" };
  const { kind, reason } = as;
  return { kind, reason, incident, personName: person?.name ?? "somebody", role: link.role };
}
