import type { Document, Node } from "yaml";
import { isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit } from "yaml";
import type { Diagnostic, SourceRef } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";

/** Keys and indices from the top of the file to a value. */
export type OverlayPath = readonly PropertyKey[];

export interface OverlayPosition extends SourceRef {
  readonly column: number;
  /** Exclusive; absent when the value goes on over several lines. */
  readonly endColumn?: number;
}

/** Where things stand in `tocsin.yaml`. */
export interface OverlaySources {
  /** The value at the path; the nearest thing above it when the file has no such value. */
  locate(path: OverlayPath): OverlayPosition;
  /** The key at the end of the path, or as `locate`. */
  locateKey(path: OverlayPath): OverlayPosition;
}

export interface OverlaySource extends OverlaySources {
  /** The file's content as plain data; undefined for an empty file or one that is not YAML. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** Every piece of text in the file with its place, to look for secrets. */
  readonly texts: readonly { readonly text: string; readonly at: OverlayPosition }[];
}

// Enough for any honest use of anchors; a nest of aliases that multiplies is refused.
const ALIASES_MAX = 100;

/** Parses YAML 1.2 and keeps every position. Never throws: what is not YAML becomes TOC501. */
export function parseOverlaySource(file: string, text: string): OverlaySource {
  const place = placeIn(file, text);
  try {
    const document = parseDocument(text, {
      prettyErrors: false,
      // Or the library prints warnings of its own.
      logLevel: "error",
    });
    const problems = [...document.errors, ...document.warnings];
    const diagnostics = problems.map((problem) =>
      notYaml(place(problem.pos[0], problem.pos[1]), problem.message),
    );
    const value =
      diagnostics.length === 0 ? document.toJS({ maxAliasCount: ALIASES_MAX }) : undefined;
    return {
      value: value ?? undefined,
      diagnostics,
      texts: textsOf(document, place),
      locate: (path) => locate(document, place, path, "value"),
      locateKey: (path) => locate(document, place, path, "key"),
    };
  } catch (error) {
    // The parser throws on nesting deeper than the stack and on aliases that multiply.
    const start = place(0, 0);
    const reason = error instanceof Error ? error.message : String(error);
    return {
      value: undefined,
      diagnostics: [notYaml(start, reason)],
      texts: [],
      locate: () => start,
      locateKey: () => start,
    };
  }
}

function notYaml(at: OverlayPosition, reason: string): Diagnostic {
  const sentence = reason.replace(/\s+/g, " ").replace(/\.$/, "");
  return diagnostic(
    "TOC501",
    at,
    `this is not valid YAML: ${sentence}`,
    "Indent with spaces, put a space after each colon, and put text that begins with a sign such as * & ! % @ in quotes.",
  );
}

type Place = (start: number, end: number) => OverlayPosition;

/**
 * Offsets to lines and columns. The parser's own counter misses lines inside a flow collection that is
 * never closed, which is a place that findings point to.
 */
function placeIn(file: string, text: string): Place {
  const lines = text.split("\n");
  const starts: number[] = [];
  let start = 0;
  for (const line of lines) {
    starts.push(start);
    start += line.length + 1;
  }
  return (from, to) => {
    const index = starts.findLastIndex((lineStart) => lineStart <= from);
    const lineStart = starts[index] ?? 0;
    const length = (lines[index] ?? "").replace(/\r$/, "").length;
    const column = Math.min(from - lineStart, length) + 1;
    const endColumn = to - lineStart + 1;
    const isOneLine = endColumn > column && endColumn <= length + 1;
    return { file, line: index + 1, column, ...(isOneLine ? { endColumn } : {}) };
  };
}

function locate(
  document: Document,
  place: Place,
  path: OverlayPath,
  part: "key" | "value",
): OverlayPosition {
  let node: unknown = document.contents;
  let found = isNode(node) ? nodePosition(node, place) : place(0, 0);
  for (const [depth, step] of path.entries()) {
    const parent: unknown = isAlias(node) ? node.resolve(document) : node;
    const last = depth === path.length - 1;
    if (isMap(parent)) {
      const pair = parent.items.find((item) => keyText(item.key) === String(step));
      if (pair === undefined) return found;
      if (isNode(pair.key)) found = nodePosition(pair.key, place);
      if (last && part === "key") return found;
      node = pair.value;
    } else if (isSeq(parent)) {
      node = parent.items[Number(step)];
    } else {
      return found;
    }
    if (!isNode(node)) return found;
    // A map or list that begins below its key is best shown at the key; an item of a list at itself.
    const shownAtKey = last && !isScalar(node) && !isAlias(node) && isMap(parent);
    if (!shownAtKey && !isEmptyScalar(node)) found = nodePosition(node, place);
  }
  return found;
}

function isEmptyScalar(node: Node): boolean {
  return isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1];
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function nodePosition(node: Node, place: Place): OverlayPosition {
  const [start, end] = node.range ?? [0, 0];
  // A whole map or list would underline everything: its first key or item stands for it.
  if (isMap(node) || isSeq(node)) {
    const first = isMap(node) ? node.items[0]?.key : node.items[0];
    if (isNode(first) && first.range) return nodePosition(first, place);
  }
  return place(start, end);
}

function textsOf(document: Document, place: Place): OverlaySource["texts"] {
  const texts: { text: string; at: OverlayPosition }[] = [];
  visit(document, {
    Scalar: (_, node) => {
      if (typeof node.value === "string")
        texts.push({ text: node.value, at: nodePosition(node, place) });
    },
  });
  return texts;
}
