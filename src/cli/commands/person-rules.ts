import type { NotificationRulesJson, SetNotificationRulesInput } from "../../contract/person.ts";
import { describeDuration, durationMs } from "../../domain/duration.ts";
import { statedDuration } from "../../playbook/overlay/overlay-duration.ts";
import type { Arguments, Command } from "../command.ts";
import { readNotificationRules, setNotificationRules } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { JSON_OPTION } from "../options.ts";
import { pickPerson } from "../pick-person.ts";
import { quietHoursText, readQuietHours } from "../quiet-hours.ts";
import type { Terminal } from "../terminal.ts";
import { showInstant } from "../when.ts";
import { channelText } from "../wording.ts";

const SETS = { important: "For what pages", default: "For the rest" } as const;
const BUILT_IN = {
  important: "built-in: each way in its order, a minute apart",
  default: "built-in: quiet ways first, the next one when one failed",
} as const;

export const personRules: Command = {
  name: "person rules",
  takes: "PERSON",
  summary: "When somebody is told over which of their ways; with an option, set it",
  about: [
    "PERSON is a name, or `me`. A rule is KIND, or KIND=DELAY; a kind means every way of that kind. A list takes the place of the one before; `built-in` takes it away.",
    "Ways that no rule names are used when those that are named have failed.",
    "In quiet hours what can wait does, until they end: nothing of a severity that pages. They are hours of the week in the person's zone: 22:00-07:00, or mon-fri 22:00-07:00,weekends 22:00-10:00, or `none`.",
  ],
  example:
    "tocsin person rules me --important ntfy,sms=1m,voice=3m --default email --quiet-hours 22:00-07:00",
  options: {
    important: { type: "string", value: "RULES", help: `${SETS.important}: ntfy,email=1m` },
    default: { type: "string", value: "RULES", help: `${SETS.default}: email` },
    "quiet-hours": { type: "string", value: "HOURS", help: "When what can wait does: 22:00-07:00" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const [written = ""] = args.positionals;
    const given = {
      ...rulesOption(args, "important"),
      ...rulesOption(args, "default"),
      ...quietHoursOption(args),
    };
    const person = await pickPerson(api, written);
    const rules =
      Object.keys(given).length === 0
        ? await readNotificationRules(api, person.id)
        : await setNotificationRules(api, person.id, given);
    if (args.flag("json")) terminal.json(rules);
    else {
      terminal.print({ text: person.name, style: "bold" });
      printRules(rules, terminal);
    }
    return 0;
  },
};

type SetName = keyof typeof SETS;

function rulesOption(args: Arguments, name: SetName): SetNotificationRulesInput {
  const written = args.text(name);
  if (written === undefined) return {};
  const parts = written === "built-in" ? [] : written.split(",");
  return { [name]: parts.map((part) => ruleOf(part.trim(), name)) };
}

function quietHoursOption(args: Arguments): SetNotificationRulesInput {
  const written = args.text("quiet-hours");
  return written === undefined ? {} : { quietHours: readQuietHours(written) };
}

function ruleOf(written: string, name: SetName): NotificationRulesJson["important"][number] {
  const [kind = "", delay = "0s", ...more] = written.split("=");
  const after = statedDuration(delay);
  if (kind === "" || after === undefined || more.length > 0) {
    throw usageFailure(
      `--${name} needs KIND or KIND=DELAY, not "${written}"`,
      "Write ntfy,sms=1m,voice=3m.",
    );
  }
  // The server says which kinds there are.
  return { via: kind as NotificationRulesJson["important"][number]["via"], after };
}

/** Both lists, the quiet hours, and what is skipped. */
export function printRules(rules: NotificationRulesJson, terminal: Terminal): void {
  terminal.table({
    rows: [
      ...(["important", "default"] as const).map((set) => [
        SETS[set],
        rules[set].length === 0 ? BUILT_IN[set] : rules[set].map(ruleText).join(", then "),
      ]),
      ["Quiet hours", quietText(rules, terminal)],
    ],
  });
  for (const text of rules.warnings) terminal.print({ text, style: "yellow" });
}

function quietText(
  { quietHours, timeZone, quietUntil }: NotificationRulesJson,
  { viewer }: Terminal,
): string {
  if (quietHours.length === 0) return "none";
  const now = quietUntil === null ? "" : `; now, until ${showInstant(quietUntil, viewer)}`;
  return `${quietHoursText(quietHours)} (${timeZone})${now}`;
}

function ruleText({ via, after }: NotificationRulesJson["important"][number]): string {
  const afterMs = durationMs(after);
  const when = afterMs === 0 ? "at once" : `after ${describeDuration(afterMs)}`;
  return `${channelText(via)} ${when}`;
}
