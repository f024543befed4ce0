import type { Principal } from "../../domain/permission.ts";
import type { Playbook } from "../../domain/playbook.ts";
import type { Actor } from "../../domain/timeline.ts";
import { listLatestAudit } from "../../store/audit.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { loadActivePlaybook } from "./load.ts";

export interface ActivePlaybook {
  readonly playbook: Playbook;
  readonly activatedAt: number;
  readonly activatedBy: Actor;
}

/**
 * The playbook in force, compiled, with its last activation as the audit log has it.
 * @throws AppError `unavailable` before the first activation.
 */
export async function showPlaybook(
  context: OperationContext,
  principal: Principal,
): Promise<ActivePlaybook> {
  authorise(principal, "playbook.read");
  const tx = context.database.read;
  const playbook = await loadActivePlaybook(tx);
  const [activation] = await listLatestAudit(tx, { action: "playbook.activate", limit: 1 });
  return {
    playbook,
    activatedAt: activation?.at ?? context.clock.now(),
    activatedBy: activation?.actor ?? { kind: "system" },
  };
}
