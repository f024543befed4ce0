import { describe, expect, it } from "vitest";
import { documentOf, recordingContext } from "../../../test/support/compile-context.ts";
import { compileChecklists } from "../checklists/checklists.ts";
import { compileContacts } from "../contacts/contacts.ts";
import { compileRunbooks } from "../runbooks/runbooks.ts";
import { compilePostmortemTemplate } from "../templates/postmortem-template.ts";
import { NESTING_MAX } from "./limit-nesting.ts";
import { plainText } from "./plain-text.ts";

describe("limitNesting", () => {
  it("keeps what people nest", () => {
    const document = documentOf(`${"> ".repeat(20)}- deep\n`);
    expect(plainText(document.tree)).toBe("deep");
  });

  it.each([
    ["quotations", "> ", 3000],
    // Each level of a list is two of the tree; reading them takes far longer than cutting them off.
    ["lists", "- ", NESTING_MAX],
  ])("keeps nested %s from running any compiler out of stack", (_, mark, depth) => {
    const document = documentOf(`## Runbook: contacts checklist\n\n${mark.repeat(depth)}a: b\n`);
    const context = recordingContext();
    compileRunbooks([document], context, []);
    compileChecklists([document], context, []);
    compileContacts([document], context);
    compilePostmortemTemplate([document], context);
    expect(plainText(document.tree)).toBe("Runbook: contacts checklist");
  });
});
