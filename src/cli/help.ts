/** Help, from the table of commands alone. */

import type { CommandSummary } from "./command.ts";
import { namesOf } from "./parse-command-line.ts";
import type { Terminal } from "./terminal.ts";

interface Section {
  readonly title: string;
  readonly commands: readonly CommandSummary[];
}

/** Every command in a line. */
export function printOverview(sections: readonly Section[], terminal: Terminal): void {
  terminal.print(
    { text: "tocsin: the incident response playbook, carried out", style: "bold" },
    "",
    "Usage: tocsin COMMAND [ARGUMENTS] [--json]",
  );
  for (const { title, commands } of sections) {
    terminal.print("", { text: title, style: "bold" });
    printCommands(commands, terminal);
  }
  terminal.print(
    "",
    "Commands for a server speak to TOCSIN_URL with TOCSIN_TOKEN, else to the server of `tocsin login`, else to the one on this machine. `tocsin COMMAND --help` explains one; docs/cli.md has all of it.",
    "",
    "Example: tocsin incident acknowledge 7",
  );
}

/** The commands that begin with a word: `tocsin incident`. */
export function printGroup(
  group: string,
  commands: readonly CommandSummary[],
  terminal: Terminal,
): void {
  terminal.print({ text: `tocsin ${group}`, style: "bold" }, "");
  printCommands(commands, terminal);
  terminal.print("", `Example: ${commands[0]?.example ?? ""}`);
}

function printCommands(commands: readonly CommandSummary[], terminal: Terminal): void {
  terminal.table({
    rows: commands.map((command) => [`  ${command.name}${taken(command)}`, command.summary]),
  });
}

/** One command, whole. */
export function printCommandHelp(command: CommandSummary, terminal: Terminal): void {
  const options = Object.entries(command.options ?? {});
  const usage = `Usage: tocsin ${command.name}${taken(command)}${options.length > 0 ? " [OPTIONS]" : ""}`;
  terminal.print({ text: `${command.summary}.`, style: "bold" }, "", usage);
  const others = namesOf(command).slice(1);
  if (others.length > 0)
    terminal.print(`Also: ${others.map((name) => `tocsin ${name}`).join(", ")}`);
  for (const paragraph of command.about ?? []) terminal.print("", paragraph);
  if (options.length > 0) {
    terminal.print("", { text: "Options", style: "bold" });
    terminal.table({
      rows: options.map(([name, { value, multiple, help }]) => [
        `  --${name}${value === undefined ? "" : ` ${value}`}${multiple === true ? " …" : ""}`,
        help,
      ]),
    });
  }
  terminal.print("", `Example: ${command.example}`);
}

function taken(command: CommandSummary): string {
  return command.takes === undefined ? "" : ` ${command.takes}`;
}
