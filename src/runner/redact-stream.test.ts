import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KeptOutput } from "./kept-output.ts";
import { maskValues, RedactStream } from "./redact-stream.ts";
import { secretForms, secretsInEnvironment, secretsInFile } from "./secret-forms.ts";

const SECRET = "s3cr3t-of-the-runner+/x";

function redacted(pieces: readonly string[]): string {
  const stream = new RedactStream(secretForms([SECRET]));
  return pieces.map((piece) => stream.push(piece)).join("") + stream.end();
}

test("no secret comes out, wherever the pieces are cut and whatever is around it", () => {
  const around = fc.string({ unit: fc.constantFrom(...'ab =:/\n"') });
  const forms = fc.constantFrom(
    SECRET,
    Buffer.from(SECRET).toString("base64"),
    Buffer.from(`u:${SECRET}:x`).toString("base64"),
    Buffer.from(`us:${SECRET}`).toString("base64"),
    encodeURIComponent(SECRET),
  );
  fc.assert(
    fc.property(
      around,
      forms,
      around,
      fc.array(fc.nat(120), { maxLength: 6 }),
      (before, form, after, cuts) => {
        const text = before + form + after;
        const places = [
          0,
          ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b),
          text.length,
        ];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        const out = redacted(pieces);
        expect(out).not.toContain(form);
        expect(
          Buffer.from(out.match(/[A-Za-z0-9+/]{20,}/u)?.[0] ?? "", "base64").toString(),
        ).not.toContain(SECRET.slice(4, 16));
      },
    ),
  );
});

test("a line without an end is given out in pieces, without the secret in it", () => {
  const filler = "word ".repeat(20_000);
  const out = redacted([filler, SECRET.slice(0, 5), SECRET.slice(5), filler, filler]);
  expect(out).toBe(`${filler}[redacted]${filler}${filler}`);
});

test("a private key is taken out whole", () => {
  const out = redacted([
    "a\n-----BEGIN PRIVATE KEY-----\nMIIE",
    "v\nabc\n-----END PRIVATE KEY-----\nb\n",
  ]);
  expect(out).toBe("a\n[redacted]\n[redacted]\n[redacted]\n[redacted]\nb\n");
});

describe("where a runner's secrets stand", () => {
  test("in variables", () => {
    const environment = {
      PGPASSWORD: "hunter22",
      DSN: "postgres://u:pass-word@db/x",
      LANG: "C.UTF-8",
    };
    expect(secretsInEnvironment(environment)).toEqual([
      "hunter22",
      "postgres://u:pass-word@db/x",
      "pass-word",
    ]);
  });

  test("in files", () => {
    expect(
      secretsInFile("users:\n- user:\n    token: abcdefgh\n    client-key-data: QUJDREVG\n"),
    ).toEqual(["abcdefgh", "QUJDREVG"]);
    expect(secretsInFile("db:5432:shop:web:correct-horse\n")).toEqual(["correct-horse"]);
  });
});

test.each([
  ["  password: aHVudGVyMg==", "  password: [redacted]"],
  ["  DB_URL: postgres://x", "  DB_URL: [redacted]"],
  ['    "token": "abc",', '    "token": [redacted]'],
  ["kind: Secret", "kind: Secret"],
  ["  name: web", "  name: web"],
  ["data:", "data:"],
  ["aHVudGVyMg==", "[redacted]"],
  [" hunter2 | web", "[redacted]"],
])("the value of %j is masked", (line, masked) => {
  expect(maskValues(line)).toBe(masked);
});

test("both ends of an output are kept, whatever pieces it comes in", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 60 }),
      (pieces) => {
        const kept = new KeptOutput({ endBytes: 50 });
        for (const piece of pieces) kept.add(piece);
        const all = Buffer.from(pieces.join(""));
        expect(kept.bytes()).toBe(all.length);
        expect(kept.omittedBytes()).toBe(Math.max(0, all.length - 100));
        if (all.length <= 100) return;
        expect(kept.text().startsWith(all.subarray(0, 50).toString("utf8"))).toBe(true);
        expect(kept.text().endsWith(all.subarray(-50).toString("utf8"))).toBe(true);
      },
    ),
  );
});
