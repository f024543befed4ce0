/** Test pages: sent by somebody who may, and said to have been seen by their readers. */

import { z } from "zod";
import {
  personParamsSchema,
  sendTestPagesSchema,
  testPagesSentSchema,
} from "../../contract/person.ts";
import { sendTestPages } from "../../operations/person/send-test-pages.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { FailedAttempts } from "../failed-attempts.ts";
import { countFailure } from "../guard.ts";
import { respondPage } from "../page.ts";
import { presentContactMethod } from "../present-person.ts";
import type { RouteTable } from "../route-table.ts";
import { testPage } from "../test-page.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const ACCESS = {
  exempt: "link",
  because: "the link is signed, expires, and says no more than that its reader has seen a test",
} as const;

const PATH = "/t/{token}";
const request = { params: z.object({ token: z.string().min(1).max(2000) }) };
const responses = { 200: { description: "A page", content: { "text/html": {} } } };
const tags = ["test pages"];

/** Adds the route of the API. */
export function addTestPageRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "person.self" },
    {
      method: "post",
      path: "/api/v1/people/{id}/test-pages",
      summary: "Send a test page over one or each way to reach a person",
      tags: ["people"],
      request: { params: personParamsSchema, body: jsonBody(sendTestPagesSchema) },
      responses: {
        202: jsonAnswer(
          "They go out; `lastTest` of the methods says how it goes",
          testPagesSentSchema,
        ),
      },
    },
    async (c) => {
      const { id: personId } = c.req.valid("param");
      const { methodId } = c.req.valid("json");
      const input = { personId, ...(methodId === undefined ? {} : { methodId }) };
      const started = await sendTestPages(context, c.get("principal"), input);
      const tests = started.map(({ id, method }) => ({ id, method: presentContactMethod(method) }));
      return c.json({ tests }, 202);
    },
  );
}

/** Adds the page behind the link of a test page. Only its button, which posts, changes anything. */
export function addTestLinkRoutes(
  table: RouteTable,
  options: { readonly dependencies: HttpDependencies; readonly attempts: FailedAttempts },
): void {
  const { testLinks } = options.dependencies;
  table.add(
    ACCESS,
    { method: "get", path: PATH, summary: "What the link says", tags, request, responses },
    async (c) => {
      const state = await testLinks.look(c.req.valid("param").token);
      if (state.kind === "not-valid") countFailure(c, options);
      return respondPage(testPage(state));
    },
  );
  // No check of Origin, as for acknowledge links.
  table.add(
    ACCESS,
    { method: "post", path: PATH, summary: "It was seen", tags, request, responses },
    async (c) => {
      const state = await testLinks.see(c.req.valid("param").token);
      if (state.kind === "not-valid") countFailure(c, options);
      return respondPage(testPage(state));
    },
  );
}
