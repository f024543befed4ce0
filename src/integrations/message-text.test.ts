import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elementsNamed, readHtml } from "../../test/support/read-html.ts";
import { HOSTILE_TEXTS, hostileMessage, sampleMessage } from "../../test/support/sample-message.ts";
import type { Message } from "../domain/message.ts";
import { htmlMessage } from "./message-html.ts";
import { messageText, plainMessage } from "./message-text.ts";

const PAGE = `P0 20261123-001 Checkout queue stands still

Alice, you are paged as on-call engineer.

If nobody answers: Bob (secondary) is paged at 03:17 CET.

Acknowledge: https://tocsin.example.test/a/id.mc3x9d.sig
The link opens a page with a button; opening it answers nothing yet.

Incident: 20261123-001
Title: Checkout queue stands still
Severity: P0 (Critical)
Status: open
Opened: Mon 23 Nov, 03:12 CET (02:12 UTC), 2 min ago
Sent: Mon 23 Nov, 03:14 CET (02:14 UTC)

Firing alerts:
- Queue of shard 1 stands still
- Queue of shard 2 stands still

What the playbook asks for:
- Page the on-call engineer at once (playbook line 55)

Open the incident: https://tocsin.example.test/incidents/20261123-001
`;

describe("a page", () => {
  test("as plain text", () => {
    expect(plainMessage(messageText(sampleMessage()))).toBe(PAGE);
  });

  test("has severity, number and the title's beginning in its first 40 characters", () => {
    const start = messageText(sampleMessage()).headline.slice(0, 40);
    expect(start).toBe("P0 20261123-001 Checkout queue stands st");
  });

  test.each([
    ["role", "Role: P0", "Alice, the role of on-call engineer is waiting for you to accept."],
    ["engaged", "Join: P0", "Alice, you are asked to take part as on-call engineer."],
    ["informed", "FYI: P0", "Alice, this is for your information as on-call engineer."],
    ["clock-warning", "Due soon: P0", "Alice, a clock is running out, and you are next as"],
    ["clock-breach", "Overdue: P0", "Alice, a clock has run out, and it is your turn as"],
    ["resolution-proposed", "Resolved? P0", "Alice, all its alerts have ended. Is it resolved?"],
    ["resolved", "Resolved: P0", "Alice, the incident is resolved."],
    ["fault", "Fault: P0", "Alice, Tocsin itself has a fault"],
  ] as const)("%s says so first", (purpose, headline, why) => {
    const text = messageText(sampleMessage({ purpose }));
    expect(text.headline.startsWith(headline)).toBe(true);
    expect(text.why.startsWith(why)).toBe(true);
  });

  test("gives the reason, and says when it may be the second copy", () => {
    const text = messageText(
      sampleMessage({ reason: "Response clock breached after 15 min", mayRepeat: true }),
    );
    expect(text.why).toContain("paged as on-call engineer. Response clock breached after 15 min.");
    expect(plainMessage(text)).toContain("You may have had this before");
  });

  test("counts the alerts it does not list", () => {
    expect(messageText(sampleMessage({ firingAlerts: 12 })).alerts.at(-1)).toBe("and 10 more");
  });

  test("goes without what is not known", () => {
    const text = messageText(
      sampleMessage({ personName: "", role: "", next: "", severityName: "" }),
    );
    expect(text.why).toBe("You are paged.");
    expect(plainMessage(text)).not.toContain("If nobody answers");
    expect(text.facts).toContainEqual({ label: "Severity", text: "P0" });
  });
});

describe("times are the reader's, with UTC beside", () => {
  const openedIn = (timeZone: string, openedAt: number): string | undefined =>
    messageText(sampleMessage({ timeZone, openedAt, now: openedAt })).facts.find(
      ({ label }) => label === "Opened",
    )?.text;
  const winter = Date.parse("2026-11-23T23:30:00Z");

  test.each([
    ["UTC", "Mon 23 Nov, 23:30 UTC"],
    ["Europe/London", "Mon 23 Nov, 23:30 GMT (23:30 UTC)"],
    ["Asia/Tokyo", "Tue 24 Nov, 08:30 GMT+9 (Mon 23 Nov, 23:30 UTC)"],
    ["America/New_York", "Mon 23 Nov, 18:30 GMT-5 (23:30 UTC)"],
    ["Not/AZone", "Mon 23 Nov, 23:30 UTC"],
  ])("%s", (zone, expected) => {
    expect(openedIn(zone, winter)).toBe(expected);
  });

  test("both halves of a repeated hour are told apart by the zone's name", () => {
    expect(openedIn("Europe/Berlin", Date.parse("2026-10-25T00:30:00Z"))).toContain("02:30 CEST");
    expect(openedIn("Europe/Berlin", Date.parse("2026-10-25T01:30:00Z"))).toContain("02:30 CET");
  });
});

describe("the HTML mail", () => {
  const allWords = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== "");

  function expectSameContent(message: Message): void {
    const text = messageText(message);
    const [body] = elementsNamed(readHtml(htmlMessage(text)), "body");
    const shown = new Set(allWords((body?.text ?? "").replaceAll("\n", " ")));
    const words = allWords(plainMessage(text)).map((word) => word.replace(/^-$|:$/u, ""));
    const missing = words.filter(
      (word) => word !== "" && !shown.has(word) && !shown.has(`${word}:`),
    );
    expect(missing).toEqual([]);
  }

  test("says everything the plain text says", () => {
    expectSameContent(sampleMessage({ mayRepeat: true, reason: "Because" }));
    for (const text of HOSTILE_TEXTS) expectSameContent(hostileMessage(text));
    fc.assert(
      fc.property(fc.string(), (text) => expectSameContent(hostileMessage(text))),
      {
        numRuns: 50,
      },
    );
  });

  test("has a language, a title, one heading, and a button that leads to the page to answer", () => {
    const root = readHtml(htmlMessage(messageText(sampleMessage())));
    expect(root.attributes["lang"]).toBe("en");
    expect(elementsNamed(root, "title")[0]?.text).toContain("Checkout queue stands still");
    expect(elementsNamed(root, "h1")).toHaveLength(1);
    expect(elementsNamed(root, "table")[0]?.attributes["role"]).toBe("presentation");
    const [button] = elementsNamed(root, "a");
    expect(button?.text).toBe("Acknowledge");
    expect(button?.attributes["href"]).toBe("https://tocsin.example.test/a/id.mc3x9d.sig");
  });

  test("leaves text and background to the reader's mail program, light or dark", () => {
    const root = readHtml(htmlMessage(messageText(sampleMessage())));
    const coloured = ["body", "div", "p", "h1", "h2", "li", "td"]
      .flatMap((name) => elementsNamed(root, name))
      .filter(({ attributes }) => /(?:^|;)(?:background|color)/u.test(attributes["style"] ?? ""));
    expect(coloured).toEqual([]);
    expect(elementsNamed(root, "meta").map(({ attributes }) => attributes["name"])).toContain(
      "color-scheme",
    );
  });
});
