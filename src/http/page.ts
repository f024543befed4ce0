/** The frame of our small server-rendered pages: a script only where a page needs one, one inline style sheet, readable at 360 px and in the dark. */

import { hash } from "node:crypto";
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import { pagePolicy, SCRIPT_POLICY } from "./security-headers.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly status: number;
  /** Further elements of the head. */
  readonly head?: Html;
  /** The address of a script of ours, for a page that cannot do its work without one. */
  readonly script?: string;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1a1a1a; --quiet: #5a5a5a; --ground: #fff; --line: #c8c8c8; --deed: #a3161a; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --quiet: #b0b0b0; --ground: #141414; --line: #4a4a4a; --deed: #c62a2f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 38rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0.25rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 1.75rem 0 0.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 1rem; margin: 0 0 1.5rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
button { width: 100%; min-height: 4rem; border: 0; border-radius: 0.6rem; background: var(--deed); color: #fff; font: 600 1.25rem/1.2 system-ui, sans-serif; padding: 0.75rem; cursor: pointer; }
button:focus-visible, a:focus-visible { outline: 3px solid currentColor; outline-offset: 3px; }
button:disabled { opacity: 0.6; cursor: default; }
[hidden] { display: none; }
ol { padding-left: 1.25rem; }
li { margin: 0.35rem 0; }
.note { border: 1px solid var(--line); border-left: 0.3rem solid var(--quiet); border-radius: 0.4rem; padding: 0.75rem; }
.note.good { border-left-color: #1a7f37; }
.note.bad { border-left-color: var(--deed); }
code, pre { font: 0.9rem/1.5 ui-monospace, monospace; }
pre { border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.75rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); }
a { color: inherit; }
.quiet { color: var(--quiet); }
`;

const POLICY = pagePolicy(hash("sha256", STYLE, "base64"));
const POLICY_WITH_SCRIPT = `${POLICY}; ${SCRIPT_POLICY}`;
const STYLE_ELEMENT = raw(`<style>${STYLE}</style>`);

/** A whole page as an answer; never indexed, never stored. */
export async function respondPage(page: Page): Promise<Response> {
  const body = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title}</title>
${STYLE_ELEMENT}
${page.head ?? ""}
${page.script === undefined ? "" : html`<script src="${page.script}" defer></script>`}
</head>
<body>
<main>
<h1>${page.title}</h1>
${page.body}
</main>
</body>
</html>
`;
  return new Response(body.toString(), {
    status: page.status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": page.script === undefined ? POLICY : POLICY_WITH_SCRIPT,
      "x-robots-tag": "noindex, nofollow",
      "cache-control": "no-store",
    },
  });
}
