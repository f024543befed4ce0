/** Puts a playbook in force. One with errors is refused and the last good one stays. */

import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Diagnostic, Playbook } from "../../domain/playbook.ts";
import { appendAudit } from "../../store/audit.ts";
import { activateStoredPlaybook, savePlaybook } from "../../store/playbooks.ts";
import { renewHolds } from "../alert/renew-holds.ts";
import { authoriseForTeams } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { actorOf } from "../incident/change.ts";
import { importAudiences } from "./import-audiences.ts";
import { importCalendars } from "./import-calendars.ts";
import { importPeople, type ResolveAddress } from "./import-people.ts";
import { importWebhooks } from "./import-webhooks.ts";

export interface PlaybookSources {
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

export interface Activation {
  readonly hash: string;
  readonly title: string;
  readonly activatedAt: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Activates a compiled playbook: stores it under its hash, imports the people it names, and makes it the
 * one that new incidents are pinned to.
 * @throws AppError `playbook-refused` with `details.diagnostics` when it has errors.
 */
export async function activatePlaybook(
  context: OperationContext,
  principal: Principal,
  input: {
    readonly playbook: Playbook;
    readonly sources: PlaybookSources;
    readonly resolveAddress: ResolveAddress;
  },
): Promise<Activation> {
  // It is in force for every team, so nobody who is confined to some may change it.
  authoriseForTeams(principal, "playbook.activate", []);
  const { playbook, sources, resolveAddress } = input;
  refuseErrors(playbook, playbook.diagnostics);
  return context.database.transaction(async (tx) => {
    const activatedAt = context.clock.now();
    const unresolved = [
      ...(await importPeople(context, tx, { playbook, resolveAddress })),
      ...(await importCalendars(context, tx, { playbook, resolveAddress })),
      ...(await importWebhooks(context, tx, { playbook, resolveAddress })),
      ...(await importAudiences(context, tx, { playbook, resolveAddress })),
    ];
    refuseErrors(playbook, unresolved);
    await savePlaybook(tx, {
      hash: playbook.hash,
      title: playbook.title,
      compiled: playbook,
      sources,
      savedAt: activatedAt,
    });
    await activateStoredPlaybook(tx, playbook.hash, activatedAt);
    await renewHolds(context, tx, playbook);
    await appendAudit(tx, {
      id: context.newId(),
      at: activatedAt,
      actor: actorOf(principal),
      action: "playbook.activate",
      subject: `playbook ${playbook.hash}`,
      detail: { title: playbook.title },
    });
    const { hash, title, diagnostics } = playbook;
    return { hash, title, activatedAt, diagnostics };
  });
}

function refuseErrors(playbook: Playbook, diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter((diagnostic) => diagnostic.level === "error");
  if (errors.length === 0) return;
  const [first] = errors;
  throw new AppError(
    "playbook-refused",
    `“${playbook.title}” has ${errors.length} error${errors.length === 1 ? "" : "s"} and was not activated; ` +
      `the first: ${first?.file}:${first?.line}: ${first?.message}.`,
    { details: { diagnostics } },
  );
}
