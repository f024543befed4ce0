/** A runbook with a step of each sort. */

import type { Effect } from "../../src/domain/effect.ts";
import type { Runbook, RunbookStep } from "../../src/domain/playbook.ts";
import { at } from "./playbook-of.ts";

function step(line: number, command: string, effect: Effect): RunbookStep {
  return { text: command, command, effect, placeholders: [], source: at(line) };
}

export const webDown: Runbook = {
  id: "web-down",
  title: "Web down",
  blocks: [
    {
      kind: "sequence",
      steps: [
        step(12, "kubectl get pods -n shop", "observe"),
        step(13, "kubectl describe pod <pod-name> -n shop", "observe"),
      ],
      source: at(11),
    },
    {
      kind: "choice",
      options: [
        {
          title: "Roll back",
          steps: [step(15, "kubectl rollout undo deployment/web -n shop", "change")],
          source: at(14),
        },
        {
          title: "Clear the cache",
          steps: [step(17, "kubectl exec cache-0 -- keys | xargs redis-cli DEL", "change")],
          source: at(16),
        },
      ],
      source: at(14),
    },
    {
      kind: "hint",
      steps: [{ text: "Look at the graphs", placeholders: [], source: at(19) }],
      source: at(18),
    },
  ],
  source: at(10),
};
