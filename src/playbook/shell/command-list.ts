/** The simple commands of a script, pipe by pipe, with the words' places in the text. */

import { type Command, forEachChild, type ParsedScript, type SyntaxNode, type Word } from "unbash";
import { type Argument, argumentOf } from "./argument.ts";
import { lineVariables } from "./line-variables.ts";

export interface PlacedWord extends Argument {
  readonly word: Word;
  /** Half-open offsets in the text. */
  readonly start: number;
  readonly end: number;
}

export interface ListedCommand {
  /** The program's name; "" when it is not known. */
  readonly name: string;
  /** Without the name. */
  readonly words: readonly PlacedWord[];
  readonly start: number;
  readonly end: number;
  /** Ended by `&`. */
  readonly background: boolean;
}

/** One command, or several joined by `|`. */
export type Pipe = readonly ListedCommand[];

/** Every pipe of the script and of the substitutions in it, outer ones first. */
export function listPipes(script: ParsedScript): Pipe[] {
  const kind = lineVariables(script).kind;
  const pipes: Pipe[] = [];
  const list = (node: Command, background: boolean): ListedCommand => {
    const words = node.args.filter((item) => item.type === "Word");
    return {
      name: node.name?.value ?? "",
      words: words.map((word) => ({
        ...argumentOf(word, kind),
        word,
        start: word.pos,
        end: word.end,
      })),
      start: node.name?.pos ?? node.pos,
      end: node.end,
      background,
    };
  };
  const visit = (node: SyntaxNode, background: boolean): void => {
    // An escaped backquote's script is read from another text: its places are not ours.
    if (node.type === "Script" && node.source !== undefined) return;
    if (node.type === "Pipeline")
      pipes.push(
        node.commands
          .filter((part) => part.type === "Command")
          .map((part) => list(part, background)),
      );
    else if (node.type === "Command") pipes.push([list(node, background)]);
    const ends = node.type === "Statement" && node.background === true;
    forEachChild(node, (child) => {
      // The parts of a pipe are listed with it; what stands inside them is still visited.
      if (node.type === "Pipeline" && child.type === "Command")
        forEachChild(child, (inner) => visit(inner, false));
      else visit(child, ends);
    });
  };
  visit(script, false);
  return pipes;
}

/** The command of a wrapper such as `sudo` or `xargs`; the command itself for any other. */
export function unwrapped(command: ListedCommand, programs: RegExp): ListedCommand | undefined {
  if (programs.test(command.name)) return command;
  if (!WRAPPERS.test(command.name)) return undefined;
  const at = command.words.findIndex(({ value, form }) => form === "plain" && programs.test(value));
  const word = command.words[at];
  if (word === undefined) return undefined;
  return { ...command, name: word.value, start: word.start, words: command.words.slice(at + 1) };
}

const WRAPPERS = /^(?:sudo|time|timeout|watch|xargs|nohup|nice|env)$/u;
