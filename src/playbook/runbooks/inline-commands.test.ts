import { describe, expect, it } from "vitest";
import { parseMarkdown } from "../markdown/parse-markdown.ts";
import { inlineCommands } from "./inline-commands.ts";

function commandsIn(text: string): string[] {
  const [node] = parseMarkdown(text).children;
  return node?.type === "paragraph" ? inlineCommands(node).map(({ value }) => value) : [];
}

describe("a command in a sentence", () => {
  it.each([
    // A known program with something to do.
    ["See `kubectl get pods`", "kubectl get pods"],
    ["How full is it? `df -h`", "df -h"],
    // Two words, where the words before say that it is given.
    ["Run `redis-cli ping`", "redis-cli ping"],
    ["Check `git status` first", "git status"],
    ["Empty the cache: `redis-cli FLUSHALL`", "redis-cli FLUSHALL"],
    ["Queue grows → `celery purge`", "celery purge"],
    ["`docker ps`", "docker ps"],
    ["Count them: `SELECT count(*) FROM orders;`", "SELECT count(*) FROM orders;"],
    // Programs nobody knows.
    ["Run `pumpctl stop --all` and wait", "pumpctl stop --all"],
    ["Execute **`pumpctl drain`** twice", "pumpctl drain"],
    ["Stop the pump: `pumpctl stop --all`", "pumpctl stop --all"],
    ["`pumpctl init && pumpctl fill`", "pumpctl init && pumpctl fill"],
    // By itself, with an option or something to fill in.
    ["`pumpctl drain --all`", "pumpctl drain --all"],
    ["`pumpctl delete-key door-$wing`", "pumpctl delete-key door-$wing"],
    ["`REGION=north kubectl get pods`", "REGION=north kubectl get pods"],
  ])("%s", (text, command) => {
    expect(commandsIn(text)).toEqual([command]);
  });

  it.each([
    "`kubectl get` shows what there is",
    "Run `pumpctl`",
    "Run `EXPLAIN ANALYZE` on the slow query",
    "The `SELECT id FROM orders` was slow",
    "Run `kubectl logs` as usual",
    "`redis-cli ping` was tried",
    "Run `SELECT 1` in the console",
    "Run `/pump stop` in the channel",
    "Look for `pump pressure low`",
    "`pump pressure low`",
    "`pumpctl ... --all`",
    "Tested: `git status` is clean",
    "Do not run `pumpctl stop --all`",
  ])("none: %s", (text) => {
    expect(commandsIn(text)).toEqual([]);
  });
});

it("reads many commands in one paragraph without trying for long", () => {
  const started = performance.now();
  expect(commandsIn("Run `kubectl get pods` and then some more. ".repeat(500))).toHaveLength(500);
  expect(performance.now() - started).toBeLessThan(2000);
});
