import { describe, expect, test } from "vitest";
import { inboundFixture, inboundRequest } from "../../test/support/inbound-bodies.ts";
import { opsgenie } from "./opsgenie.ts";
import { opsgenieTarget, readTarget, writeTarget } from "./opsgenie-target.ts";
import type { ParsedRequest } from "./source.ts";

const REQUEST_ID = "01997b1e-0000-7000-8000-000000000001";

function parse(body: unknown, target?: string): ParsedRequest {
  return opsgenie.parse(inboundRequest(body, false, target), () => REQUEST_ID);
}

function deed(method: string, action: string, body: unknown = {}): ParsedRequest {
  const target = opsgenieTarget({
    method,
    action,
    identifier: "db-3/disk",
    identifierType: "alias",
  });
  if (target === undefined) throw new Error(`${method} ${action} is none of Opsgenie's`);
  return parse(body, writeTarget(target));
}

describe("Alertmanager's opsgenie_configs, as Alertmanager 0.25 sent them", () => {
  const alias = "17c4e445d234645c9e547ff6d32a864af0ebdadcd1902771c24c8d366637ff41";

  test("create", () => {
    expect(parse(inboundFixture("alertmanager-opsgenie-create"))).toEqual({
      events: [
        {
          action: "trigger",
          dedupKey: alias,
          groupKey: alias,
          title: "[FIRING:1] DiskFull (db-3 critical)",
          labels: {
            alertname: "DiskFull",
            instance: "db-3",
            // The label of the alert, and not what its priority means.
            severity: "critical",
            priority: "P1",
            entity: "db-3",
            source: "http://alertmanager.example.test:9093/#/alerts?receiver=tocsin",
            tags: "production, shop",
            responders: "team storage",
          },
          annotations: { description: expect.stringContaining("97 % used") },
          sourceUrl: "http://alertmanager.example.test:9093/#/alerts?receiver=tocsin",
          note: "Look at db-3 first",
        },
      ],
      unparsed: [],
      omittedAlerts: 0,
      receiptId: REQUEST_ID,
    });
  });

  test("close, by the alias in the address", () => {
    const parsed = parse(inboundFixture("alertmanager-opsgenie-close"), `close alias ${alias}`);
    expect(parsed.events).toMatchObject([{ action: "resolve", dedupKey: alias }]);
  });
});

describe("create", () => {
  test("a message is enough: the alias is the request's id, by which it is found again", () => {
    expect(parse({ message: "Disk full" }).events).toEqual([
      {
        action: "trigger",
        dedupKey: REQUEST_ID,
        groupKey: REQUEST_ID,
        title: "Disk full",
        labels: {},
        annotations: {},
      },
    ]);
  });

  test.each([
    ["P1", "critical"],
    ["p2", "error"],
    ["P3", "warning"],
    ["P4", "info"],
    ["P5", "info"],
    ["urgent", undefined],
  ])("priority %s means severity %s", (priority, severity) => {
    expect(parse({ message: "m", priority }).events[0]?.labels["severity"]).toBe(severity);
  });

  test.each([
    ["no message", {}, "message"],
    ["an empty message", { message: " " }, "message"],
    ["a list", [], "JSON object"],
    ["malformed JSON", "{", "valid JSON"],
  ])("%s is unparsed, and has a request id all the same", (_, body, reason) => {
    const parsed = parse(body);
    expect(parsed.events).toEqual([]);
    expect(parsed.unparsed[0]?.reason).toContain(reason);
    expect(JSON.parse(opsgenie.reply(parsed).body)).toEqual({
      result: "Request will be processed",
      took: 0,
      requestId: REQUEST_ID,
    });
  });
});

describe("what is done to an alert that the address names", () => {
  test.each([
    ["close", "resolve"],
    ["acknowledge", "acknowledge"],
    ["unacknowledge", "unacknowledge"],
  ])("%s, whatever its body is", (action, event) => {
    for (const body of ["", "{", {}, []]) {
      const parsed = deed("POST", action, body);
      expect(parsed.events).toMatchObject([{ action: event, dedupKey: "db-3/disk" }]);
      expect(parsed.unparsed).toEqual([]);
    }
    const [said] = deed("POST", action, { note: "on it", user: "ann" }).events;
    expect(said?.note).toBe("ann: on it");
  });

  test("delete is an end", () => {
    const target = { method: "DELETE", identifier: "a", identifierType: "ALIAS" };
    const found = opsgenieTarget(target);
    expect(found).toEqual({ verb: "delete", identifier: "a", identifierType: "alias" });
    expect(parse("", "delete alias a").events).toMatchObject([{ action: "resolve" }]);
  });

  test.each([
    ["POST", "notes", { note: "looking" }, { note: "looking" }],
    ["PUT", "message", { message: "Worse" }, { patch: { title: "Worse" } }],
    ["PUT", "description", { description: "d" }, { patch: { annotations: { description: "d" } } }],
    [
      "PUT",
      "priority",
      { priority: "P1" },
      { patch: { labels: { priority: "P1", severity: "critical" } } },
    ],
    ["POST", "tags", { tags: ["a", "b"] }, { patch: { addedToLabels: { tags: "a, b" } } }],
    ["POST", "details", { details: { host: "db" } }, { patch: { labels: { host: "db" } } }],
  ])("%s %s amends", (method, action, body, change) => {
    const [event] = deed(method, action, body).events;
    expect(event).toMatchObject({ action: "amend", dedupKey: "db-3/disk", ...change });
    const empty = deed(method, action, {});
    expect(empty.events).toEqual([]);
    expect(empty.unparsed).toHaveLength(1);
  });

  test.each(["snooze", "escalate", "assign", "teams", "constructor"])("not %s", (action) => {
    expect(opsgenieTarget({ method: "POST", action, identifier: "a" })).toBeUndefined();
  });

  test("an id that is nobody's, and a tiny id, do nothing", () => {
    for (const target of ["close id 123", "close tiny 4"])
      expect(parse("", target)).toMatchObject({ events: [], unparsed: [] });
  });

  test("a target is read as it was written", () => {
    for (const identifier of ["a b", "ä/?%", "\ud800", ""]) {
      const target = { verb: "close", identifier, identifierType: "alias" } as const;
      expect(readTarget(writeTarget(target))).toEqual({
        ...target,
        identifier: identifier.toWellFormed(),
      });
    }
  });
});
