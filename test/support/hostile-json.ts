/** What senders and strangers have put where something else belongs. */

const PLACE = "\u2603the place\u2603";
const DEPTH = 20_000;

/** JSON texts, by what is wrong with them. */
export const HOSTILE_VALUES: Readonly<Record<string, string>> = {
  null: "null",
  "a number": "-1",
  "a number beyond all": "1e999",
  "a flag": "true",
  "an empty text": '""',
  blanks: '" \\t\\r\\n "',
  "U+0000": '"a\\u0000b"',
  "half a surrogate pair": '"\\ud800"',
  "the other half": '"\\udc00x"',
  "direction marks": '"\\u202eabc\\u2066"',
  markup: '"<script>alert(1)</script>"',
  "a megabyte": JSON.stringify("x".repeat(1_000_000)),
  "an empty list": "[]",
  "a list of everything": '[null,1,"x",[],{},true]',
  "an empty object": "{}",
  "names of prototypes": '{"__proto__":{"a":1},"constructor":"c","toString":1,"":""}',
  "deep lists": "[".repeat(DEPTH) + "]".repeat(DEPTH),
  "deep objects": `${'{"a":'.repeat(DEPTH)}1${"}".repeat(DEPTH)}`,
  "deep objects with numbers for names": `${'{"1":'.repeat(DEPTH)}1${"}".repeat(DEPTH)}`,
  "many names": `{${Array.from({ length: 5000 }, (_, index) => `"n${index}":"v"`).join(",")}}`,
};

/** The body with each hostile value in the place of each of its values, one at a time. */
export function* damagedBodies(body: unknown): Generator<{ name: string; text: string }> {
  for (const path of pathsOf(body)) {
    const text = JSON.stringify(replaced(body, path));
    for (const [what, value] of Object.entries(HOSTILE_VALUES)) {
      const name = `${what} at /${path.join("/")}`;
      yield { name, text: text.replace(JSON.stringify(PLACE), () => value) };
    }
  }
}

type Path = readonly string[];

function pathsOf(value: unknown): Path[] {
  if (typeof value !== "object" || value === null) return [[]];
  const below = Object.entries(value).flatMap(([name, item]) =>
    pathsOf(item).map((path) => [name, ...path]),
  );
  return [[], ...below];
}

function replaced(value: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined) return PLACE;
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === name ? replaced(item, rest) : item));
  }
  const object = value as Record<string, unknown>;
  return { ...object, [name]: replaced(object[name], rest) };
}
