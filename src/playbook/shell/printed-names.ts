/**
 * Substitutions that print words of which none can be taken for an option: names of Kubernetes
 * objects, dates, numbers.
 *
 * A name begins with a letter or a digit (RFC 1123, as the API server demands), so it is never an
 * option, and what it stands for is a person's choice like any other blank's. Roles and bindings may
 * have any name, and are left out.
 */

import type { Command, ParsedScript, Word, WordPart } from "unbash";

const ANY_NAME = /role|secret|token/iu;
const NAME_PATH =
  /^\{(?:range)?\s*\.(?:items\[[\d*]*\](?:\.|\}\{\.))?metadata\.(?:name|namespace)\}(?:\{"\\n"\}|\{end\}|\s)*$/u;
const NAME_COLUMN = /^custom-columns=(?:[\w-]+|"")?:?\.metadata\.(?:name|namespace)$/iu;
const NAME_FIELD =
  /^\.(?:items\[\d*\]\.)?(?:metadata\.(?:name|namespace)|spec\.(?:storageClassName|nodeName|volumeName|serviceAccountName))$/u;
const CHOOSING_ROWS = /^(?:head|tail|sort|uniq)$/u;
const FIRST_COLUMN = /^(?:NR\s*==\s*\d+\s*)?\{\s*print\s+\$1\s*;?\s*\}$/u;
const SECOND_COLUMN = /^(?:NR\s*==\s*\d+\s*)?\{\s*print\s+\$2\s*;?\s*\}$/u;

/** Whether the word is a single substitution, quoted or not, whose output is such names. */
export function printsOnlyNames(word: Word): boolean {
  const part = onlyPart(word.parts);
  return part !== undefined && isNamesPart(part);
}

/** The same for one part of a word. */
export function isNamesPart(part: WordPart): boolean {
  return part.type === "CommandExpansion" && part.script !== undefined && printsNames(part.script);
}

function onlyPart(parts: readonly WordPart[] = []): WordPart | undefined {
  const [only] = parts;
  if (parts.length !== 1 || only === undefined) return undefined;
  return only.type === "DoubleQuoted" ? onlyPart(only.parts) : only;
}

function printsNames(script: ParsedScript): boolean {
  const [statement] = script.commands;
  if (statement === undefined || script.commands.length > 1 || (script.errors ?? []).length > 0)
    return false;
  const { command } = statement;
  const stages = command.type === "Pipeline" ? command.commands : [command];
  const commands = stages.filter((stage): stage is Command => stage.type === "Command");
  if (
    commands.length !== stages.length ||
    commands.some(({ redirects }) => redirects.some(isOutput))
  )
    return false;
  const [first, ...rest] = commands;
  if (
    first !== undefined &&
    rest.length === 0 &&
    (printsOneWord(first) || printsOneId(first) || printsOneNumber(first))
  )
    return true;
  return (
    first !== undefined && (getsNames(first) ? rest.every(keepsNames) : picksName(first, rest))
  );
}

