/** Which Markdown is read: CommonMark with GFM and front matter. */

import type { Options } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfm } from "micromark-extension-gfm";

type Extension = ReturnType<typeof gfm>;
type Constructs = NonNullable<Extension["text"]>;

/**
 * GFM finds bare addresses by stopping at every letter: that takes half of the time on any text, and on a
 * long paragraph many times more. A bare address is easily found in the text where links are wanted.
 */
const BARE_ADDRESSES: ReadonlySet<string> = new Set([
  "emailAutolink",
  "protocolAutolink",
  "wwwAutolink",
]);

function withoutBareAddresses(extension: Extension): Extension {
  const text: Constructs = {};
  for (const [code, constructs = []] of Object.entries(extension.text ?? {})) {
    const others = [constructs].flat().filter(({ name = "" }) => !BARE_ADDRESSES.has(name));
    if (others.length > 0) text[code] = others;
  }
  return { ...extension, text };
}

export const MARKDOWN: Options = {
  extensions: [withoutBareAddresses(gfm()), frontmatter(["yaml", "toml"])],
  // Bare addresses are also the only ones that rewrite the tree afterwards.
  mdastExtensions: [
    ...gfmFromMarkdown().filter((extension) => extension.transforms === undefined),
    frontmatterFromMarkdown(["yaml", "toml"]),
  ],
};
