/** What help says of `check`, `explain` and `compile`, apart from what they need to run: help must not load the compiler. */

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
    "--fix shows as a patch what can be put right for certain, instead of the findings, and asks whether to write it; " +
      "where nobody can be asked nothing is written without --write.",
  ],
  example: "tocsin check examples/playbook/incident-response.md",
  options: {
    format: { type: "string", value: "FORMAT", help: "text, json, sarif or github" },
    json: { type: "boolean", help: "The findings as JSON: short for --format json" },
    fix: { type: "boolean", help: "Show as a patch what can be put right for certain" },
    write: { type: "boolean", help: "With --fix: write it without asking" },
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
    "With --coverage the text itself, each line marked with what it became, and how much of each section was understood.",
  ],
  example: "tocsin compile examples/playbook/incident-response.md --json",
  options: {
    json: { type: "boolean", help: "Print the compiled playbook, or the coverage, as JSON" },
    coverage: { type: "boolean", help: "Print the text with what each line became" },
  },
} as const satisfies CommandSummary;

export const EXPLAIN_COMMAND = {
  name: "explain",
  takes: "PATH:LINE",
  summary: "Say what one line of a playbook became, and why",
  about: [
    "Which severity, time, step, question or command it is, what Tocsin does with it, and what the doctor found there; " +
      "or why it stayed text. The line may carry a column, as findings do: playbook.md:12:5.",
  ],
  example: "tocsin explain examples/playbook/incident-response.md:20",
  options: {
    playbook: {
      type: "string",
      value: "FOLDER",
      help: "The playbook that the file belongs to, where it is a folder",
    },
    json: { type: "boolean", help: "Print the explanation as JSON" },
  },
} as const satisfies CommandSummary;
