/** Runners. A runner's token is shown once, when it is let in. */

import type { RunnerJson } from "../../contract/runner.ts";
import type { Command } from "../command.ts";
import { createRunner, listRunners, revokeRunner } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { JSON_OPTION } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import type { Styled } from "../styled.ts";
import { showDistance } from "../when.ts";

export const runnerList: Command = {
  name: "runner list",
  summary: "Runners: which are connected, and what each can do",
  example: "tocsin runner list",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const found = await listRunners(api);
    if (args.flag("json")) {
      terminal.json(found);
      return 0;
    }
    if (found.runners.length === 0) {
      terminal.print("No runner. `tocsin runner create NAME` lets one in.");
      return 0;
    }
    terminal.table({
      headings: ["Name", "State", "Does", "Programs", "Last seen", "Id"],
      rows: found.runners.map((runner) => [
        { text: runner.name, style: "bold" },
        stateOf(runner),
        runner.changes ? "looks, and changes after an approval" : "looks",
        runner.programs.join(", "),
        runner.lastSeenAt === null ? "never" : showDistance(runner.lastSeenAt, terminal.viewer),
        { text: runner.id, style: "dim" },
      ]),
    });
    return 0;
  },
};

function stateOf({ connected, revokedAt }: RunnerJson): Styled {
  if (revokedAt !== null) return { text: "revoked", style: "dim" };
  return connected ? { text: "connected", style: "green" } : { text: "away", style: "red" };
}

export const runnerCreate: Command = {
  name: "runner create",
  takes: "NAME",
  summary: "Let a runner in; its token is shown this once",
  example: 'tocsin runner create "production"',
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const [name] = args.positionals;
    if (name === undefined)
      throw usageFailure("NAME is missing", `Example: ${runnerCreate.example}`);
    const created = await createRunner(api, { name });
    if (args.flag("json")) terminal.json(created);
    else terminal.print(created.secret);
    return 0;
  },
};

export const runnerRevoke: Command = {
  name: "runner revoke",
  takes: "RUNNER",
  summary: "Give a runner no more work: its token is worthless from now on",
  example: "tocsin runner revoke production",
  async run({ api, args, terminal }) {
    const { runners } = await listRunners(api);
    const open = runners.filter(({ revokedAt }) => revokedAt === null);
    const runner = pickByName(open, args.positionals[0] ?? "", "runner");
    await revokeRunner(api, runner.id);
    terminal.print(`${runner.name} gets no more work.`);
    return 0;
  },
};
