/** The page at `/`: that Tocsin is running, how it is, and what to try. */

import { html } from "hono/html";
import type { HealthJson } from "../contract/health.ts";
import type { Page } from "./page.ts";

const SAID = { ok: "well", warning: "running, with something to look at", failing: "in trouble" };

/** Says nothing that only people with a token may know: whoever reaches the port sees it. */
export function frontPage(status: HealthJson["status"], publicUrl: string): Page {
  return {
    status: 200,
    title: "Tocsin is running",
    body: html`<p>It is ${SAID[status]}.</p>
<h2>What to try</h2>
<pre>export TOCSIN_URL=${publicUrl}
export TOCSIN_TOKEN=tocsin_pat_…   # printed at the first start

tocsin oncall                      # who is on call now
tocsin incident declare "Trying it out"
tocsin incident list</pre>
<h2>What there is</h2>
<ul>
<li><a href="/openapi.json">The API</a>, as OpenAPI 3.1</li>
<li><a href="/docs/errors">What each error means</a></li>
<li><a href="/healthz">Liveness</a> and <a href="/readyz">readiness</a>, for what watches it</li>
</ul>`,
  };
}
