/** The page that a problem's `type` points at: every error code, in the installation itself, so that it works alone. */

import { html } from "hono/html";
import { ERROR_CODES } from "../domain/error.ts";
import type { Page } from "./page.ts";

/** All codes, each under its own anchor. */
export function errorPage(): Page {
  const rows = Object.entries(ERROR_CODES).map(
    ([code, { status, exitCode, title }]) =>
      html`<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${status}</td><td>${exitCode}</td><td>${title}</td></tr>`,
  );
  return {
    status: 200,
    title: "Errors of the Tocsin API",
    body: html`<p>An error is a JSON object of type <code>application/problem+json</code> (RFC 9457). Its <code>code</code> is one of these; its <code>detail</code> says what was attempted and what to do.</p>
<table>
<thead><tr><th scope="col">Code</th><th scope="col">HTTP status</th><th scope="col">Exit code</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows}</tbody>
</table>`,
  };
}
