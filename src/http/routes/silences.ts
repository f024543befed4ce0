/** Silences: alerts that are not to page for a while. */

import {
  createSilenceSchema,
  previewSilenceSchema,
  silenceListSchema,
  silenceParamsSchema,
  silencePreviewSchema,
  silenceQuerySchema,
  silenceSchema,
} from "../../contract/silence.ts";
import { MS } from "../../domain/duration.ts";
import { createSilence } from "../../operations/silence/create.ts";
import { expireSilence } from "../../operations/silence/expire.ts";
import { listSilences, showSilence } from "../../operations/silence/list.ts";
import { makerFor } from "../../operations/silence/maker.ts";
import { previewSilence } from "../../operations/silence/preview.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentPreview, presentSilence } from "../present-silence.ts";
import { readMatchers } from "../read-matchers.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["silences"];
/** As long as Alertmanager keeps them by default. */
const ENDED_WITHIN_MS = 5 * MS.day;

/** Adds the routes. */
export function addSilenceRoutes(
  table: RouteTable,
  { context }: Pick<HttpDependencies, "context">,
): void {
  table.add(
    { permission: "silence.read" },
    {
      method: "get",
      path: "/api/v1/silences",
      summary: "Silences that have not ended",
      tags,
      request: { query: silenceQuerySchema },
      responses: { 200: jsonAnswer("Silences, as they were made", silenceListSchema) },
    },
    async (c) => {
      const endedWithinMs = c.req.valid("query").ended === "true" ? ENDED_WITHIN_MS : 0;
      const silences = await listSilences(context, c.get("principal"), { endedWithinMs });
      const now = context.clock.now();
      return c.json({ silences: silences.map((one) => presentSilence(one, now)) }, 200);
    },
  );
  table.add(
    { permission: "silence.read" },
    {
      method: "get",
      path: "/api/v1/silences/{id}",
      summary: "A silence, also one that has ended",
      tags,
      request: { params: silenceParamsSchema },
      responses: { 200: jsonAnswer("The silence", silenceSchema) },
    },
    async (c) => {
      const silence = await showSilence(context, c.get("principal"), c.req.valid("param"));
      return c.json(presentSilence(silence, context.clock.now()), 200);
    },
  );
  table.add(
    { permission: "silence.read" },
    {
      method: "post",
      path: "/api/v1/silences/preview",
      summary: "What a silence would match of the alerts that fire now",
      tags,
      request: { body: jsonBody(previewSilenceSchema) },
      responses: { 200: jsonAnswer("What it would match", silencePreviewSchema) },
    },
    async (c) => {
      const { matchers, team } = c.req.valid("json");
      const preview = await previewSilence(context, c.get("principal"), {
        matchers: readMatchers(matchers),
        ...(team === undefined ? {} : { team }),
      });
      return c.json(presentPreview(preview), 200);
    },
  );
  table.add(
    { permission: "silence.write" },
    {
      method: "post",
      path: "/api/v1/silences",
      summary: "Silence alerts: they are stored, and page nobody until the silence ends",
      tags,
      request: { body: jsonBody(createSilenceSchema) },
      responses: { 201: jsonAnswer("The silence", silenceSchema) },
    },
    async (c) => {
      const { matchers, startsAt, endsAt, comment, team } = c.req.valid("json");
      const silence = await createSilence(context, c.get("principal"), {
        matchers: readMatchers(matchers),
        comment,
        ...(startsAt === undefined ? {} : { startsAt: Date.parse(startsAt) }),
        ...(endsAt === undefined ? {} : { endsAt: Date.parse(endsAt) }),
        ...(team === undefined ? {} : { team }),
      });
      return c.json(presentSilence(silence, context.clock.now()), 201);
    },
  );
  table.add(
    { permission: "silence.write" },
    {
      method: "delete",
      path: "/api/v1/silences/{id}",
      summary: "End a silence now: what it held, and still fires, pages at once",
      tags,
      request: { params: silenceParamsSchema },
      responses: { 204: { description: "It has ended" } },
    },
    async (c) => {
      const principal = c.get("principal");
      const maker = makerFor(principal);
      await expireSilence(context, maker, c.req.valid("param"));
      return c.body(null, 204);
    },
  );
}
