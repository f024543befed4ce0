/** Why an alert has its severity: stored with the alert and in the timeline, and told here. */

import type { RulePlace } from "./alert-routes.ts";

/** Reasons are stored: kinds may be added, never renamed. */
export type SeverityReason =
  /** A rule of `tocsin.yaml`; without a place in playbooks compiled before rules had one. */
  | { readonly kind: "rule"; readonly at?: RulePlace }
  /** An example of the playbook, by what was measured. */
  | {
      readonly kind: "threshold";
      readonly at: RulePlace;
      readonly example: string;
      /** As the alert has it. */
      readonly value: string;
    }
  /** An example of the playbook, by its words. */
  | { readonly kind: "example"; readonly at: RulePlace; readonly example: string }
  | { readonly kind: "label"; readonly name: string; readonly value: string }
  /** Neither a rule, nor an example, nor a label said how bad it is. */
  | { readonly kind: "unsaid" }
  /** What belongs to the incident could not be processed, and none of it fires. */
  | { readonly kind: "no-alert" };

/** For people, as what follows a severity and a colon: "P1: matched line 47, High error rate (>5%)". */
export function describeSeverityReason(reason: SeverityReason): string {
  switch (reason.kind) {
    case "rule":
      return reason.at === undefined ? "rule" : `rule at ${reason.at.file}:${reason.at.line}`;
    case "threshold":
      return `matched line ${reason.at.line}, ${reason.example}: it is ${reason.value}`;
    case "example":
      return `matched line ${reason.at.line}, ${reason.example}`;
    case "label":
      return `label ${reason.name}=${reason.value}`;
    case "unsaid":
      return "the second, because nothing said how bad";
    case "no-alert":
      return "the highest, because nothing said how bad";
  }
}
