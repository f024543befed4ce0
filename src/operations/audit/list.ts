import type { Principal } from "../../domain/permission.ts";
import { type AuditEntry, listLatestAudit } from "../../store/audit.ts";
import { authoriseForTeams } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

export type { AuditEntry } from "../../store/audit.ts";

/**
 * What was done, the newest first. Entries concern every team, so whoever is confined to some sees none.
 * @throws AppError `forbidden`.
 */
export async function listAuditEntries(
  context: OperationContext,
  principal: Principal,
  input: { readonly limit: number; readonly beforeSeq?: number },
): Promise<readonly AuditEntry[]> {
  authoriseForTeams(principal, "audit.read", []);
  return listLatestAudit(context.database.read, input);
}
