import { readFileSync, writeFileSync } from "node:fs";
import { mergePostmortem } from "../../domain/postmortem/merge-postmortem.ts";
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
    output: {
      type: "string",
      value: "FILE",
      help: "Into a file; in one of the same incident what people wrote is kept",
    },
    force: { type: "boolean", help: "Replace the file, whatever is in it" },
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
    const isNew = writeDocument(output, { text, number }, args.flag("force"));
    // Said on stderr: stdout is the document's.
    const done = isNew
      ? `Wrote the postmortem of ${number} to ${output}`
      : `Renewed what the timeline says in ${output}; what people wrote stays`;
    io.stderr(`${done}\n`);
    return 0;
  },
};

/** Writes a new file, replaces one when told to, renews one of the same incident. @returns whether it is new */
function writeDocument(
  path: string,
  document: { readonly text: string; readonly number: string },
  replace: boolean,
): boolean {
  const written = replace ? undefined : existing(path);
  if (written !== undefined && !isOf(document.number, written)) {
    throw new CliFailure("conflict", `${path} exists and is no postmortem of ${document.number}`, {
      help: ["Add --force to replace it."],
    });
  }
  const text = written === undefined ? document.text : mergePostmortem(written, document.text);
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new CliFailure("invalid-input", `cannot write ${path}`, { cause: error });
  }
  return written === undefined;
}

function existing(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new CliFailure("invalid-input", `cannot read ${path}`, { cause: error });
  }
}

/** By the front matter that every postmortem begins with. */
function isOf(number: string, written: string): boolean {
  return written.startsWith("---\n") && written.includes(`\nincident: "${number}"\n`);
}
