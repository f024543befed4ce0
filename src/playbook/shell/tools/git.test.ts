import { expect, test } from "vitest";
import type { Effect } from "../../../domain/effect.ts";
import { loadSyntaxParsers } from "../../../platform/syntax-parsers.ts";
import { classifyCommand } from "../classify.ts";

const parsers = await loadSyntaxParsers();

const ROWS: Readonly<Partial<Record<Effect, readonly string[]>>> = {
  observe: [
    "git -C a log",
    "git status",
    "git status -sb",
    "git log --oneline -10",
    "git log -n 5 --since=yesterday --stat",
    "git log --format='%h %s' main..HEAD",
    "git rev-parse --short HEAD",
    "git branch -a",
    "git branch",
    "git tag -l",
    "git tag -l 'v*' --sort=-creatordate",
    "git branch --list 'fix/*'",
    "git remote -v",
    "git describe --tags",
  ],
  reveal: ["git log -p", "git show HEAD", "git diff", "git blame a", "git grep a"],
  change: [
    "git pull",
    "git push",
    "git checkout main",
    "git reset --hard",
    "git revert HEAD",
    "git branch new",
    "git branch -D old",
    "git tag v1",
    "git tag -d v1",
    "git tag -l -d v1",
    "git branch -l new",
    "git remote --list new",
    "git remote add a b",
    "git stash",
    "git config user.name a",
    "git fetch",
    "git clone a",
  ],
  unknown: [
    "git -c alias.a='!sh' a",
    "git -c core.pager=sh log",
    "git --exec-path=a log",
    "git log --output=a",
    "git log --ext-diff",
    "git log $OPTION --unheard-of",
    "git $VERB",
    "git unheard-of",
    "git status --unheard-of",
    "GIT_DIR=a git log",
    "GIT_EXTERNAL_DIFF=a git log",
  ],
};

test.each(
  Object.entries(ROWS).flatMap(([effect, commands]) =>
    commands.map((command) => [effect, command]),
  ),
)("%s: %s", (effect, command) => {
  expect(classifyCommand(command, parsers)).toMatchObject({ effect });
});
