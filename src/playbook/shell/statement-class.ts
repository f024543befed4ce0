/** The effect of what is typed into a database's client or a language's console. */

import { parse } from "unbash";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { argumentOf } from "./argument.ts";
import { type CommandClass, isReadable } from "./classify.ts";
import type { Client } from "./clients.ts";
import { replacePlaceholders, unique, withPlaceholders } from "./holes.ts";
import { classAnySql } from "./tools/any-sql.ts";
import { classMongoScript } from "./tools/mongosh.ts";
import { classMetaCommand } from "./tools/psql-meta.ts";
import { classRedisCommand } from "./tools/redis-cli.ts";
import { observe, unknown, type Verdict } from "./verdict.ts";

/** Classes one statement. A console's language is not read: what it does is unknown. Never throws. */
export function classifyStatement(
  statement: string,
  client: Client,
  parsers: SyntaxParsers,
): CommandClass {
  const text = statement.replaceAll("\r\n", "\n");
  if (!isReadable(text))
    return { ...unknown("the statement cannot be read"), opensShell: false, placeholders: [] };
  const filled = replacePlaceholders(text);
  const { effect, reason } = verdictOf(filled.text, client, parsers);
  return {
    effect,
    reason: withPlaceholders(reason, filled.placeholders),
    opensShell: false,
    placeholders: unique(filled.placeholders),
  };
}

function verdictOf(text: string, client: Client, parsers: SyntaxParsers): Verdict {
  if (client === "redis") return classRedisLine(text);
  if (client === "mongosh") return classMongoScript(text);
  if (client === "script") return unknown("what the script does is not known");
  if (text.startsWith("\\"))
    return LEAVING.test(text) ? observe("it only leaves the client") : classMetaCommand(text);
  return classAnySql(text, parsers);
}

const LEAVING = /^\\(?:q|x|timing|pset pager off)\s*;?$/u;

/** redis-cli splits its lines into words as a shell does. */
function classRedisLine(text: string): Verdict {
  if (/[`$\\]/u.test(text)) return unknown("the command is not known before it runs");
  const [first, ...others] = parse(text).commands;
  const command = first?.command;
  if (command?.type !== "Command" || command.name === undefined || others.length > 0)
    return unknown("the line is not one command");
  const words = [command.name, ...command.args];
  if (!words.every((word) => word.type === "Word")) return unknown("the line is not understood");
  return classRedisCommand(words.map((word) => argumentOf(word, () => "computed")));
}
