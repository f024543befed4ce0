import { z } from "zod";

export const incidentStatusSchema = z.enum(["open", "acknowledged", "resolved", "closed"]);
