import fc from "fast-check";
import { expect, test } from "vitest";
import { freshDatabase, ON_POSTGRES } from "../../test/support/database.ts";
import { encodeArray } from "./postgres-array.ts";
import { defineStatement } from "./statement.ts";

test("an array is its header, and each element its length and its bytes", () => {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  const int = (value: number) => (value >>> 0).toString(16).padStart(8, "0");
  expect(hex(encodeArray("text", ["é", null]))).toBe(
    `${[1, 1, 25, 2, 1, 2].map(int).join("")}c3a9${int(-1)}`,
  );
  expect(hex(encodeArray("integer", [-2, 2 ** 40 + 5]))).toBe(
    [1, 0, 20, 2, 1, 8, -1, -2, 8, 256, 5].map(int).join(""),
  );
  expect(hex(encodeArray("bytes", ["00ff"]))).toBe(`${[1, 0, 17, 1, 1, 2].map(int).join("")}00ff`);
});

test.runIf(ON_POSTGRES)("PostgreSQL reads what was written, whatever it is", async () => {
  const database = await freshDatabase();
  const echo = defineStatement<{ t: string | null; i: number | null; b: string | null }>({
    sqlite: "select 1",
    postgres: `select t, i, encode(b, 'hex') as b
      from unnest($1::text[], $2::bigint[], $3::bytea[]) as n(t, i, b)`,
  });
  const row = fc.record({
    t: fc.option(fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0"))),
    i: fc.option(fc.maxSafeInteger()),
    b: fc.option(fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("hex"))),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      const echoed = await echo(
        database.read,
        encodeArray(
          "text",
          rows.map(({ t }) => t),
        ),
        encodeArray(
          "integer",
          rows.map(({ i }) => i),
        ),
        encodeArray(
          "bytes",
          rows.map(({ b }) => b),
        ),
      );
      expect(echoed).toEqual(rows);
    }),
    { numRuns: 50 },
  );
});
