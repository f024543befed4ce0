import type { Diagnostic } from "../domain/playbook.ts";
import { type CompiledText, compileText } from "./compile.ts";
import { repairText } from "./markdown/encoding.ts";
import type { SourceText } from "./markdown/source-texts.ts";
import { checkOverlay } from "./overlay/check-overlay.ts";
import { readOverlay } from "./overlay/overlay.ts";
import type { OverlaySources } from "./overlay/overlay-source.ts";
import type { SyntaxParsers } from "./syntax-parsers.ts";

export interface PlaybookTexts {
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array | string }[];
  /** `tocsin.yaml`, where there is one. */
  readonly overlay?: { readonly path: string; readonly text: string };
}

/** Its playbook has the findings of the compilers, the doctor and the overlay. */
export interface AssembledPlaybook extends CompiledText {
  /** Where things stand in `tocsin.yaml`; undefined without one. */
  readonly overlaySources: OverlaySources | undefined;
}

/**
 * From files to a checked playbook: what `tocsin check` and an activation both do. Never throws.
 * `hash` is what the playbook is known by, hex; `presentFiles` are those beside the playbook,
 * relative with forward slashes.
 */
export function assemblePlaybook(
  input: PlaybookTexts & {
    readonly hash: string;
    readonly presentFiles: ReadonlySet<string>;
    readonly parsers: SyntaxParsers;
  },
): AssembledPlaybook {
  const { overlay, files, hash, presentFiles, parsers } = input;
  const read = overlay === undefined ? undefined : readOverlay(overlay.path, overlay.text);
  const text = compileText({
    files,
    hash,
    presentFiles,
    parsers,
    overlay: read?.overlay,
    overlayDiagnostics: read?.diagnostics ?? [],
  });
  const compiled = text.playbook;
  // Only what was read completely can be compared: places count on nothing having been left out.
  if (read === undefined || read.diagnostics.length > 0)
    return { ...text, overlaySources: read?.sources };
  const diagnostics = inOrder([...compiled.diagnostics, ...checkOverlay(compiled, read.sources)]);
  return { ...text, playbook: { ...compiled, diagnostics }, overlaySources: read.sources };
}

/** The repaired lines that the places of findings count in. */
export function sourceTexts({ files, overlay }: PlaybookTexts): readonly SourceText[] {
  const texts = files.map(({ path, bytes }) => ({ path, text: repairText(bytes).text }));
  return (overlay === undefined ? texts : [...texts, overlay]).map(({ path, text }) => ({
    file: path,
    lines: text.split(/\r\n|\n/),
  }));
}

/** File by file, in the order in which the files first occur, then down each file. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ file }) => file))];
  return [...diagnostics].sort(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      a.code.localeCompare(b.code, "en"),
  );
}
