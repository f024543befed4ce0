/**
 * The AWS command line: operations whose name says that they read, or whose model does, less those that
 * hand out secrets.
 */

import { type Argument, isLiteral, isSlippery } from "../argument.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, opensShell, reveal, unknown, type Verdict } from "../verdict.ts";
import { AWS_ALSO_READING, AWS_SERVICES, AWS_TELLING } from "./tables/aws-operations.ts";

const words = (list: string): string[] => list.split(/\s+/u);

/** `s3` is the command line's own, beside the service's `s3api`. */
const SERVICES = new Set([...words(AWS_SERVICES), "s3"]);

const READING = /^(?:(?:describe|get|list|head|lookup|batch-get)-|(?:filter-log-events|wait|ls)$)/u;

const CHANGING =
  /^(?:add|attach|cancel|copy|create|delete|deregister|detach|disable|disassociate|enable|failover|modify|promote|purge|put|reboot|register|remove|reset|restore|run|send|set|start|stop|tag|terminate|untag|update)-|^(?:cp|mv|rm|sync|mb|rb|invoke)$/u;

/** Reading operations whose answer may well hold a credential although the model does not mark it. */
const TELLING = new Set(
  `batch-get-item batch-get-projects batch-get-secret-value describe-configuration-settings
  describe-instance-attribute describe-job-definitions describe-jobs describe-launch-configurations
  describe-launch-template-versions describe-task-definition describe-user-pool-client get-api-key
  get-api-keys get-app get-apps get-branch get-connection get-connections get-console-output get-function
  get-function-configuration get-item get-launch-template-data get-login get-parameter
  get-parameter-history get-parameters get-parameters-by-path get-parameters-for-import get-query-results
  get-records get-template list-apps list-functions`.split(/\s+/u),
);
/** The model marks a password here; the service answers with asterisks instead (its API reference). */
const MASKED =
  /^(?:rds|docdb|neptune) describe-db-(?:instances|clusters)$|^redshift describe-clusters$/u;
const TELLING_NAMES = /credential|token|password|secret-value|signed|access-details|key-pair/u;

/** Operations that take the name of a file for the answer, as their last word. */
const WRITING_A_FILE =
  /^(?:get-object|get-object-torrent|get-job-output|get-snapshot-block|get-export|get-sdk|get-configuration|get-hosted-configuration-version)$/u;

/** Options that choose another identity or endpoint, or read local files. Any beginning of one will do for aws. */
const REFUSED = [
  "--endpoint-url",
  "--profile",
  "--debug",
  "--no-verify-ssl",
  "--ca-bundle",
  "--cli-auto-prompt",
  "--cli-input-json",
  "--cli-input-yaml",
  "--no-sign-request",
];

const PLAIN_GLOBALS =
  /^--(?:region|output|query|no-cli-pager|no-paginate|color|max-items|page-size|starting-token|cli-read-timeout|cli-connect-timeout)(?:=|$)/u;
const GLOBALS_WITH_VALUE = new Set([
  "--region",
  "--output",
  "--query",
  "--color",
  "--cli-read-timeout",
  "--cli-connect-timeout",
]);

export const aws: Tool = (args) => {
  const [service, operation, rest] = splitWords(args);
  if (service === undefined)
    return changeBehind(args) ?? unknown("the AWS service is not known before it runs");
  if (service === "configure") return configure(operation);
  if (!SERVICES.has(service)) return unknown(`the AWS service ${service} is not known`);
  if (operation === undefined) return unknown("the AWS operation is not known before it runs");
  const shown = `\`aws ${service} ${operation}\``;
  if (/^(?:ssm start-session|ecs execute-command|emr ssh)$/u.test(`${service} ${operation}`))
    return opensShell(`${shown} opens a terminal`);
  if (service === "logs" && operation === "tail")
    return withRest(observe(`${shown} only reads`), rest, 1);
  if (/decrypt|assume-role|get-login|presign|generate-(?:data-key|db-auth)/u.test(operation))
    return reveal(`${shown} hands out a secret`);
  if (service === "dynamodb" && /^(?:query|scan|execute-statement)$/u.test(operation))
    return operation === "execute-statement"
      ? change(`${shown} may change a table`)
      : reveal(`${shown} prints stored values`);
  if (
    !isReading(service, operation) ||
    WRITING_A_FILE.test(operation) ||
    (service === "s3") !== (operation === "ls")
  )
    return change(`${shown} may change or write something`);
  const isMarked =
    holds(AWS_TELLING, service, operation) && !MASKED.test(`${service} ${operation}`);
  const isTelling = isMarked || TELLING.has(operation) || TELLING_NAMES.test(operation);
  const verdict =
    isTelling && !asksForState(rest)
      ? reveal(`${shown} may print secrets`)
      : observe(`${shown} only reads`);
  // Everywhere else a bare word is the file that the answer is written to.
  return withRest(verdict, rest, operation === "wait" || service === "s3" ? 1 : 0);
};

