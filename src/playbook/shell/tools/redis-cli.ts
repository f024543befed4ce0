/**
 * redis-cli and valkey-cli, by the flags of the server's own command table, except that commands which
 * print stored values reveal. What carries neither flag is a change unless it is named here.
 */

import { type Argument, isLiteral } from "../argument.ts";
import { HOLE } from "../holes.ts";
import { hasOption, optionSpec, readOptions, valuesOf } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, reveal, strongest, unknown, type Verdict } from "../verdict.ts";
import { REDIS_OTHER, REDIS_READONLY, REDIS_WRITE } from "./tables/redis-commands.ts";

const REDIS = optionSpec({
  flags:
    "--no-auth-warning --raw --no-raw --csv --json -2 -3 -c --tls --scan --bigkeys --memkeys --hotkeys --version --latency --latency-history --stat",
  values: "-h -p -s -n -a|--pass --user -u -r -i -t --pattern --count --cacert --type",
  stopAtWord: true,
});

const words = (list: string): string[] => list.split(/\s+/u);

/** Of the commands flagged READONLY, the ones that answer with figures and names, not stored values. */
const FIGURES = new Set(
  words(`bitcount bitpos dbsize exists expiretime geodist geohash hexists hexpiretime hlen hpexpiretime
  hpttl hstrlen httl llen lolwut memory|usage object|encoding object|freq object|idletime
  object|refcount pexpiretime pfcount pttl randomkey scan scard sintercard sismember smismember strlen
  ttl type xinfo|consumers xinfo|groups xinfo|stream xlen xpending zcard zintercard zlexcount zmscore
  zrank zrevrank zscore`),
);

/** Flagged READONLY, and more than a query: a program, a walk over every key, a use that is counted. */
const MORE_THAN_READING = new Set(["eval_ro", "evalsha_ro", "fcall_ro", "keys", "touch"]);

/** What carries neither flag and only reports; the manual's pages of each say so. */
const REPORTING = new Set(
  words(`acl|cat acl|help acl|whoami client|getname client|getredir client|help client|id client|info
  client|list client|trackinginfo cluster|count-failure-reports cluster|countkeysinslot
  cluster|getkeysinslot cluster|help cluster|info cluster|keyslot cluster|links cluster|myid
  cluster|myshardid cluster|nodes cluster|replicas cluster|shards cluster|slaves cluster|slots command
  command|count command|docs command|getkeys command|help command|info command|list config|help echo
  function|help function|list function|stats info lastsave latency|doctor latency|graph latency|help
  latency|histogram latency|history latency|latest memory|doctor memory|help memory|malloc-stats
  memory|stats module|help module|list object|help ping pubsub|channels pubsub|help pubsub|numpat
  pubsub|numsub pubsub|shardchannels pubsub|shardnumsub role script|exists script|help sentinel|ckquorum
  sentinel|get-master-addr-by-name sentinel|help sentinel|info-cache sentinel|master sentinel|masters
  sentinel|myid sentinel|pending-scripts sentinel|replicas sentinel|sentinels sentinel|slaves slowlog|get
  slowlog|help slowlog|len time xinfo|help`),
);

const TELLING = new Set(
  words("acl|getuser acl|list acl|log acl|users config|get function|dump acl|genpass"),
);

const BY_HAND = new Set(["monitor", "subscribe", "psubscribe", "ssubscribe"]);

const READONLY = new Set(words(REDIS_READONLY));
const KNOWN = new Set([...READONLY, ...words(REDIS_WRITE), ...words(REDIS_OTHER)]);

/** First words that need a second one to mean anything. */
const CONTAINERS = new Set(
  [...KNOWN].filter((one) => one.includes("|")).map((one) => one.slice(0, one.indexOf("|"))),
);

/** Modes of their own, which read until they are through or their time is over. */
const SURVEYS = [
  "--scan",
  "--bigkeys",
  "--memkeys",
  "--hotkeys",
  "--latency",
  "--latency-history",
  "--stat",
];

const CHANGING_OPTIONS =
  /^--(?:eval|pipe|rdb|functions-rdb|replica|slave|lru-test|cluster|ldb|intrinsic-latency)/u;

export const redisCli: Tool = (args, { name, hasInput }) => {
  const read = readOptions(args, REDIS);
  if (read.problem !== undefined) {
    const option = args.find(({ value }) => CHANGING_OPTIONS.test(value));
    if (option !== undefined) return change(`\`${name} ${option.text}\` is more than a query`);
    return unknown(read.problem);
  }
  const given = ["--pass", "-u"].flatMap((option) => valuesOf(read, option));
  const password = given.every(isFilledIn) ? [] : [reveal("a password stands in the command line")];
  return strongest([...password, classQuery([...read.words, ...(read.rest ?? [])])]);

  function classQuery(words: readonly Argument[]): Verdict {
    const scan = SURVEYS.find((option) => hasOption(read, option));
    if (scan !== undefined && words.length === 0) return observe(`\`${name} ${scan}\` only reads`);
    if (hasOption(read, "--version")) return observe(`\`${name} --version\` only reads`);
    if (words.length > 0) return classRedisCommand(words);
    return hasInput
      ? unknown("the commands come from a pipe")
      : manual(`\`${name}\` without a command waits for a person`);
  }
};

/** A variable or a blank stands for the whole password, so it is not written in the line. */
function isFilledIn({ form, value }: Argument): boolean {
  return form === "plain" && value === HOLE;
}

/** One command of the server with its arguments. */
export function classRedisCommand(words: readonly Argument[]): Verdict {
  const [first, second] = words;
  if (!isLiteral(first)) return unknown("the Redis command is not known before it runs");
  const word = first.value.toLowerCase();
  const isContainer = CONTAINERS.has(word) && second !== undefined;
  if (isContainer && !isLiteral(second))
    return unknown("the Redis command is not known before it runs");
  const command = isContainer ? `${word}|${second.value.toLowerCase()}` : word;
  const shown = `\`${command.replace("|", " ").toUpperCase()}\``;
  if (BY_HAND.has(word)) return manual(`${shown} goes on until it is stopped`);
  if (word === "keys") return change("`KEYS` blocks the server while it walks every key");
  if (FIGURES.has(command) || REPORTING.has(command)) return observe(`${shown} only reads`);
  if (TELLING.has(command)) return reveal(`${shown} may print secrets`);
  if (READONLY.has(command) && !MORE_THAN_READING.has(command))
    return reveal(`${shown} prints stored values`);
  if (KNOWN.has(command) || isContainer) return change(`${shown} changes the server`);
  return unknown(`the Redis command ${shown} is not known`);
}
