/** Who is paged, and whether: what people decide by hand. */

import type { AcknowledgedManyJson } from "../../contract/incident.ts";
import { ERROR_CODES, type ErrorCode } from "../../domain/error.ts";
import type { Command, CommandContext } from "../command.ts";
import { acknowledgeMany } from "../endpoints.ts";
import { resolveIncident } from "../incident-reference.ts";
import { readUntil } from "../options.ts";
import { verb } from "./incident-verb.ts";

const REASON = { reason: { type: "string", value: "TEXT", help: "Why" } } as const;
const WHOM_HELP = "WHOM is a person, a schedule, a role or a team, by name.";

const acknowledgeOne = verb({
  name: "acknowledge",
  path: "acknowledge",
  summary: "Say that you have it: paging stops, but for roles that nobody has accepted",
  example: "tocsin incident acknowledge 7",
  among: ["open"],
});

export const incidentAcknowledge: Command = {
  ...acknowledgeOne,
  takes: "[NUMBER…]",
  about: [...(acknowledgeOne.about ?? []), "Of several each is answered by itself."],
  aliases: ["incident ack", "acknowledge", "ack"],
  run: (context) =>
    context.args.positionals.length < 2 ? acknowledgeOne.run(context) : acknowledgeEach(context),
};

async function acknowledgeEach({ api, args, terminal }: CommandContext): Promise<number> {
  const { now } = terminal.viewer;
  const numbers: string[] = [];
  for (const written of args.positionals)
    numbers.push(await resolveIncident(api, written, { now }));
  const { results } = await acknowledgeMany(api, { numbers });
  if (args.flag("json")) terminal.json({ results });
  else {
    terminal.table({
      rows: results.map(({ number, refused }) => [
        { text: number, style: "bold" },
        refused === null
          ? { text: "acknowledged", style: "green" }
          : { text: refused.message, style: "yellow" },
      ]),
    });
  }
  return exitCodeOf(results);
}

/** That of the first which was refused. */
function exitCodeOf(results: AcknowledgedManyJson["results"]): number {
  const refused = results.find((one) => one.refused !== null)?.refused;
  if (refused === undefined || refused === null) return 0;
  return Object.hasOwn(ERROR_CODES, refused.code)
    ? ERROR_CODES[refused.code as ErrorCode].exitCode
    : ERROR_CODES.internal.exitCode;
}

export const incidentUnacknowledge: Command = {
  ...verb({
    name: "unacknowledge",
    path: "unacknowledge",
    summary: "Take an acknowledgement back: paging starts again from the first step",
    example: 'tocsin incident unacknowledge 7 --reason "I am on a train"',
    options: REASON,
    among: ["acknowledged"],
  }),
  aliases: ["incident unack", "unack"],
};

export const incidentEscalate: Command = verb({
  name: "escalate",
  path: "escalate",
  summary: "Call on the next step now; whoever is being paged goes on being paged",
  example: "tocsin incident escalate 7",
});

export const incidentPage: Command = verb({
  name: "page",
  path: "page",
  takes: "WHOM",
  summary: "Page somebody now, beside the escalation; they take part once they answer",
  example: "tocsin incident page 7 Priya",
  about: WHOM_HELP,
});

export const incidentResponder: Command = verb({
  name: "responder",
  path: "responders",
  takes: "WHOM",
  summary: "Record that somebody takes part, and page nobody",
  example: "tocsin incident responder 7 Priya",
  about: WHOM_HELP,
});

export const incidentReassign: Command = verb({
  name: "reassign",
  path: "reassign",
  takes: "WHOM",
  summary: "Move the paging to somebody; who was being paged no longer is",
  example: 'tocsin incident reassign 7 "Database team" --reason "It is a replica"',
  options: REASON,
  about: WHOM_HELP,
});

export const incidentSnooze: Command = verb({
  name: "snooze",
  path: "snooze",
  takes: "UNTIL",
  reads: readUntil,
  summary: "Page nobody until then; afterwards paging starts from the first step",
  example: 'tocsin incident snooze 7 07:30 --reason "The shop is closed"',
  options: REASON,
  about: "UNTIL is how long (90min, 2h, 1d), a time of day, or a date and time: 2026-11-24T07:30.",
});