/** Names of fields that say how something is, and hold nothing of what is in it. */
const STATE_FIELDS =
  /^(?:\w*(?:Arn|Arns|Id|Ids|Name|Status|State|Version|Modified|Date|Time|At|Count|Size|Type|Reason|Runtime|Timeout|CodeSha256)|length|Configuration|Versions|Functions|tasks|containers|taskDefinition|revision)$/iu;

/** `--query 'Configuration.LastModified'`. */
function asksForState(rest: readonly Argument[]): boolean {
  const query = rest[rest.findIndex(({ value }) => value === "--query") + 1];
  if (!isLiteral(query) || !rest.some(({ value }) => value === "--query")) return false;
  const fields = query.value.match(/[A-Za-z_]\w*/gu) ?? [];
  const last = fields.at(-1) ?? "";
  return fields.every((field) => STATE_FIELDS.test(field)) && !WHOLE_FIELDS.test(last);
}

const WHOLE_FIELDS = /^(?:Configuration|Versions|Functions|tasks|containers|taskDefinition)$/iu;

function isReading(service: string, operation: string): boolean {
  return READING.test(operation) || holds(AWS_ALSO_READING, service, operation);
}

function holds(
  table: Readonly<Record<string, string>>,
  service: string,
  operation: string,
): boolean {
  return Object.hasOwn(table, service) && words(table[service] ?? "").includes(operation);
}

/** A change, whatever options stand before it. */
function changeBehind(args: readonly Argument[]): Verdict | undefined {
  const at = args.findIndex((word) => isLiteral(word) && SERVICES.has(word.value));
  const [service, operation] = [args[at], args[at + 1]];
  if (!isLiteral(service) || !isLiteral(operation) || !CHANGING.test(operation.value))
    return undefined;
  return change(`\`aws ${service.value} ${operation.value}\` may change or write something`);
}

function configure(operation: string | undefined): Verdict {
  if (operation === "get" || operation === "list" || operation === "export-credentials")
    return reveal("`aws configure` prints credentials");
  return operation === undefined
    ? manual("`aws configure` asks questions")
    : change("`aws configure` writes the configuration");
}

/** Service, operation and what follows; undefined where a word is not known or an option stands in between. */
function splitWords(
  args: readonly Argument[],
): [string | undefined, string | undefined, readonly Argument[]] {
  let index = 0;
  for (let at = args[index]; at?.value.startsWith("-"); at = args[index]) {
    if (!isLiteral(at) || !PLAIN_GLOBALS.test(at.value)) return [undefined, undefined, []];
    const value = GLOBALS_WITH_VALUE.has(at.value) ? args[index + 1] : undefined;
    if (value !== undefined && value.form !== "plain") return [undefined, undefined, []];
    index += GLOBALS_WITH_VALUE.has(at.value) ? 2 : 1;
  }
  const [service, operation] = [args[index], args[index + 1]];
  return [
    isLiteral(service) ? service.value : undefined,
    isLiteral(operation) && !operation.value.startsWith("-") ? operation.value : undefined,
    args.slice(index + 2),
  ];
}

function withRest(verdict: Verdict, rest: readonly Argument[], bareWords: number): Verdict {
  let allowedBare = bareWords;
  let afterOption = false;
  let before = "";
  for (const argument of rest) {
    const { value } = argument;
    if (isSlippery(argument))
      return unknown(`what \`${argument.text}\` becomes may be read as an option`);
    // The address of a queue is its name.
    const isQueue = /^--queue-url(?:=|$)/u.test(before) || value.startsWith("--queue-url=");
    before = value;
    if (!isQueue && /^(?:[^=]*=)?(?:fileb?|https?):\/\//iu.test(value))
      return unknown(`\`${argument.text}\` is read from a file or an address`);
    if (value.startsWith("-")) {
      const name = value.split("=", 1)[0] ?? value;
      if (name.includes("\uE000") || !name.startsWith("--") || name.length < 3)
        return unknown(`\`${argument.text}\` is not an option known to be harmless`);
      if (REFUSED.some((refused) => refused.startsWith(name) || name.startsWith(refused)))
        return unknown(`\`${name}\` is refused`);
      if (/outfile|output-file|destination|save-as/u.test(name))
        return change(`\`${name}\` writes a file`);
      afterOption = !value.includes("=");
    } else if (!afterOption && allowedBare <= 0)
      return change(`aws writes to \`${argument.text}\``);
    else if (!afterOption) allowedBare -= 1;
  }
  return verdict;
}
