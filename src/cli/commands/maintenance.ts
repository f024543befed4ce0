/** Maintenance windows: what is worked on pages nobody for a while. */

import type { MaintenanceJson, RecurringMaintenanceJson } from "../../contract/maintenance.ts";
import type { Command } from "../command.ts";
import { createMaintenance, endMaintenance, listMaintenance } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { givenOptions, instantOption, JSON_OPTION, readUntil } from "../options.ts";
import type { Styled } from "../styled.ts";
import { showInstant } from "../when.ts";

export const maintenanceAdd: Command = {
  name: "maintenance add",
  takes: "[MATCHER…]",
  summary: "Plan maintenance: alerts of what is worked on are stored, and page nobody meanwhile",
  about: [
    "A MATCHER is service=api, severity!=info, host=~'web-.*' or team!~'a|b'; all of them have to hold, and --service and --team, too.",
    "Alerts of the playbook's worst severity page all the same, unless you say --include-worst.",
    "Alerts that have an incident already are not touched: acknowledge or snooze that.",
    "When the window ends, what still fires pages.",
  ],
  example:
    "tocsin maintenance add --service checkout --from 2026-12-01T22:00 --until 3h --comment 'new database'",
  options: {
    service: { type: "string", value: "SERVICE", help: "Only alerts of this service" },
    team: {
      type: "string",
      value: "TEAM",
      help: "Only alerts whose incident would be this team's",
    },
    from: { type: "string", value: "TIME", help: "When it begins; now when left out" },
    until: {
      type: "string",
      value: "TIME",
      help: "When it ends: 90min, 3h, 1d, 07:30, or an instant; counted from when it begins",
    },
    comment: { type: "string", value: "TEXT", help: "What is done; everybody reads it" },
    "include-worst": { type: "boolean", help: "Alerts of the worst severity page nobody either" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const { viewer } = terminal;
    const { comment, until, ...scope } = givenOptions(args, [
      "comment",
      "until",
      "service",
      "team",
    ]);
    if (comment === undefined) throw usageFailure("--comment is missing: say what is done then");
    if (until === undefined) throw usageFailure("--until is missing: say when it ends");
    const startsAt = instantOption(args, "from", viewer.zone);
    const now = startsAt === undefined ? viewer.now : Date.parse(startsAt);
    const matchers = args.positionals.join(",");
    const window = await createMaintenance(api, {
      ...(matchers === "" ? {} : { matchers }),
      ...scope,
      ...(args.flag("include-worst") ? { includeWorst: true } : {}),
      ...(startsAt === undefined ? {} : { startsAt }),
      endsAt: readUntil(until, { ...viewer, now }),
      comment,
    });
    if (args.flag("json")) terminal.json(window);
    else {
      const times = `${showInstant(window.startsAt, viewer)} to ${showInstant(window.endsAt, viewer)}`;
      terminal.print(
        [{ text: "Maintenance", style: "green" }, ` of ${scopeText(window)}: ${times}`],
        worstText(window),
        { text: `To end it: tocsin maintenance end ${window.id}`, style: "dim" },
      );
    }
    return 0;
  },
};

function worstText({ includeWorst }: MaintenanceJson): string {
  return includeWorst
    ? "No alert of it pages meanwhile, of no severity."
    : "Alerts of the worst severity page all the same; --include-worst would hold them.";
}

function scopeText({
  matchers,
  service,
  team,
}: Pick<MaintenanceJson, "matchers" | "service" | "team">): string {
  return [
    ...(service === null ? [] : [`service ${service}`]),
    ...(matchers === null ? [] : [matchers]),
    ...(team === null ? [] : [`team ${team}`]),
  ].join(", ");
}

export const maintenanceList: Command = {
  name: "maintenance list",
  summary: "Maintenance windows that have not ended, and those of tocsin.yaml that come every week",
  example: "tocsin maintenance list",
  options: {
    ended: { type: "boolean", help: "Also those that ended within five days" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const found = await listMaintenance(api, { ended: args.flag("ended") });
    if (args.flag("json")) terminal.json(found);
    else if (found.windows.length + found.recurring.length === 0) {
      terminal.print("No maintenance is planned.");
    } else {
      const time = (at: string | null): string =>
        at === null ? "never" : showInstant(at, terminal.viewer);
      terminal.table({
        headings: ["Of", "State", "From", "Until", "By", "What", "Worst too", "Id"],
        rows: [
          ...found.windows.map((window) => [
            { text: scopeText(window), style: "bold" } as const,
            stateOf(window),
            time(window.startsAt),
            time(window.endsAt),
            window.author,
            window.comment,
            window.includeWorst ? "yes" : "",
            { text: window.id, style: "dim" } as const,
          ]),
          ...found.recurring.map((window) => [
            { text: scopeText(window), style: "bold" } as const,
            stateOf(window),
            time(window.startsAt),
            time(window.endsAt),
            window.at ?? "tocsin.yaml",
            `${window.name} (every week)`,
            window.includeWorst ? "yes" : "",
            "",
          ]),
        ],
      });
    }
    return 0;
  },
};

function stateOf({ state }: Pick<MaintenanceJson | RecurringMaintenanceJson, "state">): Styled {
  return { text: state, style: state === "active" ? "green" : "dim" };
}

export const maintenanceEnd: Command = {
  name: "maintenance end",
  takes: "MAINTENANCE",
  summary: "End a maintenance window now: what it held, and still fires, pages at once",
  about: ["One that has not begun is called off. Those of tocsin.yaml end there."],
  example: "tocsin maintenance end 019ab6a0-7b1c-7c3e-9a55-0d6c3f1f2a10",
  async run({ api, args, terminal }) {
    await endMaintenance(api, args.positionals[0] ?? "");
    terminal.print("The maintenance window has ended.");
    return 0;
  },
};
