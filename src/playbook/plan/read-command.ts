/**
 * A command line as the programs of a pipe with their arguments, for starting them without a shell. What
 * only a shell could do is refused with the reason; nothing is approximated.
 */

import {
  type Assignment,
  type Command,
  type CommandNode,
  type PipelineNode,
  parse,
  type Redirection,
} from "unbash";
import type { ErrorOutput, PlanWord } from "../../domain/runbook-plan.ts";
import { whyUnreadable } from "../shell/classify.ts";
import { replacePlaceholders } from "../shell/holes.ts";
import { addressWord } from "./address-word.ts";
import { Blanks, NeedsShell, readWord } from "./read-word.ts";

export interface ReadStage {
  readonly argv: readonly PlanWord[];
  readonly errors: ErrorOutput;
}

export type ReadCommand =
  | { readonly kind: "stages"; readonly stages: readonly ReadStage[] }
  | { readonly kind: "set"; readonly values: readonly (readonly [string, PlanWord])[] }
  /** @property reason without a full stop */
  | { readonly kind: "refused"; readonly reason: string };

/** Longer pipes are programs, and want to be read as such. */
const STAGES_MAX = 8;

/** Reads one command line, whose placeholders become inputs. Never throws. */
export function readCommand(command: string): ReadCommand {
  const unreadable = whyUnreadable(command);
  if (unreadable !== undefined) return refused(unreadable);
  const { text, placeholders } = replacePlaceholders(command.replaceAll("\r\n", "\n"));
  const script = parse(text);
  const [error] = script.errors ?? [];
  if (error !== undefined) return refused(`it cannot be parsed: ${error.message}`);
  const [statement, ...others] = script.commands;
  if (statement === undefined) return refused("there is nothing to run");
  if (others.length > 0) return refused("it is several commands: each needs a line of its own");
  if (statement.background === true) return refused("`&` leaves a process behind");
  if (statement.command.type === "AndOr")
    return refused("`&&` and `||` join several commands: each needs a line of its own");
  try {
    return readPipeline(statement.command, new Blanks(placeholders), text);
  } catch (problem) {
    if (problem instanceof NeedsShell) return refused(problem.message);
    throw problem;
  }
}

function refused(reason: string): ReadCommand {
  return { kind: "refused", reason };
}

function readPipeline(node: PipelineNode, blanks: Blanks, text: string): ReadCommand {
  const isPipe = node.type === "Pipeline";
  const nodes: readonly CommandNode[] = isPipe ? node.commands : [node];
  if (isPipe && node.prefixes.length > 0) return refused("`!` and `time` are the shell's own");
  if (nodes.length > STAGES_MAX) return refused(`the pipe has more than ${STAGES_MAX} programs`);
  const commands = nodes.map(simple);
  const [only] = commands;
  if (only !== undefined && commands.length === 1) {
    const set = assignments(only);
    if (set !== undefined)
      return { kind: "set", values: set.map((item) => readAssignment(item, blanks)) };
  }
  const joins = isPipe ? node.operators.map((operator) => operator === "|&") : [];
  const stages = commands.map((command, index) =>
    readStage(command, { blanks, text, joinsErrors: joins[index] === true }),
  );
  return { kind: "stages", stages };
}

function simple(node: CommandNode): Command {
  if (node.type === "Command") return node;
  throw new NeedsShell("loops, conditions and groups are a shell's: a person runs them");
}

/** `NAME=value`, `export NAME=value`; undefined for anything that starts a program. */
function assignments(command: Command): readonly Assignment[] | undefined {
  const { name, prefix, suffix } = command;
  const all = name === undefined ? [...prefix, ...suffix] : name.value === "export" ? suffix : [];
  const found = all.filter((item) => item.type === "Assignment");
  return found.length > 0 && found.length === all.length ? found : undefined;
}

function readAssignment(item: Assignment, blanks: Blanks): readonly [string, PlanWord] {
  if (item.value.type !== "Word" || item.index !== undefined || item.append === true)
    throw new NeedsShell("lists are a shell's");
  return [item.name, readWord(item.value, blanks)];
}

interface StageContext {
  readonly blanks: Blanks;
  readonly text: string;
  readonly joinsErrors: boolean;
}

function readStage(command: Command, { blanks, text, joinsErrors }: StageContext): ReadStage {
  const { name, prefix, suffix } = command;
  const [before] = prefix;
  if (before !== undefined)
    throw new NeedsShell(
      before.type === "Assignment"
        ? `\`${before.name}=\` before a command sets its environment, and that is the runner's own`
        : "a redirection stands before the program",
    );
  if (name === undefined) throw new NeedsShell("there is no program");
  const argv = [readWord(name, blanks)];
  let errors: ErrorOutput = joinsErrors ? "joined" : "shown";
  for (const item of suffix) {
    if (item.type === "Word")
      argv.push(
        name.value === "curl" ? addressWord(item, { blanks, text }) : readWord(item, blanks),
      );
    else if (item.type === "Assignment") argv.push(assignmentWord(item, blanks));
    else errors = readRedirection(item);
  }
  return { argv, errors };
}

/** `kubectl set env deployment/api A=b`: an argument like any other. */
function assignmentWord(item: Assignment, blanks: Blanks): PlanWord {
  const [name, value] = readAssignment(item, blanks);
  const [first = "", ...rest] = value;
  return typeof first === "string" ? [`${name}=${first}`, ...rest] : [`${name}=`, first, ...rest];
}

/** Of redirections only those that write nothing anywhere. */
function readRedirection(item: Redirection): ErrorOutput {
  if (item.type === "Redirect" && item.target?.parts === undefined) {
    const { operator, descriptor, target } = item;
    const from = descriptor?.type === "FileDescriptor" ? descriptor.value : undefined;
    if (from === 2 && operator === ">&" && target?.value === "1") return "joined";
    if (from === 2 && operator === ">" && target?.value === "/dev/null") return "dropped";
  }
  throw new NeedsShell(
    item.type === "Redirect"
      ? `\`${item.operator}\` opens a file on the machine of the runner`
      : "`<<` hands over a text, which only a shell does",
  );
}
