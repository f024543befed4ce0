/** etcdctl: the state of the cluster is read, its contents are not. */

import { isLiteral } from "../argument.ts";
import { hasOption, optionSpec, readOptions } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, reveal, unknown } from "../verdict.ts";

const ETCDCTL = optionSpec({
  flags: "--cluster --hex --insecure-skip-tls-verify --prefix --keys-only --count-only --from-key",
  values:
    "--limit --endpoints --cacert --cert --key -w|--write-out --command-timeout --dial-timeout",
  goStyle: true,
});

const ETCD_READING = new Set([
  "endpoint health",
  "endpoint status",
  "endpoint hashkv",
  "member list",
  "alarm list",
  "version",
  "snapshot status",
  "auth status",
  "user list",
  "role list",
  "lease list",
]);

export const etcdctl: Tool = (args) => {
  const read = readOptions(args, ETCDCTL);
  if (read.problem !== undefined) return unknown(read.problem);
  if (!read.words.slice(0, 2).every(isLiteral) || read.words.length === 0)
    return unknown("the verb is not known before it runs");
  const [verb = "", sub = ""] = read.words.map(({ value }) => value);
  if (ETCD_READING.has(verb) || ETCD_READING.has(`${verb} ${sub}`))
    return observe(`\`etcdctl ${verb}\` only reads`);
  if (verb === "get" && ["--keys-only", "--count-only"].some((name) => hasOption(read, name)))
    return observe("`etcdctl get` prints no values here");
  if (verb === "watch" || verb === "lock" || verb === "elect")
    return manual(`\`etcdctl ${verb}\` goes on until it is stopped`);
  if (verb === "get") return reveal("`etcdctl get` prints stored values");
  return change(`\`etcdctl ${verb}\` may change the store`);
};
