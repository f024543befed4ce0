/**
 * Kafka's scripts (Apache Kafka 3.9, bin/): what one does is said by its options.
 *
 * `--command-config` is not among the known ones: such a file names classes that the client loads.
 */

import { hasOption, type OptionForm, optionSpec, readOptions } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, reveal, unknown } from "../verdict.ts";

interface KafkaScript {
  readonly reading: string;
  readonly changing?: RegExp;
  readonly words?: RegExp;
}

const VALUES: OptionForm = {
  flags:
    "--under-replicated-partitions --unavailable-partitions --under-min-isr-partitions --at-min-isr-partitions --topics-with-overrides --exclude-internal --members --verbose --offsets --state --all-groups --all-topics --all --dry-run --list --describe --version --generate --topic-id --replication --status",
  values:
    "--bootstrap-server --bootstrap-controller --topic --group --entity-type --entity-name --broker-list --topic-list --time --partitions --timeout --zookeeper --topics-to-move-json-file --max-messages --from-beginning-offset --client-id --principal --transactional-id --start-time",
};

const SCRIPTS: Readonly<Record<string, KafkaScript>> = {
  "kafka-topics": { reading: "--list --describe", changing: /^--(?:create|alter|delete)/u },
  "kafka-consumer-groups": {
    reading: "--list --describe",
    changing: /^--(?:execute|delete|delete-offsets)$/u,
  },
  "kafka-configs": { reading: "--describe", changing: /^--(?:alter|add-config|delete-config)/u },
  "kafka-acls": { reading: "--list", changing: /^--(?:add|remove)$/u },
  "kafka-log-dirs": { reading: "--describe" },
  "kafka-broker-api-versions": { reading: "--bootstrap-server --version" },
  "kafka-get-offsets": { reading: "--bootstrap-server" },
  "kafka-metadata-quorum": { reading: "--status --replication", words: /^describe$/u },
  "kafka-transactions": {
    reading: "--bootstrap-server",
    words: /^(?:list|describe|describe-producers|find-hanging)$/u,
    changing: /^abort$/u,
  },
  "kafka-reassign-partitions": {
    reading: "--list --generate",
    changing: /^--(?:execute|verify|cancel)$/u,
  },
  "kafka-leader-election": { reading: "", changing: /^--/u },
  "kafka-preferred-replica-election": { reading: "", changing: /^--|/u },
  "kafka-delete-records": { reading: "", changing: /^--/u },
  "kafka-server-start": { reading: "", changing: /./u },
  "kafka-server-stop": { reading: "", changing: /|/u },
  "kafka-console-producer": { reading: "", changing: /^--/u },
  "kafka-storage": { reading: "", changing: /^format$/u, words: /^(?:info|random-uuid)$/u },
  "kafka-features": {
    reading: "",
    changing: /^(?:upgrade|downgrade|disable)$/u,
    words: /^describe$/u,
  },
};

const SPEC = optionSpec(VALUES);

const script: Tool = (args, { name }) => {
  const bare = name.replace(/\.sh$/u, "");
  const known = SCRIPTS[bare];
  if (known === undefined) return unknown(`\`${name}\` is not known`);
  const changing = args.find(({ value }) => known.changing?.test(value) ?? false);
  if (changing !== undefined || (args.length === 0 && known.changing?.test("") === true))
    return change(`\`${name}\` changes the cluster`);
  const read = readOptions(args, SPEC);
  if (read.problem !== undefined) return unknown(read.problem);
  const isReading =
    known.reading.split(" ").some((option) => hasOption(read, option)) ||
    read.words.some(({ value }) => known.words?.test(value) ?? false);
  return isReading
    ? observe(`\`${name}\` only reads`)
    : unknown(`what \`${name}\` does here is not known`);
};

/** With a group it moves that group's offsets. */
const consumer: Tool = (args, { name }) =>
  args.some(({ value }) => /^--(?:group|consumer-property|consumer\.config)/u.test(value))
    ? change(`\`${name}\` with a group moves its offsets`)
    : reveal(`\`${name}\` prints the messages`);

/** The scripts are called by their files' names, or by packages without the ending. */
const SCRIPT_ENDING = ".sh";

export const kafka: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ...Object.keys(SCRIPTS).flatMap((name): [string, Tool][] => [
    [name, script],
    [`${name}.sh`, script],
  ]),
  ["kafka-console-consumer", consumer],
  [`kafka-console-consumer${SCRIPT_ENDING}`, consumer],
  [`zookeeper-shell${SCRIPT_ENDING}`, () => manual("`zookeeper-shell` waits for a person")],
  ["zkCli.sh", () => manual("`zkCli.sh` waits for a person")],
]);
