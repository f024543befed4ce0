import { expect, test } from "vitest";
import type { Effect } from "../../../domain/effect.ts";
import { loadSyntaxParsers } from "../../../platform/syntax-parsers.ts";
import { classifyCommand } from "../classify.ts";

const parsers = await loadSyntaxParsers();

const ROWS: Readonly<Partial<Record<Effect, readonly string[]>>> = {
  observe: [
    "etcdctl get / --prefix --keys-only",
    "etcdctl endpoint health --cluster",
    "etcdctl endpoint status -w table",
    "etcdctl --endpoints=a --cacert b --cert c --key d member list",
    "etcdctl alarm list",
    "etcdctl version",
  ],
  reveal: ["etcdctl get /a"],
  change: [
    "etcdctl put a b",
    "etcdctl del a",
    "etcdctl defrag",
    "etcdctl compact 3",
    "etcdctl snapshot save a",
    "etcdctl alarm disarm",
    "etcdctl member remove a",
    "etcdctl move-leader a",
    "etcdctl check perf",
  ],
  unknown: [
    "etcdctl",
    "etcdctl $VERB",
    "etcdctl endpoint <what>",
    "etcdctl --unheard-of member list",
  ],
};

test.each(
  Object.entries(ROWS).flatMap(([effect, commands]) =>
    commands.map((command) => [effect, command]),
  ),
)("%s: %s", (effect, command) => {
  expect(classifyCommand(command, parsers)).toMatchObject({ effect });
});
