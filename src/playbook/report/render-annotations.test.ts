import { expect, test } from "vitest";
import { at } from "../../../test/support/playbook-of.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { renderAnnotations } from "./render-annotations.ts";

const inOps = (file: string): string => `ops/${file}`;

test("a finding is one workflow command, with its place, its code and what to do", () => {
  const finding = diagnostic(
    "TOC102",
    { ...at(7), column: 5, endColumn: 7 },
    "P0 has no response time",
    "write it",
  );
  expect(renderAnnotations([finding], inOps)).toBe(
    "::warning file=ops/plan.md,line=7,endLine=7,col=5,endColumn=7," +
      "title=TOC102%3A a severity has no response time::P0 has no response time%0AWrite it.\n",
  );
});

test("errors, warnings and remarks have their commands", () => {
  const findings = (["TOC101", "TOC102", "TOC310"] as const).map((code) =>
    diagnostic(code, at(1), "x"),
  );
  expect(
    renderAnnotations(findings, inOps)
      .split("\n")
      .map((line) => line.split(" ")[0]),
  ).toEqual(["::error", "::warning", "::notice", ""]);
});

test("no text of a playbook can end the command or begin another one", () => {
  const finding = diagnostic(
    "TOC401",
    { file: "a,b:c%0A.md", line: 1 },
    "100 %\r\n::set-output name=x::y, z: w",
  );
  expect(renderAnnotations([finding], (file) => file)).toBe(
    "::warning file=a%2Cb%3Ac%250A.md,line=1,endLine=1,col=1,title=TOC401%3A a related document is absent" +
      "::100 %25%0D%0A::set-output name=x::y, z: w\n",
  );
});

test("nothing found is nothing said", () => {
  expect(renderAnnotations([], inOps)).toBe("");
});
