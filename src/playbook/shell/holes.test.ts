import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOLE, replacePlaceholders, unique, withPlaceholders } from "./holes.ts";

const names = (text: string): string[] =>
  replacePlaceholders(text).placeholders.map(({ name }) => name);

describe("placeholders", () => {
  test.each([
    ["kubectl logs <pod-name>", ["pod-name"]],
    ["kubectl logs <name of the pod> -n <ns>", ["name of the pod", "ns"]],
    ["systemctl <start|stop> web", ["start|stop"]],
    ["kubectl logs pod/<pod> -c '<container>'", ["pod", "container"]],
    ["kubectl -n<ns> get pods", ["ns"]],
    ["curl https://<host>:<port>/", ["host", "port"]],
    ["echo <pod>-0", ["pod"]],
    ["shopctl set <queue>_enabled eu_<region>_1", ["queue", "region"]],
    ["aws s3 ls s3://[BUCKET_NAME]/", ["BUCKET_NAME"]],
    ["echo YOUR_TOKEN CHANGEME CHANGE_ME", ["YOUR_TOKEN", "CHANGEME", "CHANGE_ME"]],
    ["#incident-YYYYMMDD-NNN", ["YYYYMMDD", "NNN"]],
  ])("%s", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test.each([
    "cat <in >out",
    "cat <in>out",
    "cat 0<in >out",
    "cat <in>$OUT",
    "cat <in>>out",
    "cat <in>(out)",
    "cat <<END",
    "diff <(a) <(b)",
    "cmd <&3 >&4",
    "echo <none> <unknown>",
    "echo <1st>",
    "echo a<b",
    "kubectl get -o go-template='{{.status}}'",
    "ls [A-Z]*",
    `echo "\${a[KEY_NAME]}"`,
    "echo MY_YOUR_X $YOUR_X",
  ])("none in: %s", (text) => {
    expect(names(text)).toEqual([]);
  });

  test("the text keeps its length and its other characters", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("<pod>", " <a b> ", "[A_B]", "YOUR_X", "'<x>'"),
        fc.string(),
        (before, hole, after) => {
          const text = `${before}${hole}${after}`;
          const filled = replacePlaceholders(text);
          expect(filled.text).toHaveLength(text.length);
          for (let at = 0; at < text.length; at += 1)
            expect([text[at], HOLE]).toContain(filled.text[at]);
          for (const { text: written, at } of filled.placeholders)
            expect(text.slice(at, at + written.length)).toBe(written);
        },
      ),
    );
  });

  test("each is listed once, and put back where it was", () => {
    const { text, placeholders } = replacePlaceholders("a <x> <y-z> <x>");
    expect(unique(placeholders)).toEqual([
      { name: "x", text: "<x>" },
      { name: "y-z", text: "<y-z>" },
    ]);
    expect(withPlaceholders(text, placeholders)).toBe("a <x> <y-z> <x>");
  });
});
