/** Webhooks that escalation steps may call on. Their addresses may be secrets, and are shown to nobody. */

import type { StepWebhookRow, Tx } from "./schema.ts";

export type StepWebhook = Readonly<StepWebhookRow>;

/** In the order of names. */
export async function listStepWebhooks(tx: Tx): Promise<readonly StepWebhook[]> {
  return tx.selectFrom("step_webhook").selectAll().orderBy("name").execute();
}

/** Stores one, or gives the one of that name another address. */
export async function saveStepWebhook(tx: Tx, webhook: StepWebhook): Promise<void> {
  await tx
    .insertInto("step_webhook")
    .values(webhook)
    .onConflict((on) => on.column("name").doUpdateSet({ address: webhook.address }))
    .execute();
}

export async function removeStepWebhook(tx: Tx, name: string): Promise<void> {
  await tx.deleteFrom("step_webhook").where("name", "=", name).execute();
}
