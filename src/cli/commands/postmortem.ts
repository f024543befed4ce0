import { writeFileSync } from "node:fs";
import type { Command } from "../command.ts";
import { readPostmortem } from "../endpoints.ts";
import { CliFailure } from "../failure.ts";
import { NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { terminalJson } from "../terminal-text.ts";

export const postmortem: Command = {
  name: "postmortem",
  takes: "NUMBER",
  summary: "The postmortem in the playbook's own template, filled with what is known",
  about: [
    NUMBER_HELP.replace(/; left out.*/, "."),
    "The same entries give the same bytes: writing it again changes nothing that has not changed.",
  ],
  example: "tocsin postmortem 7 --output postmortem-api.md",
  options: {
    output: { type: "string", value: "FILE", help: "Into a file; one that exists is not replaced" },
    force: { type: "boolean", help: "Replace the file" },
    json: { type: "boolean", help: "The facts as JSON in place of the document" },
  },
  async run({ api, args, terminal, io }) {
    const number = await resolveIncident(api, args.positionals[0], { now: terminal.viewer.now });
    const asJson = args.flag("json");
    const answer = await readPostmortem(api, number, asJson ? "application/json" : "text/markdown");
    const text = asJson ? `${terminalJson(JSON.parse(answer))}\n` : answer;
    const output = args.text("output");
    if (output === undefined) {
      terminal.document(text);
      return 0;
    }
    writeDocument(output, text, args.flag("force"));
    // Said on stderr: stdout is the document's.
    io.stderr(`Wrote the postmortem of ${number} to ${output}\n`);
    return 0;
  },
};

function writeDocument(path: string, text: string, replace: boolean): void {
  try {
    writeFileSync(path, text, { flag: replace ? "w" : "wx" });
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw new CliFailure(
      exists ? "conflict" : "invalid-input",
      exists ? `${path} exists, and people may have written into it` : `cannot write ${path}`,
      { ...(exists ? { help: ["Add --force to replace it."] } : {}), cause: error },
    );
  }
}
