/** An escalation path while its times are not settled. */

import type { EscalationPath, SourceRef } from "../../domain/playbook.ts";
import type { RoleMention } from "./escalation-role.ts";

export interface StepDraft extends RoleMention {
  readonly source: SourceRef;
}

export interface PathDraft {
  /** As written; undefined for a path that is for every severity. */
  readonly severity: { readonly id: string; readonly key: string } | undefined;
  /** Of one problem among several: no severity without a path of its own takes it. */
  readonly isOfOneProblem?: boolean;
  /** None where the text says that nobody is asked: "Escalation: none". */
  readonly steps: readonly StepDraft[];
  readonly stakeholders: EscalationPath["stakeholders"];
  readonly actions: EscalationPath["actions"];
  readonly source: SourceRef;
  /** The lines it was read from. */
  readonly firstLine: number;
  readonly lastLine: number;
}
