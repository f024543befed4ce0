import { beforeAll, describe, expect, test } from "vitest";
import { loadSyntaxParsers } from "../platform/syntax-parsers.ts";
import { assemblePlaybook } from "./assemble-playbook.ts";
import type { SyntaxParsers } from "./syntax-parsers.ts";

let parsers: SyntaxParsers;
beforeAll(async () => {
  parsers = await loadSyntaxParsers();
});

function found(files: Readonly<Record<string, string>>) {
  const { playbook } = assemblePlaybook({
    files: Object.entries(files).map(([path, bytes]) => ({ path, bytes })),
    hash: "",
    presentFiles: new Set(),
    parsers,
  });
  return playbook.diagnostics.filter(({ code }) => code === "TOC404");
}

const HEADINGS =
  "\n## P0 - Critical\n\nText.\n\n## Wer ist dran?\n\nText.\n\n## Steps\n\n## Steps\n";

describe("TOC404: a link to a heading that is not there", () => {
  test("within the document, with the heading that is meant", () => {
    expect(found({ "plan.md": `See [it](#p0-critcal).\n${HEADINGS}` })).toMatchObject([
      {
        line: 1,
        column: 10,
        message:
          'this link leads to the heading "#p0-critcal", and there is none of that name here',
        help: 'Did you mean the heading "P0 - Critical"?',
      },
    ]);
  });

  test("in another document of the folder, from its own place", () => {
    const files = {
      "plan.md": HEADINGS,
      "runbooks/queue.md":
        "[a](../plan.md#p0---critical), [b](../plan.md#p9), [b](../plan.md#p9)\n",
    };
    expect(found(files)).toMatchObject([
      { file: "runbooks/queue.md", message: expect.stringContaining('"#p9"') },
    ]);
    expect(found(files)[0]?.message).toMatch(/in plan\.md$/);
  });

  test.each([
    ["as GitHub writes it", "#p0---critical"],
    ["as other sites do", "#p0-critical"],
    ["the second of one name", "#steps-1"],
    ["letters of another language", "#wer-ist-dran"],
    ["percent signs", "#wer%2Dist%2Ddran"],
    ["the page itself", "#top"],
    ["a line", "#L12"],
    ["a document that is not in the set", "other.md#anything"],
    ["an address elsewhere", "https://wiki.example/a#b"],
  ])("not %s", (_, url) => {
    expect(found({ "plan.md": `See [it](${url}).\n${HEADINGS}` })).toEqual([]);
  });

  test("not where another document of the set has it: they may be printed as one", () => {
    expect(found({ "plan.md": HEADINGS, "roles.md": "See [it](#steps).\n" })).toEqual([]);
  });

  test.each(['<a name="drill"></a>', '<h2 id="drill">Drill</h2>', "## The drill {#drill}"])(
    "an anchor that is written: %s",
    (anchor) => {
      expect(found({ "plan.md": `See [it](#drill).\n\n${anchor}\n` })).toEqual([]);
    },
  );
});
