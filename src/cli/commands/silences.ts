/** Alerts that are not to page for a while. */

import type {
  CreateSilenceInput,
  SilenceJson,
  SilencePreviewJson,
} from "../../contract/silence.ts";
import type { Arguments, Command } from "../command.ts";
import { createSilence, expireSilence, listSilences, previewSilence } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { givenOptions, instantOption, JSON_OPTION, readUntil } from "../options.ts";
import type { Styled } from "../styled.ts";
import type { Terminal } from "../terminal.ts";
import { showDistance, showInstant } from "../when.ts";

const SHOWN_MAX = 5;

export const silenceAdd: Command = {
  name: "alert silence add",
  takes: "MATCHER…",
  summary: "Silence alerts for a while: they are stored, and page nobody until it ends",
  about: [
    "A MATCHER is service=api, severity!=info, host=~'web-.*' or team!~'a|b'; all of them have to hold.",
    "Alerts that have an incident already are not touched: acknowledge or snooze that.",
    "When the silence ends, what still fires pages.",
  ],
  example: "tocsin alert silence add service=api host=~'web-.*' --until 2h --comment 'deploy'",
  options: {
    comment: { type: "string", value: "TEXT", help: "Why; everybody reads it" },
    until: {
      type: "string",
      value: "TIME",
      help: "90min, 2h, 1d, 07:30, or an instant; 2h when left out, 30 days at most",
    },
    from: { type: "string", value: "TIME", help: "When it begins; now when left out" },
    team: { type: "string", value: "TEAM", help: "Only alerts of this team" },
    preview: { type: "boolean", help: "Only show what it would match" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const matchers = args.positionals.join(",");
    const team = givenOptions(args, ["team"]);
    const preview = await previewSilence(api, { matchers, ...team });
    if (args.flag("preview")) {
      if (args.flag("json")) terminal.json(preview);
      else showPreview(preview, terminal);
      return 0;
    }
    const silence = await createSilence(api, {
      matchers,
      ...team,
      ...wantedOf(args, terminal),
    });
    if (args.flag("json")) terminal.json(silence);
    else {
      showPreview(preview, terminal);
      terminal.print(
        [
          {
            text: `Silenced until ${showInstant(silence.endsAt, terminal.viewer)}`,
            style: "green",
          },
          `: ${silence.matchers}`,
        ],
        { text: `To end it: tocsin alert silence expire ${silence.id}`, style: "dim" },
      );
    }
    return 0;
  },
};

function wantedOf(
  args: Arguments,
  { viewer }: Terminal,
): Pick<CreateSilenceInput, "comment" | "startsAt" | "endsAt"> {
  const { comment, until } = givenOptions(args, ["comment", "until"]);
  if (comment === undefined) throw usageFailure("--comment is missing: say why, for those who ask");
  const startsAt = instantOption(args, "from", viewer.zone);
  // "2h" counts from when the silence begins.
  const now = startsAt === undefined ? viewer.now : Date.parse(startsAt);
  return {
    comment,
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(until === undefined ? {} : { endsAt: readUntil(until, { ...viewer, now }) }),
  };
}

function showPreview(
  { count, withIncident, alerts }: SilencePreviewJson,
  terminal: Terminal,
): void {
  if (count === 0) {
    terminal.print("No alert that fires now matches.");
    return;
  }
  const [alertsMatch, alertsHave] = count === 1 ? ["alert", "It has"] : ["alerts", "They have"];
  terminal.print(`${count} ${alertsMatch} that fire${count === 1 ? "s" : ""} now:`);
  for (const { title, startsAt } of alerts.slice(0, SHOWN_MAX)) {
    terminal.print([
      "  ",
      title,
      { text: ` ${showDistance(startsAt, terminal.viewer)}`, style: "dim" },
    ]);
  }
  if (count > SHOWN_MAX) terminal.print(`  and ${count - SHOWN_MAX} more`);
  if (withIncident > 0) {
    const which = withIncident === count ? alertsHave : `${withIncident} of them have`;
    terminal.print({
      text: `${which} an incident already, which a silence does not touch: acknowledge or snooze it.`,
      style: "yellow",
    });
  }
}

export const silenceList: Command = {
  name: "alert silence list",
  summary: "Silences that have not ended; --ended for those of the last five days too",
  example: "tocsin alert silence list",
  options: {
    ended: { type: "boolean", help: "Also those that ended within five days" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const found = await listSilences(api, { ended: args.flag("ended") });
    if (args.flag("json")) terminal.json(found);
    else if (found.silences.length === 0) terminal.print("No silence.");
    else {
      terminal.table({
        headings: ["Matchers", "State", "Until", "By", "Why", "Team", "Id"],
        rows: found.silences.map((silence) => [
          { text: silence.matchers, style: "bold" },
          stateOf(silence),
          showInstant(silence.endsAt, terminal.viewer),
          silence.author,
          silence.comment,
          silence.team ?? "",
          { text: silence.id, style: "dim" },
        ]),
      });
    }
    return 0;
  },
};

function stateOf({ state }: SilenceJson): Styled {
  return { text: state, style: state === "active" ? "green" : "dim" };
}

export const silenceExpire: Command = {
  name: "alert silence expire",
  takes: "SILENCE",
  summary: "End a silence now: what it held, and still fires, pages at once",
  example: "tocsin alert silence expire 019ab6a0-7b1c-7c3e-9a55-0d6c3f1f2a10",
  async run({ api, args, terminal }) {
    await expireSilence(api, args.positionals[0] ?? "");
    terminal.print("The silence has ended.");
    return 0;
  },
};
