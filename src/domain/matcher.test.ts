import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compileMatchers,
  findMatcherProblem,
  formatMatchers,
  type Labels,
  MATCHERS_MAX,
  type Matcher,
  type MatcherOperator,
  matchesAbsence,
  parseMatchers,
} from "./matcher.ts";

const OPERATORS = ["=", "!=", "=~", "!~"] as const;

function read(text: string): readonly Matcher[] {
  const parsed = parseMatchers(text);
  if (parsed.kind === "invalid") throw new Error(parsed.message);
  return parsed.matchers;
}

function problemOf(text: string): string | undefined {
  const parsed = parseMatchers(text);
  return parsed.kind === "invalid" ? parsed.message : undefined;
}

function matcher(name: string, operator: MatcherOperator, value: string): Matcher {
  return { name, operator, value };
}

/** Without patterns that are none. */
const anyMatcher = fc.oneof(
  fc.record({
    name: fc.string({ unit: "binary", minLength: 1, maxLength: 20 }),
    operator: fc.constantFrom<MatcherOperator>("=", "!="),
    value: fc.string({ unit: "binary" }),
  }),
  fc.record({
    name: fc.constantFrom("alertname", "service", "a:b", "with space", "dot.ted", 'q"uote'),
    operator: fc.constantFrom<MatcherOperator>(...OPERATORS),
    value: fc.constantFrom("", "a|b", "web-.*", '\\d+"x"', "a\\\\b", "new\nline", "[,}]", "é.+"),
  }),
);

