import type { Nodes } from "mdast";
import { describe, expect, test } from "vitest";
import { parseMarkdown } from "./parse-markdown.ts";
import { plainText } from "./plain-text.ts";

const PART = `## Restart the queue

Ask [the owner][owner] first, then run:

\`\`\`sh
queuectl restart

# not a heading
\`\`\`

- one
- two

`;
const LONG = `${PART.repeat(2000)}[owner]: https://owners.example/queue\n`;

function nodesOf(node: Nodes): Nodes[] {
  return "children" in node ? [node, ...node.children.flatMap(nodesOf)] : [node];
}

describe("a text too long to be parsed at once", () => {
  const tree = parseMarkdown(LONG);

  test("has the headings, fences and lists that its pieces have", () => {
    const count = (type: string): number =>
      tree.children.filter((node) => node.type === type).length;
    expect([count("heading"), count("code"), count("list"), count("definition")]).toEqual([
      2000, 2000, 2000, 1,
    ]);
  });

  test("knows the place of each of them", () => {
    const lines = LONG.split("\n");
    for (const node of tree.children) {
      if (node.type !== "heading") continue;
      const { start, end } = node.position ?? { start: { line: 0 }, end: {} };
      expect(lines[start.line - 1]).toBe(`## ${plainText(node)}`);
      expect("offset" in start && LONG.slice(start.offset, end.offset)).toBe(lines[start.line - 1]);
    }
  });

  test("resolves a reference to a definition in another part", () => {
    const references = nodesOf(tree).filter(({ type }) => type === "linkReference");
    expect(references).toHaveLength(2000);
  });

  test("is not cut inside a comment", () => {
    const comment = `<!--\n${"word\n\n# hidden\n\n".repeat(8000)}-->\n\n# Shown\n`;
    const headings = parseMarkdown(comment).children.filter(({ type }) => type === "heading");
    expect(headings.map((node) => plainText(node))).toEqual(["Shown"]);
  });
});
