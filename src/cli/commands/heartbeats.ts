/** What reports in as long as it is well. */

import type { AddHeartbeatInput, HeartbeatJson } from "../../contract/heartbeat.ts";
import { describeDuration, durationMs } from "../../domain/duration.ts";
import { statedDuration } from "../../playbook/overlay/overlay-duration.ts";
import type { Arguments, Command, CommandContext } from "../command.ts";
import { addHeartbeat, changeHeartbeat, listHeartbeats, removeHeartbeat } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { givenOptions, JSON_OPTION, labelsOption } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import type { Styled } from "../styled.ts";
import { showDistance, showInstant, type Viewer } from "../when.ts";

export const heartbeatList: Command = {
  name: "heartbeat list",
  summary: "What reports in, when it was heard last, and from when on it is late",
  example: "tocsin heartbeat list",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const found = await listHeartbeats(api);
    if (args.flag("json")) {
      terminal.json(found);
      return 0;
    }
    if (found.heartbeats.length === 0) {
      terminal.print("No heartbeat. `tocsin heartbeat add NAME --every 24h` adds one.");
      return 0;
    }
    const { viewer } = terminal;
    terminal.table({
      headings: ["Name", "State", "Every", "Last heard", "Late at", "Team", "Id"],
      rows: found.heartbeats.map((heartbeat) => [
        { text: heartbeat.name, style: "bold" },
        stateOf(heartbeat),
        `${said(heartbeat.interval)}, + ${said(heartbeat.grace)}`,
        heartbeat.lastHeardAt === null ? "never" : showDistance(heartbeat.lastHeardAt, viewer),
        lateAt(heartbeat, viewer),
        heartbeat.team ?? "",
        { text: heartbeat.id, style: "dim" },
      ]),
    });
    return 0;
  },
};

const STYLES = {
  waiting: "yellow",
  up: "green",
  late: "red",
  failed: "red",
  paused: "dim",
} as const;

function stateOf({ state }: HeartbeatJson): Styled {
  const text = state === "waiting" ? "waits for its first ping" : state;
  return { text, style: STYLES[state] };
}

function lateAt({ lateAt: at }: HeartbeatJson, viewer: Viewer): string {
  return at === null ? "" : showInstant(at, viewer);
}

function said(iso: string): string {
  return describeDuration(durationMs(iso));
}

export const heartbeatAdd: Command = {
  name: "heartbeat add",
  takes: "NAME",
  summary:
    "Be paged when something is silent: a cron job, a backup, Prometheus; prints its ping URL once",
  about: [
    "Whatever requests the URL is heard. Behind it may stand /start, /fail, or the exit status of a job.",
    "With --alert, alerts that have the label are pings, as Prometheus' Watchdog is, and open no incident.",
    "Nobody is paged before it was heard for the first time.",
  ],
  example: 'tocsin heartbeat add "nightly backup" --every 24h --grace 1h',
  options: {
    every: { type: "string", value: "DURATION", help: "How often it is heard: 5m, 24h" },
    grace: {
      type: "string",
      value: "DURATION",
      help: "How much later it may be; a fifth of --every, between a minute and an hour",
    },
    alert: {
      type: "string",
      value: "LABEL=VALUE",
      multiple: true,
      help: "Alerts with this label are its pings; repeatable",
    },
    severity: { type: "string", value: "SEVERITY", help: "Of its alerts" },
    team: { type: "string", value: "TEAM", help: "Whose it is" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const [name = ""] = args.positionals;
    const interval = durationOption(args, "every");
    if (interval === undefined) throw usageFailure("--every is needed: how often it is heard");
    const grace = durationOption(args, "grace");
    const alert = labelsOption(args, "alert");
    const added = await addHeartbeat(api, {
      name,
      interval,
      ...(grace === undefined ? {} : { grace }),
      ...(Object.keys(alert).length === 0 ? {} : { alert }),
      ...givenOptions(args, ["severity", "team"]),
    } satisfies AddHeartbeatInput);
    if (args.flag("json")) {
      terminal.json(added);
      return 0;
    }
    const { heartbeat, url } = added;
    terminal.print(
      [
        { text: heartbeat.name, style: "bold" },
        ` is expected every ${said(heartbeat.interval)}, and late after ${said(heartbeat.grace)} more.`,
      ],
      "Nobody is paged for it before it was heard for the first time.",
      ["Ping URL, shown this once: ", { text: url, style: "bold" }],
      "",
      `    curl -fsS --retry 5 "${url}"`,
    );
    return 0;
  },
};

function durationOption(args: Arguments, name: string): string | undefined {
  const written = args.text(name);
  if (written === undefined) return undefined;
  const iso = statedDuration(written);
  if (iso !== undefined) return iso;
  throw usageFailure(`--${name} needs a duration, not "${written}"`, "Write 5m, 24h or 1 day.");
}

export const heartbeatPause: Command = {
  name: "heartbeat pause",
  takes: "HEARTBEAT",
  summary: "Expect nothing of it until it is resumed; an alert that fires for it ends",
  example: 'tocsin heartbeat pause "nightly backup"',
  options: JSON_OPTION,
  run: (context) => change(context, "pause", "is paused: nobody is paged for it."),
};

export const heartbeatResume: Command = {
  name: "heartbeat resume",
  takes: "HEARTBEAT",
  summary: "Expect it again, as if it had been heard now",
  example: 'tocsin heartbeat resume "nightly backup"',
  options: JSON_OPTION,
  run: (context) => change(context, "resume", "is expected again."),
};

async function change(
  { api, args, terminal }: CommandContext,
  verb: "pause" | "resume",
  done: string,
): Promise<number> {
  const { id } = await pick(api, args);
  const heartbeat = await changeHeartbeat(api, id, verb);
  if (args.flag("json")) terminal.json(heartbeat);
  else terminal.print([{ text: heartbeat.name, style: "bold" }, ` ${done}`]);
  return 0;
}

export const heartbeatRemove: Command = {
  name: "heartbeat remove",
  takes: "HEARTBEAT",
  summary: "Expect it no more; its ping URL is worthless",
  example: 'tocsin heartbeat remove "nightly backup"',
  async run({ api, args, terminal }) {
    const { id, name } = await pick(api, args);
    await removeHeartbeat(api, id);
    terminal.print([{ text: name, style: "bold" }, " is expected no more."]);
    return 0;
  },
};

async function pick(api: CommandContext["api"], args: Arguments): Promise<HeartbeatJson> {
  const { heartbeats } = await listHeartbeats(api);
  return pickByName(heartbeats, args.positionals[0] ?? "", "heartbeat");
}
