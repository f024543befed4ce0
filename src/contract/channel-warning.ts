import { z } from "zod";

/** Who cannot be relied on to be reached when on call, and why. */
export const channelWarningsSchema = z
  .array(
    z.object({
      person: z.string(),
      text: z.string().meta({ description: "A sentence that begins with the name" }),
    }),
  )
  .meta({ description: "Who lacks verified contact methods of two kinds, among those on call" });
