/**
 * The effect of a shell script's syntax tree: the strongest of everything in it.
 *
 * Whatever is not read explicitly here makes the whole line unknown. Nothing in this file knows a
 * program; `tools/table.ts` does.
 */

import {
  type Assignment,
  type Command,
  type CommandNode,
  forEachChild,
  type If,
  type ParsedScript,
  type PipelineNode,
  parse,
  type Redirection,
  type Statement,
  type SyntaxNode,
  type While,
  type Word,
} from "unbash";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { type Argument, argumentOf, isLiteral } from "./argument.ts";
import { refusedCondition, refusedExpansion } from "./expansions.ts";
import { COMPUTED } from "./holes.ts";
import { type LineVariables, lineVariables } from "./line-variables.ts";
import { classTarget } from "./redirect-target.ts";
import type { Tool } from "./tool.ts";
import { TOOLS } from "./tools/table.ts";
import { isCredentialVariable, isHarmlessSetting, isSteeringVariable } from "./variables.ts";
import { atLeast, manual, observe, reveal, strongest, unknown, type Verdict } from "./verdict.ts";

export interface TreeContext {
  readonly parsers: SyntaxParsers;
  readonly variables: LineVariables;
}

/** Deeper nesting than any person writes. */
const MAX_DEPTH = 24;
const PROGRAM_FOLDERS = /^\/(?:usr\/)?(?:local\/)?s?bin\/(?=[^/]+$)/u;

/** Classes every statement, and every substitution inside. */
export function classScript(script: ParsedScript, context: TreeContext, depth = 0): Verdict {
  const [error] = script.errors ?? [];
  if (error !== undefined) return unknown(`the shell cannot parse this: ${error.message}`);
  if (depth > MAX_DEPTH) return unknown("the line is nested too deeply");
  return classStatements(script.commands, { ...context, depth, hasInput: false });
}

interface Scope extends TreeContext {
  readonly depth: number;
  /** What the statement stands in has something piped or redirected into it. */
  readonly hasInput: boolean;
}

function classStatements(statements: readonly Statement[], scope: Scope): Verdict {
  return strongest(statements.map((statement) => classStatement(statement, scope)));
}

function classStatement(statement: Statement, scope: Scope): Verdict {
  const { command, background } = statement;
  const verdict =
    command.type === "AndOr"
      ? strongest(command.commands.map((part) => classPipeline(part, scope)))
      : classPipeline(command, scope);
  if (background !== true) return verdict;
  // `curl https://host/a?b=1&c=2` without quotes: what stays behind is a request that ends by itself.
  if (verdict.effect === "observe" && command.type === "Command" && command.name?.text === "curl")
    return verdict;
  return strongest([verdict, unknown("`&` leaves a process behind")]);
}

function classPipeline(node: PipelineNode, scope: Scope): Verdict {
  if (node.type !== "Pipeline") return classCommand(node, scope, false);
  return strongest(node.commands.map((part, index) => classCommand(part, scope, index > 0)));
}

function classCommand(node: CommandNode, scope: Scope, hasInput: boolean): Verdict {
  switch (node.type) {
    case "Command":
      return classSimple(node, scope, hasInput);
    case "Subshell":
    case "BraceGroup":
      return classStatements(node.body.commands, within(scope, hasInput));
    case "If":
      return classIf(node, within(scope, hasInput));
    case "While":
      return classLoop(node, within(scope, hasInput));
    case "Case":
      return strongest([
        classWord(node.word, scope),
        ...node.items.flatMap(({ pattern }) => pattern.map((word) => classWord(word, scope))),
        ...node.items.map(({ body }) =>
          body.commands.length === 0
            ? observe("nothing is done")
            : classStatements(body.commands, within(scope, hasInput)),
        ),
      ]);
    case "TestCommand": {
      const refused = refusedCondition(node.expression);
      const words = classWord(node.expression, scope);
      return refused === undefined ? words : strongest([unknown(refused), words]);
    }
    case "Redirected":
      return strongest([
        classCommand(node.command, scope, hasInput || node.redirects.some(isInput)),
        ...node.redirects.map((redirect) => classRedirect(redirect, scope)),
      ]);
    case "For":
      return strongest([
        classStatements(node.body.commands, within(scope, hasInput)),
        ...(node.wordlist ?? []).map((word) => classWord(word, scope)),
        ...(node.wordlist === undefined ? [unknown("the loop's words are not known")] : []),
        ...(isSteeringVariable(node.name.value) ? [steering(node.name.value)] : []),
      ]);
    default:
      return unknown(`a shell ${node.type.toLowerCase()} is left to a person`);
  }
}

