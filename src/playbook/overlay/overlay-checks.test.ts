import { describe, expect, it } from "vitest";
import { readOverlay } from "./overlay.ts";

function read(yaml: string) {
  const { overlay, diagnostics } = readOverlay("tocsin.yaml", yaml);
  return { checks: overlay.checks, messages: diagnostics.map(({ message }) => message) };
}

describe("checks", () => {
  it("are read in each form", () => {
    const { checks, messages } = read(`checks:
  - name: Checkout answers
    http: https://shop.example.com/health?deep=1
    status: 200
    contains: ok
    certificateDays: 14
    every: 30s
    timeout: 5s
    failures: 2
    recoveries: 1
    severity: P1
  - { name: Database, tcp: "db.example.com:5432" }
  - { name: Mail, tls: "[2001:db8::1]:465" }
`);
    expect(messages).toEqual([]);
    expect(checks).toMatchObject([
      { every: "PT30S", timeout: "PT5S", certificateDays: 14 },
      { tcp: "db.example.com:5432" },
      { tls: "[2001:db8::1]:465" },
    ]);
  });

  it.each([
    ["{ name: a }", /one of "http", "tcp" and "tls"/],
    ['{ name: a, tcp: "a:1", tls: "a:1" }', /one of "http", "tcp" and "tls"/],
    ["{ name: a, http: ftp://a }", /http\(s\) address/],
    ["{ name: a, http: https://user:word@a.example }", /http\(s\) address/],
    ["{ name: a, tcp: a }", /HOST:PORT/],
    ['{ name: a, tcp: "a:70000" }', /HOST:PORT/],
    ['{ name: a, tcp: "a:1", contains: ok }', /which are of "http"/],
    ["{ name: a, http: http://a, certificateDays: 3 }", /no certificate/],
    ["{ name: a, http: http://a, every: 1s }", /between 15 s and a day/],
    ["{ name: a, http: http://a, timeout: 5m }", /between 1 s and 30 s/],
    ["{ name: a, http: http://a }, { name: a, http: http://b }", /a name each/],
  ])("%s are refused, and it is said why", (written, message) => {
    expect(read(`checks: [${written}]\n`).messages.join("\n")).toMatch(message);
  });
});
