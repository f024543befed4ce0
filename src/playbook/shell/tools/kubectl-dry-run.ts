/** `--dry-run=client` or `=server` makes the verbs that know it harmless. */

import { type Argument, isLiteral } from "../argument.ts";
import { hasOption, optionSpec, readOptions, valuesOf } from "../options.ts";
import { observe, reveal, type Verdict } from "../verdict.ts";

const VERBS = new Set(
  "annotate apply autoscale cordon create delete drain expose label patch replace run scale set taint uncordon".split(
    " ",
  ),
);

const DRY = optionSpec({
  flags:
    "--all -A|--all-namespaces --overwrite --ignore-daemonsets --delete-emptydir-data --wait --local --list --server-side -R|--recursive --no-headers --ignore-not-found",
  values:
    "-n|--namespace --request-timeout -f|--filename -o|--output -l|--selector --field-selector --replicas --current-replicas --image -p|--patch --type --port --target-port --protocol --name --limits --requests -e|--env -c|--containers --grace-period --timeout --min --max --cpu-percent --from-literal --from-file --to-revision --restart --labels --field-manager --role --clusterrole --serviceaccount --user --group --verb --resource --schedule --pod-selector",
  optional: "--dry-run --cascade --validate",
  goStyle: true,
});

/** The verdict for a dry run; undefined when it is none, or not one to be sure of. */
export function dryRun(
  verb: string,
  words: readonly Argument[],
  name: string,
): Verdict | undefined {
  if (!VERBS.has(verb)) return undefined;
  const read = readOptions(words, DRY);
  if (read.problem !== undefined || read.rest !== undefined) return undefined;
  const given = read.options.filter((option) => option.name === "--dry-run");
  const mode = given[0]?.value;
  // Given twice, the last one counts for kubectl; twice is no dry run to us.
  if (given.length !== 1 || !isLiteral(mode) || !/^(?:client|server)$/u.test(mode.value))
    return undefined;
  // `apply edit-last-applied` is another verb, and opens an editor.
  if (verb === "apply" && read.words.length > 0) return undefined;
  const files = valuesOf(read, "--filename");
  if (files.some((file) => !isLiteral(file) || /^[a-z]+:/iu.test(file.value))) return undefined;
  if (hasOption(read, "--output"))
    return reveal(`\`${name} ${verb} -o\` prints what it would write`);
  return observe(`\`--dry-run=${mode.value}\` changes nothing`);
}
