/** The machine's own reporters, each with the options that keep it one. */

import { type Argument, isLiteral } from "../argument.ts";
import { hasOption, optionSpec, readOptions } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, reveal, unknown, type Verdict } from "../verdict.ts";
import { readingFiles } from "./file-reading.ts";
import { LETTERS, noWords, type Reporter, reporterTool } from "./reporter.ts";

const numbersOnly = (words: readonly Argument[]): Verdict | undefined =>
  words.every((word) => isLiteral(word) && /^\d+$/u.test(word.value))
    ? undefined
    : unknown("its words are not understood");

const REPORTERS: Readonly<Record<string, Reporter>> = {
  debsums: { flags: "-a|--all -c|--changed -e|--config -l|--list-missing -s|--silent" },
  clamscan: {
    flags: "-r|--recursive -i|--infected -v|--verbose --quiet --no-summary --bell",
    values: "--exclude --exclude-dir --max-filesize",
    changing: /^--(?:remove|move|copy|log)|^-l$/u,
  },
  arp: { flags: "-a -n", words: noWords },
  basename: { flags: "-a -z", values: "-s" },
  blkid: { flags: "-k -p", values: "-o -s -t -U -L" },
  date: {
    flags: "-u|--utc -R",
    values: "-d|--date",
    optional: "--iso-8601 --rfc-3339",
    ignored: /^-I(?:s|date|hours|minutes|seconds)?$/u,
    words: (words) =>
      words.every(({ value }) => value.startsWith("+"))
        ? undefined
        : change("`date` sets the clock"),
  },
  df: {
    flags: `${LETTERS("ahHiklmPT")} --total --human-readable --inodes --local`,
    values: "-t|--type -x|--exclude-type -B|--block-size",
    optional: "--output",
  },
  dig: {
    flags: "-4 -6 -r",
    values: "-t -p -q -x -c",
    words: (words) =>
      words.every(({ value }) => /^[@+\w.:\uE000-]+$/u.test(value))
        ? undefined
        : unknown("its words are not understood"),
  },
  dmesg: {
    flags: "-T|--ctime -H|--human -k -x -w|--follow -L --nopager",
    values: "-l|--level -f|--facility --since --until",
  },
  dirname: { flags: "-z" },
  du: {
    flags:
      "-s|--summarize -h|--human-readable -k -m -a|--all -c|--total -x|--one-file-system -L -S -b --apparent-size --inodes",
    values: "-d|--max-depth -t|--threshold --exclude",
    patterns: true,
  },
  file: { flags: "-b -L", patterns: true },
  free: { flags: "-b -k -m -g -h|--human -t -w --giga --mega --si", words: noWords },
  getent: {
    words: ([table]) =>
      isLiteral(table) &&
      /^(?:hosts|ahosts|ahostsv4|services|networks|protocols|passwd|group)$/u.test(table.value)
        ? undefined
        : reveal("`getent` may print password hashes"),
  },
  groups: {},
  host: { flags: "-a -4 -6 -v", values: "-t" },
  hostname: { flags: "-f|--fqdn -s|--short -i -I -d -A", words: noWords },
  id: { flags: "-u -g -G -n -r" },
  ifconfig: {
    flags: "-a -s",
    words: (words) =>
      words.length < 2 ? undefined : change("`ifconfig` with more words sets something"),
  },
  iostat: {
    flags: "-c -d -h -k -m -N -t -x -y -z --human",
    values: "-p",
    words: (words) => (words.length <= 3 ? undefined : unknown("its words are not understood")),
  },
  last: { flags: "-a -F -i -x -w -d -R", values: "-n -s -t -f -p", numbers: true },
  lastb: { flags: "-a -F -i -w -d", values: "-n -s -t", numbers: true },
  lastlog: { values: "-b -t -u" },
  lsblk: { flags: "-a -b -d -f -i -l -m -n -p -r -t -J", values: "-o|--output" },
  lscpu: { words: noWords },
  lsmod: { words: noWords },
  ls: {
    flags: `${LETTERS("aAbBcCdfFgGhHiklLmnNopqQrRsStuUvxXZ1")} --all --full-time`,
    optional: "--color --time-style",
    patterns: true,
  },
  lsof: {
    flags: "-n -P -t -l -b -w -a -R -U -V",
    values: "-i -p -u -c -s -d -g",
    ignored: /^-i$/u,
    patterns: true,
  },
  mount: { flags: "-l", words: noWords },
  mpstat: { flags: "-A", values: "-P", words: numbersOnly },
  netstat: { flags: LETTERS("aegilnopprstuvWx"), words: noWords },
  nproc: { flags: "--all", words: noWords },
  nslookup: {
    words: (words) =>
      words.length === 0 ? manual("`nslookup` alone waits for a person") : undefined,
  },
  numactl: { flags: "-H|--hardware -s|--show", words: noWords },
  pg_isready: { flags: "-q", values: "-h -p -U -d -t" },
  pgrep: { flags: "-a -f -l -x -c -n -o", values: "-u -P" },
  pidof: {},
  ping: { flags: "-4 -6 -n -q -D -O -R -v", values: "-c -W -w -i -s -I -M -t" },
  ping6: { flags: "-n -q", values: "-c -W -w -i -s -I" },
  readlink: { flags: "-f -e -m -n" },
  realpath: {},
  route: { flags: "-n -e -v", words: noWords },
  sar: { flags: LETTERS("AbBdFHqrRSuvwWy"), values: "-n -P", words: numbersOnly },
  ss: {
    flags: `${LETTERS("0246aeHhilmnopprstuwxZOE")} --summary --listening --tcp --udp --numeric --processes --all --info --memory --extended --resolve`,
    values: "-f",
    changing: /^(?:-[a-zA-Z]*K|--kill)/u,
  },
  stat: { flags: "-L -f -t", values: "-c|--format --printf", patterns: true },
  tracepath: { flags: "-4 -6 -n -b", values: "-m -p" },
  traceroute: { flags: "-4 -6 -n -I -T -U", values: "-m -q -w -p" },
  tty: { words: noWords },
  uname: { flags: LETTERS("aimnoprsv"), words: noWords },
  vm_stat: { words: noWords },
  sw_vers: { words: noWords },
  tasklist: { words: noWords },
  uptime: { flags: "-p -s", words: noWords },
  users: { words: noWords },
  vmstat: { flags: "-a -d -f -m -n -s -t -w", values: "-S", words: numbersOnly },
  w: { flags: "-h -s -f -i" },
  who: { flags: "-a -b -H -q -r -u" },
  whoami: { words: noWords },
};

