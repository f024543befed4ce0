/**
 * Every code the compiler and the doctor can report. A code is never reused for something else;
 * each has a page `docs/diagnostics/<code>.md` (held by a test).
 */

import type { Diagnostic, DiagnosticLevel, SourceRef } from "../domain/playbook.ts";

export const DIAGNOSTIC_CODES = {
  // The text itself.
  TOC001: {
    level: "warning",
    title: "the file was read in the wrong encoding and has been repaired",
  },
  TOC002: { level: "warning", title: "a code fence is never closed" },
  TOC003: { level: "error", title: "the file cannot be read as text" },
  // Severities, escalation, phases.
  TOC101: { level: "error", title: "no severity levels were found" },
  TOC102: { level: "warning", title: "a severity has no response time" },
  TOC103: { level: "warning", title: "two places give different values for the same thing" },
  TOC104: { level: "warning", title: "the escalation steps have no times" },
  TOC105: { level: "warning", title: "a severity has no escalation path" },
  TOC106: { level: "warning", title: "an escalation path names a severity that is not defined" },
  TOC107: { level: "warning", title: "a diagram was not understood" },
  TOC108: { level: "warning", title: "somebody is paged only after the answer was due" },
  TOC109: { level: "warning", title: "the text promises another time than the severity" },
  // People.
  TOC201: { level: "warning", title: "the rotation table ends" },
  TOC202: { level: "warning", title: "the rotation's weeks do not begin on a Monday" },
  TOC203: { level: "warning", title: "a person on call has no contact method" },
  TOC204: { level: "warning", title: "a role is filled by nobody" },
  TOC205: { level: "warning", title: "a contact was never filled in" },
  TOC206: { level: "warning", title: "an e-mail address stands where a phone number should" },
  TOC207: { level: "warning", title: "a contact has no usable address" },
  TOC208: { level: "warning", title: "there is no rotation: nobody is on call" },
  TOC209: { level: "warning", title: "an audience has no address" },
  // Commands in runbooks.
  TOC301: { level: "warning", title: "the shell will change an unquoted argument" },
  TOC302: { level: "warning", title: "curl will refuse or rewrite the address" },
  TOC303: { level: "info", title: "a placeholder in angle brackets is a redirection" },
  TOC304: {
    level: "warning",
    title: "xargs runs its command on another machine than the list came from",
  },
  TOC305: { level: "warning", title: "kubectl is given no namespace" },
  TOC306: { level: "warning", title: "the command asks for a terminal" },
  TOC307: { level: "warning", title: "a change stands among diagnostics without being marked" },
  TOC308: { level: "warning", title: "the command prints secrets" },
  TOC309: { level: "warning", title: "the command needs a file that is not beside the playbook" },
  TOC310: { level: "info", title: "the command's exit code does not mean failure" },
  TOC311: { level: "warning", title: "the command cannot be parsed" },
  TOC312: { level: "warning", title: "the step's title disagrees with what its commands do" },
  TOC313: { level: "info", title: "no alert leads to a runbook" },
  TOC314: { level: "info", title: "an alert has no runbook" },
  // Documents around it.
  TOC401: { level: "warning", title: "a related document is absent" },
  TOC402: { level: "warning", title: "two sections have the same name" },
  TOC403: { level: "warning", title: "a runbook that the text sends to does not exist" },
  TOC404: { level: "warning", title: "a link leads to a heading that does not exist" },
  // tocsin.yaml.
  TOC501: { level: "error", title: "tocsin.yaml is not valid YAML" },
  TOC502: { level: "error", title: "tocsin.yaml has a key that is not known" },
  TOC503: { level: "error", title: "a value in tocsin.yaml has the wrong form" },
  TOC504: { level: "error", title: "tocsin.yaml names something the playbook does not have" },
  TOC505: { level: "error", title: "a secret in tocsin.yaml cannot be resolved" },
  TOC506: { level: "error", title: "tocsin.yaml holds a secret in clear text" },
  TOC507: { level: "warning", title: "no alert gets to a rule in tocsin.yaml" },
} as const satisfies Record<string, { level: DiagnosticLevel; title: string }>;

export type DiagnosticCode = keyof typeof DIAGNOSTIC_CODES;

/** Whether a code is one of ours: findings travel as text between programs. */
export function isDiagnosticCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(DIAGNOSTIC_CODES, code);
}

/** A finding at a place in the text; the level is the code's own. */
export function diagnostic(
  code: DiagnosticCode,
  at: SourceRef & { readonly endColumn?: number },
  message: string,
  help?: string,
): Diagnostic {
  return {
    code,
    level: DIAGNOSTIC_CODES[code].level,
    message,
    file: at.file,
    line: at.line,
    column: at.column ?? 1,
    ...(at.endColumn === undefined ? {} : { endColumn: at.endColumn }),
    ...(help === undefined ? {} : { help }),
  };
}
