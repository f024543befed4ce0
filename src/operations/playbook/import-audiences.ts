import type { Diagnostic, Playbook } from "../../domain/playbook.ts";
import { diagnostic } from "../../playbook/diagnostic-codes.ts";
import {
  type AudienceChannel,
  listAudienceChannels,
  replaceAudienceChannels,
} from "../../store/audience-channels.ts";
import type { Tx } from "../../store/database.ts";
import type { OperationContext } from "../context.ts";
import type { ResolveAddress } from "./import-people.ts";

/**
 * Stores the channels of the overlay's audiences with the addresses that references stand for, in place of
 * those before. Returns findings about addresses that cannot be resolved.
 */
export async function importAudiences(
  context: OperationContext,
  tx: Tx,
  input: { readonly playbook: Playbook; readonly resolveAddress: ResolveAddress },
): Promise<readonly Diagnostic[]> {
  const known = await listAudienceChannels(tx);
  const findings: Diagnostic[] = [];
  const channels: AudienceChannel[] = [];
  for (const [audience, stated] of Object.entries(input.playbook.overlay.audiences)) {
    for (const { kind, address: written } of stated.channels) {
      const resolved = input.resolveAddress(written, kind);
      if (!resolved.ok) {
        const message = `a channel of the audience ${audience} cannot be used: ${resolved.reason}`;
        const at = { file: "tocsin.yaml", line: 1 };
        findings.push(diagnostic("TOC505", at, message, resolved.help));
        continue;
      }
      const channel = { audience, kind, address: resolved.value, position: channels.length };
      const before = known.find((one) => isSame(one, channel));
      channels.push({ ...channel, id: before?.id ?? context.newId() });
    }
  }
  const isUnchanged =
    known.length === channels.length &&
    channels.every((channel, index) => known[index]?.id === channel.id);
  if (!isUnchanged) await replaceAudienceChannels(tx, channels);
  return findings;
}

function isSame(one: AudienceChannel, other: Omit<AudienceChannel, "id">): boolean {
  return (
    one.audience === other.audience &&
    one.kind === other.kind &&
    one.address === other.address &&
    one.position === other.position
  );
}
