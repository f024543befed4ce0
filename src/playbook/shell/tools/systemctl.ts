/** systemctl, journalctl and service. */

import { isLiteral } from "../argument.ts";
import { optionSpec, readOptions } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, unknown } from "../verdict.ts";

const SYSTEMCTL = optionSpec({
  flags:
    "-a|--all --failed -l|--full --no-pager --no-legend --plain -q|--quiet -r|--recursive --reverse --user --system --value --version",
  values: "-n|--lines -o|--output -p|--property -t|--type --state",
});

const READING = new Set(
  "status show cat is-active is-enabled is-failed is-system-running list-automounts list-dependencies list-jobs list-machines list-paths list-sockets list-timers list-unit-files list-units get-default".split(
    " ",
  ),
);

const CHANGING =
  /start|stop|load|enable|disable|mask|kill|isolate|freeze|thaw|clean|link|preset|set-|reset|reexec|poweroff|reboot|halt|suspend|hibernate|switch-root|cancel|rescue|emergency|kexec/u;

export const systemctl: Tool = (args, { name }) => {
  const read = readOptions(args, SYSTEMCTL);
  const first = args.find(({ value }) => !value.startsWith("-"));
  if (read.problem !== undefined)
    return isLiteral(first) && CHANGING.test(first.value)
      ? change(`\`${name} ${first.value}\` changes the machine`)
      : unknown(read.problem);
  const [verb] = [...read.words, ...(read.rest ?? [])];
  if (verb === undefined) return observe("`systemctl` alone lists units");
  if (!isLiteral(verb)) return unknown("the verb is not known before it runs");
  if (READING.has(verb.value)) return observe(`\`${name} ${verb.value}\` only reads`);
  if (verb.value === "edit") return manual("`systemctl edit` opens an editor");
  if (CHANGING.test(verb.value)) return change(`\`${name} ${verb.value}\` changes the machine`);
  return unknown(`\`${name} ${verb.value}\` is not known`);
};

const JOURNALCTL = optionSpec({
  flags:
    "-a|--all -e|--pager-end -f|--follow -k|--dmesg -l|--full -m|--merge -N|--fields -q|--quiet -r|--reverse -x|--catalog --disk-usage --list-boots --no-full --no-hostname --no-pager --no-tail --system --user --utc",
  values:
    "-g|--grep -n|--lines -o|--output -p|--priority -S|--since -t|--identifier -u|--unit -U|--until -F|--field --output-fields --user-unit --case-sensitive -c|--cursor --after-cursor --facility",
  optional: "-b|--boot",
  numbers: true,
  patterns: true,
});

const REMOVING =
  /^--(?:vacuum|rotate|flush|sync|relinquish|smart-relinquish|setup-keys|update-catalog|cursor-file)/u;

export const journalctl: Tool = (args) => {
  const read = readOptions(args, JOURNALCTL);
  if (read.problem === undefined) return observe("`journalctl` only reads");
  const option = args.find(({ value }) => REMOVING.test(value));
  return option === undefined
    ? unknown(read.problem)
    : change(`\`journalctl ${option.text}\` changes the journal`);
};

/** `service NAME status` and `service --status-all`. */
export const service: Tool = (args) => {
  const words = args.map((argument) => (isLiteral(argument) ? argument.value : ""));
  if (words.length === 1 && words[0] === "--status-all")
    return observe("`service --status-all` only reads");
  // The name becomes a path: `../../tmp/a` would run anything.
  const isName = args[0]?.form === "plain" && /^(?!-)[\w.@\uE000-]+$/u.test(args[0].value);
  if (words.length === 2 && isName && words[1] === "status")
    return observe("`service … status` only reads");
  return words.some((word) => hasVerb(word))
    ? change("`service` changes the machine")
    : unknown("the `service` action is not known");
};

function hasVerb(word: string): boolean {
  return /^(?:start|stop|restart|reload|force-reload|condrestart|try-restart)$/u.test(word);
}
