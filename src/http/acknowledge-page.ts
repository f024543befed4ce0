/** The page behind an acknowledge link: what is wrong, who I am, one button. */

import { html } from "hono/html";
import { shownTitle } from "../domain/incident-mode.ts";
import type { LinkedThings, LinkState } from "../operations/incident/acknowledge-by-link.ts";
import { describeInstant } from "./describe-instant.ts";
import type { Html, Page } from "./page.ts";

/** What to show for where a link stands. */
export function acknowledgePage(state: LinkState): Page {
  if (!("incident" in state)) return state.kind === "expired" ? EXPIRED : NOT_VALID;
  const { incident } = state;
  const when = (at: number | null) =>
    at === null ? "a moment ago" : `at ${describeInstant(at, zoneOf(state))}`;
  switch (state.kind) {
    case "ready":
      return {
        status: 200,
        title:
          state.takesPart === true
            ? `Take part in ${incident.number}?`
            : `Acknowledge ${incident.number}?`,
        body: html`${facts(state)}
<form method="post"><button type="submit">${buttonText(state)}</button></form>
<p class="quiet">Paging stops when you press it, and the timeline says that you did. Opening this page has changed nothing.</p>`,
      };
    case "done":
      return {
        status: 200,
        title:
          state.takesPart === true
            ? `You take part in ${incident.number}`
            : `You have acknowledged ${incident.number}`,
        body: html`${facts(state)}
<p>Thank you. ${thanks(state)} You may close this page.</p>`,
      };
    case "used":
      return {
        status: 410,
        title: `You have acknowledged ${incident.number} before`,
        body: html`${facts(state)}
<p>Each link works once, and this one has done its work: nothing more is needed here.</p>`,
      };
    case "already-acknowledged": {
      const by = incident.acknowledgedBy ?? "Somebody";
      return {
        status: 409,
        title: `${by} has acknowledged ${incident.number}`,
        body: html`${facts(state)}
<p>${by} was first, ${when(incident.acknowledgedAt)}. Nothing more is needed here.</p>`,
      };
    }
    case "ended":
      return ended(state, when(incident.resolvedAt));
  }
}

/** What was merged goes on elsewhere, where it may want an answer. */
function ended(state: LinkedThings, resolvedWhen: string): Page {
  const { number, mergedInto } = state.incident;
  if (mergedInto === undefined) {
    return {
      status: 409,
      title: `${number} is over`,
      body: html`${facts(state)}
<p>It was resolved ${resolvedWhen}. Nobody needs to acknowledge it any more.</p>`,
    };
  }
  return {
    status: 409,
    title: `${number} was merged into ${mergedInto.number}`,
    body: html`${facts(state)}
<p>It goes on as ${mergedInto.number}, and you have acknowledged nothing. Use the link in the newest notification of ${mergedInto.number}, or <code>tocsin incident acknowledge ${mergedInto.number}</code>.</p>`,
  };
}

const EXPIRED: Page = {
  status: 410,
  title: "This link has expired",
  body: html`<p>It was made for a notification that is too old now, so nothing was changed.</p>
<p>If you are still being paged, use the link in the newest notification, or <code>tocsin incident acknowledge</code>.</p>`,
};

const NOT_VALID: Page = {
  status: 404,
  title: "This link is not valid",
  body: html`<p>It may have been cut off on its way to you, so nothing was changed.</p>
<p>Copy the whole link from the notification, or use <code>tocsin incident acknowledge</code>.</p>`,
};

function facts(things: LinkedThings): Html {
  const { incident, person, role } = things;
  const firing = things.alertTitles.map((title) => html`<li>${title}</li>`);
  return html`<dl>
<dt>Incident</dt><dd>${shownTitle(incident)}</dd>
<dt>Number</dt><dd>${incident.number}</dd>
<dt>Severity</dt><dd>${severityOf(things)}</dd>
<dt>Since</dt><dd>${describeInstant(incident.openedAt, zoneOf(things))}</dd>
<dt>You are</dt><dd>${role === "" ? person.name : `${person.name}, ${role}`}</dd>
</dl>
${firing.length === 0 ? "" : html`<h2>Firing</h2><ul>${firing}</ul>`}`;
}

function zoneOf({ person }: LinkedThings): string {
  return person.timeZone ?? "UTC";
}

function severityOf({ incident }: LinkedThings): string {
  const { id, name } = incident.rules;
  return name === "" || name === id ? id : `${id}, ${name}`;
}

function buttonText({ acceptsRole, takesPart }: LinkedThings): string {
  if (acceptsRole !== undefined) return `Acknowledge, and I am ${acceptsRole}`;
  return takesPart === true ? "I take part" : "Acknowledge";
}

function thanks({ acceptsRole, takesPart, incident }: LinkedThings): string {
  if (acceptsRole !== undefined) return `You are ${acceptsRole}.`;
  return takesPart === true
    ? `${incident.acknowledgedBy ?? "Somebody"} has it, and knows.`
    : "It is yours.";
}
