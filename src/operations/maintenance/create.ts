import { AppError } from "../../domain/error.ts";
import {
  describeScope,
  findMaintenanceProblem,
  MAINTENANCE_MAX,
  type Maintenance,
} from "../../domain/maintenance.ts";
import type { Matcher } from "../../domain/matcher.ts";
import type { Principal } from "../../domain/permission.ts";
import { appendAudit } from "../../store/audit.ts";
import { insertMaintenance, listMaintenance } from "../../store/maintenance.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { actorOf } from "../incident/change.ts";

export interface CreateMaintenance {
  readonly matchers: readonly Matcher[];
  readonly service?: string | undefined;
  /** Whose alerts; of a principal who is confined, one of their teams. */
  readonly team?: string | undefined;
  readonly includeWorst?: boolean | undefined;
  /** Now when left out; what has passed begins now. */
  readonly startsAt?: number;
  readonly endsAt: number;
  readonly comment: string;
}

/**
 * Plans a maintenance window. Alerts that have an incident already are not touched.
 * @throws AppError `invalid-input` for one there cannot be, `forbidden` for a team that is none of theirs,
 *   `conflict` when there are too many
 */
export function createMaintenance(
  context: OperationContext,
  principal: Principal,
  input: CreateMaintenance,
): Promise<Maintenance> {
  const team = input.team ?? principal.teams[0] ?? null;
  authorise(principal, "maintenance.write", team ?? undefined);
  return context.database.transaction(async (tx) => {
    const now = context.clock.now();
    const { matchers, service = null, includeWorst = false, endsAt, comment } = input;
    const window: Maintenance = {
      id: context.newId(),
      matchers,
      service,
      team,
      includeWorst,
      startsAt: Math.max(input.startsAt ?? now, now),
      endsAt,
      author: principal.name,
      comment,
      createdAt: now,
      updatedAt: now,
    };
    const problem = findMaintenanceProblem(window, now);
    if (problem !== undefined) throw new AppError("invalid-input", problem);
    const others = await listMaintenance(tx, { endingAfter: now, limit: MAINTENANCE_MAX });
    if (others.length >= MAINTENANCE_MAX) {
      const message = `There are ${MAINTENANCE_MAX} maintenance windows already: end some first.`;
      throw new AppError("conflict", message);
    }
    await insertMaintenance(tx, window);
    await appendAudit(tx, {
      id: context.newId(),
      at: now,
      actor: actorOf(principal),
      action: "maintenance.create",
      subject: `maintenance ${window.id}`,
      detail: {
        scope: describeScope(window),
        includeWorst,
        startsAt: new Date(window.startsAt).toISOString(),
        endsAt: new Date(endsAt).toISOString(),
        comment,
      },
    });
    return window;
  });
}
