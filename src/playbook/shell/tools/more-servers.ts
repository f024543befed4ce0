/** Servers' own programs that check a configuration, report, or are told to do something. */

import { isLiteral } from "../argument.ts";
import { hasOption, optionSpec, readOptions, valuesOf } from "../options.ts";
import type { Tool } from "../tool.ts";
import { atLeast, change, manual, observe, reveal, strongest, unknown } from "../verdict.ts";
import { classAnySql } from "./any-sql.ts";
import { type Reporter, reporterTool } from "./reporter.ts";
import { withTwoDashes } from "./verb-table.ts";

const NGINX = optionSpec({ flags: "-t -T -v -V -q", values: "-c -p -s -g" });

/** `-t` tests the configuration, `-T` prints it too, `-s` sends a signal; alone it starts. */
const nginx: Tool = (args) => {
  const read = readOptions(args, NGINX);
  if (read.problem !== undefined) return unknown(read.problem);
  if (hasOption(read, "-s") || hasOption(read, "-g"))
    return change("`nginx -s` tells the server to do something");
  if (hasOption(read, "-T")) return reveal("`nginx -T` prints the configuration");
  return ["-t", "-v", "-V"].some((name) => hasOption(read, name))
    ? observe("`nginx -t` only tests the configuration")
    : change("`nginx` alone starts the server");
};

/** Only with the option that checks; without it the server would start. */
function checking(option: string, form: Reporter): Tool {
  const tool = reporterTool(form);
  return (args, context) =>
    args.some((word) => isLiteral(word) && word.value === option)
      ? tool(args, context)
      : change(`\`${context.name}\` without \`${option}\` starts a server`);
}

const JVM_REPORTS =
  /^(?:Thread\.print|GC\.(?:heap_info|class_histogram)|VM\.(?:flags|uptime|version|command_line|native_memory|info|metaspace)|Compiler\.\w+_statistics|help)$/u;

const jcmd: Tool = (args) => {
  const [, command] = args;
  if (args.every((word) => isLiteral(word) && word.value === "-l"))
    return observe("`jcmd` only lists processes");
  if (command === undefined) return observe("`jcmd` only lists commands");
  if (!isLiteral(command)) return unknown("the `jcmd` command is not known before it runs");
  return JVM_REPORTS.test(command.value)
    ? observe(`\`jcmd ${command.value}\` only reports`)
    : change(`\`jcmd ${command.value}\` does something to the process`);
};

const jmap: Tool = (args) =>
  args.length > 0 &&
  args.every((word) => word.form === "plain" && !/^-(?:dump|F)/u.test(word.value))
    ? observe("`jmap` only reports")
    : change("`jmap -dump` writes a file and stops the process for it");

const MYSQLADMIN_READING = /^(?:ping|status|extended-status|processlist|variables|version)$/u;

const mysqladmin: Tool = (args) => {
  const words = args.filter(({ value }) => !value.startsWith("-"));
  const telling = args.some((word) => isLiteral(word) && /^(?:-p.|--password=.)/u.test(word.value));
  if (
    words.some(
      (word) =>
        isLiteral(word) &&
        /^(?:shutdown|kill|flush|create|drop|password|reload|refresh|start|stop)/u.test(word.value),
    )
  )
    return change("`mysqladmin` changes the server");
  const known = args.every(
    (word) =>
      word.form === "plain" &&
      (!word.value.startsWith("-") ||
        /^(?:-[uhPprvis]|--(?:user|host|port|password|socket|protocol)(?:=|$))/u.test(word.value)),
  );
  if (!known || !words.some((word) => isLiteral(word) && MYSQLADMIN_READING.test(word.value)))
    return unknown("what `mysqladmin` does here is not known");
  return telling
    ? reveal("a password stands in the command line")
    : observe("`mysqladmin` only reports");
};

