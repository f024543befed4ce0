import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redact } from "./redact.ts";

const TOKEN = `tocsin_pat_${"A1b2-_".repeat(8)}`.slice(0, 54);
const SIGNED = `01932c5e-7d4a-7000-8000-000000000001.mhx1k2ab.${"s".repeat(43)}`;

describe("redact", () => {
  test.each([
    ["a header in a record", `{"headers":{"authorization":"Bearer abc.def"}}`, "abc.def"],
    ["a header with several values", `{"Cookie":["a=1","b=2"]}`, "a=1"],
    ["a value with escaped quotes", String.raw`{"password":"hun\"ter2\\x"}`, "ter2"],
    [
      "a record inside a text",
      String.raw`{"msg":"got {\"token\":\"deep secret\"}"}`,
      "deep secret",
    ],
    ["a header line", "Authorization: Basic dXNlcjpwYXNz\r\nX: y", "dXNlcjpwYXNz"],
    ["a form field", "grant=x&client_secret=hunter2&y=1", "hunter2"],
    ["a bearer token in a sentence", "sent with Bearer 12345678abc", "12345678abc"],
    ["a token of ours anywhere", `bad token ${TOKEN}, sorry`, TOKEN.slice(12)],
    ["a webhook secret", "signs with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8"],
    ["a Telegram bot's token", "as 110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "AAHdqTcvCH1v"],
    ["an ntfy token", "as tk_abcdefghijklmnopqrstuvwxyz123", "abcdefghijkl"],
    ["a signed link's signature", `GET /a/${SIGNED} 200`, "s".repeat(43)],
    ["a JSON web token", `eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl`, "eyJzdWIiOi"],
    ["a database URL's password", "postgres://tocsin:s3cret@db:5432/tocsin", "s3cret"],
    ["a webhook's path", "POST https://hooks.example.test/services/T0/B0/xyz failed", "T0/B0"],
    ["a webhook's query", "https://hooks.example.test?key=xyz", "xyz"],
    ["nodemailer's credentials", `{"auth":{"user":"u","pass":"p4ss"}}`, "p4ss"],
  ])("%s", (_name, text, secret) => {
    const safe = redact(text);
    expect(safe).not.toContain(secret);
    expect(safe).toContain("[redacted]");
  });

  test("leaves what is no secret, and enough to recognise what was", () => {
    expect(redact("Listening at http://127.0.0.1:8420")).toBe("Listening at http://127.0.0.1:8420");
    expect(redact('{"url":"https://tocsin.example.test/"}')).toBe(
      '{"url":"https://tocsin.example.test/"}',
    );
    expect(redact("the engine's pass: 3 due")).toBe("the engine's pass: 3 due");
    expect(redact("https://hooks.example.test/a/b")).toBe("https://hooks.example.test/[redacted]");
    expect(redact(TOKEN)).toBe("tocsin_pat_[redacted]");
  });

  // Squared, each of these would take minutes: what a sender writes must not hold up the log.
  test.each([
    ["backslashes", "\\".repeat(300_000)],
    ["lists that do not end", '"token":['.repeat(50_000)],
    ["spaces after a name", `"token": ${" ".repeat(300_000)}`],
    ["names", "token=".repeat(50_000)],
    ["addresses that do not begin", "a:b.".repeat(70_000)],
  ])("takes a line full of %s in one go", (_name, text) => {
    expect(redact(text).length).toBeGreaterThan(0);
  });

  test("is idempotent, and a record stays valid JSON", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom("password", "url", "msg", "token", "n"),
          fc.oneof(
            fc.string(),
            fc.constantFrom(
              TOKEN,
              SIGNED,
              "https://h.test/x",
              "a:b@c",
              '{"secret":"x"}',
              "token=1",
            ),
            fc.nat(),
          ),
        ),
        (record) => {
          const safe = redact(JSON.stringify(record));
          expect(redact(safe)).toBe(safe);
          expect(() => JSON.parse(safe)).not.toThrow();
        },
      ),
    );
  });

  test.each([
    ["eyJ-", 50_000],
    ["token ", 50_000],
    ['"password":"', 50_000],
    ["https://", 50_000],
    ["a.", 100_000],
    ["bearer ", 50_000],
    ['\\"', 100_000],
    [" ", 300_000],
  ])("takes hostile filling of %j in its stride", (piece, count) => {
    // No clock: a quadratic pattern would run into the test's time limit.
    expect(redact(piece.repeat(count)).length).toBeGreaterThan(0);
  });
});
