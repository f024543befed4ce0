import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { loadSyntaxParsers } from "../platform/syntax-parsers.ts";
import { assemblePlaybook, sourceTexts } from "./assemble-playbook.ts";
import { DIAGNOSTIC_CODES } from "./diagnostic-codes.ts";
import { renderDiagnostics } from "./report/render-diagnostics.ts";
import { renderSummary } from "./report/render-summary.ts";
import type { SyntaxParsers } from "./syntax-parsers.ts";

const EXAMPLE = new URL("../../examples/playbook/", import.meta.url);
const MARKDOWN = readFileSync(new URL("incident-response.md", EXAMPLE), "utf8").split("\n");
const OVERLAY = readFileSync(new URL("tocsin.yaml", EXAMPLE), "utf8").split("\n");

let parsers: SyntaxParsers;
beforeAll(async () => {
  parsers = await loadSyntaxParsers();
});

function texts(markdown: string, overlay?: string) {
  return {
    files: [{ path: "plan.md", bytes: new TextEncoder().encode(markdown) }],
    ...(overlay === undefined ? {} : { overlay: { path: "tocsin.yaml", text: overlay } }),
  };
}

function assemble(markdown: string, overlay?: string) {
  return assemblePlaybook({
    ...texts(markdown, overlay),
    hash: "",
    presentFiles: new Set(),
    parsers,
  }).playbook;
}

describe("the overlay", () => {
  const severity = "### P0 - Critical (Response Time: 15 minutes)\n";

  test("is compared with the playbook once its form is right", () => {
    const codes = (overlay: string) =>
      assemble(severity, overlay)
        .diagnostics.filter(({ file }) => file === "tocsin.yaml")
        .map(({ code }) => code);
    expect(codes("catchAll: [Zoe]\n")).toEqual(["TOC504"]);
    expect(codes("catchAll: [Zoe]\nnonsense: 1\n")).toEqual(["TOC502"]);
  });

  test("its findings come after those of the text, in order", () => {
    const { diagnostics } = assemble(severity, "catchAll: [Zoe]\nescalation: { P9: {} }\n");
    const places = diagnostics.map(({ file, line }) => `${file}:${line}`);
    expect(places.slice(-2)).toEqual(["tocsin.yaml:1", "tocsin.yaml:2"]);
    expect(places.slice(0, -2).every((place) => place.startsWith("plan.md"))).toBe(true);
    expect(places.length).toBeGreaterThan(2);
  });

  test("may be absent", () => {
    expect(assemble(severity).overlay.people).toEqual([]);
  });
});

test("lines of texts are those that places count in: repaired, whatever ended them", () => {
  const [plan, overlay] = sourceTexts(texts("\uFEFFone\r\ntwo", "a: 1\r\nb: 2"));
  expect(plan?.lines).toEqual(["one", "two"]);
  expect(overlay?.lines).toEqual(["a: 1", "b: 2"]);
});

describe("whatever is left out, doubled or cut off in a playbook", () => {
  /** A text with some of its lines dropped, doubled, or cut in two. */
  const mangled = (lines: readonly string[]) =>
    fc
      .array(
        fc.record({
          index: fc.nat({ max: lines.length - 1 }),
          deed: fc.constantFrom("drop", "double", "cut"),
        }),
        { maxLength: 40 },
      )
      .map((deeds) => {
        const deedAt = new Map(deeds.map(({ index, deed }) => [index, deed]));
        return lines
          .flatMap((line, index) => {
            const deed = deedAt.get(index);
            if (deed === "drop") return [];
            if (deed === "double") return [line, line];
            return [deed === "cut" ? line.slice(0, line.length / 2) : line];
          })
          .join("\n");
      });

  test("it is read, every place is in the text, and the findings and the summary can be shown", () => {
    fc.assert(
      fc.property(mangled(MARKDOWN), mangled(OVERLAY), (markdown, overlay) => {
        const playbook = assemble(markdown, overlay);
        const sources = sourceTexts(texts(markdown, overlay));
        for (const { code, file, line, column, endColumn } of playbook.diagnostics) {
          expect(Object.keys(DIAGNOSTIC_CODES)).toContain(code);
          const text = sources.find((source) => source.file === file)?.lines[line - 1];
          expect(text).toBeDefined();
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual((text ?? "").length + 1);
          if (endColumn !== undefined) expect(endColumn).toBeGreaterThanOrEqual(column);
        }
        const layout = { colour: false, columns: 60 };
        const shown = renderDiagnostics(playbook.diagnostics, sources, layout);
        for (const { file, line, column } of playbook.diagnostics)
          expect(shown).toContain(`${file}:${line}:${column}`);
        expect(renderSummary(playbook, layout)).toContain("lines of text");
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
