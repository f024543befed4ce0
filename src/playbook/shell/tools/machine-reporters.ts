/**
 * Hardware, disks, the kernel and the network: reporters that are less common, and the readings of
 * programs that also set things. Each by its manual page (Debian 12).
 */

import { isLiteral } from "../argument.ts";
import { hasOption } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, reveal, unknown } from "../verdict.ts";
import { LETTERS, noWords, type Reporter, reporterTool } from "./reporter.ts";

const LVM: Reporter = {
  flags: "-a|--all -v|--verbose --noheadings -P|--partial --nosuffix --segments",
  values: "-o|--options --units -O|--sort -S|--select --separator --reportformat",
};
/** With these first words a program reads, and with any other it may set something. */
const verbs = (reading: string, form: Reporter = {}): Reporter => ({
  ...form,
  words: ([verb]) => {
    if (verb === undefined) return undefined;
    return isLiteral(verb) && reading.split(" ").includes(verb.value)
      ? undefined
      : change("with this word it may set something");
  },
});

const REPORTERS: Readonly<Record<string, Reporter>> = {
  arch: { words: noWords },
  cal: {},
  chronyc: verbs(
    "tracking sources sourcestats activity ntpdata selectdata serverstats rtcdata clients",
    { flags: "-n -v -c -a" },
  ),
  conntrack: {
    flags: "-L -S -C -n",
    values: "-p -s -d -f --sport --dport",
    changing: /^-[DFUIE]/u,
  },
  coredumpctl: verbs("list info", { flags: "--no-pager -r -1" }),
  dmidecode: { flags: "-q", values: "-s -t" },
  dumpe2fs: { flags: "-h" },
  ethtool: {
    flags:
      "-i|--driver -S|--statistics -k|--show-features -g|--show-ring -a|--show-pause -c|--show-coalesce -l|--show-channels -n|--show-nfc -x|--show-rxfh -m|--module-info -T|--show-time-stamping -P|--show-permaddr --show-eee --show-fec --show-priv-flags",
    changing:
      /^(?:-[sKGACLNEfrptUWX]|--(?:set|change|reset|config|features|offload|coalesce|pause|flash|test|negotiate|identify))/u,
    words: (words) => (words.length <= 1 ? undefined : unknown("its words are not understood")),
  },
  findmnt: {
    flags: "-a -A -D -l -n -r -J --df --real",
    values: "-o|--output -t|--types -S|--source -T|--target",
  },
  "firewall-cmd": {
    flags:
      "--state --list-all --list-all-zones --list-ports --list-services --list-rich-rules --get-active-zones --get-default-zone --get-zones --permanent",
    values: "--zone --query-port --query-service --query-rich-rule --info-zone",
    changing:
      /^--(?:add|remove|set|reload|complete-reload|panic|change|new|delete|runtime|direct|lockdown)/u,
  },
  fdisk: {
    flags: "-l|--list -x|--list-details",
    words: (_words, read) =>
      hasOption(read, "--list") || hasOption(read, "--list-details")
        ? undefined
        : manual("`fdisk` asks what to do"),
  },
  getconf: { flags: "-a" },
  getenforce: { words: noWords },
  getfacl: { flags: "-a -d -c -e -n -p -R", patterns: true },
  hostnamectl: verbs("status", { flags: "--static --pretty --transient" }),
  ifstat: { flags: "-a -t -n -T", values: "-i -d" },
  "iptables-save": { flags: "-c", values: "-t" },
  ipcs: { flags: LETTERS("amqstpculbh") },
  ipset: verbs("list test save", { flags: "-n|-name|--name -t -s" }),
  ipvsadm: {
    flags: "-L|-l|--list -n|--numeric --stats --rate -c|--connection --timeout",
    changing: /^-[ACDEadeRZ]/u,
  },
  iscsiadm: { flags: "", values: "-m|--mode -P|--print", changing: /^(?:-[lLuUo]|--(?:log|op))/u },
  locale: { flags: "-a -m" },
  loginctl: verbs(
    "list-sessions list-users list-seats session-status user-status show-session show-user",
    { flags: "--no-pager", values: "-p" },
  ),
  lshw: { flags: "-short -json", values: "-c|-class|-C" },
  lslocks: { flags: "-n -r -u", values: "-o -p" },
  lsns: { flags: "-l -n -r", values: "-o -p -t" },
  lspci: { flags: LETTERS("bDkmnqtvx"), values: "-d -s" },
  lsusb: { flags: "-t -v", values: "-d -s" },
  lsscsi: { flags: "-g -s -d -t" },
  lsattr: { flags: "-a -d -R", patterns: true },
  lvs: LVM,
  pvs: LVM,
  vgs: LVM,
  lvdisplay: LVM,
  pvdisplay: LVM,
  vgdisplay: LVM,
  lvscan: LVM,
  pvscan: { ...LVM, changing: /^--cache/u },
  vgscan: { ...LVM, changing: /^--(?:mknodes|cache)/u },
  mailq: { words: noWords },
  mdadm: {
    flags: "-D|--detail -E|--examine -Q|--query -s|--scan -v|--verbose --export",
    changing:
      /^(?:-[ACGaBFfrSwo]|--(?:create|assemble|grow|add|remove|fail|stop|manage|build|monitor|zero|run|re-add|replace))/u,
  },
  modinfo: { values: "-F" },
  mtr: {
    flags:
      "-r|--report -n|--no-dns -w|--report-wide -b -z|--aslookup -4 -6 -T|--tcp -u|--udp -j|--json",
    values: "-c|--report-cycles -i|--interval -s -P|--port -m",
    words: (_words, read) =>
      ["--report", "--report-wide", "--json"].some((name) => hasOption(read, name))
        ? undefined
        : manual("`mtr` without `--report` needs a terminal"),
  },
  multipath: { flags: "-ll -l -d", changing: /^-[FfrwWa]/u },
  namei: { flags: "-l -m -o -v" },
  networkctl: verbs("list status lldp", { flags: "-a --no-pager" }),
  nft: verbs("list", { flags: "-a -n -s -j" }),
  nmcli: {
    flags: "-t|--terse -p|--pretty -o",
    values: "-f|--fields -g|--get-values -c|--colors",
    words: (words) => {
      const phrase = words
        .slice(0, 2)
        .map(({ text }) => text)
        .join(" ");
      return /^(?:|(?:g|gen|general)(?: status| hostname| permissions)?|(?:d|dev|device)(?: show| status| wifi)?|(?:c|con|conn|connection)(?: show)?|(?:n|net|networking)(?: connectivity)?|(?:r|radio)(?: all| wifi)?)$/u.test(
        phrase,
      )
        ? undefined
        : change("`nmcli` with these words may set something");
    },
  },
  nmap: {
    flags:
      "-F -n -v -sT -sV -sn -sS -sU -sP -Pn -PN -A -O -T3 -T4 -4 -6 --open --reason --traceroute",
    values: "-p --top-ports --host-timeout --max-retries",
    changing: /^-o[NXGAS]/u,
  },
  ntpq: { flags: "-p -n -4 -6 -pn -c", manual: /^-i$/u },
  numastat: { flags: "-m -n -c -s -v", values: "-p" },
  "nvidia-smi": {
    optional: "--query-gpu --query-compute-apps --format",
    flags: "-L -q -a",
    values: "-i -d",
    changing: /^-(?:pm|pl|r|e|c|ac|lgc|mig)/u,
  },
  parted: {
    flags: "-l|--list -s|--script -m",
    words: (words, read) =>
      hasOption(read, "--list") || words.at(-1)?.value === "print"
        ? undefined
        : change("`parted` changes partitions"),
  },
  pidstat: { flags: LETTERS("dhIlrRstuUvwH"), values: "-p -C -T" },
  postqueue: { flags: "-p -j", changing: /^-[fis]/u },
  pmap: { flags: "-x -X -d -p -q" },
  pstack: {},
  pstree: { flags: "-a -A -c -g -h -l -n -p -s -S -t -u", values: "-H" },
  resolvectl: verbs("status query statistics dns domain", { flags: "--no-pager", values: "-i -t" }),
  sensors: { flags: "-f -j -u -A", changing: /^-s$/u },
  sestatus: { flags: "-v -b" },
  showmount: { flags: "-a -d -e --no-headers" },
  slabtop: {
    flags: "-o|--once",
    values: "-s",
    words: (_words, read) =>
      hasOption(read, "--once") ? undefined : manual("`slabtop` needs a terminal"),
  },
  smartctl: {
    flags: "-a|--all -i|--info -H|--health -A|--attributes -c|--capabilities -x|--xall -j|--json",
    values: "-l|--log -d|--device -n|--nocheck -q",
    changing: /^(?:-[tsoSX]|--(?:test|set|smart|offlineauto|saveauto|abort))/u,
  },
  swapon: {
    flags: "-s|--summary --show --noheadings --raw --bytes",
    words: (words, read) =>
      words.length === 0 && read.options.length > 0 ? undefined : change("`swapon` sets something"),
  },
  "systemd-analyze": verbs("time blame critical-chain verify security calendar timespan", {
    flags: "--no-pager --user --system",
  }),
  "systemd-detect-virt": { flags: "-c -v -q" },
  "systemd-cgls": { flags: "--no-pager -l" },
  tc: {
    flags: "-s -d -p -j -stats",
    words: (words) =>
      /^(?:qdisc|class|filter|chain)(?: (?:show|ls|list)| dev|$)/u.test(
        words
          .slice(0, 2)
          .map(({ text }) => text)
          .join(" "),
      )
        ? undefined
        : change("`tc` with these words sets something"),
  },
  timedatectl: verbs("status show timesync-status show-timesync list-timezones", {
    flags: "--no-pager",
  }),
  tree: {
    flags: "-a -d -f -h -l -p -s -u -g -D -i -C -n --du --dirsfirst --noreport",
    values: "-L -I -P",
    changing: /^-[oR]$/u,
    patterns: true,
  },
  tune2fs: { flags: "-l", changing: /^-[cCeEfgijJLmMoOQrsTuU]/u },
  ufw: verbs("status version", {}),
  uuidgen: {},
  whereis: { flags: "-b -m -s" },
  whois: { flags: "-H", values: "-h -p" },
  xfs_info: {},
};

