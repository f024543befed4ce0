import { expect, it } from "vitest";
import { incidentPage } from "./incident-page.ts";

it("the page that messages link to names the commands, and nothing of the incident", () => {
  const { body, title } = incidentPage("20260114-001", "https://tocsin.example");
  expect(title).toBe("Incident 20260114-001");
  expect(String(body)).toContain("tocsin incident show 20260114-001");
});
