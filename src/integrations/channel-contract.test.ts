/** What every channel keeps to. A new vendor is in the registry and so in here. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HtmlElement, readHtml } from "../../test/support/read-html.ts";
import { HOSTILE_TEXTS, hostileMessage, sampleMessage } from "../../test/support/sample-message.ts";
import { type Message, type Notice, noticeMessage } from "../domain/message.ts";
import { FAILURE_REASONS, type NotificationPurpose } from "../domain/notification.ts";
import { CONTACT_METHOD_KINDS, type ContactMethodKind } from "../domain/playbook.ts";
import { TAKES_BACK } from "../domain/take-back.ts";
import type {
  Channel,
  ChannelSettings,
  OutboundRequest,
  OutboundResponse,
  Provider,
  SharedChannel,
} from "./channel.ts";
import { CHANNELS } from "./registry.ts";

const SETTINGS: ChannelSettings = {
  mailFrom: "Tocsin <tocsin@example.test>",
  ntfyToken: "tk_canary_secret",
  telegramToken: "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
  pushoverToken: "azGDORePK8gMaC0QOYAMyEEuzJnyUi",
  webhookSecrets: ["whsec_Y2FuYXJ5IHNlY3JldCBvZiB0aGUgd2ViaG9vaw=="],
  phone: {
    callbackUrl: "https://tocsin.example.test/callback",
    twilio: {
      accountSid: `AC${"0".repeat(32)}`,
      authToken: "canary of the account",
      from: "+12025550100",
      callsFrom: "+12025550101",
      answers: [],
      baseUrl: "https://api.twilio.com",
    },
    gateway: {
      url: "https://gateway.example.test/send",
      secrets: ["whsec_Y2FuYXJ5IHNlY3JldCBvZiB0aGUgZ2F0ZXdheQ=="],
    },
  },
};

const NUMBERS = {
  good: ["+12025550123", "+4915112345678", "+290123456", "+123456789012345"],
  bad: [
    "",
    "015112345678",
    "+49 151 12345678",
    "+0123456789",
    "+1234567",
    "+1234567890123456",
    "tel:+12025550123",
    "+1202555012x",
  ],
};

/** Of the example in RFC 8291, 5. */
const PUSH_KEYS = {
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
};

function pushAddress(changes: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ endpoint: "https://push.example.test/x", ...PUSH_KEYS, ...changes });
}

