import { expect, test } from "vitest";
import type { Effect } from "../../../domain/effect.ts";
import { loadSyntaxParsers } from "../../../platform/syntax-parsers.ts";
import { classifyCommand } from "../classify.ts";

const parsers = await loadSyntaxParsers();

const ROWS: Readonly<Partial<Record<Effect, readonly string[]>>> = {
  observe: [
    "ceph -s",
    "ceph status",
    "ceph health detail",
    "ceph osd tree",
    "ceph osd df tree",
    "ceph df",
    "ceph fs status -f json",
    "ceph osd pool ls detail",
    "ceph versions",
  ],
  reveal: ["ceph auth get client.admin", "ceph config dump", "ceph config-key get a"],
  change: [
    "ceph osd out 1",
    "ceph osd pool delete a a",
    "ceph osd unset noout",
    "ceph osd pool set-quota <pool> max_bytes <bytes>",
    "ceph tell osd.1 a",
    "ceph mds fail a",
    "ceph crash archive-all",
  ],
  manual: ["ceph"],
  unknown: ["ceph $VERB", "ceph --unheard-of status", "ceph -i a status"],
};

test.each(
  Object.entries(ROWS).flatMap(([effect, commands]) =>
    commands.map((command) => [effect, command]),
  ),
)("%s: %s", (effect, command) => {
  expect(classifyCommand(command, parsers)).toMatchObject({ effect });
});
