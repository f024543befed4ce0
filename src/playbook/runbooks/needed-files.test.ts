import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPresent, neededFiles } from "./needed-files.ts";

describe("neededFiles", () => {
  it.each([
    ["kubectl apply -f k8s/boiler.yaml -n house", ["k8s/boiler.yaml"]],
    ["oc replace --filename=boiler.yaml", ["boiler.yaml"]],
    ["kubectl apply -k overlays/winter/", ["overlays/winter/"]],
    [
      "helm upgrade boiler ./chart -f values.yaml --values 'more values.yaml'",
      ["values.yaml", "more values.yaml"],
    ],
    ["cd x && kubectl create -f a.yaml | cat", ["a.yaml"]],
    ["kubectl logs -f boiler", []],
    ["kubectl apply -f -", []],
    ["kubectl apply -f https://files.example/a.yaml", []],
    ["kubectl apply -f /tmp/a.yaml", []],
    ["kubectl apply -f <file>", []],
    ["kubectl apply -f $FILE", []],
    ['kubectl apply -f "$DIR/a.yaml"', []],
    ["grep -f patterns boiler", []],
    ["kubectl apply -f", []],
    ["kubectl apply -f 'open", []],
  ])("%s", (command, paths) => {
    expect(neededFiles(command).map(({ path }) => path)).toEqual(paths);
  });

  it("says where the path stands", () => {
    const command = "kubectl apply --filename=k8s/boiler.yaml";
    const [file] = neededFiles(command);
    expect(command.slice(file?.start, file?.end)).toBe("k8s/boiler.yaml");
  });

  it("never throws", () => {
    const piece = fc.constantFrom(
      "kubectl",
      " apply",
      " -f",
      " a.yaml",
      "$(",
      ")",
      "'",
      '"',
      "|",
      "\n",
      "<x>",
      "\\",
    );
    fc.assert(fc.property(fc.array(piece), (pieces) => void neededFiles(pieces.join(""))));
  });
});

describe("isPresent", () => {
  const files = new Set(["a.yaml", "docs/k8s/boiler.yaml"]);
  it.each([
    ["a.yaml", true],
    ["./a.yaml", true],
    ["k8s/boiler.yaml", true],
    ["k8s/", true],
    [".", true],
    ["boiler", false],
    ["k8s/b.yaml", false],
  ])("%s", (path, present) => {
    expect(isPresent(path, files)).toBe(present);
  });
});
