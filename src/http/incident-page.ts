/** The page that a message's "open the incident" leads to until there is a web app to open it in. */

import { html } from "hono/html";
import type { Page } from "./page.ts";

/** Tells nothing of the incident, not even whether there is one: whoever has the address sees it. */
export function incidentPage(number: string, publicUrl: string): Page {
  return {
    status: 200,
    title: `Incident ${number}`,
    body: html`<p>Incidents are looked at with a token, in a terminal:</p>
<pre>export TOCSIN_URL=${publicUrl}
export TOCSIN_TOKEN=tocsin_pat_…

tocsin incident show ${number}
tocsin incident note ${number} "…"
tocsin incident resolve ${number}</pre>
<p>To say that you have it, press the link in the message that paged you: it needs no token.</p>`,
  };
}