/** A query in another dialect of SQL: only what is plainly a change, or a plain listing, is told. */
function otherSql(option: RegExp): Tool {
  return (args, { name, hasInput, parsers }) => {
    const at = args.findIndex(({ value }) => option.test(value));
    const query = at < 0 ? undefined : args[at + 1];
    if (query === undefined)
      return hasInput
        ? unknown(`\`${name}\` runs what is piped into it`)
        : manual(`\`${name}\` waits for a person`);
    if (
      /(?:^|;)\s*(?:alter|attach|backup|cancel|create|delete|detach|drop|grant|import|insert|kill|optimize|rename|restore|revoke|set|system|truncate|update|upsert)\b/iu.test(
        query.value,
      )
    )
      return change(`\`${name}\` changes the database`);
    if (
      isLiteral(query) &&
      /^\s*(?:show\s+(?:databases|tables|processlist)|describe\s+(?:keyspaces|tables|cluster))\s*;?\s*$/iu.test(
        query.value,
      )
    )
      return observe(`\`${name}\` only lists`);
    if (!isLiteral(query) || /\\|--|#|\/\*/u.test(query.value))
      return unknown("the query is not understood");
    const telling = args.some(
      (word, index) =>
        isLiteral(word) &&
        (/^--password=./u.test(word.value) || args[index - 1]?.text === "--password"),
    );
    const verdict = classAnySql(query.value, parsers);
    return telling ? atLeast(reveal("a password stands in the command line"), verdict) : verdict;
  };
}

/** sqlite3's own commands that only list. */
const SQLITE_LISTING =
  /^\.(?:tables|schema|indexes|indices|databases|dbinfo|fullschema|help)\b[\w\s%]*$/u;

/** `sqlite3 shop.db "SELECT count(*) FROM orders"`. */
const sqlite: Tool = (args, context) => {
  const read = readOptions(args.map(withTwoDashes), SQLITE);
  const [, ...queries] = read.words;
  if (read.problem !== undefined || queries.length === 0 || !queries.every(isLiteral))
    return otherSqlite(args, context);
  return strongest(
    queries.map(({ value }) =>
      value.startsWith(".")
        ? SQLITE_LISTING.test(value)
          ? observe("`sqlite3` only lists")
          : /^\.(?:dump|recover)\b/u.test(value)
            ? reveal("`sqlite3` prints whole tables")
            : change("`sqlite3` may write or run something")
        : classAnySql(value, context.parsers),
    ),
  );
};

const SQLITE = optionSpec({
  flags:
    "--readonly --header --noheader --csv --json --line --column --box --table --markdown --list",
  values: "--separator --nullvalue",
});

const otherSqlite: Tool = (args, { hasInput }) => {
  const query = args.find(({ value }) =>
    /^\s*(?:alter|attach|create|delete|drop|insert|pragma\s+\w+\s*=|reindex|replace|update|vacuum)\b/iu.test(
      value,
    ),
  );
  if (query !== undefined) return change("`sqlite3` changes the database");
  return args.length <= 1 && !hasInput
    ? manual("`sqlite3` waits for a person")
    : unknown("the query is not understood");
};

/** Prints what is published: of the broker itself under `$SYS/`, else messages that may hold anything. */
const mosquittoSub: Tool = (args, { name }) => {
  const read = readOptions(args, MOSQUITTO);
  if (read.problem !== undefined) return unknown(read.problem);
  const topics = valuesOf(read, "--topic");
  const isOwn = topics.every((topic) => isLiteral(topic) && topic.value.startsWith("$SYS/"));
  if (topics.length === 0) return unknown(`\`${name}\` names no topic`);
  const verdict = isOwn
    ? observe(`\`${name}\` only listens to the broker's own figures`)
    : reveal(`\`${name}\` prints messages`);
  return hasOption(read, "--pw")
    ? atLeast(reveal("a password stands in the command line"), verdict)
    : verdict;
};

const MOSQUITTO = optionSpec({
  flags: "-v|--verbose -d|--debug -N -R --retained-only -1 --quiet",
  values:
    "-h|--host -p|--port -t|--topic -C -W -u|--username -P|--pw -q|--qos -i|--id -T|--filter-out -F --cafile -V",
});

export const moreServers: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ["nginx", nginx],
  ["haproxy", checking("-c", { flags: "-c -v -vv -q -V", values: "-f" })],
  ["php-fpm", checking("-t", { flags: "-t -v", values: "-y" })],
  ["named-checkconf", reporterTool({ flags: "-z -v", values: "-t" })],
  ["named-checkzone", reporterTool({ flags: "-q -v" })],
  ["sshd", checking("-t", { flags: "-t", values: "-f" })],
  [
    "visudo",
    (args) =>
      args.length > 0 && args.every(({ value }) => /^-c/u.test(value))
        ? observe("`visudo -c` only checks")
        : manual("`visudo` opens an editor"),
  ],
  ["jstack", reporterTool({ flags: "-l -e" })],
  ["jps", reporterTool({ flags: "-l -q" })],
  ["jstat", reporterTool({ flags: "-t", words: () => undefined })],
  ["jcmd", jcmd],
  ["jmap", jmap],
  ["mysqladmin", mysqladmin],
  ["pg_lsclusters", reporterTool({ flags: "-h -s -j" })],
  ["pg_controldata", reporterTool({ values: "-D|--pgdata" })],
  ["clickhouse-client", otherSql(/^(?:-q|--query)$/u)],
  ["cqlsh", otherSql(/^(?:-e|--execute)$/u)],
  [
    "cockroach",
    (args, context) =>
      args[0]?.text === "sql"
        ? otherSql(/^(?:-e|--execute)$/u)(args.slice(1), context)
        : args[0]?.text === "node" && /^(?:ls|status)$/u.test(args[1]?.text ?? "")
          ? observe("`cockroach node` only lists")
          : change("`cockroach` may change the cluster"),
  ],
  ["sqlite3", sqlite],
  ["mosquitto_sub", mosquittoSub],
  ["sqlcmd", otherSql(/^-[qQ]$/u)],
]);
