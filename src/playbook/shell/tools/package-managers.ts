/** Package managers and archives: what is installed or packed is looked at, everything else changes it. */

import { isLiteral } from "../argument.ts";
import { type OptionForm, optionSpec, readOptions } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, observe, unknown } from "../verdict.ts";
import { readingFiles } from "./file-reading.ts";

interface Manager extends OptionForm {
  readonly reading: string;
}

const MANAGERS: Readonly<Record<string, Manager>> = {
  apt: {
    reading: "list show search policy depends rdepends changelog",
    flags: "--installed --upgradable -a",
  },
  "apt-cache": { reading: "policy show search showpkg depends rdepends madison stats pkgnames" },
  dnf: {
    reading: "list info search repolist history check-update provides repoquery updateinfo",
    flags: "-q --installed --available --security",
  },
  yum: {
    reading: "list info search repolist history check-update provides repoquery updateinfo",
    flags: "-q --installed",
  },
  apk: { reading: "info list policy search version dot", flags: "-v -e -d -a" },
  brew: { reading: "list info search outdated deps doctor config" },
  pip: { reading: "list show freeze check index", flags: "--outdated -o -v", values: "--format" },
  pip3: { reading: "list show freeze check index", flags: "--outdated -o -v", values: "--format" },
  npm: {
    reading: "ls list outdated view explain version root prefix doctor ping whoami",
    flags: "-g --global --all --json --long --production",
    values: "--depth",
  },
  yarn: { reading: "list why info outdated licenses", values: "--depth --pattern" },
  pnpm: { reading: "ls list why outdated licenses", flags: "-g --json", values: "--depth" },
  gem: { reading: "list search info outdated environment" },
  snap: { reading: "list info find services changes tasks version", flags: "--all" },
};

/** Verbs that change what is installed, for any of them; another may be a script of the project. */
const CHANGING = new Set(
  "install i ci add remove rm uninstall un update up upgrade publish unpublish link unlink dedupe prune rebuild init create config cache purge autoremove reinstall downgrade clean build-dep dist-upgrade full-upgrade erase swap mark enable disable refresh revert hold tap untap cleanup services pin unpin distro-sync groupinstall groupremove module source download wheel build push yank fetch del import audit pack".split(
    " ",
  ),
);

function manager({ reading, ...form }: Manager): Tool {
  const spec = optionSpec(form);
  const verbs = new Set(reading.split(" "));
  return (args, { name }) => {
    const read = readOptions(args, spec);
    const verb = args.find(({ value }) => !value.startsWith("-"));
    if (isLiteral(verb) && verbs.has(verb.value))
      return read.problem === undefined
        ? observe(`\`${name} ${verb.value}\` only reads`)
        : unknown(read.problem);
    if (args.length === 1 && /^(?:--version|-v|-V)$/u.test(args[0]?.value ?? ""))
      return observe(`\`${name}\` only prints its version`);
    if (isLiteral(verb) && !CHANGING.has(verb.value))
      return unknown(`\`${name} ${verb.value}\` may be a script of the project`);
    return change(`\`${name}\` changes what is installed`);
  };
}

const RPM =
  /^-(?:q[a-zA-Z]*|V[a-z]*)$|^--(?:query|verify|all|last|list|info|file|changelog|requires|whatprovides|scripts|qf|queryformat|version)$/u;
const DPKG =
  /^-(?:l|L|s|S|p|V)$|^--(?:list|listfiles|status|search|verify|get-selections|print-avail|version|print-architecture)$/u;

/** A query is a first option of its own; with any other the packages change. */
function querying(known: RegExp): Tool {
  return (args, { name }) => {
    const options = args.filter(({ value }) => value.startsWith("-"));
    const isQuery =
      options.length > 0 &&
      options.every((option) => isLiteral(option) && known.test(option.value));
    return isQuery && args.every(({ form }) => form !== "spread")
      ? observe(`\`${name}\` only asks for packages`)
      : change(`\`${name}\` changes what is installed`);
  };
}

/** `tar -tzf FILE`, `tar tvf FILE`: lists names. */
const tar: Tool = (args) => {
  const [first, ...rest] = args;
  const lists =
    isLiteral(first) &&
    /^-?[jJzvfa]*t[jJzvfa]*$|^--list$/u.test(first.value) &&
    rest.every(
      (word) =>
        word.form !== "spread" &&
        (!word.value.startsWith("-") ||
          /^-[fvz]$|^--(?:file|verbose|gzip)(?:=|$)/u.test(word.value)),
    );
  return lists ? observe("`tar -t` only lists names") : change("`tar` writes files");
};

/** Without a file they pack or unpack what is piped through them. */
const gzip: Tool = (args, { name, hasInput }) => {
  const options = args.filter(({ value }) => value.startsWith("-"));
  const files = args.filter((word) => !options.includes(word));
  if (
    !options.every(
      (option) =>
        isLiteral(option) &&
        /^(?:-[cdklqtvf\d]+|--(?:stdout|test|list|decompress|fast|best|quiet|verbose))$/u.test(
          option.value,
        ),
    )
  )
    return change(`\`${name}\` may write a file`);
  const has = (letter: string, long: string): boolean =>
    options.some(
      ({ value }) => value === long || new RegExp(`^-[a-z\\d]*${letter}`, "u").test(value),
    );
  if (has("l", "--list") || has("t", "--test"))
    return observe(`\`${name}\` only looks into an archive`);
  if (files.length === 0 && hasInput)
    return observe(`\`${name}\` works on what is piped through it`);
  return has("c", "--stdout") ? readingFiles(name, files) : change(`\`${name}\` replaces files`);
};

const unzip: Tool = (args) =>
  args.some((word) => isLiteral(word) && /^-[lvtZ][qv]*$/u.test(word.value)) &&
  args.every(({ form }) => form !== "spread") &&
  args.every(({ value }) => !value.startsWith("-") || /^-[lvtZ][qv]*$/u.test(value))
    ? observe("`unzip -l` only lists names")
    : change("`unzip` writes files");

export const packageManagers: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ...Object.entries(MANAGERS).map(([name, form]): [string, Tool] => [name, manager(form)]),
  ["rpm", querying(RPM)],
  ["dpkg", querying(DPKG)],
  [
    "dpkg-query",
    querying(/^-(?:l|L|s|S|W|f.*)$|^--(?:list|show|status|search|listfiles|showformat=.*)$/u),
  ],
  ["tar", tar],
  ["gzip", gzip],
  ["gunzip", gzip],
  ["bzip2", gzip],
  ["bunzip2", gzip],
  ["xz", gzip],
  ["unxz", gzip],
  ["zstd", gzip],
  ["pigz", gzip],
  ["lz4", gzip],
  ["unzip", unzip],
]);