const ADDRESSES: Readonly<Record<ContactMethodKind, { good: string[]; bad: string[] }>> = {
  email: {
    good: [
      "alice@example.test",
      "a.b+page@mail.example.test",
      "ops@localhost",
      "jürgen@bücher.test",
    ],
    bad: [
      "",
      "alice",
      "a@b@c",
      "a@b, c@d",
      "Alice <a@b.test>",
      "a\r\nBcc: x@y.test",
      '"a b"@c.test',
      "a@-b.test",
      "a@b..test",
      "a\u202e@b.test",
    ],
  },
  ntfy: {
    good: ["https://ntfy.sh/tocsin-alice_1", "http://ntfy.internal:8080/topic"],
    bad: [
      "",
      "tocsin-alice",
      "https://ntfy.sh/",
      "https://ntfy.sh/a/b",
      "https://ntfy.sh/a?x=1",
      "ftp://ntfy.sh/a",
      "https://u:p@ntfy.sh/a",
      `https://ntfy.sh/${"t".repeat(65)}`,
    ],
  },
  telegram: {
    good: ["123456789", "7"],
    bad: ["", "0", "-100123456789", "@alice", "12 3", "0123", "12345678901234567"],
  },
  pushover: {
    good: ["uQiRzpo4DXghDmr9QzzfQu27cmVRsG"],
    bad: ["", "uQiRzpo4DXghDmr9QzzfQu27cmVRs", "uQiRzpo4DXghDmr9QzzfQu27cmVR-G", "alice"],
  },
  webhook: {
    good: ["https://hooks.example.test/x?team=a", "http://10.0.0.1:9000/in"],
    bad: [
      "",
      "hooks.example.test",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "https://u@host/",
      "https://host/ x",
      `https://host/${"p".repeat(3000)}`,
    ],
  },
  "web-push": {
    good: [
      pushAddress({}),
      pushAddress({ device: "Chrome on Android" }),
      pushAddress({ endpoint: "https://[2001:db8::1]:8443/push/a?b=c" }),
    ],
    bad: [
      "",
      "https://push.example.test/x",
      "null",
      "[]",
      pushAddress({}).slice(0, -1),
      pushAddress({ endpoint: "http://push.example.test/x" }),
      pushAddress({ endpoint: "https://u:p@push.example.test/x" }),
      pushAddress({ endpoint: "https://push.example.test/x\r\nTopic: y" }),
      pushAddress({ endpoint: "https://android.googleapis.com/gcm/send/x" }),
      pushAddress({ endpoint: `https://push.example.test/${"p".repeat(1400)}` }),
      pushAddress({ endpoint: undefined }),
      pushAddress({ p256dh: "" }),
      pushAddress({ p256dh: `${PUSH_KEYS.p256dh}AA` }),
      // Of the right length, and no point of the curve.
      pushAddress({ p256dh: Buffer.alloc(65, 4).toString("base64url") }),
      pushAddress({ p256dh: PUSH_KEYS.p256dh.replaceAll("_", "/") }),
      pushAddress({ auth: "BTBZMqHH6r4Tts7J_aSI" }),
      pushAddress({ auth: `${PUSH_KEYS.auth}==` }),
      pushAddress({ auth: 7 }),
      pushAddress({ device: "two\nlines" }),
      pushAddress({ device: "d".repeat(61) }),
      pushAddress({ expirationTime: null }),
      " ".repeat(2001),
    ],
  },
  console: { good: [""], bad: ["tty1"] },
  sms: NUMBERS,
  voice: NUMBERS,
};

/** Bounds that the providers set, or that keep a phone readable. */
const BODY_BYTES_MAX: Readonly<Record<ContactMethodKind, number>> = {
  email: 100_000,
  ntfy: 8000,
  telegram: 30_000,
  pushover: 8000,
  webhook: 150_000,
  "web-push": 3000,
  console: 40_000,
  // Two parts of an SMS, 4,000 characters of TwiML; as a form each may take nine bytes.
  sms: 4000,
  voice: 12_000,
};

const PURPOSES: readonly NotificationPurpose[] = [
  "page",
  "role",
  "engaged",
  "informed",
  "clock-warning",
  "clock-breach",
  "resolution-proposed",
  "resolved",
  "announcement",
  "fault",
];

const EXPECTED: readonly (readonly [number, string])[] = [
  [200, "delivered"],
  [202, "delivered"],
  [204, "delivered"],
  [301, "rejected payload-refused"],
  [302, "rejected payload-refused"],
  [304, "rejected payload-refused"],
  [307, "rejected payload-refused"],
  [308, "rejected payload-refused"],
  [400, "rejected payload-refused"],
  [401, "rejected authentication"],
  [403, "rejected authentication"],
  [404, "rejected address-refused"],
  [408, "retry timeout"],
  [410, "rejected address-refused"],
  [413, "rejected payload-refused"],
  [422, "rejected payload-refused"],
  [425, "retry provider-error"],
  [429, "retry rate-limited"],
  [500, "retry provider-error"],
  [502, "retry provider-error"],
  [503, "retry provider-error"],
  [504, "retry provider-error"],
  [507, "retry provider-error"],
];

