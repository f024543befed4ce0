/** Where audiences are told. Addresses may be secrets, and are shown to nobody. */

import type { AudienceChannelRow, Tx } from "./schema.ts";

export type AudienceChannel = Readonly<AudienceChannelRow>;

/** In the order in which they were stated. */
export async function listAudienceChannels(tx: Tx): Promise<readonly AudienceChannel[]> {
  return tx.selectFrom("audience_channel").selectAll().orderBy("position").execute();
}

/** Puts these in the place of all that are known. */
export async function replaceAudienceChannels(
  tx: Tx,
  channels: readonly AudienceChannel[],
): Promise<void> {
  await tx.deleteFrom("audience_channel").execute();
  if (channels.length > 0)
    await tx
      .insertInto("audience_channel")
      .values([...channels])
      .execute();
}
