/** Files a command reads its instructions from, which must lie beside the playbook for it to work. */

import { type Command, type CommandNode, parse, type Statement } from "unbash";
import { argumentOf, isLiteral } from "../shell/argument.ts";
import { replacePlaceholders } from "../shell/holes.ts";

export interface NeededFile {
  /** As the program gets it. */
  readonly path: string;
  /** Offsets in the command, half-open. */
  readonly start: number;
  readonly end: number;
}

/** Nobody writes a longer command by hand. */
const LENGTH_MAX = 16_384;

const FILE_OPTIONS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["kubectl", new Set(["-f", "--filename", "-k", "--kustomize"])],
  ["oc", new Set(["-f", "--filename", "-k", "--kustomize"])],
  ["helm", new Set(["-f", "--values"])],
]);
/** `kubectl logs -f` follows: the same letter, no file. */
const FILE_VERBS =
  /^(?:apply|create|replace|delete|patch|diff|install|upgrade|template|expose|set)$/u;

/**
 * What `kubectl apply -f`, `helm upgrade --values` and their like read, as far as it is a relative path
 * known beforehand: no address, no standard input, no blank, nothing the shell computes.
 */
export function neededFiles(command: string): readonly NeededFile[] {
  if (command.length > LENGTH_MAX || !/\s-(?:[fk]\b|-filename|-kustomize|-values)/u.test(command))
    return [];
  const script = parse(replacePlaceholders(command).text);
  if (script.errors !== undefined && script.errors.length > 0) return [];
  return script.commands.flatMap(simpleCommands).flatMap(filesOf);
}

/** The commands of a line side by side; what is nested in loops and substitutions is left alone. */
function simpleCommands(statement: Statement): Command[] {
  const { command } = statement;
  const pipelines = command.type === "AndOr" ? command.commands : [command];
  const nodes = pipelines.flatMap((node): readonly CommandNode[] =>
    node.type === "Pipeline" ? node.commands : [node],
  );
  return nodes.filter((node): node is Command => node.type === "Command");
}

function filesOf(command: Command): NeededFile[] {
  const options = FILE_OPTIONS.get(command.name?.value ?? "");
  const words = command.args.filter((item) => item.type === "Word");
  if (options === undefined || !words.some((word) => FILE_VERBS.test(word.value))) return [];
  return words.flatMap((word, index) => {
    const [, option = "", inline] = /^(--?\w[\w-]*)(?:=(.*))?$/su.exec(word.value) ?? [];
    if (!options.has(option)) return [];
    const given = inline === undefined ? words[index + 1] : word;
    if (given === undefined) return [];
    const argument = argumentOf(given, () => "computed");
    const path = inline ?? argument.value;
    if (!isLiteral(argument) || !isRelativePath(path)) return [];
    const start = inline === undefined ? given.pos : given.end - inline.length;
    return [{ path, start, end: given.end }];
  });
}

function isRelativePath(path: string): boolean {
  return path !== "" && !/^[-/~$]|^[a-z][a-z0-9+.-]*:\/\//iu.test(path);
}

/** Whether a needed file (or a folder with files in it) lies beside the playbook, or below it. */
export function isPresent(path: string, presentFiles: ReadonlySet<string>): boolean {
  const wanted = path.replace(/^(?:\.\/)+/u, "").replace(/\/+$/u, "");
  if (wanted === "" || wanted === "." || presentFiles.has(wanted)) return true;
  for (const file of presentFiles) {
    if (file.endsWith(`/${wanted}`) || `/${file}`.includes(`/${wanted}/`)) return true;
  }
  return false;
}
