/**
 * redis-cli and valkey-cli. The lists follow the flags of the server's own command table
 * (valkey-io/valkey: src/commands/*.json), except that commands which print stored values reveal.
 */

import { type Argument, isLiteral } from "../argument.ts";
import { hasOption, optionSpec, readOptions } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, reveal, strongest, unknown, type Verdict } from "../verdict.ts";

const REDIS = optionSpec({
  flags:
    "--no-auth-warning --raw --no-raw --csv --json -2 -3 -c --tls --scan --bigkeys --memkeys --hotkeys --version --latency --latency-history --stat",
  values: "-h -p -s -n -a|--pass --user -u -r -i -t --pattern --count --cacert --type",
  stopAtWord: true,
});

/** Whole commands, or first words whose subcommands all read. */
const READING = new Set(
  `bitcount bitpos cluster-info cluster-nodes cluster-shards cluster-slots cluster-myid cluster-keyslot
  cluster-countkeysinslot cluster-links cluster-replicas cluster-slaves cluster-help client-list
  client-info client-id client-getname client-help command command-count command-docs command-info
  command-list dbsize echo exists expiretime function-list function-stats geodist geohash hexists hlen
  hstrlen info lastsave latency-doctor latency-graph latency-histogram latency-history latency-latest
  llen lolwut memory-doctor memory-malloc-stats memory-stats memory-usage module-list object-encoding
  object-freq object-idletime object-refcount pexpiretime pfcount ping pttl pubsub-channels
  pubsub-numpat pubsub-numsub randomkey role scan scard script-exists sentinel-ckquorum
  sentinel-get-master-addr-by-name sentinel-master sentinel-masters sentinel-myid sentinel-replicas
  sentinel-sentinels sentinel-slaves sismember slowlog-get slowlog-len slowlog-help smismember strlen
  time ttl type xinfo-consumers xinfo-groups xinfo-stream xlen xpending zcard zcount zlexcount zrank
  zrevrank zscore acl-whoami acl-cat`.split(/\s+/u),
);

const PRINTING_VALUES = new Set(
  `get mget getrange substr getbit hget hgetall hkeys hmget hrandfield hscan hvals lindex lpos lrange
  smembers srandmember sscan sinter sintercard sdiff sunion zrange zrangebyscore zrangebylex zrevrange
  zrevrangebyscore zrandmember zscan zdiff zinter zunion xrange xrevrange xread dump sort_ro geopos
  georadius_ro geosearch config-get acl-list acl-getuser acl-users acl-log bitfield_ro lcs`.split(
    /\s+/u,
  ),
);

/** First words that need a second one to mean anything. */
const CONTAINERS = new Set(
  "acl client cluster command config function latency memory module object pubsub script sentinel slowlog xinfo".split(
    " ",
  ),
);

const BY_HAND = new Set(["monitor", "subscribe", "psubscribe", "ssubscribe"]);

const CHANGING = new Set(
  `append bgrewriteaof bgsave bitfield bitop blmove blmpop blpop brpop brpoplpush bzmpop bzpopmax bzpopmin
  copy debug decr decrby del discard eval eval_ro evalsha evalsha_ro exec expire expireat failover fcall
  fcall_ro flushall flushdb geoadd geosearchstore getdel getex getset hdel hincrby hincrbyfloat hmset
  hset hsetnx incr incrby incrbyfloat keys linsert lmove lmpop lpop lpush lpushx lrem lset ltrim migrate
  move mset msetnx multi persist pexpire pexpireat pfadd pfmerge psetex publish rename renamenx replicaof
  restore rpop rpoplpush rpush rpushx sadd save sdiffstore select set setbit setex setnx setrange
  shutdown sinterstore slaveof smove sort spop spublish srem sunionstore swapdb sync psync touch unlink
  wait waitaof watch unwatch xack xadd xautoclaim xclaim xdel xgroup xreadgroup xsetid xtrim zadd
  zdiffstore zincrby zinterstore zmpop zpopmax zpopmin zrangestore zrem zremrangebylex zremrangebyrank
  zremrangebyscore zunionstore`.split(/\s+/u),
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
  const password = ["--pass", "-u"].some((option) => hasOption(read, option))
    ? [reveal("a password stands in the command line")]
    : [];
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

function classRedisCommand(words: readonly Argument[]): Verdict {
  const [first, second] = words;
  if (!isLiteral(first)) return unknown("the Redis command is not known before it runs");
  const word = first.value.toLowerCase();
  const isContainer = CONTAINERS.has(word) && second !== undefined;
  if (isContainer && !isLiteral(second))
    return unknown("the Redis command is not known before it runs");
  const command = isContainer ? `${word}-${second.value.toLowerCase()}` : word;
  const shown = `\`${command.replace("-", " ").toUpperCase()}\``;
  if (READING.has(command)) return observe(`${shown} only reads`);
  if (PRINTING_VALUES.has(command)) return reveal(`${shown} prints stored values`);
  if (BY_HAND.has(word)) return manual(`${shown} goes on until it is stopped`);
  if (word === "keys") return change("`KEYS` blocks the server while it walks every key");
  if (CHANGING.has(word) || isContainer) return change(`${shown} changes the server`);
  return unknown(`the Redis command ${shown} is not known`);
}
