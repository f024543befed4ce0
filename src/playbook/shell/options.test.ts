import { describe, expect, test } from "vitest";
import { type Argument, literal } from "./argument.ts";
import { COMPUTED, HOLE } from "./holes.ts";
import { optionSpec, readOptions } from "./options.ts";

const SPEC = optionSpec({
  flags: "-v|--verbose -q",
  values: "-o|--output -n",
  optional: "--color",
});
const GO = optionSpec({ flags: "-w|--watch", values: "-o|--output", goStyle: true });

function read(line: string, spec = SPEC): string {
  const args = line.split(" ").map((word): Argument => {
    if (word === "$many") return { text: word, value: COMPUTED, form: "spread" };
    if (word === "$one") return { text: word, value: COMPUTED, form: "computed" };
    if (word === "x*") return { text: word, value: `x${COMPUTED}`, form: "pattern" };
    return literal(word.replace("@", HOLE));
  });
  const { options, words, rest, problem } = readOptions(args, spec);
  if (problem !== undefined) return "refused";
  return [
    ...options.map(({ name, value }) => (value === undefined ? name : `${name}=${value.value}`)),
    ...words.map(({ value }) => value),
    ...(rest === undefined ? [] : ["--", ...rest.map(({ value }) => value)]),
  ].join(" ");
}

describe("options", () => {
  test.each([
    ["-v a", "--verbose a"],
    ["a -v b", "--verbose a b"],
    ["-vq", "--verbose -q"],
    ["-o f", "--output=f"],
    ["-of", "--output=f"],
    ["-vof", "--verbose --output=f"],
    ["-o=f", "--output==f"],
    ["--output f", "--output=f"],
    ["--output=f", "--output=f"],
    ["--output=", "--output="],
    ["--color a", "--color a"],
    ["--color=always", "--color=always"],
    ["- a", "- a"],
    ["a -- -x b", "a -- -x b"],
    ["-o -x", "--output=-x"],
    ["@", HOLE],
    ["-n @", `-n=${HOLE}`],
    ["-n@", `-n=${HOLE}`],
    ["-n $one", `-n=${COMPUTED}`],
  ])("%s", (line, expected) => {
    expect(read(line)).toBe(expected);
  });

  test.each([
    "-x",
    "--unknown",
    "--verbos",
    "--verbose=1",
    "-vx",
    "-o",
    "--output",
    "-@",
    "--@",
    "--ou@=f",
    "$many",
    "$one",
    "-n $many",
    "x*",
    "a --x",
  ])("refused: %s", (line) => {
    expect(read(line)).toBe("refused");
  });

  test("Go programs", () => {
    expect(read("-o=json --watch=false", GO)).toBe("--output=json --watch=false");
    expect(read("-w=true", GO)).toBe("refused");
  });

  test("numbers, patterns and other commands' words where they belong", () => {
    expect(read("-20 a", optionSpec({ numbers: true }))).toBe("a");
    expect(read("-20x", optionSpec({ numbers: true }))).toBe("refused");
    expect(read("x*", optionSpec({ patterns: true }))).toBe(`x${COMPUTED}`);
    expect(read("-v a -x $many", optionSpec({ flags: "-v", stopAtWord: true }))).toBe(
      `-v a -x ${COMPUTED}`,
    );
  });
});
