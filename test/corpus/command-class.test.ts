import { expect, test } from "vitest";
import { loadSyntaxParsers } from "../../src/platform/syntax-parsers.ts";
import { lineClasses } from "./command-class.ts";

const DOCUMENT = `# Disk full

Run \`df -h\`.

\`\`\`console
$ df -h
/dev/sda1  99%
\`\`\`

- Then:

  \`\`\`sh
  # Make room.
  rm -rf /var/tmp/old \\
    /var/tmp/older
  \`\`\`

\`\`\`yaml
retention: 3d
\`\`\`

    $ reboot
`;

test.each([
  [6, "observe"],
  [7, "output"],
  [13, "output"],
  [14, "change"],
  [19, "output"],
  [22, "change"],
])("line %i is classed %s", async (line, expected) => {
  const classOf = lineClasses(DOCUMENT, await loadSyntaxParsers());
  expect(classOf(line)).toBe(expected);
});
