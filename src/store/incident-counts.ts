import type { Tx } from "./schema.ts";

/** How many real incidents are open or acknowledged, by severity. */
export async function countUnresolvedBySeverity(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom("incident")
    .select((query) => ["severity", query.fn.countAll<number>().as("count")])
    .where("status", "in", ["open", "acknowledged"])
    .where("mode", "=", "real")
    .groupBy("severity")
    .execute();
  return new Map(rows.map(({ severity, count }) => [severity, Number(count)]));
}
