import type { Diagnostic } from "../../src/domain/playbook.ts";
import type { CompileContext, PlaybookDocument } from "../../src/playbook/markdown/document.ts";
import { readDocument } from "../../src/playbook/markdown/read-document.ts";
import type { SyntaxParsers } from "../../src/playbook/syntax-parsers.ts";

export interface RecordedContext extends CompileContext {
  readonly diagnostics: Diagnostic[];
  /** "file:line" of every line that became behaviour. */
  readonly understoodLines: Set<string>;
}

/** A context that keeps what compilers report. Without parsers no SQL is understood. */
export function recordingContext(
  options: { parsers?: SyntaxParsers; presentFiles?: readonly string[] } = {},
): RecordedContext {
  const diagnostics: Diagnostic[] = [];
  const understoodLines = new Set<string>();
  return {
    parsers: options.parsers ?? { parseSql: () => undefined },
    presentFiles: new Set(options.presentFiles ?? []),
    diagnostics,
    understoodLines,
    report: (found) => diagnostics.push(found),
    understood: (file, firstLine, lastLine) => {
      for (let line = firstLine; line <= lastLine; line += 1)
        understoodLines.add(`${file}:${line}`);
    },
  };
}

/** A fixture as the document a compiler reads. */
export function documentOf(text: string, file = "playbook.md"): PlaybookDocument {
  return readDocument(file, text, { report: () => undefined });
}
