/** The page behind the link of a test page: one button, and nothing else to do. */

import { html } from "hono/html";
import type { TestPageState } from "../operations/person/see-test-page.ts";
import type { Page } from "./page.ts";

/** What to show for where a test page stands. */
export function testPage(state: TestPageState | { readonly kind: "expired" }): Page {
  switch (state.kind) {
    case "ready":
      return {
        status: 200,
        title: "Have you seen the test page?",
        body: html`<p>You are <strong>${state.person.name}</strong>, and a test page reached you by <strong>${state.method.kind}</strong>. There is no incident.</p>
<form method="post"><button type="submit">I have seen it</button></form>
<p class="quiet">Pages come the same way. Opening this page has changed nothing.</p>`,
      };
    case "done":
      return {
        status: 200,
        title: "Your test page has arrived",
        body: html`<p>Thank you, ${state.person.name}. Pages reach you by ${state.method.kind}. You may close this page.</p>`,
      };
    case "seen":
      return {
        status: 410,
        title: "You have said so before",
        body: html`<p>It is known that the test page arrived: nothing more is needed here.</p>`,
      };
    case "expired":
      return {
        status: 410,
        title: "This test page is too old",
        body: html`<p>Test pages can be answered for three days. Ask for another one: <code>tocsin person test-page me</code>.</p>`,
      };
    case "not-valid":
      return {
        status: 404,
        title: "This link is not valid",
        body: html`<p>There is a newer test page, or the link was cut off on its way to you. Nothing was changed.</p>
<p>Copy the whole link from the newest one, or ask for another: <code>tocsin person test-page me</code>.</p>`,
      };
  }
}