function within(scope: Scope, hasInput: boolean): Scope {
  return { ...scope, hasInput: scope.hasInput || hasInput };
}

function classIf(node: If, scope: Scope): Verdict {
  const branches = [node.clause, node.then, ...node.elif.flatMap((one) => [one.clause, one.then])];
  if (node.else !== undefined) branches.push(node.else);
  return strongest(branches.map(({ commands }) => classStatements(commands, scope)));
}

/** The condition and the body, whatever ends the loop; one that nothing ends is a person's to stop. */
function classLoop({ kind, clause, body }: While, scope: Scope): Verdict {
  const verdict = strongest([
    classStatements(clause.commands, scope),
    classStatements(body.commands, scope),
  ]);
  const [only] = clause.commands.length === 1 ? clause.commands : [];
  const condition = only?.command.type === "Command" ? only.command.name?.value : undefined;
  const isEndless =
    kind === "while" ? /^(?:true|:)$/u.test(condition ?? "") : condition === "false";
  return isEndless ? atLeast(manual("the loop goes on until it is stopped"), verdict) : verdict;
}

function classSimple(node: Command, scope: Scope, hasInput: boolean): Verdict {
  const { name } = node;
  const assignments = node.prefix.filter((item) => item.type === "Assignment");
  const around = [
    ...node.redirects.map((redirect) => classRedirect(redirect, scope)),
    ...node.args.map((item) => classWord(item, scope)),
  ];
  const settings = assignments.map((assignment) => classAssignment(assignment, name, scope));
  if (name === undefined) return strongest([...around, ...settings]);
  const input = {
    hasInput: hasInput || scope.hasInput || node.redirects.some(isInput),
    text: inputText(node.redirects, scope),
  };
  const argv = [name, ...node.args].map((item) => toArgument(item, scope));
  const verdict = classArgv(argv, input, scope);
  // What changes something in any case may be given a setting more, unless the shell obeys it.
  const counted =
    verdict.effect === "change"
      ? settings.filter(
          ({ effect }, index) => effect !== "unknown" || !isPlainSetting(assignments[index]),
        )
      : settings;
  return strongest([verdict, classWord(name, scope), ...around, ...counted]);
}

/** `NAME=value` with nothing in it that runs, for a name that the shell and its programs do not obey. */
function isPlainSetting(assignment: Assignment | undefined): boolean {
  if (assignment === undefined || assignment.index !== undefined) return false;
  const { name, value } = assignment;
  return value.type === "Word" && value.parts === undefined && !isSteeringVariable(name);
}

interface Input {
  readonly hasInput: boolean;
  /** What the program reads, where the line holds it word for word. */
  readonly text?: string | undefined;
}

/** The text of the one here-document or here-string that is the input; undefined for any other input. */
function inputText(redirects: readonly Redirection[], scope: Scope): string | undefined {
  const inputs = redirects.filter(isInput);
  const [only] = inputs;
  if (only === undefined || inputs.length > 1) return undefined;
  if (only.type === "HereDoc") return only.body.parts === undefined ? only.body.text : undefined;
  if (only.type !== "HereString" || only.target === undefined) return undefined;
  const argument = toArgument(only.target, scope);
  return argument.form === "plain" ? argument.value : undefined;
}

/** A program with its arguments, as the shell would start it. */
function classArgv(argv: readonly Argument[], input: Input, scope: Scope): Verdict {
  const [program, ...args] = argv;
  if (!isLiteral(program)) return unknown("the program is not known before it runs");
  const name = program.value.replace(PROGRAM_FOLDERS, "");
  const tool = TOOLS.get(name) ?? elsewhere(name);
  if (tool === undefined)
    return unknown(`\`${clipped(program.text)}\` is not a program that is known`);
  if (scope.depth > MAX_DEPTH) return unknown("the line is nested too deeply");
  if (TOOLS.has(name) && program.text === program.value && asksAboutItself(name, args))
    return observe(`\`${name}\` only prints about itself`);
  const deeper = { ...scope, depth: scope.depth + 1 };
  const verdict = tool(args, {
    name,
    parsers: scope.parsers,
    hasInput: input.hasInput,
    inputText: input.text,
    classify: (inner, hasInput) =>
      classArgv(inner, { hasInput, text: hasInput ? input.text : undefined }, deeper),
    classifyScript: (script) => {
      const parsed = parse(script);
      const variables = lineVariables(parsed);
      return classScript(parsed, { parsers: scope.parsers, variables }, deeper.depth);
    },
  });
  if (program.text === program.value) return verdict;
  return strongest([verdict, unknown(`\`${clipped(program.text)}\` disguises a program's name`)]);
}

