/** What help says of `check` and `compile`, apart from what they need to run: help must not load the compiler. */

import type { CommandSummary } from "./command.ts";

export const CHECK_COMMAND = {
  name: "check",
  takes: "PATH",
  summary: "Check a playbook and show what was understood of it",
  about: [
    "PATH is a Markdown file or a folder of them; a tocsin.yaml beside it is read as well. " +
      "The exit code is 0 without errors (warnings are allowed), 1 with errors, 2 when there is nothing to check.",
    "--format says for whom: text for people, json for programs, sarif for GitHub's code scanning and editors, " +
      "github for remarks beside the lines of a pull request. But for text nothing else is on stdout, and the " +
      "exit code is the same.",
  ],
  example: "tocsin check examples/playbook/incident-response.md",
  options: {
    format: { type: "string", value: "FORMAT", help: "text, json, sarif or github" },
    json: { type: "boolean", help: "The findings as JSON: short for --format json" },
    secrets: {
      type: "boolean",
      help: "Also try whether the secrets that tocsin.yaml names can be had on this machine",
    },
  },
} as const satisfies CommandSummary;

export const COMPILE_COMMAND = {
  name: "compile",
  takes: "PATH",
  summary: "Compile a playbook and print the result",
  about: [
    "With --json the whole compiled playbook, durations in ISO 8601, everything with its file and line; " +
      "without it, a summary. The exit code is that of `tocsin check`.",
  ],
  example: "tocsin compile examples/playbook/incident-response.md --json",
  options: { json: { type: "boolean", help: "Print the compiled playbook as JSON" } },
} as const satisfies CommandSummary;
