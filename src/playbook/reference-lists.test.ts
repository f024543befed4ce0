import { expect, test } from "vitest";
import type { Diagnostic } from "../domain/playbook.ts";
import { readDocument } from "./read-document.ts";
import { compileReferenceLists, type ReferenceLists } from "./reference-lists.ts";

function compile(
  text: string,
  presentFiles: readonly string[] = [],
): ReferenceLists & { findings: Diagnostic[] } {
  const findings: Diagnostic[] = [];
  const context = {
    parsers: { parseSql: () => undefined },
    presentFiles: new Set(presentFiles),
    report: (finding: Diagnostic) => void findings.push(finding),
    understood: () => {},
  };
  const document = readDocument("docs/plan.md", text, context);
  return { ...compileReferenceLists([document], context), findings };
}

test("required access is a list of things", () => {
  const { access } = compile(
    "## Required access\n\n- Keys\n- Tower (`sudo`)\n\n## Tools\n\n- Hammer\n",
  );
  expect(access).toEqual([
    { text: "Keys", source: { file: "docs/plan.md", line: 3, column: 1 } },
    { text: "Tower (sudo)", source: { file: "docs/plan.md", line: 4, column: 1 } },
  ]);
});

test("links have the title before a bare address or the words of the link", () => {
  const { links } = compile(`## Quick links

- **Clock**: https://clock.example/now?a=b_c_d.
- [Map](https://map.example/)
- <https://bare.example/>
- no link
`);
  expect(links.map(({ title, url, source }) => [title, url, source.line])).toEqual([
    ["Clock", "https://clock.example/now?a=b_c_d", 3],
    ["Map", "https://map.example/", 4],
    ["https://bare.example/", "https://bare.example/", 5],
  ]);
});

test("related documents are paths from the folder, and those that are absent are reported", () => {
  const { related, links, findings } = compile(
    `## Related documentation

- [ropes.md](ropes.md) - Of ropes
- [Towers](../towers/index.md#height)
- [Folder](bells/)
- [Page](./page%20one)
- [Site](https://bells.example)
- [Here](#here), [mail](mailto:a@b.example)
- [Above](../../outside.md)
`,
    ["docs/bells/big.md", "towers/index.md", "docs/page one.md"],
  );
  expect(related.map(({ path, title }) => [path, title])).toEqual([
    ["docs/ropes.md", "Of ropes"],
    ["towers/index.md", "Towers"],
    ["docs/bells", "Folder"],
    ["docs/page one", "Page"],
  ]);
  expect(links.map(({ title }) => title)).toEqual(["Site"]);
  expect(findings).toMatchObject([{ code: "TOC401", line: 3 }]);
  expect(findings[0]?.message).toContain("docs/ropes.md");
});
