import type { Diagnostic, Playbook } from "../domain/playbook.ts";
import { lintAudienceAddress } from "./lints/audience-address.ts";
import { lintMissingPath, lintUnknownPath } from "./lints/escalation-paths.ts";
import { lintEscalationTime } from "./lints/escalation-time.ts";
import type { Lint } from "./lints/lint.ts";
import { lintNamedRunbooks } from "./lints/named-runbooks.ts";
import { lintNoRotation } from "./lints/no-rotation.ts";
import { lintPersonContact } from "./lints/person-contact.ts";
import { lintResponseTime } from "./lints/response-time.ts";
import { lintRoleHolder } from "./lints/role-holder.ts";
import { lintRotationEnd } from "./lints/rotation-end.ts";
import { lintRotationWeekday } from "./lints/rotation-weekday.ts";
import { lintRunbookTitle } from "./lints/runbook-title.ts";
import { lintStatedTimes } from "./lints/stated-times.ts";
import { lintUncoveredAlerts } from "./lints/uncovered-alerts.ts";
import { lintUnledRunbooks } from "./lints/unled-runbooks.ts";
import type { SourceText } from "./markdown/source-texts.ts";

const LINTS: readonly Lint[] = [
  lintResponseTime,
  lintMissingPath,
  lintUnknownPath,
  lintEscalationTime,
  lintNoRotation,
  lintRotationEnd,
  lintRotationWeekday,
  lintPersonContact,
  lintRoleHolder,
  lintAudienceAddress,
  lintStatedTimes,
  lintRunbookTitle,
  lintUnledRunbooks,
  lintUncoveredAlerts,
  lintNamedRunbooks,
];

/**
 * What is wrong between the sections of a playbook that each compiled well. Each finding is reported
 * once: what a section's compiler reports itself is not looked for here.
 */
export function doctorFindings(
  playbook: Playbook,
  documents: readonly SourceText[],
): readonly Diagnostic[] {
  return LINTS.flatMap((lint) => lint(playbook, documents));
}
