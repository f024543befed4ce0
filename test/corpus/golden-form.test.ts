/** The goldens and labels themselves: they have the form that README.md gives, wherever the tests run. */

import { describe, expect, test } from "vitest";
import { EFFECTS } from "../../src/domain/effect.ts";
import { factProblem, hasForm, isCommandSha, isLine, matches, oneOf } from "./fact-form.ts";
import { GOLDEN_SETS, loadCommandLabels, loadGoldens } from "./golden.ts";

const goldens = GOLDEN_SETS.flatMap((set) => [...loadGoldens(set)]);
const labels = loadCommandLabels();

const isPath = (value: unknown): boolean => matches(value, /^(?!\/)(?!.*\.\.)[\w./-]+\.md$/u);
/** A reader's own short remark; a quoted sentence of the document's would soon be longer. */
const isRemark = (value: unknown): boolean => matches(value, /^\S.{1,198}\S$/u);
const isEffect = oneOf(...EFFECTS, "output");

/** The texts that occur more than once. */
function repeated(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))];
}

test("there are enough of them to say something", () => {
  expect(goldens.length).toBeGreaterThanOrEqual(40);
  expect(labels.length).toBeGreaterThanOrEqual(500);
});

test("each document has one golden", () => {
  expect(repeated(goldens.map(([, { path }]) => path))).toEqual([]);
});

describe.each(goldens)("%s", (_, golden) => {
  test("names a document and holds facts", () => {
    const { commit, ...rest } = golden;
    expect(commit ?? "0".repeat(40)).toMatch(/^[0-9a-f]{40}$/u);
    expect(rest).toSatisfy((value) =>
      hasForm(value, {
        path: isPath,
        sha256: (sha) => matches(sha, /^[0-9a-f]{64}$/u),
        about: isRemark,
        facts: (facts) => Array.isArray(facts) && facts.length > 0,
      }),
    );
  });

  test("has facts of known kinds with the keys of their kind", () => {
    const problems = golden.facts.flatMap((fact) => {
      const problem = factProblem(fact);
      return problem === undefined ? [] : [`line ${fact.line}: ${fact.kind} ${problem}`];
    });
    expect(problems).toEqual([]);
  });

  test("lists each fact once, in the order of lines", () => {
    const lines = golden.facts.map(({ line }) => line);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(repeated(golden.facts.map((fact) => JSON.stringify(fact)))).toEqual([]);
  });

  test("refers to phases that it holds", () => {
    const phases = new Set(golden.facts.flatMap((f) => (f.kind === "phase" ? [f.line] : [])));
    const stray = golden.facts.filter(
      (fact) => fact.kind === "phase-action" && !phases.has(fact.phaseLine),
    );
    expect(stray).toEqual([]);
  });
});

describe("the command labels", () => {
  test("have their form", () => {
    const form = {
      path: isPath,
      line: isLine,
      sha: isCommandSha,
      effect: isEffect,
      because: isRemark,
    };
    expect(labels.filter((label) => !hasForm(label, form))).toEqual([]);
  });

  test("label each line once", () => {
    expect(repeated(labels.map(({ path, line, sha }) => `${path}:${line} ${sha}`))).toEqual([]);
  });
});

describe("the form of a fact", () => {
  test.each([
    [{ kind: "severity", line: 3, id: "SEV-1", rank: 1 }, undefined],
    [{ kind: "sla", line: 3, clock: "response", value: "PT5M" }, undefined],
    [{ kind: "text", line: 9 }, undefined],
    [{ kind: "severity", line: 3, rank: 1 }, "has no id"],
    [{ kind: "sla", line: 3, clock: "response" }, "has no value"],
    [{ kind: "sla", line: 3, clock: "response", value: "5m" }, 'has the value "5m"'],
    [{ kind: "text", line: 0 }, "has the line 0"],
    [{ kind: "text", line: 2, id: "x" }, 'has the id "x"'],
    [{ kind: "remark", line: 2 }, "has the kind remark"],
    [{ kind: "choice", line: 2, options: [4, 3] }, "has the options [4,3]"],
    [{ kind: "command", line: 2, sha: "0123" }, 'has the sha "0123"'],
    [{ kind: "toString", line: 2 }, "has the kind toString"],
  ])("%j: %s", (fact, problem) => {
    expect(factProblem(fact)).toBe(problem);
  });

  test("a title that is longer than a name is refused", () => {
    const text = "word ".repeat(25);
    expect(factProblem({ kind: "title", line: 1, text })).toContain("has the text");
  });
});
