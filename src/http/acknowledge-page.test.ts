import { describe, expect, it } from "vitest";
import { opened, person, START } from "../../test/support/incident-fixtures.ts";
import type { LinkedThings, LinkState } from "../operations/incident/acknowledge-by-link.ts";
import { acknowledgePage } from "./acknowledge-page.ts";
import { respondPage } from "./page.ts";

const at = START + 240_000;
const { incident } = opened({ title: "Database primary is down" });
const things: LinkedThings = {
  incident,
  person: { ...person("Ann"), timeZone: "Europe/Berlin" },
  role: "on-call engineer",
  alertTitles: ["PostgresDown on db-1"],
};
const answered = {
  ...things,
  incident: { ...incident, acknowledgedBy: "Ben", acknowledgedAt: at },
};
const over = { ...things, incident: { ...incident, resolvedAt: at } };

const mergedInto = { id: "other", number: "20260114-002" };
const merged = { ...things, incident: { ...incident, mergedInto } };

async function show(state: LinkState) {
  const response = await respondPage(acknowledgePage(state));
  return { response, text: await response.text() };
}

describe("acknowledgePage", () => {
  it("says what is wrong, since when, who I am, and has one button that posts", async () => {
    const { response, text } = await show({ kind: "ready", ...things });
    expect(response.status).toBe(200);
    for (const fact of [
      "Database primary is down",
      "20260114-001",
      "P0, Critical",
      "03:30 (02:30 UTC)",
      "Ann, on-call engineer",
      "PostgresDown on db-1",
    ])
      expect(text).toContain(fact);
    expect(text.match(/<button/g)).toHaveLength(1);
    expect(text).toContain('<form method="post">');
    expect(text).not.toContain("<script");
  });

  it("says so when the button accepts a role as well", async () => {
    const { text } = await show({
      kind: "ready",
      ...things,
      acceptsRole: "incident commander",
    });
    expect(text).toContain("Acknowledge, and I am incident commander");
  });

  it.each<[LinkState, number, string]>([
    [{ kind: "done", ...things }, 200, "You have acknowledged 20260114-001"],
    [{ kind: "used", ...things }, 410, "before"],
    [
      { kind: "already-acknowledged", ...answered },
      409,
      "Ben was first, at Wed 14 Jan 2026, 03:34",
    ],
    [{ kind: "ended", ...over }, 409, "resolved at"],
    [
      { kind: "ended", ...merged },
      409,
      "It goes on as 20260114-002, and you have acknowledged nothing.",
    ],
    [{ kind: "expired" }, 410, "expired"],
    [{ kind: "not-valid" }, 404, "not valid"],
  ])("has a page without a button for $kind", async (state, status, phrase) => {
    const { response, text } = await show(state);
    expect(response.status).toBe(status);
    expect(text).toContain(phrase);
    expect(text).not.toContain("<form");
  });

  it("shows hostile text as text", async () => {
    const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
    const { text } = await show({
      kind: "ready",
      incident: {
        ...incident,
        title: hostile,
        rules: { ...incident.rules, name: hostile },
      },
      person: { ...person(hostile), timeZone: hostile },
      role: hostile,
      alertTitles: [hostile],
      acceptsRole: hostile,
    });
    expect(text).not.toContain("<script");
    expect(text).not.toContain("<img");
    expect(text).toContain("&lt;script&gt;");
  });

  it("is neither stored nor indexed, and allows its own style and form only", async () => {
    const { response } = await show({ kind: "ready", ...things });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-robots-tag")).toContain("noindex");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).not.toContain("unsafe");
  });

  it("allows exactly the style sheet that the page has", async () => {
    const { response, text } = await show({ kind: "expired" });
    const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? "";
    const digest = await crypto.subtle.digest("SHA-256", Buffer.from(style));
    const expected = `'sha256-${Buffer.from(digest).toString("base64")}'`;
    expect(response.headers.get("content-security-policy")).toContain(expected);
  });
});
