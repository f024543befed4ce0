import { expect, test } from "vitest";
import type { Diagnostic } from "../domain/playbook.ts";
import { readDocument } from "./markdown/read-document.ts";
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
    ["../outside.md", "Above"],
  ]);
  expect(links.map(({ title }) => title)).toEqual(["Site"]);
  const absent = findings.filter(({ code }) => code === "TOC401");
  expect(absent).toMatchObject([{ line: 3 }]);
  expect(absent[0]?.message).toContain("docs/ropes.md");
});

test("a document is related where it is first spoken of, in running text too", () => {
  const { related, findings } = compile(
    `Read [the tower plan](towers/plan.md#stairs) before the [second one][two].

The ropes are told of in \`docs/ropes.md\`; [towers](towers/plan.md) again.
![Picture](towers/plan.png) [Script](tools/ring.sh) \`vim notes.md\` <https://x.example/a.md>

\`\`\`bash
cat hidden.md
\`\`\`

[two]: ../second.md
`,
  );
  expect(related.map(({ path, source }) => [path, source.line])).toEqual([
    ["docs/towers/plan.md", 1],
    ["second.md", 1],
    ["docs/ropes.md", 3],
  ]);
  expect(findings.map(({ code, line }) => [code, line])).toEqual([
    ["TOC401", 1],
    ["TOC401", 1],
  ]);
});

test("a name with a blank to fill in is no document", () => {
  const { related } = compile("Copy it to `reviews/YYYY-MM-DD.md` or <name>-report.md.\n");
  expect(related).toEqual([]);
});

test("lists of nothing but links, tables with a column of them, and labelled lines are links", () => {
  const { links } = compile(`## Bells

- [Big](https://bells.example/big)
- <a name="two"></a>[Small](https://bells.example/small)

| Bell | Dashboard |
| ---- | --------- |
| Big  | https://bells.example/board |

| Bell | Weight |
| ---- | ------ |
| Big  | as on https://bells.example/scale |

Sound it as told at https://bells.example/sound.

## Additional reading

**Bell book**: https://bells.example/book(1)
`);
  expect(links.map(({ title, url, source }) => [title, url, source.line])).toEqual([
    ["Big", "https://bells.example/big", 3],
    ["Small", "https://bells.example/small", 4],
    ["Big", "https://bells.example/board", 8],
    ["Bell book", "https://bells.example/book(1)", 18],
  ]);
});

test("access is told in tables, under a label, and among what must be there beforehand", () => {
  const { access } = compile(`## Access requirements

| System | Level |
| ------ | ----- |
| Tower  | keys  |

## Prerequisites

- A ladder
- Access to the bell room

**Required access**:

- Cellar
`);
  expect(access.map(({ text, source }) => [text, source.line])).toEqual([
    ["Tower", 5],
    ["Access to the bell room", 10],
    ["Cellar", 14],
  ]);
});

test("accounts to be set up are access, and tools where somebody goes on call; other tools are not", () => {
  const { access } = compile(`## Tooling access (before the first watch)

- [ ] Account for the bell book

## On-call setup

**Required tools**:

- Keys

**Other tools**:

- A brush

## Casting

**Required tools**:

- A furnace
`);
  expect(access.map(({ text, source }) => [text, source.line])).toEqual([
    ["Account for the bell book", 3],
    ["Keys", 9],
  ]);
});

test("a label that ends in access to something has a list of accesses below it", () => {
  const { access } = compile(`## Handing over

- [ ] Check that the next pilot has access to:
  - Gauge dashboard
  - Lock controls
- [ ] Review access logs:
  - of the tower
`);
  expect(access.map(({ text }) => text)).toEqual(["Gauge dashboard", "Lock controls"]);
});