const LISTING = /^(?:-[a-zA-Z]*[LS][a-zA-Z]*|--list(?:-rules)?)$/u;
const LISTING_EXTRAS = /^(?:-[nvx]+|--line-numbers|--numeric|--verbose|-t|--table|-w)$/u;

/** `iptables -L -n -v`, `iptables -t nat -S`: nothing but a listing. */
const iptables: Tool = (args, { name }) => {
  const isListing =
    args.some(({ value }) => LISTING.test(value) && !/[ADIRFZNXPE]/u.test(value)) &&
    args.every(
      (word) =>
        isLiteral(word) &&
        (!word.value.startsWith("-") ||
          LISTING_EXTRAS.test(word.value) ||
          (LISTING.test(word.value) && !/[ADIRFZNXPE]/u.test(word.value))),
    );
  return isListing
    ? observe(`\`${name} -L\` only lists`)
    : change(`\`${name}\` changes the machine's firewall`);
};

/** `-r FILE` or a count of packets ends by itself; what it prints is other people's traffic. */
const tcpdump: Tool = (args) => {
  const option = args.find(({ value }) => /^-[a-zA-Z]*[wzGWC]/u.test(value));
  if (option !== undefined) return change(`\`tcpdump ${option.text}\` writes a file`);
  const ends = args.some(({ value }) => /^-[a-zA-Z]*[cr]\d*$/u.test(value));
  return ends
    ? reveal("`tcpdump` prints traffic")
    : manual("`tcpdump` goes on until it is stopped");
};

/** `-l` prints the table of this user, or of `-u`; everything else edits or replaces one. */
const crontab: Tool = (args) => {
  const options = args.map(({ value }) => value);
  if (options.includes("-e")) return manual("`crontab -e` opens an editor");
  const lists =
    options.includes("-l") &&
    options.every((value, index) => /^-[lu]$/u.test(value) || options[index - 1] === "-u") &&
    args.every(isLiteral);
  return lists
    ? observe("`crontab -l` only lists")
    : change("`crontab` replaces the table of jobs");
};

/** `iotop -b` and `atop -r` end up as text; alone they are screens. */
const iotop: Tool = (args) =>
  args.every((word) => isLiteral(word) && /^(?:-[boaPkqt]+|-n|-d|\d+)$/u.test(word.value)) &&
  args.some(({ value }) => /^-[a-zA-Z]*b/u.test(value))
    ? observe("`iotop -b` only reports")
    : manual("`iotop` needs a terminal");

export const machineReporters: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ...Object.entries(REPORTERS).map(([name, form]): [string, Tool] => [name, reporterTool(form)]),
  ["iptables", iptables],
  ["ip6tables", iptables],
  ["tcpdump", tcpdump],
  ["crontab", crontab],
  ["iotop", iotop],
]);