const EXPECTED_MAIL: readonly (readonly [number, string])[] = [
  [250, "delivered"],
  [251, "delivered"],
  [421, "retry provider-error"],
  [450, "retry provider-error"],
  [451, "retry provider-error"],
  [452, "retry rate-limited"],
  [454, "retry provider-error"],
  [500, "rejected payload-refused"],
  [530, "rejected authentication"],
  [534, "rejected authentication"],
  [535, "rejected authentication"],
  [538, "rejected authentication"],
  [550, "rejected address-refused"],
  [551, "rejected address-refused"],
  [552, "rejected payload-refused"],
  [553, "rejected address-refused"],
  [554, "rejected payload-refused"],
  [556, "rejected address-refused"],
];

function answered(status: number, headers = {}, body = ""): OutboundResponse {
  return { kind: "answered", status, headers, body };
}

/** A provider that is posted to at one address for all numbers says nothing of one by "not found". */
const EXPECTED_OF_PHONES = EXPECTED.map(
  ([status, meaning]) =>
    [status, meaning === "rejected address-refused" ? "rejected not-configured" : meaning] as const,
);

/** Everything that leaves the house, as one text. */
function wholeText(request: OutboundRequest): string {
  return JSON.stringify({ ...request, fields: [...formOf(request)] });
}

/** The fields of a form; none where the body is none. */
function formOf(request: OutboundRequest): URLSearchParams {
  const isForm =
    request.transport === "http" && request.headers["content-type"]?.includes("form") === true;
  return new URLSearchParams(isForm ? request.body : "");
}

/** Each channel with whoever carries it. */
const CARRIED = Object.values(CHANNELS).flatMap(
  (channel): (readonly [string, Channel | SharedChannel, Provider])[] =>
    "providers" in channel
      ? channel.providers(SETTINGS).map((one) => [`${channel.kind} by ${one.name}`, channel, one])
      : [[channel.kind, channel, channel]],
);

function bodyBytes(request: OutboundRequest): number {
  switch (request.transport) {
    case "http":
      return Buffer.byteLength(request.body);
    case "mail":
      return Buffer.byteLength(request.text) + Buffer.byteLength(request.html);
    case "web-push":
      return Buffer.byteLength(request.payload);
    case "console":
      return Buffer.byteLength(request.text);
  }
}

