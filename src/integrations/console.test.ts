import { expect, test } from "vitest";
import { sampleMessage } from "../../test/support/sample-message.ts";
import { consoleChannel } from "./console.ts";

test("a page is one block, with the headline first and the link to answer", () => {
  const request = consoleChannel.render(sampleMessage(), "", { mailFrom: "", webhookSecrets: [] });
  if (request.transport !== "console") throw new Error("not for the console");
  const lines = request.text.split("\n");
  expect(lines[0]).toMatch(/^─+$/u);
  expect(lines[1]).toBe("P0 20261123-001 Checkout queue stands still");
  expect(request.text).toContain("Acknowledge: https://tocsin.example.test/a/id.mc3x9d.sig");
});
