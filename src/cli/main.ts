/** The `tocsin` command: finds what was asked for, runs it, and turns what went wrong into words and an exit code. */

import { AppError } from "../domain/error.ts";
import { closestName } from "../playbook/words/closest-name.ts";
import { ApiClient } from "./api-client.ts";
import type { CliHost, Command, CommandContext, RawCommand } from "./command.ts";
import { ALL_COMMANDS, SECTIONS } from "./command-table.ts";
import { findConnection } from "./connection.ts";
import { CliFailure, exitCodeOf, usageFailure } from "./failure.ts";
import { printCommandHelp, printGroup, printOverview } from "./help.ts";
import type { CliIo } from "./io.ts";
import { findCommand, namesOf, parseArguments } from "./parse-command-line.ts";
import { type Line, painter, paintLine, wantsColour } from "./styled.ts";
import { PROCESS_SURROUNDINGS, type Surroundings } from "./surroundings.ts";
import { Terminal } from "./terminal.ts";

const EXIT_USAGE = 2;

/**
 * Runs one command line, without the program's own name. Never throws: what went wrong is said on
 * stderr, and the exit code is that of its error code (docs/errors.md).
 */
export async function runCli(argv: readonly string[], io: CliIo, host: CliHost): Promise<number> {
  const surroundings = host.surroundings ?? PROCESS_SURROUNDINGS;
  const terminal = new Terminal(io, surroundings.now());
  try {
    const found = findCommand(ALL_COMMANDS, argv);
    if (found === undefined) return withoutCommand(argv, terminal, host);
    const { command, rest } = found;
    if (asksForHelp(rest)) {
      printCommandHelp(command, terminal);
      return 0;
    }
    if ("runRaw" in command) return await command.runRaw(rest, io, host);
    return await command.run(contextOf(command, rest, { io, terminal, host, surroundings }));
  } catch (error) {
    report(error, io);
    return exitCodeOf(error);
  }
}

function contextOf(
  command: Command,
  rest: readonly string[],
  given: {
    readonly io: CliIo;
    readonly terminal: Terminal;
    readonly host: CliHost;
    readonly surroundings: Surroundings;
  },
): CommandContext {
  const args = parseArguments(command, rest);
  let api: ApiClient | undefined;
  return {
    ...given,
    args,
    // Not before it is needed: `tocsin login` must work where the profile is damaged.
    get api() {
      api ??= new ApiClient(findConnection(given.io.env));
      return api;
    },
  };
}

function asksForHelp(rest: readonly string[]): boolean {
  const end = rest.indexOf("--");
  const own = end < 0 ? rest : rest.slice(0, end);
  return own.includes("--help") || own.includes("-h");
}

/** No command, a group of commands, or a word that is none. */
function withoutCommand(argv: readonly string[], terminal: Terminal, host: CliHost): number {
  const [first, second] = argv.filter((word) => !word.startsWith("-"));
  if (first === undefined || first === "help") {
    if (argv.includes("--version")) terminal.print(`tocsin ${host.version}`);
    else printOverview(SECTIONS, terminal);
    return argv.length > 0 ? 0 : EXIT_USAGE;
  }
  const group = ALL_COMMANDS.filter((command) => command.name.startsWith(`${first} `));
  if (group.length > 0 && second === undefined) {
    printGroup(first, group, terminal);
    return asksForHelp(argv) ? 0 : EXIT_USAGE;
  }
  throw unknownCommand(first, second, group);
}

function unknownCommand(
  first: string,
  second: string | undefined,
  group: readonly (Command | RawCommand)[],
): CliFailure {
  const isGroup = group.length > 0 && second !== undefined;
  const written = isGroup ? `${first} ${second}` : first;
  const names = (isGroup ? group : ALL_COMMANDS).flatMap(namesOf);
  const known = isGroup ? names : names.flatMap((name) => [name, name.split(" ")[0] ?? name]);
  const meant = closestName(written, known);
  return usageFailure(
    `there is no command "tocsin ${written}"`,
    ...(meant === undefined ? [] : [`Did you mean \`tocsin ${meant}\`?`]),
    isGroup ? `See \`tocsin ${first} --help\`.` : "See `tocsin --help`.",
  );
}

function report(error: unknown, io: CliIo): void {
  const paint = painter(wantsColour(io));
  const say = (line: Line): void => io.stderr(`${paintLine(line, paint)}\n`);
  const message = error instanceof Error ? error.message : String(error);
  say([{ text: "error:", style: "red" }, ` ${message}`]);
  if (error instanceof CliFailure) for (const sentence of error.help) say(`  ${sentence}`);
  if (error instanceof AppError) return;
  say("  This is a fault of Tocsin's. TOCSIN_DEBUG=1 shows where.");
  if ((io.env["TOCSIN_DEBUG"] ?? "") === "" || !(error instanceof Error)) return;
  for (const line of (error.stack ?? "").split("\n")) say(line);
}
