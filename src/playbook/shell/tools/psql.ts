/** psql: one statement that only reads, or one of the `\d` family. */

import { type Argument, isLiteral } from "../argument.ts";
import { hasOption, optionSpec, type ReadArguments, readOptions, valuesOf } from "../options.ts";
import type { Tool, ToolContext } from "../tool.ts";
import { change, manual, observe, reveal, strongest, unknown, type Verdict } from "../verdict.ts";
import { classMetaCommand } from "./psql-meta.ts";
import { classSql } from "./sql.ts";

const PSQL = optionSpec({
  flags:
    "-A|--no-align -a|--echo-all -b|--echo-errors -e|--echo-queries -E|--echo-hidden --csv -H|--html -l|--list -n|--no-readline -q|--quiet -t|--tuples-only -x|--expanded -X|--no-psqlrc -w|--no-password -z|--field-separator-zero -0|--record-separator-zero -V|--version",
  values:
    "-c|--command -d|--dbname -h|--host -p|--port -U|--username -F|--field-separator -R|--record-separator -P|--pset -v|--set|--variable",
});

/** What else psql would write, run or ask for. */
const WRITES = /^(?:-o|--output|-L|--log-file|-f|--file)/u;

export const psql: Tool = (args, context) => {
  const read = readOptions(args, PSQL);
  if (read.problem !== undefined) {
    const option = args.find(({ value }) => WRITES.test(value));
    return option === undefined
      ? unknown(read.problem)
      : change(`\`psql ${option.text}\` writes or runs a file`);
  }
  const databases = [...read.words, ...(read.rest ?? []), ...valuesOf(read, "--dbname")];
  const verdicts = [
    ...databases.map(connection).filter((verdict) => verdict !== undefined),
    ...settings(read),
    ...valuesOf(read, "--command").map((command) => classCommand(command, context)),
  ];
  if (hasOption(read, "--list")) verdicts.push(observe("`psql --list` only reads"));
  if (hasOption(read, "--version")) verdicts.push(observe("`psql --version` only reads"));
  if (["--command", "--list", "--version"].some((name) => hasOption(read, name)))
    return strongest(verdicts);
  if (context.inputText !== undefined)
    return strongest([...verdicts, ...classScript(context.inputText, context)]);
  return context.hasInput
    ? change("`psql` runs whatever is piped into it")
    : manual("`psql` without `-c` reads its commands from a terminal");
};

const PLAIN_SETTING =
  /^(?:pager(?:=off)?|format=\w+|expanded(?:=\w+)?|footer=off|border=\d|null=[\w ]*|tuples_only(?:=\w+)?)$/u;
const SAFE_KEYS =
  /^(?:host|hostaddr|port|dbname|user|password|sslmode|connect_timeout|application_name)$/u;

function settings(read: ReadArguments): Verdict[] {
  const refused = [
    ...valuesOf(read, "--pset").filter(
      (value) => !isLiteral(value) || !PLAIN_SETTING.test(value.value),
    ),
    // Variables can hold prompts and hooks that run programs.
    ...valuesOf(read, "--variable").filter(
      (value) => !isLiteral(value) || !/^ON_ERROR_STOP(?:=\w+)?$/u.test(value.value),
    ),
  ];
  return refused.map((value) => unknown(`the \`psql\` setting \`${value.text}\` is not known`));
}

/** What a database name or connection string asks for beyond a connection; undefined when nothing. */
function connection(word: Argument): Verdict | undefined {
  if (word.form !== "plain") return unknown("the connection is not known before it runs");
  const { value } = word;
  if (!/[=?/]/u.test(value)) return undefined;
  const url = /^postgres(?:ql)?:\/\/(?:[^:@/?]*(:[^@/?]*)?@)?[^?]*(\?.*)?$/u.exec(value);
  if (url?.[2] !== undefined) return unknown("the connection string sets options");
  if (url !== null)
    return url[1] === undefined ? undefined : reveal("the connection string holds a password");
  const keys = value.split(/\s+/u).map((pair) => pair.split("=", 1)[0] ?? "");
  if (!keys.every((key) => SAFE_KEYS.test(key)))
    return unknown("the connection string sets options");
  return keys.includes("password") ? reveal("the connection string holds a password") : undefined;
}

function classCommand(command: Argument, context: ToolContext): Verdict {
  const verdict = command.value.startsWith("\\")
    ? classMetaCommand(command.value)
    : classSql(command.value, context.parsers);
  if (isLiteral(command) || verdict.effect === "change" || verdict.effect === "unknown")
    return verdict;
  return unknown("a part of the query is not known before it runs");
}

/** What psql reads as its input: statements, each by itself, and lines of its own commands. */
function classScript(text: string, context: ToolContext): Verdict[] {
  const lines = text.split("\n");
  const own = lines.map((line) => line.trim()).filter((line) => line.startsWith("\\"));
  const sql = lines.filter((line) => !line.trim().startsWith("\\")).join("\n");
  const parsed = sql.trim() === "" ? [] : [classSql(sql, context.parsers, true)];
  const verdicts = [...parsed, ...own.map(classMetaCommand)];
  const changing = verdicts.find(({ effect }) => effect === "change");
  if (changing !== undefined) return [changing];
  const isOpen = sql.includes("\\") || /[\uE000\uE001]/u.test(text);
  return isOpen ? [unknown("a part of the query is not known before it runs")] : verdicts;
}
