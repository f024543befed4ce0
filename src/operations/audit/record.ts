import type { Principal } from "../../domain/permission.ts";
import { appendAudit } from "../../store/audit.ts";
import type { Tx } from "../../store/schema.ts";
import type { OperationContext } from "../context.ts";
import { actorOf } from "../incident/change.ts";

export interface Deed {
  /** `noun.verb` */
  readonly action: string;
  /** What it was done to: a noun and its id. */
  readonly subject: string;
  /** Particulars; never a secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Adds to the audit log what a principal did. To be called last in its transaction. */
export async function recordDeed(
  context: OperationContext,
  tx: Tx,
  { principal, ...deed }: Deed & { readonly principal: Principal },
): Promise<void> {
  await appendAudit(tx, {
    id: context.newId(),
    at: context.clock.now(),
    actor: actorOf(principal),
    action: deed.action,
    subject: deed.subject,
    detail: deed.detail ?? {},
  });
}
