import type * as z from "zod";
import type { Diagnostic, Overlay } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { overlayForm } from "./overlay-form.ts";
import { describeIssue, SECRET_HELP } from "./overlay-issues.ts";
import { knownKeysAt, overlayJsonSchema } from "./overlay-schema.ts";
import { holdsKnownCredential } from "./overlay-secret.ts";
import {
  type OverlayPath,
  type OverlaySource,
  type OverlaySources,
  parseOverlaySource,
} from "./overlay-source.ts";

export interface ReadOverlay {
  /** What is right of the file; what is wrong is left out, so that later checks do not repeat it. */
  readonly overlay: Overlay;
  /** TOC501, TOC502, TOC503, TOC506, in the file's order. */
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: OverlaySources;
}

/** Reads `tocsin.yaml`. Never throws; an empty file is an overlay that says nothing. */
export function readOverlay(file: string, text: string): ReadOverlay {
  const source = parseOverlaySource(file, text.replace(/^\uFEFF/, ""));
  const { overlay, diagnostics } = validate(source);
  const found = [...source.diagnostics, ...credentialFindings(source), ...diagnostics];
  return { overlay, diagnostics: distinctInOrder(found), sources: source };
}

// Taking a wrong value out may leave its parent wrong, up to the depth of the form; a file that still
// does not pass is read as empty.
const PASSES_MAX = 8;

function validate(source: OverlaySource): { overlay: Overlay; diagnostics: Diagnostic[] } {
  const first = overlayForm.safeParse(source.value ?? {}, { reportInput: true });
  if (first.success) return { overlay: withPlaces(first.data, source), diagnostics: [] };
  const schema = overlayJsonSchema();
  // Only the first pass is reported: later ones see places that have moved and gaps made here.
  const diagnostics = first.error.issues.flatMap((issue) =>
    describeIssue(issue, source, (path) => knownKeysAt(schema, path)),
  );
  let value = withoutWrong(source.value, first.error.issues);
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const result = overlayForm.safeParse(value, { reportInput: true });
    if (result.success) return { overlay: result.data, diagnostics };
    value = withoutWrong(value, result.error.issues);
  }
  return { overlay: overlayForm.parse({}), diagnostics };
}

/** Rules say where they stand: whoever is paged by one, or is not, is told. */
function withPlaces(overlay: Overlay, source: OverlaySource): Overlay {
  const placed =
    (key: string) =>
    <T extends object>(one: T, index: number) => {
      const { file, line, column } = source.locate([key, index]);
      return { ...one, source: { file, line, column } };
    };
  const routes = overlay.routes.map(placed("routes"));
  const { maintenance } = overlay;
  if (maintenance === undefined) return { ...overlay, routes };
  return { ...overlay, routes, maintenance: maintenance.map(placed("maintenance")) };
}

/** The value without what the issues object to; without a parent that lacks something it needs. */
function withoutWrong(value: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const paths = issues.flatMap((issue): OverlayPath[] => {
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => [...issue.path, key]);
    return [existingPart(value, issue.path)];
  });
  if (paths.some((path) => path.length === 0)) return {};
  return prune(value, paths);
}

/** The path up to the last step that the value has: what is missing is taken out with its parent. */
function existingPart(value: unknown, path: OverlayPath): OverlayPath {
  let here = value;
  for (const [depth, step] of path.entries()) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step))
      return path.slice(0, depth);
    here = Reflect.get(here, step);
  }
  return path;
}

function prune(value: unknown, paths: readonly OverlayPath[]): unknown {
  const under = (key: PropertyKey): OverlayPath[] =>
    paths.filter((path) => String(path[0]) === String(key)).map((path) => path.slice(1));
  const keep = (key: PropertyKey): boolean => under(key).every((path) => path.length > 0);
  const inner = (key: PropertyKey, part: unknown): unknown => {
    const deeper = under(key);
    return deeper.length === 0 ? part : prune(part, deeper);
  };
  if (Array.isArray(value))
    return value.flatMap((item, index) => (keep(index) ? [inner(index, item)] : []));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (keep(key) ? [[key, inner(key, part)]] : [])),
  );
}

/** Credentials in a well-known form, wherever in the file they stand. */
function credentialFindings(source: OverlaySource): Diagnostic[] {
  return source.texts
    .filter(({ text }) => holdsKnownCredential(text))
    .map(({ at }) => diagnostic("TOC506", at, "this is a credential in clear text", SECRET_HELP));
}

/** In the order of the file; of the same code at the same place only the first. */
function distinctInOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .filter(({ code, line, column }) => {
      const key = `${code}:${line}:${column}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => a.line - b.line || a.column - b.column);
}
