import { expect, test } from "vitest";
import type { Effect } from "../../../domain/effect.ts";
import { loadSyntaxParsers } from "../../../platform/syntax-parsers.ts";
import { classifyCommand } from "../classify.ts";

const parsers = await loadSyntaxParsers();

const ROWS: Readonly<Partial<Record<Effect, readonly string[]>>> = {
  observe: [
    "kubectl get pods | sed -n '1,5p'",
    "kubectl get pods | sed 1d",
    "date | sed -e 's/a/b/g' -e '/^$/d'",
    String.raw`date | sed -E 's|([0-9]+)/x|\1|; s/ +/ /'`,
    "date | sed -n '/from/,/to/p'",
    "date | sed '$!d'",
    "sed -n '10,20p' /var/log/app.log",
    "date | sed 's/[[:space:]]*$//'",
    "date | sed -n '/start/,+3{p;q}'",
  ],
  reveal: ["sed -n 1p /etc/app/settings"],
  change: ["sed -i 's/a/b/' a", "sed -i.bak 1d a", "sed --in-place 1d a", "date | sed -ni p a"],
  unknown: [
    "date | sed '1e touch a'",
    "date | sed 's/a/b/e'",
    "date | sed 's/a/b/w out'",
    "date | sed -n 'w out'",
    "date | sed 'r /etc/shadow'",
    "sed -f a",
    'date | sed "s/a/$(cat b)/"',
    "date | sed 's/[/]/x/'",
    "date | sed 's/[[:alpha:]/]/x;e/'",
    "date | sed --posix p",
    "date | sed",
  ],
};

test.each(
  Object.entries(ROWS).flatMap(([effect, commands]) =>
    commands.map((command) => [effect, command]),
  ),
)("%s: %s", (effect, command) => {
  expect(classifyCommand(command, parsers)).toMatchObject({ effect });
});
