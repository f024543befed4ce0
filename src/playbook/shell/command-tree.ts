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
  type ParsedScript,
  type PipelineNode,
  type Redirection,
  type Statement,
  type SyntaxNode,
  type Word,
} from "unbash";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { type Argument, argumentOf, isLiteral } from "./argument.ts";
import { COMPUTED } from "./holes.ts";
import type { LineVariables } from "./line-variables.ts";
import { isHarmlessFile } from "./tools/file-reading.ts";
import { TOOLS } from "./tools/table.ts";
import { isCredentialVariable, isHarmlessSetting, isSteeringVariable } from "./variables.ts";
import { change, observe, reveal, strongest, unknown, type Verdict } from "./verdict.ts";

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
  return classStatements(script.commands, { ...context, depth });
}

interface Scope extends TreeContext {
  readonly depth: number;
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
      return classStatements(node.body.commands, scope);
    case "Redirected":
      return strongest([
        classCommand(node.command, scope, hasInput || node.redirects.some(isInput)),
        ...node.redirects.map((redirect) => classRedirect(redirect, scope)),
      ]);
    case "For":
      return strongest([
        classStatements(node.body.commands, scope),
        ...(node.wordlist ?? []).map((word) => classWord(word, scope)),
        ...(node.wordlist === undefined ? [unknown("the loop's words are not known")] : []),
        ...(isSteeringVariable(node.name.value) ? [steering(node.name.value)] : []),
      ]);
    default:
      return unknown(`a shell ${node.type.toLowerCase()} is left to a person`);
  }
}

function classSimple(node: Command, scope: Scope, hasInput: boolean): Verdict {
  const { name } = node;
  const assignments = node.prefix.filter((item) => item.type === "Assignment");
  const around = [
    ...node.redirects.map((redirect) => classRedirect(redirect, scope)),
    ...assignments.map((assignment) => classAssignment(assignment, name !== undefined, scope)),
    ...node.args.map((item) => classWord(item, scope)),
  ];
  if (name === undefined) return strongest(around);
  const input = hasInput || node.redirects.some(isInput);
  const argv = [name, ...node.args].map((item) => toArgument(item, scope));
  return strongest([classArgv(argv, input, scope), classWord(name, scope), ...around]);
}

/** A program with its arguments, as the shell would start it. */
function classArgv(argv: readonly Argument[], hasInput: boolean, scope: Scope): Verdict {
  const [program, ...args] = argv;
  if (!isLiteral(program)) return unknown("the program is not known before it runs");
  const name = program.value.replace(PROGRAM_FOLDERS, "");
  const tool = TOOLS.get(name);
  if (tool === undefined)
    return unknown(`\`${clipped(program.text)}\` is not a program that is known`);
  if (scope.depth > MAX_DEPTH) return unknown("the line is nested too deeply");
  const verdict = tool(args, {
    name,
    parsers: scope.parsers,
    hasInput,
    classify: (inner, input) => classArgv(inner, input, { ...scope, depth: scope.depth + 1 }),
  });
  if (program.text === program.value) return verdict;
  return strongest([verdict, unknown(`\`${clipped(program.text)}\` disguises a program's name`)]);
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

function refusedExpansion(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case "ArithmeticExpansion":
      return "arithmetic may run what a variable holds";
    case "CommandExpansion":
    case "ProcessSubstitution":
      return node.script === undefined ? "a substitution is not understood" : undefined;
    case "ParameterExpansion":
      return node.prefix === "!" || node.index !== undefined || node.parameter === ""
        ? `\`${node.text}\` may run what a variable holds`
        : undefined;
    case "Assignment":
      return node.index === undefined
        ? undefined
        : "the index of an array may run what a variable holds";
    case "Default":
      return /^:?=$/u.test(node.operator) ? "an expansion sets a variable" : undefined;
    case "Slice":
    case "Transform":
    case "Names":
    case "Unknown":
      return "an expansion is not understood";
    default:
      return undefined;
  }
}

/** `NAME=value`, for the session or for the one command that follows. */
function classAssignment(node: Assignment, forCommand: boolean, scope: Scope): Verdict {
  const value =
    node.value.type === "Word"
      ? classWord(node.value, scope)
      : strongest([observe("words"), ...node.value.elements.map((word) => classWord(word, scope))]);
  return strongest([classVariable(node, forCommand), value]);
}

function classVariable({ name, index, value }: Assignment, forCommand: boolean): Verdict {
  if (index !== undefined) return unknown("the index of an array may run what a variable holds");
  if (forCommand && isCredentialVariable(name))
    return reveal(`\`${name}\` is a password in the line`);
  if (forCommand && !(value.type === "Word" && isHarmlessSetting(name, value.value)))
    return unknown(`\`${name}\` may change what the command does`);
  if (isSteeringVariable(name)) return steering(name);
  return observe(`\`${name}=\` only sets a variable of the session`);
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

function classTarget(operator: string, target: Argument): Verdict {
  const harmless = observe("a redirection within the line");
  if (/^(?:<|>)&$/u.test(operator) && isLiteral(target) && /^\d+-?$|^-$/u.test(target.value))
    return harmless;
  if (target.value.startsWith("/dev/tcp/") || target.value.startsWith("/dev/udp/"))
    return unknown(`\`${target.text}\` opens a connection`);
  if (operator === "<" || operator === "<&")
    return isHarmlessFile(target)
      ? harmless
      : reveal(`\`< ${target.text}\` reads a file, which may hold secrets`);
  if (
    isLiteral(target) &&
    /^\/dev\/(?:null|stdout|stderr)$/u.test(target.value) &&
    operator !== "<>"
  )
    return harmless;
  return change(`\`${operator} ${target.text}\` writes a file`);
}

function clipped(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
