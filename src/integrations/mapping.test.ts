import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FieldMapping } from "../domain/inbound-mapping.ts";
import { mapBody } from "./mapping.ts";

const BODY = {
  host: { name: "db-3", "a/b": "slash", "a~b": "tilde", ports: [5432, 22] },
  state: 2,
  isUp: false,
  nothing: null,
  empty: "",
};

function title(field: FieldMapping, body: unknown = BODY): unknown {
  return mapBody(body, { title: field })["title"];
}

describe("a field of a mapping", () => {
  test.each([
    ["/host/name", "db-3"],
    ["/host/ports/0", "5432"],
    ["/host/a~1b", "slash"],
    ["/host/a~0b", "tilde"],
    ["/isUp", "false"],
    ["{/host/name}: {/state}", "db-3: 2"],
    ["only words", "only words"],
    ["/nowhere", undefined],
    ["/host", undefined],
    ["/nothing", undefined],
    ["/empty", undefined],
    ["{/host/name} {/nowhere}", undefined],
    ["/toString", undefined],
    ["/host/ports/length", undefined],
  ])("%j is %j", (template, text) => {
    expect(title(template)).toBe(text);
  });

  test("the first of several that is there, what it means, and what holds else", () => {
    expect(title({ from: ["/nowhere", "/state"] })).toBe("2");
    const values = { "2": "firing", constructor: "c" };
    expect(title({ from: "/state", values })).toBe("firing");
    expect(title({ from: "/host/name", values })).toBe("db-3");
    expect(title({ from: "/host/name", values, default: "other" })).toBe("other");
    expect(title({ from: "/nowhere", values, default: "other" })).toBe("other");
    expect(title({ from: "/state", values: { "2": "" } })).toBeUndefined();
  });

  test("never throws, whatever the body and the mapping are", () => {
    const pointer = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string().map((text) => `{/${text}}`),
    );
    fc.assert(
      fc.property(fc.anything(), pointer, (body, template) => {
        const found = title(template, body);
        expect(found === undefined || typeof found === "string").toBe(true);
      }),
    );
  });
});

test("labels and annotations have names of their own", () => {
  const labels = { host: "/host/name", gone: "/nowhere" };
  const mapped = mapBody(BODY, { title: "t", labels, annotations: { state: "/state" } });
  expect(mapped).toEqual({ title: "t", labels: { host: "db-3" }, annotations: { state: "2" } });
});
