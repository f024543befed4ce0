/** API tokens: the secret is in the answer that makes one, and nowhere after. */

import { z } from "zod";
import {
  givenInstantSchema,
  idSchema,
  instantSchema,
  roleSchema,
  teamsSchema,
  textSchema,
} from "./wire.ts";

export const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: roleSchema,
    teams: z.array(z.string()),
    personId: z
      .string()
      .nullable()
      .meta({ description: "Whose deeds it does; null for a program" }),
    createdAt: instantSchema,
    expiresAt: instantSchema.nullable(),
    revokedAt: instantSchema.nullable(),
    lastUsedAt: instantSchema.nullable(),
  })
  .meta({ id: "Token" });
export type TokenJson = z.infer<typeof tokenSchema>;

export const tokenListSchema = z.object({ tokens: z.array(tokenSchema) }).meta({ id: "TokenList" });
export type TokenListJson = z.infer<typeof tokenListSchema>;

export const createTokenSchema = z
  .object({
    name: textSchema(200),
    role: roleSchema,
    teams: teamsSchema.default([]),
    personId: idSchema.optional(),
    expiresAt: givenInstantSchema.optional(),
  })
  .meta({ id: "CreateToken" });
export type CreateTokenInput = z.input<typeof createTokenSchema>;

export const createdTokenSchema = z
  .object({
    token: tokenSchema,
    secret: z.string().meta({ description: "Shown this once: only its hash is kept" }),
  })
  .meta({ id: "CreatedToken" });
export type CreatedTokenJson = z.infer<typeof createdTokenSchema>;

export const tokenParamsSchema = z.object({ id: idSchema });
