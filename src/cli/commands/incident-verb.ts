/** What the commands that do something to an incident have in common. */

import type { IncidentDetailJson } from "../../contract/incident.ts";
import type { Arguments, Command, CommandContext, OptionSpecs } from "../command.ts";
import { changeIncident, type IncidentVerb } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import {
  type IncidentStatus,
  looksLikeIncident,
  NUMBER_HELP,
  resolveIncident,
} from "../incident-reference.ts";
import { clockRows, escalationLine, printHeadline } from "../incident-view.ts";
import { givenOptions, JSON_OPTION, readAgo } from "../options.ts";
import type { Viewer } from "../when.ts";

interface VerbSpec {
  readonly name: string;
  readonly path: IncidentVerb;
  /** What is needed besides the incident, and its key in the request. */
  readonly takes?: "TEXT" | "SEVERITY" | "WHOM" | "UNTIL";
  /** What is written, as the request has it. */
  readonly reads?: (written: string, viewer: Viewer) => string;
  readonly summary: string;
  readonly about?: string;
  readonly example: string;
  readonly options?: OptionSpecs;
  /** An option that cannot be left out. */
  readonly needs?: string;
  /** Which incidents count when none is named. */
  readonly among?: readonly IncidentStatus[];
}

/** A command that does one thing to one incident. */
export function verb(spec: VerbSpec): Command {
  const { takes, among = ["open", "acknowledged"] } = spec;
  return {
    name: `incident ${spec.name}`,
    takes: takes === undefined ? "[NUMBER]" : `[NUMBER] ${takes}`,
    summary: spec.summary,
    about: [
      NUMBER_HELP.replace("open", among.join(" or ")),
      ...(spec.about === undefined ? [] : [spec.about]),
    ],
    example: spec.example,
    options: { ...spec.options, ...JSON_OPTION },
    async run(context) {
      const { api, args, terminal } = context;
      const { reference, body } = requestOf(spec, args, terminal.viewer);
      const number = await resolveIncident(api, reference, { now: terminal.viewer.now, among });
      return printResult(context, await changeIncident(api, number, { verb: spec.path, body }));
    },
  };
}

function requestOf(
  spec: VerbSpec,
  args: Arguments,
  viewer: Viewer,
): { readonly reference: string | undefined; readonly body: object } {
  const { takes, needs, reads = (written) => written } = spec;
  if (needs !== undefined && args.text(needs) === undefined) {
    throw usageFailure(`--${needs} is missing`, `Example: ${spec.example}`);
  }
  const { status, at, ...given } = givenOptions(args, Object.keys(spec.options ?? {}));
  const options = {
    ...given,
    ...(status === undefined ? {} : { publicStatus: status }),
    ...(at === undefined ? {} : { at: readAgo(at, viewer) }),
  };
  const [first = "", second] = args.positionals;
  if (takes === undefined) return { reference: args.positionals[0], body: options };
  const key = takes.toLowerCase();
  if (second !== undefined)
    return { reference: first, body: { ...options, [key]: reads(second, viewer) } };
  // A lone "7" would become a note that says "7", on whichever incident is open.
  if (looksLikeIncident(first)) throw usageFailure(`${takes} is missing after ${first}`);
  return { reference: undefined, body: { ...options, [key]: reads(first, viewer) } };
}

/** Where the incident stands now. */
export function printResult(
  { args, terminal }: CommandContext,
  incident: IncidentDetailJson,
): number {
  if (args.flag("json")) {
    terminal.json(incident);
    return 0;
  }
  printHeadline(incident, terminal);
  terminal.print(["Escalation: ", ...escalationLine(incident.escalation, terminal.viewer)]);
  const running = incident.clocks.filter((clock) => clock.endedAt === null);
  terminal.table({ rows: clockRows(running, terminal.viewer) });
  return 0;
}
