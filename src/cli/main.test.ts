import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runTocsin } from "../../test/support/run-tocsin.ts";
import { ERROR_CODES } from "../domain/error.ts";
import { ALL_COMMANDS } from "./command-table.ts";
import { findCommand, namesOf, parseArguments } from "./parse-command-line.ts";

describe("help", () => {
  it("lists every command", async () => {
    const { code, out } = await runTocsin(["--help"]);
    expect(code).toBe(0);
    for (const { name, summary } of ALL_COMMANDS) {
      expect(out).toContain(`  ${name}`);
      expect(out).toContain(summary);
    }
  });

  it("lists a group's commands", async () => {
    const { code, out } = await runTocsin(["incident", "--help"]);
    expect(code).toBe(0);
    expect(out).toContain("incident acknowledge [NUMBER…]");
    expect(out).not.toContain("token create");
    expect(out).toContain("Example: tocsin incident list");
  });

  it.each(ALL_COMMANDS.map((command) => [command.name, command] as const))(
    "%s --help has an example that its own table accepts",
    async (name, command) => {
      const { code, out } = await runTocsin([...name.split(" "), "--help"]);
      expect(code).toBe(0);
      expect(out).toContain(command.summary);
      expect(out).toContain(`Example: ${command.example}`);
      const [program, ...argv] = [...command.example.matchAll(/"([^"]*)"|(\S+)/g)].map(
        ([, quoted, word]) => quoted ?? word ?? "",
      );
      expect(program).toBe("tocsin");
      const found = findCommand(ALL_COMMANDS, argv);
      expect(found?.command).toBe(command);
      expect(() => parseArguments(command, found?.rest ?? [])).not.toThrow();
    },
  );

  it("fits a telephone", async () => {
    const { out } = await runTocsin(["--help"], {
      io: { isTty: true, columns: 40, env: { NO_COLOR: "1" } },
    });
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(40);
  });

  it("says the version", async () => {
    expect((await runTocsin(["--version"])).out).toBe("tocsin 1.2.3\n");
  });

  it("is shown, with exit code 2, where a command is missing", async () => {
    expect(await runTocsin([])).toMatchObject({ code: 2, err: "" });
    expect(await runTocsin(["incident"])).toMatchObject({ code: 2, err: "" });
  });

  it("gives no two commands the same words", () => {
    const names = ALL_COMMANDS.flatMap(namesOf);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("docs/cli.md", () => {
  const manual = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");

  it("has every command, and none that there is not", () => {
    const documented = [...manual.matchAll(/^\| `tocsin ([^`]+)` +\|/gm)].map(([, usage]) => usage);
    const usages = ALL_COMMANDS.map(({ name, takes = "" }) => `${name} ${takes}`.trimEnd());
    expect([...documented].sort()).toEqual([...usages].sort());
  });

  it("has every exit code", () => {
    for (const { exitCode } of Object.values(ERROR_CODES)) {
      expect(manual).toMatch(new RegExp(`^\\| +${exitCode} \\|`, "m"));
    }
  });
});

describe("a command line that is wrong", () => {
  it.each([
    [["incidnet", "list"], "Did you mean `tocsin incident`?"],
    [["incident", "lst"], "Did you mean `tocsin incident list`?"],
    [["acknowlege"], "Did you mean `tocsin acknowledge`?"],
    [["frobnicate"], "See `tocsin --help`."],
    [["incident", "list", "--statsu", "open"], "Did you mean --status?"],
    [["incident", "list", "-s"], "tocsin incident list has no option -s"],
    [["incident", "list", "--status"], "--status needs a value: --status STATUS"],
    [["incident", "list", "--status", "--json"], 'If "--json" is meant, write --status=--json'],
    [["incident", "list", "--json=yes"], "--json takes no value"],
    [["incident", "list", "--limit", "many"], '--limit needs a whole number, not "many"'],
    [["incident", "list", "extra"], 'what is "extra"?'],
    [["incident", "declare"], "Usage: tocsin incident declare TITLE"],
    [["incident", "declare", "API", "is", "down"], "Put text of several words in quotes"],
    [["incident", "note", "7"], "TEXT is missing after 7"],
    [["incident", "severity", "7", "P0"], "--reason is missing"],
    [["oncall", "--at", "tomorrow"], '--at needs an instant, not "tomorrow"'],
    [["alert", "Disk", "--label", "host"], '--label needs KEY=VALUE, not "host"'],
    [["alert", "Disk", "--resolve"], "--resolve needs --key"],
  ])("%j: %s", async (argv, message) => {
    const { code, out, err } = await runTocsin(argv, { url: "http://127.0.0.1:1" });
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(message);
    expect(err).toMatch(/^error: /);
  });
});

describe("what the process lends", () => {
  it("runs the server with the options as they stand", async () => {
    const seen: (readonly string[])[] = [];
    const host = {
      serve: async (args: readonly string[]) => {
        seen.push(args);
        return 7;
      },
    };
    expect((await runTocsin(["serve", "--port", "1"], { host })).code).toBe(7);
    expect(seen).toEqual([["--port", "1"]]);
  });

  it("says that a fault is a fault, and where with TOCSIN_DEBUG", async () => {
    const host = {
      serve: async () => {
        throw new TypeError("x is \u001b[2Jnot a function");
      },
    };
    const { code, err } = await runTocsin(["serve"], { host });
    expect(code).toBe(70);
    expect(err).toContain("error: x is ␛[2Jnot a function");
    expect(err).not.toContain("main.test.ts");
    const debugged = await runTocsin(["serve"], { host, io: { env: { TOCSIN_DEBUG: "1" } } });
    expect(debugged.err).toContain("main.test.ts");
  });
});
