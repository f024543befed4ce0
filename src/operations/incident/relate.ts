import { nextContext } from "../../domain/decision.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import { linksIn } from "../../domain/incident-links.ts";
import type { Principal } from "../../domain/permission.ts";
import { appendAudit } from "../../store/audit.ts";
import { listEntriesOfKinds } from "../../store/timeline.ts";
import type { OperationContext } from "../context.ts";
import { loadInForce } from "../roster/load.ts";
import { actorOf } from "./change.ts";
import { incidentToChange, lockIncidents } from "./lock-for-move.ts";
import { decided } from "./merge.ts";
import { saveDecisions } from "./save.ts";

/**
 * Says of two incidents that they have to do with each other, whatever their states: each then shows the
 * other.
 * @throws AppError `conflict` where that was said before
 */
export function relateIncidents(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly to: string; readonly reason: string },
): Promise<Incident> {
  return context.database.transaction(async (tx) => {
    const permission = "incident.relate";
    const found = await incidentToChange(tx, principal, { number: input.number, permission });
    const other = await incidentToChange(tx, principal, { number: input.to, permission });
    const locked = await lockIncidents(tx, [found.id, other.id]);
    const [one, two] = [locked.get(found.id) ?? found, locked.get(other.id) ?? other];
    const known = linksIn(await listEntriesOfKinds(tx, one.id, ["incident.related"]));
    if (known.some(({ number }) => number === two.number)) {
      throw new AppError("conflict", `${one.number} and ${two.number} are related already.`);
    }
    const { roster } = await loadInForce(tx);
    const now = context.clock.now();
    const by = actorOf(principal);
    const words = { kind: "relate", by, reason: input.reason } as const;
    const first = decided(one, { ...words, to: two.number }, { now, roster });
    const second = decided(two, { ...words, to: one.number }, nextContext({ now, roster }, first));
    await saveDecisions(context, tx, [first, second]);
    await appendAudit(tx, {
      id: context.newId(),
      at: now,
      actor: by,
      action: permission,
      subject: `incident ${one.number}`,
      detail: { to: two.number },
    });
    return first.incident;
  });
}
