/** Roles of an incident as they change hands. */

import { z } from "zod";
import { reasonSchema } from "./incident.ts";
import { textSchema } from "./wire.ts";

export const offerRoleSchema = z
  .object({ person: textSchema(200).meta({ description: "By name", examples: ["Priya"] }) })
  .meta({ id: "OfferRole" });

export const declineRoleSchema = z
  .object({ reason: reasonSchema.optional() })
  .meta({ id: "DeclineRole" });
