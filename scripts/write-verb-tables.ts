/**
 * Writes the tables of src/playbook/shell/tools/tables anew, from the data that tools publish about their
 * own commands. Run by hand, with a folder that holds a checkout of each:
 *
 *     node scripts/write-verb-tables.ts FOLDER && npm run format
 *
 * - `redis` (redis/redis), `botocore` (boto/botocore), `kubectl` (kubernetes/kubectl), `helm` (helm/helm),
 *   `docker-cli` (docker/cli) and `git` (git/git), all of GitHub,
 *
 * and a file `versions.json` that says for each of these names which version it is. Nothing is fetched.
 */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { awsTable } from "./verb-tables/aws.ts";
import { dockerVerbs, gitVerbs, goVerbs } from "./verb-tables/command-trees.ts";
import { asText, readTree } from "./verb-tables/json-files.ts";
import { redisTable } from "./verb-tables/redis.ts";
import { wrappedWords } from "./verb-tables/wrapped-words.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("say which folder holds the checkouts");

const versions = readTree(join(folder, "versions.json"));

function versionOf(tool: string): string {
  const known = asText(versions[tool]);
  if (known === "") throw new Error(`versions.json does not say which ${tool} it is`);
  return known;
}

function write(file: string, about: string, body: string): void {
  const text = `/**\n * ${about}\n *\n * Written by scripts/write-verb-tables.ts, never by hand.\n */\n\n${body}`;
  writeFileSync(new URL(`../src/playbook/shell/tools/tables/${file}`, import.meta.url), text);
}

write(
  "redis-commands.ts",
  `What Redis says of its own commands (redis/redis, ${versionOf("redis")}).`,
  redisTable(join(folder, "redis/src/commands")),
);
write(
  "aws-operations.ts",
  `What the AWS service models say of their operations (boto/botocore, ${versionOf("botocore")}).`,
  awsTable(join(folder, "botocore/botocore/data")),
);

const TREES = {
  kubectl: goVerbs(join(folder, "kubectl/pkg/cmd"), "cmd.go"),
  helm: goVerbs(join(folder, "helm/pkg/cmd"), "root.go"),
  docker: dockerVerbs(join(folder, "docker-cli/docs/reference/commandline")),
  git: gitVerbs(join(folder, "git/command-list.txt")),
};
const sources = Object.keys(TREES)
  .map((tool) => `${tool} ${versionOf(tool === "docker" ? "docker-cli" : tool)}`)
  .join(", ");
write(
  "tool-verbs.ts",
  `Every verb of these tools, from their own command trees: ${sources}.`,
  Object.entries(TREES)
    .map(([tool, verbs]) => `export const ${tool.toUpperCase()}_VERBS = ${wrappedWords(verbs)};\n`)
    .join("\n"),
);
