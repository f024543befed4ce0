import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { knownKeysAt, overlayJsonSchema, overlaySchemaText } from "./overlay-schema.ts";

const published = fileURLToPath(
  new URL("../../../docs/schema/tocsin.schema.json", import.meta.url),
);
const validate = new Ajv2020({ strict: false }).compile(overlayJsonSchema());

describe("docs/schema/tocsin.schema.json", () => {
  test("is the form that tocsin.yaml is checked against: `npm run schema` renews it", () => {
    expect(readFileSync(published, "utf8")).toBe(overlaySchemaText());
  });

  test("explains every key", () => {
    const undescribed = propertiesOf(overlayJsonSchema()).filter(
      ([, part]) => !("description" in part),
    );
    expect(undescribed.map(([name]) => name)).toEqual([]);
  });

  test("accepts in an editor what Tocsin accepts", () => {
    expect(validate(parse("people: [{ name: A, contact: [{ kind: console }] }]"))).toBe(true);
    expect(validate(parse("roles: { lead: { column: Primary } }"))).toBe(true);
  });

  test("refuses in an editor what Tocsin refuses", () => {
    expect(validate(parse("timezone: UTC"))).toBe(false);
    expect(validate(parse("people: [{ title: CTO }]"))).toBe(false);
    expect(validate(parse("roles: { lead: { column: Primary, person: A } }"))).toBe(false);
    expect(validate(parse("handoffTime: 24:00"))).toBe(false);
  });
});

test("the keys known at a path", () => {
  const schema = overlayJsonSchema();
  expect(knownKeysAt(schema, ["people", 3, "contact", 0])).toEqual(["kind", "address"]);
  expect(knownKeysAt(schema, ["escalation", "P0"])).toEqual(
    expect.arrayContaining(["after", "repeat"]),
  );
  expect(knownKeysAt(schema, ["no", "such", 1, "path"])).toEqual([]);
});

function propertiesOf(part: unknown): [string, object][] {
  if (typeof part !== "object" || part === null) return [];
  const own = "properties" in part && part.properties ? Object.entries(part.properties) : [];
  return [...own, ...Object.values(part).flatMap(propertiesOf)];
}
