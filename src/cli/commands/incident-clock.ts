/** The clocks of an incident: paused for a while, resumed, and their breaches explained. */

import type { Command, OptionSpecs } from "../command.ts";
import { changeIncident, type IncidentVerb } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { NUMBER_HELP, resolveIncident } from "../incident-reference.ts";
import { givenOptions, JSON_OPTION, readUntil } from "../options.ts";
import type { Viewer } from "../when.ts";
import { printResult } from "./incident-verb.ts";

const CLOCK_HELP = "CLOCK is response, resolution or communication.";
const AUDIENCE = {
  audience: { type: "string", value: "AUDIENCE", help: "Whose communication clock" },
} as const;
const REASON = { reason: { type: "string", value: "TEXT", help: "Why; needed" } } as const;

interface ClockVerb {
  readonly name: "pause" | "resume" | "excuse";
  readonly summary: string;
  readonly about: readonly string[];
  readonly example: string;
  readonly options: OptionSpecs;
  readonly path: IncidentVerb;
  readonly needs: readonly string[];
  readonly among: readonly ("open" | "acknowledged" | "resolved")[];
}

function clockVerb(spec: ClockVerb): Command {
  return {
    name: `incident clock ${spec.name}`,
    takes: "[NUMBER] CLOCK",
    summary: spec.summary,
    about: [NUMBER_HELP.replace("open", spec.among.join(" or ")), CLOCK_HELP, ...spec.about],
    example: spec.example,
    options: { ...spec.options, ...AUDIENCE, ...JSON_OPTION },
    async run(context) {
      const { api, args, terminal } = context;
      const words = [...args.positionals];
      const clock = words.pop();
      if (clock === undefined) throw usageFailure("CLOCK is missing", `Example: ${spec.example}`);
      for (const name of spec.needs) {
        if (args.text(name) === undefined) {
          throw usageFailure(`--${name} is missing`, `Example: ${spec.example}`);
        }
      }
      const given = givenOptions(args, [...Object.keys(spec.options), "audience"]);
      const body = { clock, ...given, ...untilOf(args.text("until"), terminal.viewer) };
      const { among } = spec;
      const { now } = terminal.viewer;
      const number = await resolveIncident(api, words[0], { now, among: [...among] });
      return printResult(context, await changeIncident(api, number, { verb: spec.path, body }));
    },
  };
}

function untilOf(written: string | undefined, viewer: Viewer): { readonly until?: string } {
  return written === undefined ? {} : { until: readUntil(written, viewer) };
}

export const incidentClockPause: Command = clockVerb({
  name: "pause",
  path: "clocks/pause",
  summary: "Pause a clock: time passes and does not count until then",
  about: ["It runs again by itself. The response clock is not paused: acknowledge, or snooze."],
  example:
    'tocsin incident clock pause 7 resolution --until 07:30 --reason "Their support opens then"',
  options: {
    until: { type: "string", value: "WHEN", help: "2h, 07:30, 2026-11-24T07:30; needed" },
    ...REASON,
  },
  needs: ["until", "reason"],
  among: ["open", "acknowledged"],
});

export const incidentClockResume: Command = clockVerb({
  name: "resume",
  path: "clocks/resume",
  summary: "Let a paused clock run again",
  about: [],
  example: "tocsin incident clock resume 7 resolution",
  options: {},
  needs: [],
  among: ["open", "acknowledged"],
});

export const incidentClockExcuse: Command = clockVerb({
  name: "excuse",
  path: "clocks/excuse",
  summary: "Say why a clock was breached; it stays breached",
  about: [],
  example: 'tocsin incident clock excuse 7 resolution --reason "Their whole region was down"',
  options: REASON,
  needs: ["reason"],
  among: ["open", "acknowledged", "resolved"],
});
