/** The page behind the acknowledge link of a notification. Only its button, which posts, changes anything. */

import { z } from "zod";
import { acknowledgePage } from "../acknowledge-page.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { FailedAttempts } from "../failed-attempts.ts";
import { countFailure } from "../guard.ts";
import { respondPage } from "../page.ts";
import type { RouteTable } from "../route-table.ts";

const ACCESS = {
  exempt: "link",
  because: "the link is signed, expires, works once, and is all that somebody woken up has at hand",
} as const;

const PATH = "/a/{token}";
const request = { params: z.object({ token: z.string().min(1).max(2000) }) };
const responses = { 200: { description: "A page", content: { "text/html": {} } } };
const tags = ["acknowledge link"];

/** Adds the routes. */
export function addAcknowledgeLinkRoutes(
  table: RouteTable,
  options: { readonly dependencies: HttpDependencies; readonly attempts: FailedAttempts },
): void {
  const { acknowledgeLinks } = options.dependencies;
  // Mail scanners and previews open every link: GET and HEAD only look.
  table.add(
    ACCESS,
    { method: "get", path: PATH, summary: "What the link acknowledges", tags, request, responses },
    async (c) => {
      const state = await acknowledgeLinks.look(c.req.valid("param").token);
      if (state.kind === "not-valid") countFailure(c, options);
      return respondPage(acknowledgePage(state));
    },
  );
  // No check of Origin: under "no-referrer" browsers send "null" with a form, and the link itself is
  // the secret that another site would need.
  table.add(
    ACCESS,
    { method: "post", path: PATH, summary: "Acknowledge", tags, request, responses },
    async (c) => {
      const state = await acknowledgeLinks.acknowledge(c.req.valid("param").token);
      if (state.kind === "not-valid") countFailure(c, options);
      return respondPage(acknowledgePage(state));
    },
  );
}
