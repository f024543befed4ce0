import type { HealthJson } from "../../contract/health.ts";
import type { Command } from "../command.ts";
import { readHealth } from "../endpoints.ts";
import { JSON_OPTION } from "../options.ts";
import type { Style, Styled } from "../styled.ts";
import { showDistance } from "../when.ts";

const EXIT_FAILING = 1;

const SHOWN: Readonly<Record<string, { readonly word: string; readonly style: Style }>> = {
  ok: { word: "ok", style: "green" },
  warning: { word: "look", style: "yellow" },
  failing: { word: "FAIL", style: "red" },
};

const VERDICTS: Readonly<Record<string, string>> = {
  ok: "Everything is well.",
  warning: "It works; look at what is marked.",
  failing: "Something that pages people is broken: mend what is marked FAIL first.",
};

export const doctor: Command = {
  name: "doctor",
  summary: "How the installation is, and what to do about it",
  about: [
    "The exit code is 1 when something is failing. A playbook is examined by `tocsin check`.",
  ],
  example: "tocsin doctor",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const health = await readHealth(api);
    if (args.flag("json")) terminal.json(health);
    else {
      const { viewer } = terminal;
      terminal.print(
        `Tocsin ${health.version} at ${api.connection.url}, started ${showDistance(health.startedAt, viewer)}`,
        "",
      );
      terminal.table({
        rows: health.checks.map(({ name, status, detail }) => [mark(status), name, detail]),
      });
      terminal.print("", verdict(health.status));
    }
    return health.status === "failing" ? EXIT_FAILING : 0;
  },
};

function mark(status: HealthJson["status"]): Styled {
  const shown = SHOWN[status];
  return shown === undefined ? { text: status } : { text: shown.word, style: shown.style };
}

function verdict(status: HealthJson["status"]): Styled {
  return { ...mark(status), text: VERDICTS[status] ?? status };
}
