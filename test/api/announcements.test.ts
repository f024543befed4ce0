/** Audiences over HTTP: a yes to telling stakeholders reaches them, and so does an update for one of them. */

import { describe, expect, it } from "vitest";
import { startTocsin, type TestTocsin } from "../support/tocsin.ts";

async function declared(tocsin: TestTocsin) {
  const post = (path: string, body: object) =>
    tocsin.request(path, { method: "POST", body: JSON.stringify(body) });
  const answer = await post("/api/v1/incidents", { title: "Lookups fail", severity: "P0" });
  const { number } = (await answer.json()) as { number: string };
  const at = `/api/v1/incidents/${number}`;
  const timeline = async () => {
    const page = await tocsin.request(`${at}/timeline`);
    const { entries } = (await page.json()) as { entries: { kind: string; text: string }[] };
    return entries.map(({ text }) => text);
  };
  return { post: (path: string, body: object) => post(`${at}${path}`, body), timeline };
}

function told(tocsin: TestTocsin, words: string): number {
  return tocsin.sent.filter(
    (request) => request.transport === "console" && request.text.includes(words),
  ).length;
}

describe("audiences", () => {
  it("are told by a yes to the checklist, and by updates, without a link that needs a login", async () => {
    const tocsin = await startTocsin();
    const { post, timeline } = await declared(tocsin);
    const answered = await post("/checklists", { point: "tell_stakeholders", answer: "yes" });
    expect(answered.status).toBe(200);
    await tocsin.until("management is told", () => told(tocsin, "We have an incident of") === 1);
    const lines = await timeline();
    expect(lines.filter((line) => line.includes("were not told"))).toEqual([
      expect.stringMatching(/^Customers \(line 132\) were not told: only if they notice;/u),
      expect.stringMatching(
        /^Data Protection \(line 134\) were not told: only if personal data is involved;/u,
      ),
    ]);

    const text = "Tracking fails for some parcels.";
    await post("/updates", { text, audience: "Customers", publicStatus: "identified" });
    await tocsin.until("customers are told", () => told(tocsin, text) === 1);
    const sent = tocsin.sent.flatMap((one) => (one.transport === "console" ? [one.text] : []));
    expect(sent.find((one) => one.includes(text))).not.toContain("http");

    await post("/resolve", { reason: "rolled back" });
    await tocsin.until("both hear of the end", () => told(tocsin, "It is resolved.") === 2);
    await tocsin.until("it is in the timeline", async () =>
      (await timeline()).some((line) => line.startsWith("An announcement to Customers went out")),
    );
  });
});
