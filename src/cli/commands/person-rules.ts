import type { NotificationRulesJson, SetNotificationRulesInput } from "../../contract/person.ts";
import { describeDuration, durationMs } from "../../domain/duration.ts";
import { statedDuration } from "../../playbook/overlay/overlay-duration.ts";
import type { Arguments, Command } from "../command.ts";
import { readNotificationRules, setNotificationRules } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { JSON_OPTION } from "../options.ts";
import { pickPerson } from "../pick-person.ts";
import type { Terminal } from "../terminal.ts";
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
  ],
  example: "tocsin person rules me --important ntfy,sms=1m,voice=3m --default email",
  options: {
    important: { type: "string", value: "RULES", help: `${SETS.important}: ntfy,email=1m` },
    default: { type: "string", value: "RULES", help: `${SETS.default}: email` },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const [written = ""] = args.positionals;
    const given = { ...rulesOption(args, "important"), ...rulesOption(args, "default") };
    const person = await pickPerson(api, written);
    const rules =
      Object.keys(given).length === 0
        ? await readNotificationRules(api, person.id)
        : await setNotificationRules(api, person.id, given);
    if (args.flag("json")) terminal.json(rules);
    else printRules(person.name, rules, terminal);
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

function printRules(name: string, rules: NotificationRulesJson, terminal: Terminal): void {
  terminal.print({ text: name, style: "bold" });
  terminal.table({
    rows: (["important", "default"] as const).map((set) => [
      SETS[set],
      rules[set].length === 0 ? BUILT_IN[set] : rules[set].map(ruleText).join(", then "),
    ]),
  });
  for (const text of rules.warnings) terminal.print({ text, style: "yellow" });
}

function ruleText({ via, after }: NotificationRulesJson["important"][number]): string {
  const afterMs = durationMs(after);
  const when = afterMs === 0 ? "at once" : `after ${describeDuration(afterMs)}`;
  return `${channelText(via)} ${when}`;
}
