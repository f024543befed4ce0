/** Who has confirmed to have the access that the playbook requires. */

import type { Tx } from "./schema.ts";

export interface AccessAttestation {
  readonly personId: string;
  /** The playbook's words. */
  readonly item: string;
  readonly at: number;
}

/** Notes that a person has an access; said again, the later one counts. */
export async function attestAccess(tx: Tx, attestation: AccessAttestation): Promise<void> {
  const { personId, item, at } = attestation;
  await tx
    .insertInto("access_attestation")
    .values({ person_id: personId, item, attested_at: at })
    .onConflict((conflict) =>
      conflict.columns(["person_id", "item"]).doUpdateSet({ attested_at: at }),
    )
    .execute();
}

/** False when it was not attested. */
export async function withdrawAccess(tx: Tx, personId: string, item: string): Promise<boolean> {
  const withdrawn = await tx
    .deleteFrom("access_attestation")
    .where("person_id", "=", personId)
    .where("item", "=", item)
    .returning("item")
    .execute();
  return withdrawn.length > 0;
}

/** All attestations, by person and item. */
export async function listAccessAttestations(tx: Tx): Promise<AccessAttestation[]> {
  const rows = await tx
    .selectFrom("access_attestation")
    .selectAll()
    .orderBy("person_id")
    .orderBy("item")
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    item: row.item,
    at: row.attested_at,
  }));
}
