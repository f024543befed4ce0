import { describe, expect, test } from "vitest";
import { loadSyntaxParsers } from "../../../../platform/syntax-parsers.ts";
import { classifyCommand } from "../../classify.ts";
import { AWS_TELLING } from "./aws-operations.ts";
import { REDIS_OTHER, REDIS_READONLY, REDIS_WRITE } from "./redis-commands.ts";
import { DOCKER_VERBS, GIT_VERBS, HELM_VERBS, KUBECTL_VERBS } from "./tool-verbs.ts";

const parsers = await loadSyntaxParsers();
const effectOf = (command: string): string => classifyCommand(command, parsers).effect;
const words = (list: string): string[] => list.split(/\s+/u);
const redis = (list: string): string[] =>
  words(list).map((command) => `redis-cli ${command.replace("|", " ")} a`);

describe("Redis", () => {
  test("what it flags as writing is a change", () => {
    expect(redis(REDIS_WRITE).filter((command) => effectOf(command) !== "change")).toEqual([]);
  });

  test("every command that it has is classed", () => {
    const all = [...redis(REDIS_READONLY), ...redis(REDIS_OTHER)];
    expect(all.filter((command) => effectOf(command) === "unknown")).toEqual([]);
  });
});

test("what the models of AWS mark as sensitive is never a plain reading", () => {
  const masked = /^(?:rds|docdb|neptune) describe-db-|^redshift describe-clusters/u;
  const telling = Object.entries(AWS_TELLING)
    .flatMap(([service, operations]) => words(operations).map((one) => `${service} ${one}`))
    .filter((phrase) => !masked.test(phrase));
  expect(telling.filter((phrase) => effectOf(`aws ${phrase}`) === "observe")).toEqual([]);
});

test.each([
  ["kubectl", KUBECTL_VERBS, "diff exec top"],
  ["git", GIT_VERBS, ""],
])("every verb of %s is known", (tool, verbs, needingMore) => {
  const known = words(verbs).filter((verb) => !words(needingMore).includes(verb));
  const isUnknown = (verb: string): boolean =>
    [`${tool} ${verb}`, `${tool} ${verb} <a> <b>`].every((line) => effectOf(line) === "unknown");
  expect(known.filter(isUnknown)).toEqual([]);
});

test.each([
  ["docker", DOCKER_VERBS],
  ["helm", HELM_VERBS],
])("a verb of %s that is not known to read is a change", (tool, verbs) => {
  const effects = new Set(words(verbs).map((verb) => effectOf(`${tool} ${verb} --no-such-option`)));
  expect(effects).not.toContain("observe");
});
