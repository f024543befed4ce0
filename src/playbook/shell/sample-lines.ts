/**
 * Lines of a shell fence that nobody types: logs, tables, settings, YAML and JSON, entries of a crontab,
 * queries, sentences.
 *
 * A line that begins with a known program is never one of them. Of the rest only what no shell command
 * looks like is; a program that nobody knows stays a command.
 */

import { parse } from "unbash";
import { keepAnswers } from "../words/keep-answers.ts";
import { replacePlaceholders } from "./holes.ts";
import { isKnownCommand } from "./known-commands.ts";
import { TOOLS } from "./tools/table.ts";

const KEYWORD =
  /^(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|function|time|!|\{|\}|\(|\[\[?)$/u;
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/u;
const PATH = /^(?:~|\.{1,2})?\/[\w.~-][\w./~-]*$|^\$\{?[A-Za-z_]\w*\}?(?:\/[\w./-]*)?$|^"\$/u;

const TIME = String.raw`\d{1,2}:\d{2}(?::\d{2})?`;
const LOG = new RegExp(
  [
    String.raw`^\[?\d{4}[-/]\d{2}[-/]\d{2}(?:[T ]${TIME}|\b)`,
    String.raw`^\[?(?:\d{1,2} )?[A-Z][a-z]{2} {1,2}\d{1,2} ${TIME}`,
    String.raw`^[IWEFD]\d{4} ${TIME}`,
    String.raw`^\S+\.\w+:\d+\]?(?::|\s)`,
    String.raw`^(?:level|ts|time|msg|caller|severity|logger)=\S`,
    String.raw`^\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL)\b\]?[: ]`,
    String.raw`^\d+ \S+\.go:\d+\]`,
  ].join("|"),
  "u",
);

const JSON_OR_YAML = new RegExp(
  [
    String.raw`^[{}[\]]+[,;]?$`,
    String.raw`^(?:\{|\[)\s*[{["]`,
    String.raw`^["'][^"']*["']\s*[:,=]`,
    "^[\"']",
    String.raw`^[}\]]`,
    "^- ",
    "^-{3}$",
    String.raw`^[\w./"-]+:(?:\s|$)`,
    String.raw`^[\w.-]+:[\w.-]+$`,
  ].join("|"),
  "u",
);

const CRON =
  /^(?:(?:[\d*][\d*,/-]*\s+){4}(?:[\d*][\d*,/-]*|[A-Za-z]{3}(?:[,-][A-Za-z]{3})*)\s+\S|@(?:reboot|yearly|annually|monthly|weekly|daily|hourly)\s+\S)/u;
const SETTING = /^[\w.-]+\s+=\s*\S/u;
const ELLIPSIS = /^(?:\.{3}|…)/u;
const OPTION = /^--?[a-zA-Z]/u;
const NUMBER = /^[\d.,]+[%a-zA-Z]*[.:)]?$/u;
const QUERY =
  /^[a-zA-Z_:][\w:]*(?:\{|\((?!\)))|^(?:sum|avg|min|max|count|topk|bottomk|quantile|group|stddev)\s+(?:by|without)\b|^\(|^[*/+-]$/u;
/** A metric's name alone. */
const METRIC = /^[a-z][a-z0-9]*(?:_[a-z0-9]+){2,}$/u;
const CAPITAL = /^[A-Z][a-z]+[:,.]?$|^[A-Z][A-Z_/()-]+[:,]?$|^[A-Z][a-z]+[A-Z]\w*[:]$/u;
/** What stands between the words of a command, however they are spaced. */
const OPERATOR = /\s(?:--[a-z][\w-]*|\|\||&&|>{1,2})(?:\s|$)/u;
const COLUMNS = /^\S+(?: \S+)*(?: {2,}|\t)\S+(?: \S+)*(?: {2,}|\t)\S/u;

/** A comment that says which file the lines below it belong to. */
const NAMES_FILE = /(?:^|[\s/`(])[\w.-]+\.(?:conf|cnf|cfg|ini|toml|properties|service)\b/u;

/** Whether a line begins with a program that is known by name, or by its place. */
export function namesProgram(text: string): boolean {
  const word = firstWord(text);
  return isKnownCommand(text) || TOOLS.has(word) || PATH.test(word);
}

function beginsLikeCommand(text: string): boolean {
  return namesProgram(text) || KEYWORD.test(firstWord(text));
}

function firstWord(text: string): string {
  return /^\S*/u.exec(text.trimStart())?.[0] ?? "";
}

/** Whether a line, without its indentation, is plainly no command. */
export const isSampleLine = keepAnswers((text): boolean => {
  const word = firstWord(text);
  // "top, htop" names programs; "[the usual commands]" is to be filled in.
  if (ELLIPSIS.test(text) || word.endsWith(",") || /^\[[A-Za-z]/u.test(text)) return true;
  // Some programs' names are words, so even a line that begins with one may be an entry of a list.
  if (CRON.test(text) || SETTING.test(text) || LOG.test(text)) return true;
  // What closes a group belongs to the lines before it, and there was none.
  if (/^[}\])]|^\/\//u.test(text)) return true;
  if (/^[{[]$/u.test(text) || /^\[\s*[{["]/u.test(text) || /^\{\s*"/u.test(text)) return true;
  if (ASSIGNMENT.test(word)) return isPrintedPair(text);
  if (beginsLikeCommand(text)) return false;
  return (
    JSON_OR_YAML.test(text) ||
    OPTION.test(text) ||
    NUMBER.test(word) ||
    QUERY.test(text) ||
    METRIC.test(text) ||
    CAPITAL.test(word) ||
    (COLUMNS.test(text) && !OPERATOR.test(text)) ||
    /[\w)]: /u.test(withoutQuoted(text)) ||
    !parses(text)
  );
});

/** `notAfter=Aug  6 13:11:20 2025 GMT`: a value with a space that nothing quotes, and no program behind it. */
function isPrintedPair(text: string): boolean {
  const rest = withoutQuoted(text).trimEnd();
  const behind = /^[A-Za-z_]\w*\+?=[\w.:-]*\s+([\d.:-]+)(?:\s|$)/u.exec(rest)?.[1];
  return behind !== undefined;
}

function withoutQuoted(text: string): string {
  return text.replaceAll(/"[^"]*"|'[^']*'/gu, "Q");
}

function parses(text: string): boolean {
  const errors = parse(replacePlaceholders(text).text).errors ?? [];
  // What is still open may be closed on the next line.
  return errors.every(({ message }) => /^unterminated|^expected/u.test(message));
}

/** Whether a comment names the file that the lines under it are written in. */
export function namesSettingsFile(comment: string): boolean {
  return NAMES_FILE.test(comment) && comment.length < 80;
}

/** A setting of a file such as `appendonly yes`: a name that is no program, and plain words. */
export function isBareSetting(text: string): boolean {
  return (
    !beginsLikeCommand(text) &&
    /^[a-z][\w.-]*(?:\s+(?:"[^"]*"|'[^']*'|[\w./:%-]+))*(?:\s+#.*)?$/iu.test(text)
  );
}
