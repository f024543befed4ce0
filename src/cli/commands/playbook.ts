/** The playbook a server runs on: what it is, and a new version of it. */

import type { ActivatePlaybookInput } from "../../contract/playbook.ts";
import type { Command } from "../command.ts";
import { activatePlaybook, readPlaybook } from "../endpoints.ts";
import { JSON_OPTION } from "../options.ts";
import type { Styled } from "../styled.ts";
import { showInstant } from "../when.ts";
import { severityText } from "../wording.ts";

const HASH_SHOWN = 12;

export const playbookShow: Command = {
  name: "playbook show",
  summary: "The playbook in force, and what was understood of it",
  example: "tocsin playbook show --json",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const active = await readPlaybook(api);
    if (args.flag("json")) {
      terminal.json(active);
      return 0;
    }
    const { playbook } = active;
    terminal.print({ text: active.title, style: "bold" });
    terminal.table({
      rows: [
        ["Hash", active.hash.slice(0, HASH_SHOWN)],
        [
          "Activated",
          `${showInstant(active.activatedAt, terminal.viewer)} by ${active.activatedBy}`,
        ],
        ["Time zone", `${playbook.timeZone}, hand-off at ${playbook.handoffTime}`],
        ["Runbooks", playbook.runbooks.map(({ title }) => title).join("; ")],
        ["Findings", findings(playbook.diagnostics)],
      ],
    });
    terminal.print("");
    terminal.table({
      headings: ["Severity", "Definition", "Line"],
      rows: playbook.severities.map(({ id, name, definition, source }) => [
        severityText(id, name),
        definition,
        `${source.file}:${source.line}`,
      ]),
    });
    return 0;
  },
};

export const playbookActivate: Command = {
  name: "playbook activate",
  takes: "PATH",
  summary: "Put a playbook in force; one with errors is refused, and the last good one stays",
  about: [
    "PATH is a Markdown file or a folder of them; a tocsin.yaml beside it goes along, and may not name secrets of the server (TOC505). Incidents that are open keep the playbook they were opened under.",
  ],
  example: "tocsin playbook activate runbooks/incident-response.md",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const activated = await activatePlaybook(api, await playbookFiles(args.positionals[0] ?? ""));
    if (args.flag("json")) {
      terminal.json(activated);
      return 0;
    }
    terminal.print(
      [
        { text: activated.title, style: "bold" },
        ` is in force (${activated.hash.slice(0, HASH_SHOWN)})`,
      ],
      ["Findings: ", findings(activated.diagnostics)],
    );
    return 0;
  },
};

async function playbookFiles(path: string): Promise<ActivatePlaybookInput> {
  // Loaded when asked for: the compiler behind it is most of what this program weighs.
  const { readFiles } = await import("../load-playbook.ts");
  const { files, overlay } = await readFiles(path);
  return {
    files: files.map((file) => ({
      path: file.path,
      contentBase64: Buffer.from(file.bytes).toString("base64"),
    })),
    ...(overlay === undefined
      ? {}
      : {
          overlay: {
            path: overlay.path,
            contentBase64: Buffer.from(overlay.text, "utf8").toString("base64"),
          },
        }),
  };
}

function findings(diagnostics: readonly { readonly level: string }[]): Styled {
  const count = (level: string): string => {
    const found = diagnostics.filter((diagnostic) => diagnostic.level === level).length;
    return `${found} ${level}${found === 1 ? "" : "s"}`;
  };
  const text = `${count("error")}, ${count("warning")}; \`tocsin check\` explains them`;
  return diagnostics.length === 0 ? { text: "none", style: "green" } : { text, style: "yellow" };
}
