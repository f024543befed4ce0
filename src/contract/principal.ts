/** Who is asking. */

import { z } from "zod";
import { roleSchema } from "./wire.ts";

export const principalSchema = z
  .object({
    name: z.string(),
    role: roleSchema,
    teams: z.array(z.string()),
    personId: z.string().nullable(),
    tokenId: z.string().nullable(),
    permissions: z.array(z.string()),
  })
  .meta({ id: "Me" });
export type PrincipalJson = z.infer<typeof principalSchema>;
