/** A YAML fence as groups of checklist items. */

import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from "yaml";
import type { Checklist, ChecklistItem } from "../../domain/playbook.ts";
import type { CodeFence } from "../markdown/code-fences.ts";
import { slug, uniqueIds } from "../words/slug.ts";
import { type AnswerValue, answerOf, wordsOfKey } from "./checklist-item.ts";

export type ChecklistGroup = Checklist["groups"][number];

/** A checklist is read by people; a longer fence is a configuration, and not worth the time to parse. */
const LENGTH_MAX = 20_000;

/** Keys of an item written as a map of its own. */
const TEXT_KEYS = ["item", "task", "check", "question", "name", "title", "text", "step"];
const EXPECT_KEYS = ["expect", "expected", "target", "answer", "value", "choices", "options"];

/**
 * The groups of a fence, or undefined when it has another shape. Strictly, every group is a list of
 * `- key: value` or `- sentence`; where the text around it calls it a checklist (`isNamed`), a group
 * may also be a map, and there may be items without a group.
 */
export function yamlChecklistGroups(
  file: string,
  fence: CodeFence,
  isNamed: boolean,
): readonly ChecklistGroup[] | undefined {
  if (fence.value.length > LENGTH_MAX) return undefined;
  const lines = new LineCounter();
  const parsed = parseDocument(fence.value, { lineCounter: lines, logLevel: "silent" });
  if (parsed.errors.length > 0 || parsed.contents === null) return undefined;
  const lineOf = (node: unknown): number => {
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    return fence.line + lines.linePos(offset).line - 1;
  };
  const reader = new GroupReader(file, lineOf);
  const groups = isMap(parsed.contents)
    ? reader.groupsOfMap(withoutWrapper(parsed.contents), isNamed)
    : isNamed && isSeq(parsed.contents)
      ? [reader.looseGroup(reader.itemsOf(parsed.contents, isNamed), fence.line)]
      : undefined;
  return groups?.some((group) => group === undefined || group.items.length === 0)
    ? undefined
    : groups?.filter((group) => group !== undefined);
}

/** `checks:` with all the groups below it, and nothing beside it, only names the file. */
function withoutWrapper(map: YAMLMap): YAMLMap {
  const [only, ...others] = map.items;
  if (others.length > 0 || !isMap(only?.value)) return map;
  const isOfGroups = only.value.items.every(({ value }) => isSeq(value) || isMap(value));
  return isOfGroups && only.value.items.length > 0 ? only.value : map;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "range" in value;
}

type Group = ChecklistGroup | undefined;

class GroupReader {
  readonly #file: string;
  readonly #lineOf: (node: unknown) => number;

  constructor(file: string, lineOf: (node: unknown) => number) {
    this.#file = file;
    this.#lineOf = lineOf;
  }

  groupsOfMap(map: YAMLMap, isNamed: boolean): Group[] | undefined {
    const loose: ChecklistItem[] = [];
    const groups: Group[] = [];
    for (const pair of map.items) {
      const key = textOf(pair.key);
      if (key === undefined) return undefined;
      if (isSeq(pair.value) || (isNamed && isMap(pair.value))) {
        const items = this.itemsOf(pair.value, isNamed);
        const source = { file: this.#file, line: this.#lineOf(pair.key) };
        groups.push(items && { id: key, title: wordsOfKey(key), items, source });
      } else {
        const item = isNamed ? this.#itemOfPair(pair) : undefined;
        if (item === undefined) return undefined;
        loose.push(item);
      }
    }
    if (loose.length === 0) return groups;
    return [this.looseGroup(loose, loose[0]?.source.line ?? 1), ...groups];
  }

  looseGroup(items: readonly ChecklistItem[] | undefined, line: number): Group {
    return items && { id: "items", title: "Items", items, source: { file: this.#file, line } };
  }

  /** Undefined as soon as one entry is not an item. */
  itemsOf(node: unknown, isNamed: boolean): readonly ChecklistItem[] | undefined {
    const entries: readonly unknown[] = isSeq(node) || isMap(node) ? node.items : [];
    const items: ChecklistItem[] = [];
    const unique = uniqueIds();
    for (const entry of entries) {
      const item = this.#itemOf(entry, isNamed);
      if (item === undefined) return undefined;
      items.push({ ...item, id: unique(item.id) });
    }
    return items;
  }

  #itemOf(entry: unknown, isNamed: boolean): ChecklistItem | undefined {
    if (isMap(entry)) {
      const [first] = entry.items;
      if (first === undefined) return undefined;
      const isWhole = TEXT_KEYS.includes(textOf(first.key)?.toLowerCase() ?? "");
      if (entry.items.length === 1 && !isWhole) return this.#itemOfPair(first);
      return isNamed ? this.#itemOfMap(entry) : undefined;
    }
    if (isNode(entry)) {
      const text = textOf(entry);
      return text === undefined ? undefined : this.#item(slug(text, "item"), text, true, entry);
    }
    return isPairOfMap(entry) ? this.#itemOfPair(entry) : undefined;
  }

  #itemOfPair(pair: Pair): ChecklistItem | undefined {
    const key = textOf(pair.key);
    const value = answerValueOf(pair.value);
    if (key === undefined || value === undefined) return undefined;
    return this.#item(key, wordsOfKey(key), value, pair.key);
  }

  /** `- item: Check the queue` with `expected: empty` below it. */
  #itemOfMap(map: YAMLMap): ChecklistItem | undefined {
    const values = new Map(map.items.map((pair) => [textOf(pair.key)?.toLowerCase(), pair.value]));
    const textKey = TEXT_KEYS.find((key) => values.has(key));
    const text = textOf(values.get(textKey));
    if (text === undefined) return undefined;
    const expectKey = EXPECT_KEYS.find((key) => values.has(key));
    const value = expectKey === undefined ? true : answerValueOf(values.get(expectKey));
    if (value === undefined) return undefined;
    const isChoice = typeof value === "object" && value !== null;
    const item = this.#item(slug(text, "item"), text, value, map);
    return isChoice ? { ...item, type: "choice" } : item;
  }

  #item(id: string, text: string, value: AnswerValue, at: unknown): ChecklistItem {
    return {
      id,
      text,
      ...answerOf(text, value),
      source: { file: this.#file, line: this.#lineOf(at) },
    };
  }
}

function isPairOfMap(entry: unknown): entry is Pair {
  return typeof entry === "object" && entry !== null && "key" in entry && "value" in entry;
}

function textOf(node: unknown): string | undefined {
  if (!isScalar(node) || node.value === null || node.value === "") return undefined;
  return typeof node.value === "string" ? node.value.trim() : String(node.value);
}

/** Undefined for a map, a list of anything but texts, and an alias: none of them is an answer. */
function answerValueOf(node: unknown): AnswerValue | undefined {
  if (node === null || node === undefined) return null;
  if (isSeq(node)) {
    const texts = node.items.map(textOf);
    return texts.every((text) => text !== undefined) ? texts : undefined;
  }
  if (!isScalar(node)) return undefined;
  const { value } = node;
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  return String(value);
}
