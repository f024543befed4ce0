/** The page on which somebody lets pages come to the browser in front of them. */

import { html } from "hono/html";
import type { PushLinkState } from "../operations/person/subscribe-by-link.ts";
import type { Html, Page } from "./page.ts";

/** What the browser needs for our notifications, and an iPhone for its Home Screen. */
const HEAD = html`<link rel="manifest" href="../manifest.webmanifest">
<link rel="icon" href="../push-icon.png">
<link rel="apple-touch-icon" href="../push-icon.png">
<meta name="apple-mobile-web-app-title" content="Tocsin">`;

const SCRIPT = "../push-page.js";

/**
 * What to show for where a link stands. `src/web/page/push-page.js` finds the parts by their ids.
 * @param publicKey with which the browser will know our messages
 */
export function pushPage(state: PushLinkState, publicKey: string): Page {
  switch (state.kind) {
    case "ready":
      return {
        status: 200,
        title: "Get pages on this device",
        head: HEAD,
        script: SCRIPT,
        body: html`<p>You are <strong>${state.person.name}</strong>. When you are paged, a notification appears on this device, also while this page is closed.</p>
<p class="quiet">Messages are encrypted for this browser alone. The link that brought you here works once.</p>
${action(publicKey)}
${IPHONE}
${ALSO}`,
      };
    case "used":
      return {
        status: 410,
        title: "This link has been used",
        head: HEAD,
        body: html`<p>Pages for <strong>${state.person.name}</strong> come to the device on which it was used. If that is this one, you may close this page.</p>
<p>For another device, ask for another link: <code>tocsin person push-link</code>.</p>`,
      };
    case "expired":
      return {
        status: 410,
        title: "This link has expired",
        body: html`<p>Links work for a day. Nothing was changed.</p>
<p>Ask for another one: <code>tocsin person push-link</code>.</p>`,
      };
    case "not-valid":
      return {
        status: 404,
        title: "This link is not valid",
        body: html`<p>It may have been cut off on its way to you, so nothing was changed.</p>
<p>Copy the whole link, or ask for another one: <code>tocsin person push-link</code>.</p>`,
      };
  }
}

function action(publicKey: string): Html {
  return html`<div id="push" data-key="${publicKey}">
<button id="push-button" type="button" hidden>Get pages on this device</button>
<p id="push-state" class="note" role="status" aria-live="polite" hidden></p>
<noscript><p class="note">Notifications need JavaScript, which is turned off here. Turn it on for this address and open the page again.</p></noscript>
</div>`;
}

const IPHONE = html`<section id="push-iphone">
<h2>On an iPhone or iPad</h2>
<p>Notifications come only to apps on the Home Screen, from iOS 16.4 on:</p>
<ol>
<li>In Safari, press <strong>Share</strong>, then <strong>Add to Home Screen</strong>.</li>
<li>Open <strong>Tocsin</strong> from the Home Screen. It shows this page.</li>
<li>Press the button there, and allow notifications.</li>
</ol>
</section>`;

const ALSO = html`<h2>Good to know</h2>
<p>A browser can lose its notifications without a word. Keep another way to be reached as well, and let Tocsin through when the device is silent.</p>`;
