import type { Message } from "../../src/domain/message.ts";

/** A page at 03:14 in Berlin, opened two minutes before. */
export function sampleMessage(changes: Partial<Message> = {}): Message {
  return {
    notificationId: "01932c5e-7d4a-7000-8000-000000000001",
    purpose: "page",
    urgency: "high",
    incidentNumber: "20261123-001",
    incidentTitle: "Checkout queue stands still",
    severity: "P0",
    severityName: "Critical",
    status: "open",
    personName: "Alice",
    role: "on-call engineer",
    reason: "",
    alertTitles: ["Queue of shard 1 stands still", "Queue of shard 2 stands still"],
    firingAlerts: 2,
    openedAt: Date.parse("2026-11-23T02:12:10Z"),
    now: Date.parse("2026-11-23T02:14:30Z"),
    timeZone: "Europe/Berlin",
    next: "Bob (secondary) is paged at 03:17 CET",
    nextAt: Date.parse("2026-11-23T02:17:30Z"),
    actions: [{ text: "Page the on-call engineer at once", line: 55 }],
    incidentUrl: "https://tocsin.example.test/incidents/20261123-001",
    acknowledgeUrl: "https://tocsin.example.test/a/id.mc3x9d.sig",
    mayRepeat: false,
    attempt: { id: "01932c5e-7d4a-7000-8000-0000000000a1", number: 1 },
    replyCode: "a",
    ...changes,
  };
}

/** What hostile senders put into labels, and what each surface must not let through. */
export const HOSTILE_TEXTS: readonly string[] = [
  `<script>alert("x")</script>`,
  `"><img src=x onerror=alert(1)>`,
  `</title></bdi></p><a href='javascript:alert(1)'>click</a>`,
  "Subject\r\nBcc: everybody@example.test\r\n\r\nbody",
  "safe \u202egnp.exe\u202c text \u2066isolate\u2069",
  "\u001b[2J\u001b]0;owned\u0007 terminal",
  "null\0byte and \ud800 half a pair",
  "\u2028line\u2029paragraph\u0085next",
  "x".repeat(100_000),
  "\u202e".repeat(100_000),
  '\\"'.repeat(50_000),
  "🚨".repeat(25_000),
  "{{constructor}} <%= 1 %> `id` $(id)",
  "",
];

/** The same hostile text wherever the outside world has a say. */
export function hostileMessage(text: string): Message {
  return sampleMessage({
    incidentTitle: text,
    severity: text,
    severityName: text,
    status: text,
    personName: text,
    role: text,
    reason: text,
    next: text,
    timeZone: text,
    alertTitles: Array.from({ length: 40 }, () => text),
    firingAlerts: 1_000_000,
    actions: Array.from({ length: 100 }, (_, line) => ({ text, line })),
    mayRepeat: true,
  });
}
