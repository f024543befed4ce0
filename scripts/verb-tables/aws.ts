/**
 * The services of AWS with the operations that the command line's names alone would get wrong.
 *
 * Most operations say in their name what they do (`describe-…`, `list-…`), and for those the table holds
 * nothing. It holds operations whose model is marked as read-only although the name is another, and the
 * reading ones whose answer has a part that the model marks as sensitive.
 */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { asText, asTree, readTree, type Tree } from "./json-files.ts";
import { wrappedWords } from "./wrapped-words.ts";

const READING = /^(?:describe|get|list|head|lookup|batch-get)-/u;

/** First words of operations that the models' mark is believed for; what starts or hands out is not. */
const ALSO_READING = /^(?:check|count|is|query|search|validate|verify|test)(?:-|$)/u;

/** Sensitive parts that are about people and places, or only name something. */
const NOT_SECRET =
  /(?:name|names|email|emails|address|addresses|addressline\d|phone|number|numbers|description|descriptions|title|tag|tags|time|position|city|region|country|street|postalcode|ip|ids?|arn|status|owner|ownerinformation|contact|contacts|domain|reason|message|nexttoken|label|comment|locale|type|at|by|port|code\d|brand|duration)$/iu;

/** The command line's own names for two services (aws/aws-cli: awscli/customizations). */
const RENAMED: Readonly<Record<string, string>> = {
  codedeploy: "deploy",
  config: "configservice",
  s3: "s3api",
};

export function awsTable(data: string): string {
  const services: string[] = [];
  const reading: string[] = [];
  const telling: string[] = [];
  for (const folder of readdirSync(data).sort()) {
    const version = readdirSync(join(data, folder)).sort().at(-1) ?? "";
    const path = join(data, folder, version, "service-2.json");
    if (!existsSync(path)) continue;
    const name = RENAMED[folder] ?? folder;
    services.push(name);
    const found = operationsOf(readTree(path));
    if (found.reading.length > 0) reading.push(entry(name, found.reading));
    if (found.telling.length > 0) telling.push(entry(name, found.telling));
  }
  return [
    `export const AWS_SERVICES = ${wrappedWords(services)};\n`,
    `/** Reading operations that their names do not show. */\nexport const AWS_ALSO_READING: Readonly<Record<string, string>> = {\n${reading.join("")}};\n`,
    `/** Reading operations with something sensitive in the answer. */\nexport const AWS_TELLING: Readonly<Record<string, string>> = {\n${telling.join("")}};\n`,
  ].join("\n");
}

function entry(service: string, operations: readonly string[]): string {
  return `  "${service}": "${operations.join(" ")}",\n`;
}

function operationsOf(model: Tree): { reading: string[]; telling: string[] } {
  const shapes = asTree(model["shapes"]);
  const result: { reading: string[]; telling: string[] } = { reading: [], telling: [] };
  for (const [name, about] of Object.entries(asTree(model["operations"]))) {
    const operation = asTree(about);
    const phrase = kebab(name);
    const method = asText(asTree(operation["http"])["method"]);
    const isMarked = operation["readonly"] === true || /^(?:GET|HEAD)$/u.test(method);
    const isAlso = ALSO_READING.test(phrase) && isMarked;
    if (!READING.test(phrase) && !isAlso) continue;
    if (isAlso) result.reading.push(phrase);
    const output = asText(asTree(operation["output"])["shape"]);
    if (isTelling(output, shapes)) result.telling.push(phrase);
  }
  return result;
}

/** Whether anything that is reached from this shape is marked as sensitive and may be a secret. */
function isTelling(from: string, shapes: Tree): boolean {
  const seen = new Set<string>();
  const pending = [from];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const shape = asTree(shapes[name]);
    const parts = [
      ...Object.entries(asTree(shape["members"])),
      ...["member", "value"].map((kind): [string, unknown] => ["", shape[kind]]),
    ];
    for (const [member, about] of parts) {
      const part = asTree(about);
      const target = asText(part["shape"]);
      const isSensitive =
        part["sensitive"] === true || asTree(shapes[target])["sensitive"] === true;
      if (isSensitive && !NOT_SECRET.test(member === "" ? target : member)) return true;
      if (target !== "") pending.push(target);
    }
  }
  return false;
}

/** `DescribeDBInstances` as the command line writes it: `describe-db-instances` (botocore: xform_name). */
function kebab(name: string): string {
  return name
    .replaceAll(/(.)([A-Z][a-z]+)/gu, "$1-$2")
    .replaceAll(/([a-z0-9])([A-Z])/gu, "$1-$2")
    .toLowerCase();
}
