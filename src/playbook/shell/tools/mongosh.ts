/**
 * mongosh and mongo with `--eval`: one call of a method that reports (MongoDB 8.0, mongosh methods), with
 * nothing in its arguments that could be another call.
 */

import { type Argument, isLiteral } from "../argument.ts";
import { hasOption, optionSpec, readOptions, valuesOf } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, reveal, strongest, unknown, type Verdict } from "../verdict.ts";

const MONGO = optionSpec({
  flags: "--quiet --norc --tls --ssl --nodb --version",
  values: "--eval --host --port -u|--username --authenticationDatabase --json",
});

/** No parenthesis: an argument calls nothing. */
const DATA = String.raw`[\w\s'":,{}\[\]$.-]*`;
const REPORT = [
  String.raw`rs\.(?:status|conf|hello|isMaster|printReplicationInfo|printSecondaryReplicationInfo|printSlaveReplicationInfo)`,
  String.raw`sh\.(?:status|isBalancerRunning|getBalancerState)`,
  String.raw`db\.(?:serverStatus|stats|currentOp|hostInfo|hello|isMaster|version|getReplicationInfo|printReplicationInfo|printSecondaryReplicationInfo|getCollectionNames|getCollectionInfos|getProfilingStatus|getMongo|getName|serverBuildInfo|printCollectionStats)`,
  String.raw`db\.\w+\.(?:count|countDocuments|estimatedDocumentCount|stats|getIndexes|dataSize|totalSize|storageSize|totalIndexSize|isCapped)`,
].join("|");
const COMMAND =
  String.raw`db\.(?:adminCommand|runCommand)\(\s*(?:['"](?:PING)['"]|\{\s*['"]?(?:PING)['"]?\s*:${DATA})\)`.replaceAll(
    "PING",
    "ping|serverStatus|replSetGetStatus|replSetGetConfig|listDatabases|hostInfo|buildInfo|currentOp|dbStats|collStats|hello|isMaster|top|connPoolStats|balancerStatus|listShards",
  );
const EXPRESSION = new RegExp(
  String.raw`^(?:(?:${REPORT})\(${DATA}\)|${COMMAND})(?:\.[a-zA-Z]\w*(?:\.\w+|\[\d+\])*)?$`,
  "u",
);

const CHANGING =
  /\.(?:drop\w*|remove\w*|delete\w*|insert\w*|update\w*|replace\w*|save|rename\w*|create\w*|killOp|killAllSessions|stepDown|freeze|reconfig|initiate|add|addArb|resync|syncFrom|shutdownServer|fsyncLock|fsyncUnlock|setProfilingLevel|setLogLevel|compact|grantRoles\w*|revokeRoles\w*|changeUserPassword|enableSharding|shardCollection|moveChunk|splitAt|startBalancer|stopBalancer|setBalancerState|bulkWrite|findAndModify|findOneAnd\w*|mapReduce|copyDatabase|cloneDatabase|repairDatabase)\s*\(/u;

export const mongosh: Tool = (args, { name, hasInput }) => {
  const passwords = args.filter(({ value }) => /^-p|^--password/u.test(value));
  const rest = args.filter((word) => !passwords.includes(word));
  const read = readOptions(rest, MONGO);
  const scripts = valuesOf(read, "--eval");
  const changing = scripts.find(({ value }) => CHANGING.test(value));
  if (changing !== undefined) return change(`\`${name} --eval\` changes the database`);
  if (read.problem !== undefined) return unknown(read.problem);
  if (hasOption(read, "--version")) return observe(`\`${name} --version\` only reads`);
  if (scripts.length === 0)
    return hasInput
      ? unknown("its script comes from a pipe")
      : manual(`\`${name}\` without \`--eval\` waits for a person`);
  if (read.words.some(({ value }) => value.endsWith(".js")))
    return unknown("it runs a script's file");
  const hasSecret =
    [...passwords, ...read.words].some(holdsPassword) ||
    args.some(
      (word, index) =>
        passwords.includes(word) &&
        isLiteral(args[index + 1]) &&
        !args[index + 1]?.value.startsWith("-"),
    );
  return strongest([
    ...(hasSecret ? [reveal("a password stands in the command line")] : []),
    ...scripts.map(classExpression),
  ]);
};

function holdsPassword(word: Argument): boolean {
  return (
    isLiteral(word) &&
    /^(?:-p.|--password=.|mongodb(?:\+srv)?:\/\/[^/@]*:[^/@]*@)/u.test(word.value)
  );
}

function classExpression(script: Argument): Verdict {
  return isLiteral(script)
    ? classMongoScript(script.value)
    : unknown("the script is not known before it runs");
}

/** What is typed at the prompt, or given to `--eval`. */
export function classMongoScript(script: string): Verdict {
  if (CHANGING.test(script)) return change("the script changes the database");
  if (/^(?:use \w+|show (?:dbs|databases|collections|tables|profile|logs))$/u.test(script.trim()))
    return observe("it only lists");
  const parts = script
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const inner = parts.map(
    (part) => /^(?:print|printjson|JSON\.stringify)\((.*)\)$/su.exec(part)?.[1]?.trim() ?? part,
  );
  return inner.length > 0 && inner.every((part) => EXPRESSION.test(part))
    ? observe("the script only reports")
    : unknown("what the script does is not known");
}
