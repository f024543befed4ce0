import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readOverlay } from "./overlay.ts";

/** Findings as "line:column-endColumn CODE message". */
function findings(text: string): string[] {
  return readOverlay("tocsin.yaml", text).diagnostics.map(
    ({ line, column, endColumn, code, message }) =>
      `${line}:${column}${endColumn === undefined ? "" : `-${endColumn}`} ${code} ${message}`,
  );
}

function helpOf(text: string): string | undefined {
  return readOverlay("tocsin.yaml", text).diagnostics[0]?.help;
}

describe("what is right", () => {
  test("an empty file says nothing", () => {
    for (const text of ["", "\n", "# only a comment\n", "{}", "\uFEFF"]) {
      const { overlay, diagnostics } = readOverlay("tocsin.yaml", text);
      expect(diagnostics).toEqual([]);
      expect(overlay.people).toEqual([]);
      expect(overlay.catchAll).toEqual([]);
    }
  });

  test("every key is read, durations become ISO 8601, values that are numbers become text in matches", () => {
    const { overlay, diagnostics } = readOverlay(
      "tocsin.yaml",
      `
timeZone: Europe/Berlin
handoffTime: "08:30"
people:
  - name: Priya
    title: CTO
    timeZone: Asia/Kolkata
    role: manager
    teams: [platform]
    access: [Grafana]
    contact:
      - { kind: email, address: priya@example.com }
      - { kind: webhook, address: "\${HOOK}" }
      - { kind: ntfy, address: "file:/run/secrets/topic" }
      - { kind: console }
roles:
  On-Call Engineer: { column: Primary }
  Legal: { person: Priya }
escalation:
  P0: { after: [0m, 5 minutes, PT10M], repeat: 2 }
catchAll: [Priya]
routes:
  - match: { severity: critical, shard: 7, canary: false }
    severity: P0
stepOverrides:
  - command: kubectl get pods
    argv: [kubectl, get, pods, -n, shop]
    reason: the namespace is missing
audiences:
  Management: { channels: [{ kind: email, address: board@example.com }] }
measures: { error rate: "sum(rate(errors[5m]))" }
runbookDefaults: { namespace: shop, prometheus: "http://prometheus:9090" }
services: [{ name: api, team: platform, dependsOn: [database] }, { name: database }]
overrides: [{ column: Primary, person: Priya, start: 2026-03-02T09:00, end: 2026-03-03T09:00 }]
rotations: { on-call: { repeats: true, startsOn: wednesday } }
`,
    );
    expect(diagnostics).toEqual([]);
    expect(overlay).toMatchObject({
      timeZone: "Europe/Berlin",
      handoffTime: "08:30",
      escalation: { P0: { after: ["PT0S", "PT5M", "PT10M"], repeat: 2 } },
      routes: [
        {
          match: { severity: "critical", shard: "7", canary: "false" },
          severity: "P0",
          source: { file: "tocsin.yaml", line: 23 },
        },
      ],
      overrides: [{ start: "2026-03-02T09:00", end: "2026-03-03T09:00" }],
      rotations: { "on-call": { repeats: true, startsOn: "wednesday" } },
    });
    expect(overlay.people[0]?.contact).toEqual([
      { kind: "email", address: "priya@example.com" },
      { kind: "webhook", address: `\${HOOK}` },
      { kind: "ntfy", address: "file:/run/secrets/topic" },
      { kind: "console", address: "" },
    ]);
  });
});

