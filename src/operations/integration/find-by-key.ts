import { findIntegrationByKeyHash, type Integration } from "../../store/integrations.ts";
import type { OperationContext } from "../context.ts";

/** The integration in use whose key has this hash: that is its authentication. */
export function findIntegrationByKey(
  context: OperationContext,
  keyHash: string,
): Promise<Integration | undefined> {
  return findIntegrationByKeyHash(context.database.read, keyHash);
}
