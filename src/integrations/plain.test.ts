import { describe, expect, test } from "vitest";
import { inboundRequest } from "../../test/support/inbound-bodies.ts";
import { plain } from "./plain.ts";
import type { ParsedRequest } from "./source.ts";

function parse(body: unknown): ParsedRequest {
  return plain.parse(inboundRequest(body), () => "fresh-id");
}

describe("plain JSON", () => {
  test("a title is enough", () => {
    expect(parse({ title: "Disk full on db-3" })).toEqual({
      events: [
        {
          action: "trigger",
          dedupKey: "fresh-id",
          groupKey: "fresh-id",
          title: "Disk full on db-3",
          labels: {},
          annotations: {},
        },
      ],
      unparsed: [],
      omittedAlerts: 0,
    });
  });

  test("everything it knows", () => {
    const parsed = parse({
      title: "Disk full",
      severity: "critical",
      dedupKey: "db-3/disk",
      groupKey: "db-3",
      status: "firing",
      labels: { host: "db-3" },
      annotations: { runbook_url: "https://runbooks.example.test/disk" },
      url: "https://graphs.example.test/db-3",
    });
    expect(parsed.events).toEqual([
      {
        action: "trigger",
        dedupKey: "db-3/disk",
        groupKey: "db-3",
        title: "Disk full",
        labels: { host: "db-3", severity: "critical" },
        annotations: { runbook_url: "https://runbooks.example.test/disk" },
        sourceUrl: "https://graphs.example.test/db-3",
      },
    ]);
  });

  test("a form, which a shell can write without quoting", () => {
    const form = (text: string, contentType = "application/x-www-form-urlencoded; charset=utf-8") =>
      plain.parse({ contentType, body: Buffer.from(text), truncated: false }, () => "fresh-id");
    expect(
      form("title=Disk+full%21&labels.host=db-3&severity=warning&labels.x.y=1").events,
    ).toEqual([
      {
        action: "trigger",
        dedupKey: "fresh-id",
        groupKey: "fresh-id",
        title: "Disk full!",
        labels: { host: "db-3", "x.y": "1", severity: "warning" },
        annotations: {},
      },
    ]);
    // curl --data says so of JSON too.
    expect(form('{"title": "Disk full"}').events[0]?.title).toBe("Disk full");
    for (const text of ["{half a JSON", "", "&&"]) expect(form(text).events).toEqual([]);
    expect(form("title=x", "text/plain").events).toEqual([]);
  });

  test("noted is a note to an alert that fires", () => {
    const [event] = parse({ status: "noted", dedupKey: "k", title: "in maintenance" }).events;
    expect(event).toMatchObject({ action: "amend", note: "in maintenance" });
  });

  test.each([
    ["resolved", "resolve"],
    ["acknowledged", "acknowledge"],
  ])("status %s needs a dedup key and no title", (status, action) => {
    expect(parse({ status, dedupKey: "k" }).events).toMatchObject([{ action, dedupKey: "k" }]);
    expect(parse({ status }).unparsed[0]?.reason).toContain("dedupKey");
  });

  test.each([
    ["no title", {}, "title"],
    ["an unknown status", { title: "t", status: "on" }, "status"],
    ["labels as text", { title: "t", severity: "x", labels: "a=b" }, "labels"],
    ["annotations as a list", { title: "t", annotations: [] }, "annotations"],
    ["form data, which curl sends unasked", "title=disk", "JSON"],
  ])("%s is unparsed, and the reply says so", (_name, body, reason) => {
    const parsed = parse(body);
    expect(parsed.events).toEqual([]);
    const reply = plain.reply(parsed);
    expect(reply.status).toBe(202);
    expect(JSON.parse(reply.body)).toEqual({
      status: "stored",
      dedupKeys: [],
      unparsed: [expect.stringContaining(reason)],
    });
  });
});