/** A date, a number or a name of this machine: nothing in it begins with "-". */
function printsOneWord(command: Command): boolean {
  const words = wordsOf(command);
  const program = command.name?.text ?? "";
  if (command.args.some((word) => word.type !== "Word" || /[$`]/u.test(word.text))) return false;
  if (program === "date") return printsDate(words);
  if (/^(?:pgrep|pidof)$/u.test(program))
    return words.every((word) => /^(?:-[foxn]|[\w.-]+)$/u.test(word));
  if (program === "nproc" || program === "hostname" || program === "whoami")
    return words.length === 0;
  return program === "id" && words.join(" ") === "-u";
}

/** One field of one thing, which is an ARN, an id or an address: AWS lets none of them begin with "-". */
const ONE_ID =
  /^[A-Za-z]\w*\[0\](?:\.\w+(?:\[0\])?)*\.\w*(?:Arn|arn|Id|Identifier|Address|DNSName|Endpoint)$|^(?:Account|Arn|[a-zA-Z]+\.(?:\w+\.)*(?:\w*Arn|\w*Id))$|^[A-Za-z]\w*Arns\[0\]$/u;

/** `aws elbv2 describe-target-groups --names web --query 'TargetGroups[0].TargetGroupArn' --output text`. */
function printsOneId(command: Command): boolean {
  const words = wordsOf(command);
  const [service = "", operation = ""] = words;
  const after = (option: string): string => words[words.indexOf(option) + 1] ?? "";
  return (
    command.name?.text === "aws" &&
    /^[a-z\d-]+$/u.test(service) &&
    /^(?:describe|list|get-caller)-/u.test(operation) &&
    words.includes("--query") &&
    ONE_ID.test(after("--query")) &&
    words.includes("--output") &&
    after("--output") === "text"
  );
}

/** `gh run list … --json databaseId --jq '.[0].databaseId'`: GitHub's numbers. */
function printsOneNumber(command: Command): boolean {
  const words = wordsOf(command);
  const at = words.findIndex((word) => word === "--jq" || word === "-q");
  return (
    command.name?.text === "gh" &&
    words[1] === "list" &&
    at > 0 &&
    /^\.\[0\]\.(?:databaseId|number|id)$/u.test(words[at + 1] ?? "")
  );
}

/** `date -u -d '1 hour ago' +%FT%TZ`. */
function printsDate(words: readonly string[]): boolean {
  // `date -Iseconds`, `date -u -Is`.
  if (/^-I(?:s|seconds|minutes|hours|date)?$/u.test(words.at(-1) ?? ""))
    return printsDate([...words.slice(0, -1), "+%F"]);
  const format = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  return (
    /^\+(?:%[A-Za-z]|\w)[\w%:.+-]*$/u.test(format) &&
    before.every(
      (word, index) =>
        /^(?:-u|--utc|-d|--date(?:=.*)?)$/u.test(word) ||
        /^(?:-d|--date)$/u.test(before[index - 1] ?? ""),
    )
  );
}

function isOutput(redirect: Command["redirects"][number]): boolean {
  return !(redirect.type === "Redirect" && redirect.target?.value === "/dev/null");
}

/** `kubectl get pods -o name`, `oc get pod -o jsonpath='{.items[0].metadata.name}'`. */
function getsNames(command: Command): boolean {
  const words = wordsOf(command);
  if (!isGet(command, words)) return false;
  const formats = formatsOf(words);
  return (
    formats.length === 1 &&
    formats.every(
      (format) =>
        format === "name" ||
        NAME_COLUMN.test(format) ||
        NAME_PATH.test(format.replace(/^jsonpath=/u, "")),
    )
  );
}

/** A table or an object, of which the last program takes a name. */
function picksName(first: Command, rest: readonly Command[]): boolean {
  const words = wordsOf(first);
  const last = rest.at(-1);
  if (last === undefined || !isGet(first, words)) return false;
  const formats = formatsOf(words);
  const own = wordsOf(last);
  const program = own.find((word) => !word.startsWith("-")) ?? "";
  if (last.name?.value === "jq")
    return (
      rest.length === 1 &&
      formats.join() === "json" &&
      own.length === 2 &&
      /^-(?:r|-raw-output)$/u.test(own[0] ?? "") &&
      NAME_FIELD.test(program)
    );
  const isTable = formats.length === 0 || formats.join() === "wide";
  if (last.name?.value !== "awk" || own.length !== 1 || !isTable) return false;
  const isName =
    FIRST_COLUMN.test(program) || (isOfAllNamespaces(words) && SECOND_COLUMN.test(program));
  return isName && rest.slice(0, -1).every(choosesRows);
}

function isGet(command: Command, words: readonly string[]): boolean {
  return (
    /^(?:kubectl|oc)$/u.test(command.name?.text ?? "") &&
    words.includes("get") &&
    !words.some((word) => ANY_NAME.test(word) || /^--(?:template|raw)/u.test(word))
  );
}

/** The table then begins with the namespace and the name. */
function isOfAllNamespaces(words: readonly string[]): boolean {
  return words.includes("-A") || words.includes("--all-namespaces");
}

function formatsOf(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    if (word === "-o" || word === "--output") return [words[index + 1] ?? ""];
    const given = /^(?:-o=?|--output=)(.+)$/su.exec(word)?.[1];
    return given === undefined ? [] : [given];
  });
}

/** What keeps whole lines, or of "pod/web-0" the part behind the slash. */
function keepsNames(command: Command): boolean {
  if (choosesRows(command)) return true;
  const words = wordsOf(command);
  if (command.name?.value === "cut") return /^-d ?\/ -f ?2$/u.test(words.join(" "));
  return (
    command.name?.value === "awk" &&
    /^-F ?\/ (?:NR\s*==\s*1\s*)?\{\s*print\s+\$2\s*\}$/u.test(words.join(" "))
  );
}

/** Filters that print some of the lines they are given, each as it is. */
function choosesRows(command: Command): boolean {
  const words = wordsOf(command);
  const name = command.name?.text ?? "";
  if (name === "grep") {
    const options = words.filter((word) => word.startsWith("-"));
    return (
      words.length - options.length === 1 && options.every((word) => /^-[Eivwx]+$/u.test(word))
    );
  }
  return CHOOSING_ROWS.test(name) && words.every((word) => /^-(?:n?\d*|[ru])$|^\d+$/u.test(word));
}

function wordsOf(command: Command): string[] {
  return command.args.map((word) => (word.type === "Word" ? word.value : word.text));
}