describe.each(CARRIED)("%s", (_name, channel, provider) => {
  const { kind } = channel;
  const isPhone = kind === "sms" || kind === "voice";
  const isRead = kind !== "voice";
  const address = ADDRESSES[kind].good[0] ?? "";
  const expected = kind === "email" ? EXPECTED_MAIL : isPhone ? EXPECTED_OF_PHONES : EXPECTED;
  const render = (message: Message) => provider.render(message, address, SETTINGS);

  test("is registered under its own kind, with a title", () => {
    expect(CHANNELS[kind]).toBe(channel);
    expect(channel.title).not.toBe("");
  });

  test.each(ADDRESSES[kind].good)("takes the address %j", (good) => {
    expect(channel.checkAddress(good)).toBeUndefined();
  });

  test.each(ADDRESSES[kind].bad)("refuses the address %j with a reason", (bad) => {
    expect(channel.checkAddress(bad)).toMatch(/^(?:is|has|must) /u);
  });

  test("carries a notice, and nothing of an incident that there is not", () => {
    const notice: Notice = {
      kind: "verification",
      headline: "Tocsin code: 482913",
      text: "Ann, it is you.",
    };
    const message = noticeMessage(
      notice,
      { personName: "Ann", timeZone: "UTC" },
      { id: "n1", now: 0 },
    );
    const rendered = JSON.stringify(render(message));
    const isForm = kind === "sms" || kind === "voice";
    const plain = isForm ? decodeURIComponent(rendered.replaceAll("+", " ")) : rendered;
    expect(plain).toContain(kind === "voice" ? "4, 8, 2, 9, 1, 3" : "482913");
    expect(plain).toContain("Ann, it is you.");
    expect(plain).not.toMatch(/incident|Severity|\bAcknowledge|Press/u);
  });

  test("is deterministic", () => {
    expect(render(sampleMessage())).toEqual(render(sampleMessage()));
  });

  test.each(PURPOSES)("shows number, severity and title of a %s", (purpose) => {
    const text = wholeText(render(sampleMessage({ purpose })));
    const parts = ["P0", "Checkout queue stands still", ...(isRead ? ["20261123-001"] : [])];
    for (const part of parts) {
      expect(text).toContain(part);
    }
  });

  test.runIf(isRead)(
    "carries the link that answers, and none where nothing is to be answered",
    () => {
      const { acknowledgeUrl, ...inform } = sampleMessage({ purpose: "resolved" });
      expect(wholeText(render(sampleMessage()))).toContain(acknowledgeUrl);
      expect(wholeText(render(inform))).not.toContain("/a/id");
    },
  );

  test.each(["javascript:alert(1)", "data:text/html,x", "https://u:p@evil.test/", "nonsense"])(
    "never carries the link %s",
    (url) => {
      const text = wholeText(render(sampleMessage({ acknowledgeUrl: url, incidentUrl: url })));
      expect(text).not.toContain(url);
    },
  );

  test.each(HOSTILE_TEXTS.map((text) => [JSON.stringify(text).slice(0, 40), text] as const))(
    "renders the hostile text %s within bounds, as text",
    (_name, text) => {
      const request = render(hostileMessage(text));
      expect(bodyBytes(request)).toBeLessThanOrEqual(BODY_BYTES_MAX[kind]);
      const shown = request.transport === "http" ? decodedBody(request) : wholeText(request);
      expect(shown.isWellFormed()).toBe(true);
      expect(shown).not.toContain("\\u0000");
      expectSafe(request);
    },
  );

  test("never throws on arbitrary text and instants", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.oneof(fc.integer(), fc.double()),
        (text, instant) => {
          const message = { ...hostileMessage(text), notificationId: text, incidentNumber: text };
          expectSafe(render({ ...message, openedAt: instant, now: instant }));
        },
      ),
    );
  });

  test.each(expected)("status %i means %s", (status, meaning) => {
    const outcome = provider.interpret(answered(status));
    const reason = "reason" in outcome ? ` ${outcome.reason}` : "";
    expect(outcome.kind + reason).toBe(meaning);
  });

  test("every status has a meaning, and only 2xx means delivered", () => {
    for (let status = 100; status <= 599; status++) {
      const outcome = provider.interpret(answered(status));
      expect(outcome.kind === "delivered").toBe(status >= 200 && status <= 299);
      if (outcome.kind !== "delivered") expect(FAILURE_REASONS).toContain(outcome.reason);
    }
  });

  test.each([
    [{ kind: "timeout" }, "retry", "timeout"],
    [{ kind: "unreachable", detail: "ECONNREFUSED" }, "retry", "unreachable"],
    [{ kind: "blocked-address", detail: "127.0.0.1" }, "rejected", "blocked-address"],
    [{ kind: "not-configured", detail: "no server" }, "rejected", "not-configured"],
  ] as const)("%j means %s %s", (response, outcome, reason) => {
    expect(provider.interpret(response)).toMatchObject({ kind: outcome, reason });
  });

  test("a provider's answer never puts its body beyond one bounded line", () => {
    const body = `${"<b>\r\n\u001b[31m secret".repeat(1000)}`;
    for (let status = 200; status <= 599; status++) {
      const outcome = provider.interpret(answered(status, {}, body));
      const detail = "detail" in outcome ? (outcome.detail ?? "") : "";
      expect(detail.length).toBeLessThanOrEqual(200);
      expect(detail).not.toMatch(/\p{Cc}/u);
      if (kind !== "email") expect(detail).not.toContain("secret");
    }
  });
});

