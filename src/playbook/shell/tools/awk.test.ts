import { expect, test } from "vitest";
import type { Effect } from "../../../domain/effect.ts";
import { loadSyntaxParsers } from "../../../platform/syntax-parsers.ts";
import { classifyCommand } from "../classify.ts";

const parsers = await loadSyntaxParsers();

const ROWS: Readonly<Partial<Record<Effect, readonly string[]>>> = {
  observe: [
    "kubectl get pods | awk '{print $1}'",
    "df -h | awk 'NR>1 && $5+0 > 80 {print $6, $5}'",
    "ps aux | awk '{sum += $6} END {print sum/1024 \" MB\"}'",
    "cat /var/log/app.log | awk -F: '{print $1 \":\" $2}'",
    "awk '/ERROR/ {count++} END {print count}' /var/log/app.log",
    "awk -v limit=80 '$5 > limit' /var/log/usage",
    String.raw`ss -tan | awk '{a[$1]++} END {for (s in a) printf "%s %d\n", s, a[s]}'`,
    "uptime | awk '{if ($1 > 2) print \"busy\"}'",
    "date | awk '/<name>/ {print}'",
    "date | awk '{print ($1-$2)/$3}'",
  ],
  reveal: ["awk '{print}' /etc/app/settings", "awk 'BEGIN {print ENVIRON[\"A\"]}'"],
  unknown: [
    "awk 'BEGIN{system(\"touch a\")}'",
    "date | awk '{print > \"a\"}'",
    "date | awk '{print >> \"a\"}'",
    "date | awk '{print | \"sh\"}'",
    "date | awk '{\"date\" | getline x}'",
    "date | awk '{print $1 |& \"sh\"}'",
    "awk -f a.awk",
    "date | awk -i inplace '{print}'",
    "date | awk '{print <blank>}'",
    "date | awk '@load \"filefuncs\"'",
    'date | awk "{print $(cat a)}"',
    'date | awk \'{ print /"/ ; print > "a" ; print /"/ }\'',
    'date | awk \'{x = 1 / "; print > "a" / 2}\'',
    'date | awk \'{ if (1) /"/; print > "a" "/" }\'',
    "date | awk '{ if (1) /#/; print > \"a\" }'",
    "awk 'BEGIN{ARGV[1]=\"/etc/shadow\"; ARGC=2} {print}'",
  ],
};

test.each(
  Object.entries(ROWS).flatMap(([effect, commands]) =>
    commands.map((command) => [effect, command]),
  ),
)("%s: %s", (effect, command) => {
  expect(classifyCommand(command, parsers)).toMatchObject({ effect });
});
