/** TypeScript as its parser sees it, so that no rule is fooled by a comment or a text. */

import { parseSync } from "rolldown/utils";

/** Any node of the syntax tree (ESTree with TypeScript); children are found in its other keys. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** Where a node hangs. */
export interface Place {
  readonly node: SyntaxNode;
  readonly parent: SyntaxNode | undefined;
  /** The parent's key that holds it, or the list it is in. */
  readonly key: string;
}

export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** Only types: nothing is left of it at run time. */
  readonly typeOnly: boolean;
  /** `import(…)`, which makes the importer asynchronous. */
  readonly dynamic: boolean;
}

export interface SourceText {
  readonly text: string;
  readonly line: number;
}

export class SourceFile {
  readonly path: string;
  readonly text: string;
  readonly comments: readonly SourceText[];
  readonly #places: readonly Place[];
  readonly #lineStarts: readonly number[];

  /** @throws Error when it is not TypeScript */
  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
    const { program, comments, errors } = parseSync(path, text);
    const [error] = errors;
    if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`);
    this.#lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    this.comments = comments.map(({ value, start }) => ({ text: value, line: this.lineAt(start) }));
    this.#places = [...placesIn(program as unknown as SyntaxNode)];
  }

  /** Every node, parents before their children. */
  get places(): readonly Place[] {
    return this.#places;
  }

  get isTest(): boolean {
    return this.path.startsWith("test/") || this.path.endsWith(".test.ts");
  }

  lineAt(offset: number): number {
    const after = this.#lineStarts.findIndex((start) => start > offset);
    return after < 0 ? this.#lineStarts.length : after;
  }

  /** All imports, re-exports, dynamic imports and imported types whose specifier is a text. */
  get imports(): readonly Import[] {
    return this.#places.flatMap(({ node }) => {
      const source = node["source"] as SyntaxNode | null | undefined;
      const specifier = source?.["value"];
      if (typeof specifier !== "string") return [];
      return {
        specifier,
        line: this.lineAt(node.start),
        typeOnly:
          node["importKind"] === "type" ||
          node["exportKind"] === "type" ||
          node.type === "TSImportType",
        dynamic: node.type === "ImportExpression",
      };
    });
  }

  /** Strings, and templates with a `?` for each part that is computed. */
  get literals(): readonly SourceText[] {
    return this.#places.flatMap(({ node, parent }) => {
      const line = this.lineAt(node.start);
      if (node.type === "Literal" && typeof node["value"] === "string") {
        const isSpecifier = parent?.["source"] === node;
        return isSpecifier ? [] : [{ text: node["value"], line }];
      }
      if (node.type !== "TemplateLiteral") return [];
      const quasis = node["quasis"] as readonly { readonly value: { readonly cooked: string } }[];
      return [{ text: quasis.map(({ value }) => value.cooked).join("?"), line }];
    });
  }
}

function* placesIn(root: SyntaxNode): Generator<Place> {
  const waiting: Place[] = [{ node: root, parent: undefined, key: "" }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    yield place;
    const { node } = place;
    const children = Object.entries(node).flatMap(([key, value]) =>
      (Array.isArray(value) ? value : [value])
        .filter(isNode)
        .map((child) => ({ node: child, parent: node, key })),
    );
    waiting.push(...children.reverse());
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