const PS_FIELDS = /^(?:user|etime|time|name|state)$/u;

/** In the style of `ps aux`; `e` without a dash prints the environment of processes. */
const ps: Tool = (args) => {
  for (const { value, form } of args) {
    if (form !== "plain") return unknown("the options of `ps` are not known");
    if (/^-?[a-zA-Z]*E[a-zA-Z]*$|^[a-zA-Z]*e[a-zA-Z]*$/u.test(value) && !PS_FIELDS.test(value))
      return reveal("`ps e` prints the environment of processes");
  }
  return observe("`ps` only reports");
};

const TOP = optionSpec({ flags: "-b -c -H -i -S", values: "-n -o -p -u -w -d" });

const top: Tool = (args) => {
  const read = readOptions(args, TOP);
  if (read.problem !== undefined) return unknown(read.problem);
  return hasOption(read, "-b")
    ? observe("`top -b` only reports")
    : manual("`top` needs a terminal");
};

/** `ip addr`, `ip -s link show dev eth0`: an object and a verb that lists. */
const ip: Tool = (args) => {
  const words = args.filter(
    ({ value }) => !/^-(?:4|6|s|d|o|br|brief|c|color|j|json|p|stats|details)$/u.test(value),
  );
  const [object, verb = undefined] = words;
  if (!isLiteral(object) || object.value.startsWith("-")) return unknown("`ip` is not understood");
  if (object.value === "netns" && (verb === undefined || /^(?:list|ls|show)$/u.test(verb.value)))
    return observe("`ip netns` only reports");
  if (!/^(?:a|ad|addr|address|l|link|r|route|n|neigh|neighbour|ru|rule)$/u.test(object.value))
    return unknown(`\`ip ${object.value}\` is not known`);
  if (verb === undefined) return observe("`ip` only reports");
  if (!isLiteral(verb)) return unknown("the verb is not known before it runs");
  return /^(?:show|list|ls|lst|get)$/u.test(verb.value)
    ? observe("`ip` only reports")
    : change(`\`ip ${object.value} ${verb.value}\` may change the network`);
};

const FIND_TESTS = new Set(
  "-name -iname -path -ipath -type -size -mtime -mmin -ctime -cmin -atime -amin -maxdepth -mindepth -newer -user -group -perm -empty -not -o -or -a -and -print -print0 -ls -xdev -mount -follow -prune -true -nouser -nogroup -links -inum -executable -readable -writable -printf -daystart -quit -path -wholename -samefile -fstype -regextype -depth -regex -iregex ! ( ) \\( \\)".split(
    " ",
  ),
);

const find: Tool = (args) => {
  for (const argument of args) {
    const { value, form } = argument;
    if (form === "spread" || form === "computed")
      return unknown("what `find` does is not known before it runs");
    if (!value.startsWith("-") || FIND_TESTS.has(value) || /^-\d+[a-zA-Z]?$/u.test(value)) continue;
    if (/^-(?:delete|exec|execdir|ok|okdir|fprint|fprint0|fprintf|fls)$/u.test(value))
      return change(`\`find ${value}\` runs a command or writes a file`);
    return unknown(`\`find ${value}\` is not known`);
  }
  return observe("`find` only lists files");
};

const SYSCTL = optionSpec({ flags: "-a -n -e -N" });

const sysctl: Tool = (args) => {
  const read = readOptions(args, SYSCTL);
  const sets = args.some(({ value }) => value.includes("=") || /^-[wp]/u.test(value));
  if (sets) return change("`sysctl` sets a kernel parameter");
  return read.problem === undefined && read.words.every(isLiteral)
    ? observe("`sysctl` only reports")
    : unknown(read.problem ?? "the parameter is not known before it runs");
};

const NC = optionSpec({ flags: "-z -v -n -u -4 -6", values: "-w" });

/** Only a test of the port: without `-z` it would send what is piped in, or wait. */
const nc: Tool = (args) => {
  const read = readOptions(args, NC);
  if (read.problem !== undefined) return unknown(read.problem);
  return hasOption(read, "-z")
    ? observe("`nc -z` only tries the port")
    : manual("`nc` opens a connection");
};

const diff: Tool = (args) => {
  const read = readOptions(args, optionSpec({ flags: "-u -q -r -w -b -B -i -y", values: "-U" }));
  return read.problem === undefined ? readingFiles("diff", read.words) : unknown(read.problem);
};

export const systemReporters: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ...Object.entries(REPORTERS).map(([name, form]): [string, Tool] => [name, reporterTool(form)]),
  ["ps", ps],
  ["top", top],
  ["ip", ip],
  ["find", find],
  ["sysctl", sysctl],
  ["nc", nc],
  ["printenv", () => reveal("`printenv` prints the environment")],
  ["diff", diff],
]);
