/** ceph: the state of the cluster is read, its keys and configuration are not. */

import { type Argument, isLiteral, literal } from "../argument.ts";
import { HOLE } from "../holes.ts";
import { hasOption, optionSpec, readOptions } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, reveal, unknown } from "../verdict.ts";

const CEPH = optionSpec({
  flags: "-s|--status",
  values: "-f|--format --connect-timeout --cluster",
  goStyle: true,
});

/** What a daemon answers about itself, through its socket (`daemon`) or the cluster (`tell`). */
const REPORTS =
  "dump_ops_in_flight|dump_blocked_ops|dump_blocked_ops_count|dump_historic_ops|dump_historic_slow_ops|dump_historic_ops_by_duration|dump_mempools|dump_scrubs|dump_recovery_reservations|dump_watchers|dump_pgstate_history|ops|perf (?:dump|schema|histogram dump)|session ls|client ls|status|version|mon_status|quorum_status|cache status|objecter_requests|damage ls|scrub status|heap stats|get_heap_property|bluestore allocator (?:score|fragmentation) \\w+|ops_in_flight|help|list_unfound|get_latest_osdmap";

const PLACE = "(?:osd|mds|mon|mgr|client|rgw)\\.[^ ]+";

/** Commands of Ceph 19.2 ("Command line reference") that take nothing but names. */
const CEPH_READING = new RegExp(
  `^(?:|status|health(?: detail)?|df(?: detail)?|versions|version|features|quorum_status|time-sync-status|balancer status|progress(?: json)?|log last(?: \\w+)*|osd (?:tree|df(?: tree)?|status|stat|perf|dump|utilization|blocked-by|lspools|ls|ls-tree|find [^ ]+|metadata(?: [^ ]+)?|ok-to-stop(?: [^ ]+)+|safe-to-destroy(?: [^ ]+)+|numa-status|getmaxosd|blocklist ls|blacklist ls|count-metadata \\w+|crush (?:tree|dump|class ls|ls [^ ]+|rule (?:ls|dump(?: [^ ]+)?)|weight-set ls|show-tunables|get-device-class [^ ]+)|erasure-code-profile (?:ls|get [^ ]+)|pool (?:ls(?: detail)?|stats(?: [^ ]+)?|autoscale-status|get [^ ]+ [\\w-]+|get-quota [^ ]+|application get(?: [^ ]+)?)|df)|mon (?:stat|dump|metadata(?: [^ ]+)?|versions|ok-to-stop(?: [^ ]+)+)|pg (?:stat|ls(?: [^ ]+)*|dump(?: \\w+)?|dump_stuck(?: \\w+)*|dump_pools_json|map [^ ]+|debug \\w+|ls-by-(?:pool|osd|primary) [^ ]+(?: \\w+)*|[\\d.a-f]+ (?:query|list_unfound)|[\\uE000]+ (?:query|list_unfound))|fs (?:ls|status(?: [^ ]+)?|dump|get [^ ]+|volume (?:ls|info [^ ]+)|subvolume (?:ls|info|getpath|snapshot (?:ls|info))(?: [^ ]+)*|subvolumegroup (?:ls|info|snapshot ls)(?: [^ ]+)*|snap-schedule (?:status|list)(?: [^ ]+)*|clone status(?: [^ ]+)*)|mds (?:stat|metadata(?: [^ ]+)?|versions|ok-to-stop(?: [^ ]+)+)|mgr (?:stat|dump|services|versions|metadata(?: [^ ]+)?|module ls)|crash (?:ls|ls-new|stat|info [^ ]+)|device (?:ls|info [^ ]+|ls-by-daemon [^ ]+|ls-by-host [^ ]+|check-health|get-health-metrics [^ ]+)|orch (?:ls|ps|status|host ls|device ls|upgrade (?:status|check|ls)(?: [^ ]+)*)|rbd (?:perf image (?:stats|counters)|task list)(?: [^ ]+)*|nfs cluster ls|service (?:dump|status)|node ls|telemetry (?:status|show|ls)|insights|daemon ${PLACE} (?:${REPORTS})|tell ${PLACE} (?:${REPORTS}))$`,
  "u",
);
/** What a daemon is set to, secrets among it. */
const CEPH_TELLING = new RegExp(
  `^(?:auth|config-key|config|report)\\b|^(?:daemon|tell) ${PLACE} config (?:show|get|diff)`,
  "u",
);

export const ceph: Tool = (args) => {
  const read = readOptions(args, CEPH);
  if (read.problem !== undefined) return unknown(read.problem);
  if (read.words.length > 0 && !isLiteral(read.words[0]))
    return unknown("the verb is not known before it runs");
  const phrase = read.words.map(({ text }) => text).join(" ");
  if (phrase === "" && !hasOption(read, "--status")) return manual("`ceph` alone opens a shell");
  // Blanks may stand for names, never for the verb.
  const isFirm = isLiteral(read.words[0] ?? literal("status"));
  if (
    isFirm &&
    read.words.every(({ form }) => form === "plain") &&
    CEPH_READING.test(shapeOf(read.words))
  )
    return observe(`\`ceph ${phrase}\` only reads`.replace(" `", "`"));
  if (
    /^(?:auth (?:add|del|rm|caps|import|get-or-create)|config(?:-key)? (?:set|rm|put|del|reset|assimilate))/u.test(
      phrase,
    )
  )
    return change(`\`ceph ${phrase}\` changes the cluster`);
  if (CEPH_TELLING.test(phrase)) return reveal("`ceph auth` and `config` print keys");
  return change(`\`ceph ${phrase}\` may change the cluster`);
};

/** The words with a blank for one that holds a blank, so that only what is written is a verb. */
function shapeOf(words: readonly Argument[]): string {
  return words
    .map((word) =>
      /^(?:osd|mds|mon|mgr|client|rgw)\./u.test(word.value)
        ? word.value.replaceAll(/[\uE000\s]+/gu, "x")
        : isLiteral(word)
          ? word.value
          : HOLE,
    )
    .join(" ");
}
