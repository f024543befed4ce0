import { expect, test } from "vitest";
import type { Effect } from "../../../domain/effect.ts";
import { loadSyntaxParsers } from "../../../platform/syntax-parsers.ts";
import { classifyCommand } from "../classify.ts";

const parsers = await loadSyntaxParsers();

const ROWS: Readonly<Partial<Record<Effect, readonly string[]>>> = {
  observe: [
    "exit 1",
    "[ -f a ]",
    "test -f a",
    "echo hello",
    'echo "$POD"',
    String.raw`printf '%s\n' "$POD"`,
    "export REGION=eu",
    'export A=1 B="two words"',
    'export POD="$(kubectl get pods -o name)"',
    "POD=$(kubectl get pods -o name)",
    "A=1 B=2",
    "cd /var/log",
    'cd "$FOLDER"',
    "cd",
    "set -euo pipefail",
    "set -x",
    "unset POD",
    "pwd",
    "true",
    ":",
    "sleep 5",
    "sleep 0.5m",
    "which kubectl",
    "type kubectl",
  ],
  reveal: [
    "echo $DB_PASSWORD",
    'echo "$API_TOKEN"',
    `echo \${SECRET_KEY}`,
    'echo "x$DATABASE_URL"',
    "printf '%s' \"$AWS_SECRET\"",
    "export",
    "set",
    "history",
  ],
  change: [
    "echo a > b",
    "echo a >> /etc/hosts",
    "printf a > b",
    "export A=$(rm b)",
    'cd "$(rm b)"',
  ],
  manual: ["read answer", "read -p 'sure? ' answer", "exit"],
  unknown: [
    "printf -v PATH a",
    'printf "$(cat format)" a',
    "export PATH=a",
    "export A[$(rm b)]=c",
    "export A=(b $(rm c))",
    "export LD_PRELOAD=a",
    "export KUBECONFIG=a",
    "export $SETTING",
    "export -f a",
    "export BASH_ENV=a",
    "export AWS_PROFILE=other",
    "export https_proxy=evil",
    "PATH=a",
    "IFS=a",
    "PS4='$(rm a)'",
    "PROMPT_COMMAND='rm a'",
    "ENV=a",
    "unset PATH",
    "unset -f a",
    "set -- a b",
    "set -o vi",
    "cd a b",
    "sleep $TIME",
    "sleep",
    "eval echo a",
    "source a",
    ". a",
    "alias kubectl=rm",
    "trap 'rm a' EXIT",
    "declare A=b",
    "local A=b",
    "readonly A=b",
    "let A=1",
    "enable -n a",
    "hash -p a b",
  ],
};

test.each(
  Object.entries(ROWS).flatMap(([effect, commands]) =>
    commands.map((command) => [effect, command]),
  ),
)("%s: %s", (effect, command) => {
  expect(classifyCommand(command, parsers)).toMatchObject({ effect });
});
