import type { Send } from "../../src/operations/context.ts";

/** Takes every message and sends none: for tests that are about something else. */
export const unsent: Send = async () => ({ kind: "delivered" });
