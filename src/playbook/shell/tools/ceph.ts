/** ceph: the state of the cluster is read, its keys and configuration are not. */

import { isLiteral } from "../argument.ts";
import { hasOption, optionSpec, readOptions } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, reveal, unknown } from "../verdict.ts";

const CEPH = optionSpec({ flags: "-s|--status", values: "-f|--format", goStyle: true });

const CEPH_READING =
  /^(?:|status|health(?: detail)?|df(?: detail)?|versions|version|quorum_status|osd (?:tree|df(?: tree)?|status|stat|perf|dump|utilization|blocked-by|pool (?:ls(?: detail)?|stats|autoscale-status))|mon (?:stat|dump)|pg (?:stat|ls)|fs (?:ls|status|dump)|mds stat|mgr stat|crash ls|time-sync-status)$/u;

export const ceph: Tool = (args) => {
  const read = readOptions(args, CEPH);
  if (read.problem !== undefined) return unknown(read.problem);
  if (read.words.length > 0 && !isLiteral(read.words[0]))
    return unknown("the verb is not known before it runs");
  const phrase = read.words.map(({ text }) => text).join(" ");
  if (phrase === "" && !hasOption(read, "--status")) return manual("`ceph` alone opens a shell");
  if (read.words.every(isLiteral) && CEPH_READING.test(phrase))
    return observe(`\`ceph ${phrase}\` only reads`.replace(" `", "`"));
  if (/^(?:auth|config-key|config)\b/u.test(phrase))
    return reveal("`ceph auth` and `config` print keys");
  return change(`\`ceph ${phrase}\` may change the cluster`);
};
