import type { Diagnostic, DiagnosticLevel } from "../../domain/playbook.ts";
import { DIAGNOSTIC_CODES, isDiagnosticCode } from "../diagnostic-codes.ts";
import type { SourceText } from "../markdown/source-texts.ts";
import { lineFingerprint } from "./line-fingerprint.ts";
import { helpSentence, MASKED_CODES } from "./render-diagnostics.ts";

/**
 * A log of SARIF 2.1.0, as far as findings of ours need one and GitHub's code scanning reads it
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
 */
export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly [SarifRun];
}

interface SarifRun {
  readonly tool: { readonly driver: SarifDriver };
  readonly columnKind: "utf16CodeUnits";
  readonly results: readonly SarifResult[];
}

interface SarifDriver {
  readonly name: string;
  readonly semanticVersion: string;
  readonly rules: readonly SarifRule[];
}

interface SarifRule {
  readonly id: string;
  readonly shortDescription: SarifText;
  readonly fullDescription: SarifText;
  readonly help: SarifText;
  readonly helpUri: string;
  readonly defaultConfiguration: { readonly level: SarifLevel };
  readonly properties: { readonly tags: readonly string[] };
}

interface SarifText {
  readonly text: string;
  readonly markdown?: string;
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: SarifText;
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: SarifRegion;
    };
  }[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
}

interface SarifRegion {
  readonly startLine: number;
  readonly startColumn?: number;
  readonly endColumn?: number;
}

type SarifLevel = "error" | "warning" | "note";

export interface SarifOptions {
  /** Of this program. */
  readonly version: string;
  /** For fingerprints. */
  readonly texts: readonly SourceText[];
  /** A file's URI: relative to the root of the checkout, or absolute. */
  readonly uriOf: (file: string) => string;
  /** The page that explains a code: its address, and its Markdown where it can be had. */
  readonly pageOf: (code: string) => { readonly uri: string; readonly markdown?: string };
}

const SCHEMA =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const LEVELS: Readonly<Record<DiagnosticLevel, SarifLevel>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** Findings as SARIF: a rule for each code that occurs, a result for each finding. */
export function sarifLog(diagnostics: readonly Diagnostic[], options: SarifOptions): SarifLog {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  // Columns count in the repaired text, which has others than the file.
  const repaired = new Set(
    diagnostics.filter(({ code }) => code === "TOC001").map(({ file }) => file),
  );
  const fingerprints = new Fingerprints(options.texts);
  const results = diagnostics.map(
    (finding): SarifResult => ({
      ruleId: finding.code,
      ruleIndex: codes.indexOf(finding.code),
      level: LEVELS[finding.level],
      message: { text: messageOf(finding) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: options.uriOf(finding.file) },
            region: regionOf(finding, repaired.has(finding.file)),
          },
        },
      ],
      partialFingerprints: { primaryLocationLineHash: fingerprints.of(finding) },
    }),
  );
  const driver = {
    name: "Tocsin",
    semanticVersion: options.version,
    rules: codes.map((code) => ruleOf(code, options)),
  };
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  };
}

function ruleOf(code: string, { pageOf }: SarifOptions): SarifRule {
  const known = isDiagnosticCode(code) ? DIAGNOSTIC_CODES[code] : undefined;
  const { uri, markdown } = pageOf(code);
  const title = known?.title ?? code;
  const text = `${title.charAt(0).toUpperCase()}${title.slice(1)}.`;
  return {
    id: code,
    shortDescription: { text },
    fullDescription: { text },
    help: { text: `${text} See ${uri}`, ...(markdown === undefined ? {} : { markdown }) },
    helpUri: uri,
    defaultConfiguration: { level: LEVELS[known?.level ?? "warning"] },
    properties: { tags: ["incident-response", "playbook"] },
  };
}

function messageOf({ message, help }: Diagnostic): string {
  const sentence = helpSentence(message);
  return help === undefined ? sentence : `${sentence} ${helpSentence(help)}`;
}

function regionOf({ line, column, endColumn }: Diagnostic, isRepaired: boolean): SarifRegion {
  if (isRepaired) return { startLine: line };
  return {
    startLine: line,
    startColumn: column,
    ...(endColumn === undefined || endColumn <= column ? {} : { endColumn }),
  };
}

/**
 * What stays the same when text is added above: code and text of the line, and which of several alike it
 * is. Never the text where it may be a secret.
 */
class Fingerprints {
  readonly #texts: ReadonlyMap<string, SourceText>;
  readonly #seen = new Map<string, number>();

  constructor(texts: readonly SourceText[]) {
    this.#texts = new Map(texts.map((text) => [text.file, text]));
  }

  of({ code, file, line }: Diagnostic): string {
    const text = MASKED_CODES.has(code) ? "" : (this.#texts.get(file)?.lines[line - 1] ?? "");
    const hash = lineFingerprint(`${code}\0${text.trim().replace(/\s+/gu, " ")}`);
    const key = `${file}\0${hash}`;
    const count = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, count);
    return `${hash}:${count}`;
  }
}
