/**
 * What Redis says of its own commands (redis/redis, commit 4f8cdc2a of 18 October 2024).
 *
 * Written by scripts/write-verb-tables.ts, never by hand.
 */

export const REDIS_WRITE = `append bitfield bitop blmove blmpop blpop brpop brpoplpush bzmpop bzpopmax bzpopmin copy decr
  decrby del expire expireat flushall flushdb function|delete function|flush function|load
  function|restore geoadd georadius georadiusbymember geosearchstore getdel getex getset hdel
  hexpire hexpireat hincrby hincrbyfloat hmset hpersist hpexpire hpexpireat hset hsetnx incr
  incrby incrbyfloat linsert lmove lmpop lpop lpush lpushx lrem lset ltrim migrate move mset
  msetnx persist pexpire pexpireat pfadd pfdebug pfmerge psetex rename renamenx restore
  restore-asking rpop rpoplpush rpush rpushx sadd sdiffstore set setbit setex setnx setrange
  sflush sinterstore smove sort spop srem sunionstore swapdb unlink xack xadd xautoclaim xclaim
  xdel xgroup|create xgroup|createconsumer xgroup|delconsumer xgroup|destroy xgroup|setid
  xreadgroup xsetid xtrim zadd zdiffstore zincrby zinterstore zmpop zpopmax zpopmin zrangestore
  zrem zremrangebylex zremrangebyrank zremrangebyscore zunionstore`;

export const REDIS_READONLY = `bitcount bitfield_ro bitpos dbsize dump eval_ro evalsha_ro exists expiretime fcall_ro geodist
  geohash geopos georadius_ro georadiusbymember_ro geosearch get getbit getrange hexists
  hexpiretime hget hgetall hkeys hlen hmget hpexpiretime hpttl hrandfield hscan hstrlen httl hvals
  keys lcs lindex llen lolwut lpos lrange memory|usage mget object|encoding object|freq
  object|idletime object|refcount pexpiretime pfcount pttl randomkey scan scard sdiff sinter
  sintercard sismember smembers smismember sort_ro srandmember sscan strlen substr sunion touch
  ttl type xinfo|consumers xinfo|groups xinfo|stream xlen xpending xrange xread xrevrange zcard
  zcount zdiff zinter zintercard zlexcount zmscore zrandmember zrange zrangebylex zrangebyscore
  zrank zrevrange zrevrangebylex zrevrangebyscore zrevrank zscan zscore zunion`;

export const REDIS_OTHER = `acl acl|cat acl|deluser acl|dryrun acl|genpass acl|getuser acl|help acl|list acl|load acl|log
  acl|save acl|setuser acl|users acl|whoami asking auth bgrewriteaof bgsave client client|caching
  client|getname client|getredir client|help client|id client|info client|kill client|list
  client|no-evict client|no-touch client|pause client|reply client|setinfo client|setname
  client|tracking client|trackinginfo client|unblock client|unpause cluster cluster|addslots
  cluster|addslotsrange cluster|bumpepoch cluster|count-failure-reports cluster|countkeysinslot
  cluster|delslots cluster|delslotsrange cluster|failover cluster|flushslots cluster|forget
  cluster|getkeysinslot cluster|help cluster|info cluster|keyslot cluster|links cluster|meet
  cluster|myid cluster|myshardid cluster|nodes cluster|replicas cluster|replicate cluster|reset
  cluster|saveconfig cluster|set-config-epoch cluster|setslot cluster|shards cluster|slaves
  cluster|slots command command|count command|docs command|getkeys command|getkeysandflags
  command|help command|info command|list config config|get config|help config|resetstat
  config|rewrite config|set debug discard echo eval evalsha exec failover fcall function
  function|dump function|help function|kill function|list function|stats hello info lastsave
  latency latency|doctor latency|graph latency|help latency|histogram latency|history
  latency|latest latency|reset memory memory|doctor memory|help memory|malloc-stats memory|purge
  memory|stats module module|help module|list module|load module|loadex module|unload monitor
  multi object object|help pfselftest ping psubscribe psync publish pubsub pubsub|channels
  pubsub|help pubsub|numpat pubsub|numsub pubsub|shardchannels pubsub|shardnumsub punsubscribe
  quit readonly readwrite replconf replicaof reset role save script script|debug script|exists
  script|flush script|help script|kill script|load select sentinel sentinel|ckquorum
  sentinel|config sentinel|debug sentinel|failover sentinel|flushconfig sentinel|get-master-addr-by-name
  sentinel|help sentinel|info-cache sentinel|is-master-down-by-addr sentinel|master
  sentinel|masters sentinel|monitor sentinel|myid sentinel|pending-scripts sentinel|remove
  sentinel|replicas sentinel|reset sentinel|sentinels sentinel|set sentinel|simulate-failure
  sentinel|slaves shutdown slaveof slowlog slowlog|get slowlog|help slowlog|len slowlog|reset
  spublish ssubscribe subscribe sunsubscribe sync time unsubscribe unwatch wait waitaof watch
  xgroup xgroup|help xinfo xinfo|help`;
