/** The page behind an acknowledge link: what is wrong, who I am, one button. */

import { html } from "hono/html";
import type { AcknowledgeLinkState, LinkedIncident, LinkReader } from "./acknowledge-link.ts";
import { describeInstant } from "./describe-instant.ts";
import type { Html, Page } from "./page.ts";

/** What to show for where a link stands. */
export function acknowledgePage(state: AcknowledgeLinkState): Page {
  switch (state.kind) {
    case "ready":
      return {
        status: 200,
        title: `Acknowledge ${state.incident.number}?`,
        body: html`${facts(state.incident, state.reader)}
<form method="post"><button type="submit">${buttonText(state.acceptsRole)}</button></form>
<p class="quiet">Paging stops when you press it, and the timeline says that you did. Opening this page has changed nothing.</p>`,
      };
    case "done":
      return {
        status: 200,
        title: `You have acknowledged ${state.incident.number}`,
        body: html`${facts(state.incident, state.reader)}
<p>Thank you. ${thanks(state.acceptsRole)} You may close this page.</p>`,
      };
    case "used":
      return {
        status: 410,
        title: `You have acknowledged ${state.incident.number} before`,
        body: html`${facts(state.incident, state.reader)}
<p>Each link works once, and this one has done its work: nothing more is needed here.</p>`,
      };
    case "already-acknowledged":
      return {
        status: 409,
        title: `${state.by} has acknowledged ${state.incident.number}`,
        body: html`${facts(state.incident, state.reader)}
<p>${state.by} was first, at ${describeInstant(state.at, state.reader.timeZone)}. Paging has stopped; nothing more is needed here.</p>`,
      };
    case "ended":
      return {
        status: 409,
        title: `${state.incident.number} is over`,
        body: html`${facts(state.incident, state.reader)}
<p>It was resolved at ${describeInstant(state.at, state.reader.timeZone)}. Nobody needs to acknowledge it any more.</p>`,
      };
    case "expired":
      return {
        status: 410,
        title: "This link has expired",
        body: html`<p>It was made for a notification that is too old now, so nothing was changed.</p>
<p>If you are still being paged, use the link in the newest notification, or <code>tocsin incident acknowledge</code>.</p>`,
      };
    case "not-valid":
      return {
        status: 404,
        title: "This link is not valid",
        body: html`<p>It may have been cut off on its way to you, so nothing was changed.</p>
<p>Copy the whole link from the notification, or use <code>tocsin incident acknowledge</code>.</p>`,
      };
  }
}

function facts(incident: LinkedIncident, reader: LinkReader): Html {
  const firing = incident.alertTitles.map((title) => html`<li>${title}</li>`);
  return html`<dl>
<dt>Incident</dt><dd>${incident.title}</dd>
<dt>Number</dt><dd>${incident.number}</dd>
<dt>Severity</dt><dd>${severity(incident)}</dd>
<dt>Since</dt><dd>${describeInstant(incident.openedAt, reader.timeZone)}</dd>
<dt>You are</dt><dd>${reader.role === "" ? reader.name : `${reader.name}, ${reader.role}`}</dd>
</dl>
${firing.length === 0 ? "" : html`<h2>Firing</h2><ul>${firing}</ul>`}`;
}

function severity(incident: LinkedIncident): string {
  const { severity: id, severityName: name } = incident;
  return name === "" || name === id ? id : `${id}, ${name}`;
}

function buttonText(acceptsRole: string | undefined): string {
  return acceptsRole === undefined ? "Acknowledge" : `Acknowledge, and I am ${acceptsRole}`;
}

function thanks(acceptsRole: string | undefined): string {
  if (acceptsRole === undefined) return "Paging has stopped.";
  return `Paging has stopped, and you are ${acceptsRole}.`;
}