/** `docker --version`; what the shell itself runs takes it for something to run. */
function asksAboutItself(name: string, args: readonly Argument[]): boolean {
  const [only] = args;
  return (
    args.length === 1 &&
    isLiteral(only) &&
    /^--(?:version|help)$/u.test(only.value) &&
    !/^(?:eval|source|\.|exec|command|env|echo|printf|test|\[)$/u.test(name)
  );
}

/** A known program in a folder that anybody may have filled: believed when it changes something. */
function elsewhere(path: string): Tool | undefined {
  const name = /^\/?(?:[\w.-]+\/)+([\w.-]+)$/u.exec(path)?.[1] ?? "";
  const tool = TOOLS.get(name);
  if (tool === undefined) return undefined;
  return (args, context) => {
    const verdict = tool(args, { ...context, name });
    return verdict.effect === "change" || verdict.effect === "manual"
      ? verdict
      : unknown(`\`${path}\` is not where the program is known to be`);
  };
}

function toArgument(item: Word | Assignment, scope: Scope): Argument {
  if (item.type === "Word") return argumentOf(item, scope.variables.kind);
  // `export A="b c"`: the value of an assignment is never split.
  if (item.value.type !== "Word") return { text: item.text, value: COMPUTED, form: "spread" };
  const value = argumentOf(item.value, scope.variables.kind);
  return {
    text: item.text,
    value: `${item.name}=${value.value}`,
    form: value.form === "plain" ? "plain" : "computed",
  };
}

/** Everything inside a word that runs, or that the shell evaluates in ways not followed here. */
function classWord(node: SyntaxNode, scope: Scope): Verdict {
  const verdicts: Verdict[] = [observe("plain words")];
  const visit = (child: SyntaxNode): void => {
    if (child.type === "Script") verdicts.push(classScript(child, scope, scope.depth + 1));
    else {
      const refused = refusedExpansion(child);
      if (refused !== undefined) verdicts.push(unknown(refused));
      forEachChild(child, visit);
    }
  };
  visit(node);
  return strongest(verdicts);
}

/** `NAME=value`, for the session or for the one command that follows. */
function classAssignment(node: Assignment, command: Word | undefined, scope: Scope): Verdict {
  const value =
    node.value.type === "Word"
      ? classWord(node.value, scope)
      : strongest([observe("words"), ...node.value.elements.map((word) => classWord(word, scope))]);
  return strongest([classVariable(node, command), value]);
}

function classVariable(assignment: Assignment, command: Word | undefined): Verdict {
  const { name, index } = assignment;
  if (index !== undefined) return unknown("the index of an array may run what a variable holds");
  if (command !== undefined) return classSetting(assignment, command);
  if (isSteeringVariable(name)) return steering(name);
  return observe(`\`${name}=\` only sets a variable of the session`);
}

/** `NAME=value` before a command is for that command alone. */
function classSetting({ name, value }: Assignment, command: Word): Verdict {
  if (value.type === "Word" && isHarmlessSetting(name, value.value))
    return observe(`\`${name}\` only chooses words and times`);
  // How `read` splits its line ends with it.
  if (
    name === "IFS" &&
    command.text === "read" &&
    value.type === "Word" &&
    value.parts === undefined
  )
    return observe("`IFS` only splits a line");
  if (!isCredentialVariable(name)) return unknown(`\`${name}\` may change what the command does`);
  return value.type === "Word" && isVariable(value)
    ? observe(`\`${name}\` hands on a password that is not in the line`)
    : reveal(`\`${name}\` is a password in the line`);
}

/** `$NAME`, `"${NAME}"`, or a blank: nothing of the value stands in the line. */
function isVariable(word: Word): boolean {
  return (
    /^"?\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\})"?$/u.test(word.text) || /^"?\uE000+"?$/u.test(word.text)
  );
}

function steering(name: string): Verdict {
  return unknown(`\`${name}\` changes how later commands run`);
}

function isInput(redirect: Redirection): boolean {
  return redirect.type !== "Redirect" || redirect.operator.startsWith("<");
}

function classRedirect(redirect: Redirection, scope: Scope): Verdict {
  if (redirect.descriptor?.type === "FileDescriptorVariable")
    return unknown("a redirection sets a variable");
  if (redirect.type === "HereDoc")
    return redirect.closing === undefined
      ? unknown("a here-document is not closed")
      : classWord(redirect.body, scope);
  if (redirect.target === undefined) return unknown("a redirection is not understood");
  const inner = classWord(redirect.target, scope);
  if (redirect.type === "HereString") return inner;
  return strongest([classTarget(redirect.operator, toArgument(redirect.target, scope)), inner]);
}

function clipped(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
