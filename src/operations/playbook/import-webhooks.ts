import type { Diagnostic, Playbook } from "../../domain/playbook.ts";
import { diagnostic } from "../../playbook/diagnostic-codes.ts";
import type { Tx } from "../../store/database.ts";
import { listStepWebhooks, removeStepWebhook, saveStepWebhook } from "../../store/step-webhooks.ts";
import type { OperationContext } from "../context.ts";
import type { ResolveAddress } from "./import-people.ts";

/**
 * Stores the webhooks of the overlay under their names, with the addresses that references stand for, and
 * forgets those it does not name any more. Returns findings about addresses that cannot be resolved.
 */
export async function importWebhooks(
  context: OperationContext,
  tx: Tx,
  input: { readonly playbook: Playbook; readonly resolveAddress: ResolveAddress },
): Promise<readonly Diagnostic[]> {
  const stated = Object.entries(input.playbook.overlay.webhooks ?? {});
  const known = new Map((await listStepWebhooks(tx)).map((webhook) => [webhook.name, webhook]));
  const findings: Diagnostic[] = [];
  for (const [name, { kind, address: written }] of stated) {
    const resolved = input.resolveAddress(written, kind);
    const before = known.get(name);
    known.delete(name);
    if (!resolved.ok) {
      const message = `the address of the webhook ${name} cannot be used: ${resolved.reason}`;
      findings.push(diagnostic("TOC505", { file: "tocsin.yaml", line: 1 }, message, resolved.help));
    } else if (before?.address !== resolved.value) {
      const id = before?.id ?? context.newId();
      await saveStepWebhook(tx, { name, id, address: resolved.value });
    }
  }
  for (const name of known.keys()) await removeStepWebhook(tx, name);
  return findings;
}
