/** What became of a test page, as people read it. */

import type { ContactMethodJson } from "../contract/person.ts";
import type { Styled } from "./styled.ts";
import { showInstant, type Viewer } from "./when.ts";

/** "seen 14:35 CET (13:35 UTC)", or "failed: timeout", or "never". */
export function testText({ lastTest }: ContactMethodJson, viewer: Viewer): Styled {
  if (lastTest === null) return { text: "never", style: "dim" };
  const { sentAt, outcome, reason, seenAt } = lastTest;
  const at = showInstant(sentAt, viewer);
  switch (outcome) {
    case "pending":
      return { text: `on its way since ${at}`, style: "yellow" };
    case "delivered":
      return { text: `delivered ${at}, not seen yet`, style: "yellow" };
    case "failed":
      return { text: `failed ${at}: ${reason ?? "unknown"}`, style: "red" };
    case "unseen":
      return { text: `delivered ${at}, never seen`, style: "red" };
    case "seen":
      return { text: `seen ${showInstant(seenAt ?? sentAt, viewer)}`, style: "green" };
  }
}
