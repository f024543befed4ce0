/** Pipes: where xargs runs, and exit codes that are no failures. */

import type { ListedCommand, Pipe } from "../command-list.ts";
import type { CommandFinding } from "./finding.ts";

const REMOTE = /^(?:kubectl|oc|docker|podman|crictl|nerdctl|ssh)$/u;
const HARMLESS_HERE = /^(?:echo|printf|basename|dirname)$/u;

/** Options of xargs whose value is the next word. */
const TAKES_VALUE = /^-[nLPdIsEa]$/u;

/** TOC304: a list made inside a container or on another host, and `xargs` here. */
export function misplacedXargs(pipe: Pipe): CommandFinding | undefined {
  const far = pipe.findIndex(runsElsewhere);
  const xargs = pipe.find((command, index) => far >= 0 && index > far && command.name === "xargs");
  if (xargs === undefined) return undefined;
  const program = xargs.words.find(
    ({ value }, index) =>
      !value.startsWith("-") && !TAKES_VALUE.test(xargs.words[index - 1]?.value ?? ""),
  );
  if (program === undefined || REMOTE.test(program.value) || HARMLESS_HERE.test(program.value))
    return undefined;
  return {
    code: "TOC304",
    message: `the list comes from \`${pipe[far]?.name ?? ""}\`, but \`xargs\` runs \`${program.text}\` here, where the step runs`,
    help: "run the whole pipe on the other side, in one script there",
    start: xargs.start,
    end: program.end,
  };
}

function runsElsewhere({ name, words }: ListedCommand): boolean {
  if (name === "ssh") return true;
  return REMOTE.test(name) && words.some(({ value }) => value === "exec" || value === "rsh");
}

/** TOC310: `grep` that finds nothing, and what writes into a `head` that has seen enough. */
export function harmlessExitCodes(pipe: Pipe): CommandFinding[] {
  const findings: CommandFinding[] = [];
  const last = pipe.at(-1);
  if (last !== undefined && /^[ef]?grep$/u.test(last.name))
    findings.push({
      code: "TOC310",
      message:
        "`grep` exits with 1 when nothing matches: Tocsin takes that for an answer, and for no failure",
      start: last.start,
      end: last.start + last.name.length,
    });
  const head = pipe.find(({ name }, index) => index > 0 && name === "head");
  if (head !== undefined)
    findings.push({
      code: "TOC310",
      message:
        "`head` stops reading early, so what writes to it may exit with 141: Tocsin takes that for no failure",
      start: head.start,
      end: head.start + head.name.length,
    });
  return findings;
}