describe("matchers are read", () => {
  // The examples of Alertmanager's own documentation among them.
  it.each<[string, readonly Matcher[]]>([
    ["", []],
    ["{}", []],
    [" { } ", []],
    ["foo=bar", [matcher("foo", "=", "bar")]],
    [
      '{foo = "bar", dings != "bums", }',
      [matcher("foo", "=", "bar"), matcher("dings", "!=", "bums")],
    ],
    ["foo=bar, dings!=bums", [matcher("foo", "=", "bar"), matcher("dings", "!=", "bums")]],
    [
      '{quote="She said: \\"Hi, ladies! That\'s gender-neutral…\\""}',
      [matcher("quote", "=", 'She said: "Hi, ladies! That\'s gender-neutral…"')],
    ],
    ['statuscode=~"5.."', [matcher("statuscode", "=~", "5..")]],
    ["foo!~a b c ", [matcher("foo", "!~", "a b c")]],
    ["foo=", [matcher("foo", "=", "")]],
    ['foo=""', [matcher("foo", "=", "")]],
    ["foo=a\\", [matcher("foo", "=", "a\\")]],
    ['foo=~"\\\\d\\d\\n"', [matcher("foo", "=~", "\\d\\d\n")]],
    ["foo=~a{3}", [matcher("foo", "=~", "a{3}")]],
    ["{foo=~a{3}}", [matcher("foo", "=~", "a{3}")]],
    ["{foo=bar", [matcher("foo", "=", "bar")]],
    ["foo==bar", [matcher("foo", "=", "=bar")]],
    ['"foo.bar"="a",größe!=b', [matcher("foo.bar", "=", "a"), matcher("größe", "!=", "b")]],
    ['"a,b}"="c}"', [matcher("a,b}", "=", "c}")]],
  ])("from %s", (text, matchers) => {
    expect(read(text)).toEqual(matchers);
  });

  it.each<[string, RegExp]>([
    ["foo", /^Character 1: behind "foo" one of =, !=, =~, !~ is expected\.$/u],
    ["a=b, foo", /^Character 6: behind "foo"/u],
    ["a=b,,c=d", /^Character 5: here the name of a label is expected\.$/u],
    ["=b", /^Character 1: here the name/u],
    ['{a="b', /^Character 2: the quoted value "b does not end\.$/u],
    ['a="b"c', /^Character 1: the quoted value "b"c ends before the matcher does\.$/u],
    ['a=b"c"', /^Character 1: the value b"c" holds a quote/u],
    ['a="b\\"', /does not end/u],
    ['""=a', /a matcher needs the name of a label/u],
    ["a=b, c=~(", /^Character 6: the pattern for "c" is none: missing closing \): `\(`\.$/u],
    ["a=~x)|(y", /unexpected \)/u],
    ["a=~(?=b)", /invalid or unsupported Perl syntax/u],
    ["a=~x{1001}", /invalid repeat count/u],
    [`a=~"(?:x?y?z?w?v?u?){1000}"`, /it repeats too much/u],
    [`a=~${"b".repeat(20_001)}`, /longer than 20000 characters/u],
    ["a=b,".repeat(MATCHERS_MAX + 1), /^101 matchers are too many: 100 at most\.$/u],
    [`a=${"b".repeat(100_000)}`, /longer than 100000 characters/u],
    [`${"n".repeat(1025)}=b`, /name is longer than 1024/u],
  ])("not from %.40s", (text, message) => {
    expect(problemOf(text)).toMatch(message);
    expect(problemOf(text)?.length).toBeLessThan(300);
  });

  it("again from the text that tells them", () => {
    fc.assert(
      fc.property(fc.array(anyMatcher, { maxLength: 5 }), (matchers) => {
        expect(read(formatMatchers(matchers))).toEqual(matchers);
        expect(findMatcherProblem(matchers)).toBeUndefined();
      }),
    );
  });

  it("from any text, or the place is said where it is none", () => {
    const syntax = fc.string({ unit: fc.constantFrom(...'ab{}"\\=!~, ,\n(*') });
    fc.assert(
      fc.property(fc.oneof(syntax, fc.string({ unit: "binary" })), (text) => {
        const parsed = parseMatchers(text);
        if (parsed.kind === "invalid") {
          const place = Number(/^Character (\d+): /u.exec(parsed.message)?.[1]);
          expect(place).toBeGreaterThanOrEqual(1);
          expect(place).toBeLessThanOrEqual(text.length + 1);
        } else {
          expect(compileMatchers(parsed.matchers)({})).toBeTypeOf("boolean");
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("labels", () => {
  const labels: Labels = { service: "api", host: "web-12", empty: "" };

  it.each<[string, boolean]>([
    ["", true],
    ["service=api", true],
    ["service=API", false],
    ["service!=api", false],
    ["service!=db", true],
    ["service=~a.i", true],
    ["service=~ap", false],
    ["host=~web-.*", true],
    ["host!~web-.*", false],
    ["service=api, host=~(web|db)-\\d+", true],
    ["service=api, host=~db.*", false],
    ["team=", true],
    ["empty=", true],
    ["team!=", false],
    ["team=~.*", true],
    ["team=~.+", false],
    ["team!~.+", true],
    ["constructor=", true],
    ["__proto__=", true],
    ["toString!=", false],
  ])("satisfy %j: %j", (text, expected) => {
    expect(compileMatchers(read(text))(labels)).toBe(expected);
  });

  it("of any name are read, those of objects in JavaScript too", () => {
    const hostile: Labels = JSON.parse('{"__proto__": "a", "constructor": "b"}');
    expect(compileMatchers(read("__proto__=a, constructor=b"))(hostile)).toBe(true);
  });

  it("satisfy a matcher or its opposite, never both", () => {
    const opposites = { "=": "!=", "!=": "=", "=~": "!~", "!~": "=~" } as const;
    fc.assert(
      fc.property(anyMatcher, fc.string({ unit: fc.constantFrom(..."ab-\n") }), (one, text) => {
        const other = { ...one, operator: opposites[one.operator] };
        for (const labels of [{}, { [one.name]: one.value }, { [one.name]: text }]) {
          expect(compileMatchers([one])(labels)).toBe(!compileMatchers([other])(labels));
        }
        expect(matchesAbsence(one)).toBe(compileMatchers([one])({}));
      }),
    );
  });

  it("satisfy several matchers when they satisfy each", () => {
    const someLabels = fc.dictionary(fc.constantFrom("service", "a:b"), fc.constantFrom("", "a"));
    fc.assert(
      fc.property(fc.array(anyMatcher, { maxLength: 4 }), someLabels, (matchers, labels) => {
        const each = matchers.every((one) => compileMatchers([one])(labels));
        expect(compileMatchers(matchers)(labels)).toBe(each);
      }),
    );
  });
});
