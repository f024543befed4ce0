/** API tokens. */

import {
  createdTokenSchema,
  createTokenSchema,
  tokenListSchema,
  tokenParamsSchema,
} from "../../contract/token.ts";
import { createToken } from "../../operations/token/create.ts";
import { listOwnTokens } from "../../operations/token/list.ts";
import { revokeToken } from "../../operations/token/revoke.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentToken } from "../present-credentials.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["tokens"];

/** Adds the routes. */
export function addTokenRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "token.write" },
    {
      method: "get",
      path: "/api/v1/tokens",
      summary: "Tokens, revoked and expired ones too",
      tags,
      responses: { 200: jsonAnswer("Tokens", tokenListSchema) },
    },
    async (c) => {
      const tokens = await listOwnTokens(context, c.get("principal"));
      return c.json({ tokens: tokens.map(presentToken) }, 200);
    },
  );
  table.add(
    { permission: "token.write" },
    {
      method: "post",
      path: "/api/v1/tokens",
      summary: "Make a token; its secret is in this answer and nowhere after",
      tags,
      request: { body: jsonBody(createTokenSchema) },
      responses: { 201: jsonAnswer("The token with its secret", createdTokenSchema) },
    },
    async (c) => {
      const { personId, expiresAt, ...input } = c.req.valid("json");
      const { token, secret } = await createToken(context, c.get("principal"), {
        ...input,
        ...(personId === undefined ? {} : { personId }),
        ...(expiresAt === undefined ? {} : { expiresAt: Date.parse(expiresAt) }),
      });
      return c.json({ token: presentToken(token), secret }, 201);
    },
  );
  table.add(
    { permission: "token.write" },
    {
      method: "delete",
      path: "/api/v1/tokens/{id}",
      summary: "Revoke a token, at once",
      tags,
      request: { params: tokenParamsSchema },
      responses: { 204: { description: "It is worthless" } },
    },
    async (c) => {
      await revokeToken(context, c.get("principal"), c.req.valid("param"));
      return c.body(null, 204);
    },
  );
}
