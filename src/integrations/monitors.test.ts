/** The monitors whose form becomes the plain one by a mapping. */

import { describe, expect, test } from "vitest";
import { inboundRequest } from "../../test/support/inbound-bodies.ts";
import { icinga, nagios } from "./nagios.ts";
import type { ParsedRequest, Source } from "./source.ts";
import { uptimeKuma } from "./uptime-kuma.ts";
import { zabbix } from "./zabbix.ts";

function parse(source: Source, body: unknown): ParsedRequest {
  return source.parse(inboundRequest(body), () => "fresh-id");
}

function parseForm(source: Source, fields: Record<string, string>): ParsedRequest {
  const body = new TextEncoder().encode(new URLSearchParams(fields).toString());
  const contentType = "application/x-www-form-urlencoded";
  return source.parse({ contentType, body, truncated: false }, () => "fresh-id");
}

describe.each([nagios, icinga])("$title", (source) => {
  const problem = {
    type: "PROBLEM",
    host: "db-3",
    service: "disk",
    state: "CRITICAL",
    output: 'DISK CRITICAL - "/" 97% & rising',
    author: "",
    comment: "",
  };

  test("a problem with a service", () => {
    expect(parseForm(source, problem).events).toEqual([
      {
        action: "trigger",
        dedupKey: "db-3!disk",
        groupKey: "db-3!disk",
        title: 'disk on db-3: DISK CRITICAL - "/" 97% & rising',
        labels: { host: "db-3", service: "disk", state: "CRITICAL", severity: "critical" },
        annotations: { output: 'DISK CRITICAL - "/" 97% & rising' },
      },
    ]);
  });

  test("a host has no service", () => {
    const host = { type: "PROBLEM", host: "db-3", state: "DOWN", output: "no ping" };
    expect(parseForm(source, host).events).toMatchObject([
      { dedupKey: "db-3", title: "db-3: no ping", labels: { severity: "critical" } },
    ]);
  });

  test.each([
    ["RECOVERY", "resolve"],
    ["ACKNOWLEDGEMENT", "acknowledge"],
    ["FLAPPINGSTART", "trigger"],
    ["CUSTOM", "trigger"],
    ["DOWNTIMESTART", "amend"],
    ["", "trigger"],
  ])("%s means %s", (type, action) => {
    const [event] = parseForm(source, { ...problem, type }).events;
    expect(event?.action).toBe(action);
    expect(event?.note).toBe(action === "amend" ? event?.title : undefined);
  });

  test("no severity comes of a state that is none", () => {
    const [event] = parseForm(source, { ...problem, state: "OK" }).events;
    expect(event?.labels).not.toHaveProperty("severity");
  });
});

describe("Uptime Kuma", () => {
  const monitor = { id: 7, name: "Shop", url: "https://shop.example.test", type: "http" };

  test.each([
    [0, "trigger"],
    [1, "resolve"],
    [2, "amend"],
  ])("status %s means %s", (status, action) => {
    const heartbeat = { monitorID: 7, status, msg: "timeout of 48000ms exceeded", time: "…" };
    const body = { heartbeat, monitor, msg: "[Shop] [Down] timeout" };
    expect(parse(uptimeKuma, body).events).toMatchObject([
      {
        action,
        dedupKey: "7",
        title: "Shop: timeout of 48000ms exceeded",
        labels: { monitor: "Shop", type: "http" },
        sourceUrl: "https://shop.example.test/",
      },
    ]);
  });

  test("a test, and a certificate, have a message alone", () => {
    const body = {
      heartbeat: null,
      monitor: null,
      msg: "[Shop] Certificate will expire in 7 days",
    };
    expect(parse(uptimeKuma, body).events).toMatchObject([
      { action: "trigger", dedupKey: "fresh-id", title: body.msg },
    ]);
  });
});

test("Zabbix: a problem and its end", () => {
  const body = {
    eventid: "4711",
    value: "1",
    name: "High CPU load",
    severity: "High",
    host: "db-3",
    triggerid: "99",
    opdata: "97 %",
  };
  expect(parse(zabbix, body).events).toMatchObject([
    {
      action: "trigger",
      dedupKey: "4711",
      title: "db-3: High CPU load",
      labels: { severity: "error", host: "db-3", trigger: "99" },
    },
  ]);
  expect(parse(zabbix, { ...body, value: "0" }).events[0]?.action).toBe("resolve");
});