/** No line that a header, a terminal or a reader of HTML would take for more than text. */
function expectSafe(request: OutboundRequest): void {
  if (request.transport === "mail") {
    const headers = [request.subject, request.messageId, request.references];
    for (const header of [...headers, ...Object.values(request.headers)]) {
      expect(header).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    }
    expect(request.subject.length).toBeLessThanOrEqual(200);
    expectHarmless(readHtml(request.html));
  }
  if (request.transport === "web-push") {
    expect(request.topic).toMatch(/^[\w-]{1,32}$/u);
    expect(request.ttlSeconds).toBeGreaterThan(0);
    const page = JSON.parse(request.payload) as { title: string; body: string };
    const shown = page.title + page.body.replaceAll("\n", "");
    expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  } else if (request.transport !== "http") {
    expect(request.text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  } else {
    for (const header of Object.values(request.headers)) expect(header).not.toMatch(/[\r\n\0]/u);
    const form = formOf(request);
    if (form.size === 0) expect(() => JSON.parse(request.body)).not.toThrow();
    const [sms, twiml] = [form.get("Body"), form.get("Twiml")];
    if (sms !== null)
      expect(sms.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    if (twiml !== null) {
      expect(twiml.length).toBeLessThanOrEqual(4000);
      expect(twiml).toMatch(ONLY_OUR_TWIML);
    }
  }
}

/** The markup that we write, and text without any between. */
const ONLY_OUR_TWIML =
  /^<\?xml version="1.0" encoding="UTF-8"\?><Response><Gather action="https:[^"<]+" method="POST" numDigits="1" timeout="10"><Say loop="2">[^<>]+<\/Say><\/Gather><Say>[^<>]+<\/Say><\/Response>$/u;

function decodedBody(request: Extract<OutboundRequest, { transport: "http" }>): string {
  const form = formOf(request);
  return form.size === 0 ? request.body : [...form.values()].join("\n");
}

const TAGS_USED = new Set(
  "html head meta title body div h1 h2 p bdi b br table tbody tr td a ul li".split(" "),
);

/** Only the elements we write, and only attributes that fetch nothing and lead nowhere but to http(s). */
function expectHarmless(element: HtmlElement): void {
  expect(TAGS_USED).toContain(element.name);
  for (const [name, value] of Object.entries(element.attributes)) {
    expect(name).not.toMatch(/^on|^src|^background$/u);
    if (name === "href") expect(value).toMatch(/^https?:\/\//u);
    if (name === "style") expect(value).not.toMatch(/url|expression/u);
  }
  for (const child of element.children) expectHarmless(child);
}

test("Retry-After is heeded in seconds and as a date, within an hour", () => {
  const retryAfter = (headers: Record<string, string>) =>
    CHANNELS.ntfy.interpret(answered(429, headers));
  expect(retryAfter({ "retry-after": "7" })).toHaveProperty("retryAfterMs", 7000);
  expect(retryAfter({ "retry-after": "999999" })).toHaveProperty("retryAfterMs", 3_600_000);
  const date = { date: "Mon, 23 Nov 2026 03:00:00 GMT" };
  expect(retryAfter({ ...date, "retry-after": "Mon, 23 Nov 2026 03:00:30 GMT" })).toHaveProperty(
    "retryAfterMs",
    30_000,
  );
  for (const value of ["", "soon", "-5", "Mon, 23 Nov 2026 02:00:00 GMT"]) {
    expect(retryAfter({ ...date, "retry-after": value })).not.toHaveProperty("retryAfterMs");
  }
});

test("the channels are the ones the playbook knows", () => {
  expect(Object.keys(CHANNELS).sort()).toEqual(CONTACT_METHOD_KINDS.toSorted());
});

test("the channels that can take a page back are the ones the domain knows", () => {
  const able = Object.values(CHANNELS).filter(({ takeBack }) => takeBack !== undefined);
  expect(new Set(able.map(({ kind }) => kind))).toEqual(TAKES_BACK);
});