describe("what is wrong, at its line and column", () => {
  test("bad YAML is TOC501 where it breaks", () => {
    expect(findings("people:\n  - name: A\n\tname: B\n")[0]).toMatch(
      /^3:1\S* TOC501 this is not valid YAML/,
    );
    expect(findings("a: 1\na: 2\n")).toContainEqual(
      expect.stringMatching(/^2:1\S* TOC501 .*unique/),
    );
    expect(findings("catchAll: [a")[0]).toMatch(/TOC501/);
    expect(findings("timeZone: !!js/function x")[0]).toMatch(/^1:11\S* TOC501/);
  });

  test("a place inside a map that is never closed is still in the file", () => {
    const text =
      "routes:\n  - match: { alertname\n    severity: P0\n  - match: { severity: info }\n";
    for (const finding of findings(text)) expect(finding).toMatch(/^[2345]:([1-9]|1\d|2\d)\D/);
    expect(findings(text).length).toBeGreaterThanOrEqual(1);
  });

  test("aliases that multiply are refused", () => {
    const bomb = ["a0: &a0 [x,x,x,x,x,x,x,x,x,x]"];
    for (let level = 1; level < 9; level++)
      bomb.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(",")}]`,
      );
    expect(findings(bomb.join("\n"))[0]).toMatch(/^1:1 TOC501/);
  });

  test("unknown keys are TOC502 at the key, with the one meant", () => {
    const text = "timezone: UTC\npeople:\n  - name: A\n    contacts: []\n";
    expect(findings(text)).toEqual([
      '1:1-9 TOC502 "timezone" is not a key that Tocsin knows',
      '4:5-13 TOC502 "contacts" is not a key that Tocsin knows in people[0]',
    ]);
    expect(helpOf(text)).toBe('Did you mean "timeZone"?');
    expect(helpOf("people:\n  - name: A\n    contacts: []\n")).toBe('Did you mean "contact"?');
    expect(helpOf("zzzzzz: 1")).toMatch(/^The keys known here: timeZone, handoffTime, people/);
  });

  test.each([
    ["handoffTime: 9", "1:14-15 TOC503 handoffTime must be text, but is a number"],
    ["handoffTime: 9:00", '1:14-18 TOC503 handoffTime must be a time of day such as "09:00"'],
    [
      "timeZone: Mars/Olympus",
      '1:11-23 TOC503 timeZone must be a time zone by its IANA name, such as "Europe/Berlin"',
    ],
    [
      'timeZone: "+02:00"',
      '1:11-19 TOC503 timeZone must be a time zone by its IANA name, such as "Europe/Berlin"',
    ],
    ["catchAll: Priya", "1:11-16 TOC503 catchAll must be a list, but is text"],
    ["people:", "1:1-7 TOC503 people is empty, but must be a list"],
    ["people:\n  - title: CTO", '2:5-10 TOC503 people[0] lacks "name"'],
    [
      "people:\n  - name: A\n    role: manger",
      "3:11-17 TOC503 people[0].role must be one of viewer, responder, manager, admin",
    ],
    [
      "escalation:\n  P0: { after: [5m, 2m] }",
      "2:9-14 TOC503 escalation.P0.after must not go back in time: each step starts after the one before",
    ],
    [
      "escalation:\n  P0: { after: [soon] }",
      '2:17-21 TOC503 escalation.P0.after[0] must be a duration such as "5m", "15 minutes" or "PT5M"',
    ],
    ["escalation:\n  P0: { repeat: -1 }", "2:17-19 TOC503 escalation.P0.repeat must be at least 0"],
    [
      "roles:\n  on-call engineer: {}",
      '2:3-19 TOC503 roles["on-call engineer"] must give one of "column", "schedule" and "person"',
    ],
    [
      "overrides:\n  - { column: P, person: A, start: 2026-03-02T09:00, end: 2026-03-01T09:00 }",
      "2:59-75 TOC503 overrides[0].end must end after it starts",
    ],
    [
      "overrides:\n  - { column: P, person: A, start: 2026-02-30T09:00, end: 2026-03-01T09:00 }",
      '2:36-52 TOC503 overrides[0].start must be a local date and time such as "2026-03-02T09:00"',
    ],
    [
      "overrides:\n  - { person: A, start: 2026-03-01T09:00, end: 2026-03-02T09:00 }",
      '2:7-13 TOC503 overrides[0] must give either "column" or "schedule"',
    ],
    [
      "schedules:\n  a:\n    layers: [{ people: [A], every: 0 weeks, start: 2026-03-01T09:00 }]",
      '3:36-43 TOC503 schedules.a.layers[0].every must be how long a turn lasts, such as "1 week", "2 days" or "12 hours"',
    ],
    [
      "schedules:\n  a:\n    layers: [{ people: [A], every: 1 week }]",
      '3:16-22 TOC503 schedules.a.layers[0] must give "people", "every" and "start" together, or "shifts" or "calendar" alone',
    ],
    [
      "routes:\n  - match: { a: b }",
      '2:5-10 TOC503 routes[0] must give at least one of "severity", "service", "runbook", "team", "groupBy", "delay"',
    ],
    [
      "routes:\n  - { match: { a: b }, delay: 31m }",
      "2:31-34 TOC503 routes[0].delay must be between 1 s and 30 min",
    ],
    [
      "routes:\n  - { match: { a: b }, team: x, delayWorst: true }",
      '2:7-12 TOC503 routes[0] must give "delay" where it gives "delayWorst"',
    ],
    [
      "people:\n  - name: A\n    contact: [{ kind: email }]",
      "3:17-21 TOC503 people[0].contact[0].address is missing: a contact of kind email needs one",
    ],
    [
      "people:\n  - name: A\n    contact: [{ kind: email, address: nobody }]",
      '3:39-45 TOC503 people[0].contact[0].address must be an e-mail address such as "priya@example.com"',
    ],
    [
      `people:\n  - name: A\n    contact: [{ kind: webhook, address: "https://x/\${T}" }]`,
      "3:41-57 TOC503 people[0].contact[0].address must be the reference alone: put the whole address into the variable",
    ],
    ["- a\n- b", "1:3-4 TOC503 tocsin.yaml must be a map of keys and values, but is a list"],
  ])("%j", (text, expected) => {
    expect(findings(text)).toEqual([expected]);
  });

  test("a number where text is wanted is told to be quoted, an item without a dash to get one", () => {
    expect(helpOf("handoffTime: 9")).toBe('Put it in quotes: "9".');
    expect(helpOf("catchAll: Priya")).toBe("Begin each item with a dash: - …");
  });
});

describe("secrets in clear text are TOC506", () => {
  const contact = (kind: string, address: string) =>
    findings(
      `people:\n  - name: A\n    contact:\n      - kind: ${kind}\n        address: ${address}\n`,
    );

  test.each([
    ["webhook", "https://hooks.slack.com/services/T0/B0/x"],
    ["webhook", "https://user:pass@example.com/hook"],
    ["webhook", "https://example.com/hook?access_token=abc"],
    ["webhook", "https://example.com/in/f3a9b0c17de24e6890ab"],
    ["ntfy", "https://ntfy.example.com/topic?auth=QmFzaWM"],
  ])("%s %s", (kind, address) => {
    expect(contact(kind, address)).toEqual([
      `5:18-${18 + address.length} TOC506 people[0].contact[0].address carries a secret in clear text`,
    ]);
  });

  test.each([
    ["email", "alice@example.com"],
    ["webhook", "http://localhost:9000/incident-notifications"],
    ["webhook", "https://chat.example.com/hooks/operations-on-call"],
    ["ntfy", "https://ntfy.example.com/harbour-on-call"],
    ["webhook", "file:/run/secrets/hook"],
    ["sms", '"+4915112345678"'],
    ["voice", '"+12025550123"'],
  ])("but not %s %s", (kind, address) => {
    expect(contact(kind, address)).toEqual([]);
  });

  // Neither can be sent to, so neither may pass the check that people rely on.
  test.each([
    ["sms", "'015112345678'"],
    ["voice", "'+49 151 12345678'"],
    ["sms", "'+123'"],
  ])("%s %s is no number that can be reached from anywhere", (kind, address) => {
    expect(contact(kind, address)).toEqual([
      `5:18-${18 + address.length} TOC503 people[0].contact[0].address must be a phone number in quotes, with + and the country code: "+4915112345678"`,
    ]);
  });

  test("an ntfy topic without its server, and a console elsewhere, are no addresses", () => {
    expect(contact("ntfy", "harbour-on-call")).toEqual([
      '5:18-33 TOC503 people[0].contact[0].address must be the full address of an ntfy topic, such as "https://ntfy.sh/my-topic"',
    ]);
    expect(contact("console", "tty1")).toEqual([
      "5:18-22 TOC503 people[0].contact[0].address must be left out: a page is printed where Tocsin runs",
    ]);
  });

  test("a known kind of credential is found under any key, once", () => {
    expect(findings("slack: xoxb-1234567890-abcdef\n")).toEqual([
      '1:1-6 TOC502 "slack" is not a key that Tocsin knows',
      "1:8-30 TOC506 this is a credential in clear text",
    ]);
  });

  test("what is refused is not kept", () => {
    const text =
      "people:\n  - name: A\n    contact:\n      - { kind: webhook, address: https://u:p@example.com/ }\n      - { kind: console }\n";
    const { overlay } = readOverlay("tocsin.yaml", text);
    expect(overlay.people).toEqual([{ name: "A", contact: [{ kind: "console", address: "" }] }]);
  });
});

test("what is right survives what is wrong beside it", () => {
  const { overlay, diagnostics } = readOverlay(
    "tocsin.yaml",
    "timeZone: Nowhere\nhandoffTime: '10:00'\npeople:\n  - name: A\n    role: king\n  - title: x\n  - name: B\n",
  );
  expect(diagnostics.map(({ line }) => line)).toEqual([1, 5, 6]);
  expect(overlay.handoffTime).toBe("10:00");
  expect(overlay.people.map(({ name }) => name)).toEqual(["A", "B"]);
});

describe("any text", () => {
  const yamlish = fc
    .array(
      fc.constantFrom(
        ..."people: |catchAll:|roles:|routes:|- |  |\n|name: |A|: |{|}|[|]|\"|'|&a |*a|<<: |# |\t|P0|after|5m|null|~|0|!!x |? |%".split(
          "|",
        ),
        "|",
        "__proto__: ",
      ),
    )
    .map((parts) => parts.join(""));

  test("never throws, and every place is in the file", () => {
    fc.assert(
      fc.property(fc.oneof(yamlish, fc.string({ unit: "binary" })), (text) => {
        const { overlay, diagnostics } = readOverlay("tocsin.yaml", text);
        const lines = text.split(/\r\n|\n/);
        expect(Array.isArray(overlay.people)).toBe(true);
        for (const { line, column, endColumn } of diagnostics) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
          if (endColumn !== undefined) expect(endColumn).toBeGreaterThan(column);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("nesting deeper than the stack is not valid YAML, not a crash", () => {
    expect(findings(`a: ${"[".repeat(20_000)}`)[0]).toMatch(/TOC501/);
  });
});
