/**
 * mysql and mariadb with `-e`: statements of a few known forms.
 *
 * MySQL is not PostgreSQL, so a SELECT counts only where both read the same text alike: no comments, no
 * backslashes, and functions that PostgreSQL's list knows too.
 */

import type { SyntaxParsers } from "../../syntax-parsers.ts";
import { type Argument, isLiteral } from "../argument.ts";
import { hasOption, optionSpec, type ReadArguments, readOptions, valuesOf } from "../options.ts";
import type { Tool, ToolContext } from "../tool.ts";
import { change, manual, observe, reveal, strongest, unknown, type Verdict } from "../verdict.ts";
import { classSql } from "./sql.ts";

const MYSQL = optionSpec({
  flags:
    "-B|--batch -N|--skip-column-names -s|--silent -t|--table -r|--raw -E|--vertical -n -v --no-auto-rehash -A -C --ssl",
  values:
    "-u|--user -h|--host -P|--port -D|--database -e|--execute -S|--socket --protocol --ssl-mode --connect-timeout",
});

const CHANGING =
  /^(?:alter|analyze|call|change|create|delete|drop|flush|grant|insert|install|kill|load|lock|optimize|purge|rename|repair|replace|reset|restart|revoke|set|shutdown|start|stop|truncate|uninstall|unlock|update)\b/iu;

/** Statements of MySQL 8.4's manual, chapter "SHOW Statements", less the ones that print hashes. */
const SHOWING =
  /^show\s+(?:full\s+|global\s+|session\s+|extended\s+)*(?:processlist|status|variables|databases|schemas|tables|open\s+tables|table\s+status|engines?|engine\s+\w+\s+(?:status|mutex)|(?:master|slave|replica|binary\s+log)\s+status|all\s+slaves\s+status|(?:binary|master)\s+logs|(?:slave\s+hosts|replicas)|columns|fields|index(?:es)?|keys|create\s+(?:table|view|database)|events|triggers|plugins|warnings|errors|count\(\*\)\s+(?:errors|warnings)|(?:function|procedure)\s+status|character\s+set|collation|privileges)\b[\w\s`.%'"=-]*$/iu;

export const mysql: Tool = (args, context) => {
  const { password, rest } = withoutPassword(args);
  const read = readOptions(rest, MYSQL);
  if (read.problem !== undefined) return unknown(read.problem);
  const statements = valuesOf(read, "--execute");
  const verdicts = [...password, ...statements.map((one) => classStatements(one, context))];
  if (statements.length > 0) return strongest(verdicts);
  if (context.inputText !== undefined) {
    const text: Argument = { text: "…", value: context.inputText, form: "plain" };
    return strongest([...password, classStatements(text, context)]);
  }
  return context.hasInput
    ? change(`\`${context.name}\` runs whatever is piped into it`)
    : alone(read, context.name);
};

function alone(read: ReadArguments, name: string): Verdict {
  return hasOption(read, "--version")
    ? observe(`\`${name} --version\` only reads`)
    : manual(`\`${name}\` without \`-e\` waits for a person`);
}

/** `-pSECRET`, `--password=SECRET`: in the line, unless a variable or a blank stands for it. */
function withoutPassword(args: readonly Argument[]): { password: Verdict[]; rest: Argument[] } {
  const isPassword = ({ value }: Argument): boolean => /^(?:-p|--password(?:=|$))/u.test(value);
  const given = args.filter(isPassword);
  const telling = given.some((word) => isLiteral(word) && !/^(?:-p|--password)$/u.test(word.value));
  return {
    password: telling ? [reveal("a password stands in the command line")] : [],
    rest: args.filter((word) => !isPassword(word)),
  };
}

function classStatements(argument: Argument, { parsers }: ToolContext): Verdict {
  const statements = argument.value
    .split(";")
    .map((part) => part.replace(/\\G\s*$/u, "").trim())
    .filter((part) => part !== "");
  const changing = statements.find((statement) => CHANGING.test(statement));
  if (changing !== undefined) return changingStatement(changing);
  if (!isLiteral(argument)) return unknown("a part of the query is not known before it runs");
  if (statements.length === 0) return unknown("there is no statement");
  return strongest(statements.map((statement) => classMysqlStatement(statement, parsers)));
}

function changingStatement(statement: string): Verdict {
  return change(`${statement.split(/\s/u, 1)[0]?.toUpperCase() ?? ""} changes the database`);
}

/** One statement, without the sign that ends it. */
export function classMysqlStatement(statement: string, parsers: SyntaxParsers): Verdict {
  if (CHANGING.test(statement)) return changingStatement(statement);
  if (/\\|--|#|\/\*|;/u.test(statement)) return unknown("the query is not understood");
  if (/^show\s+grants\b/iu.test(statement)) return reveal("SHOW GRANTS may print hashes");
  if (SHOWING.test(statement)) return observe("SHOW only reads");
  if (/\bmysql\s*\.|authentication_string/iu.test(statement))
    return reveal("the query may print password hashes");
  return classSql(statement.replaceAll(/`([\w$]+)`/gu, '"$1"'), parsers);
}
