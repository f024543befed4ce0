/**
 * Whether an order may be carried out: it is planned again from the command's text and the inputs, and
 * nothing is started that does not come out word for word as it was shown and approved, or that asks for
 * more care than the server claims.
 */

import type { WorkOrder } from "../contract/work-order.ts";
import { exceeds } from "../domain/effect.ts";
import { type FilledStage, fillCommand } from "../playbook/plan/fill-command.ts";
import { planCommand } from "../playbook/plan/plan-command.ts";
import type { SyntaxParsers } from "../playbook/syntax-parsers.ts";

export type CheckedOrder =
  | { readonly kind: "allowed"; readonly stages: readonly FilledStage[] }
  /** @property reason without a full stop */
  | { readonly kind: "refused"; readonly reason: string };

export function checkOrder(order: WorkOrder, parsers: SyntaxParsers, now: number): CheckedOrder {
  if (Date.parse(order.startBefore) <= now) return refused("it was to start earlier");
  const planned = planCommand(
    {
      command: order.command,
      argv: order.argv ?? undefined,
      namespace: order.namespace ?? undefined,
    },
    parsers,
  );
  if (planned.kind === "refused" || planned.kind === "tick") return refused(planned.reason);
  if (planned.kind === "set") return refused("it sets a variable and starts nothing");
  if (exceeds(planned.effect, order.effect))
    return refused(
      `it is “${planned.effect}”, and “${order.effect}” was claimed: ${planned.reason}`,
    );
  const filled = fillCommand(planned, order.inputs, parsers);
  if (filled.kind === "missing") return refused(`${filled.names.join(", ")} is not filled in`);
  if (filled.kind === "refused") return refused(filled.reason);
  const argvs = filled.stages.map(({ argv }) => argv);
  if (JSON.stringify(argvs) !== JSON.stringify(order.stages))
    return refused("its words are not the ones that were shown and approved");
  return { kind: "allowed", stages: filled.stages };
}

function refused(reason: string): CheckedOrder {
  return { kind: "refused", reason };
}
