import { expect, test } from "vitest";
import { at, playbookOf } from "../../../test/support/playbook-of.ts";
import type { Runbook } from "../../domain/playbook.ts";
import { matchRunbooks } from "./match-runbooks.ts";

function runbook(title: string): Runbook {
  return { id: title.toLowerCase().replaceAll(" ", "-"), title, blocks: [], source: at(1) };
}

const playbook = playbookOf({
  runbooks: [
    "Quick health check",
    "API Pods Crashing",
    "Redis Out of Memory",
    "KubeNodeNotReady",
  ].map(runbook),
});

test.each<[string, Parameters<typeof matchRunbooks>[1], string[]]>([
  ["its title", { title: "API pods crashing", labels: {} }, ["API Pods Crashing"]],
  [
    "words of its title",
    { title: "redis-0 is out of memory in shop", labels: {} },
    ["Redis Out of Memory"],
  ],
  [
    "an alert's name",
    { title: "x", labels: { alertname: "KubeNodeNotReady" } },
    ["KubeNodeNotReady"],
  ],
  ["a label", { title: "x", labels: { runbook: "redis-out-of-memory" } }, ["Redis Out of Memory"]],
  [
    "a rule",
    { title: "API pods crashing", labels: {}, runbook: "Redis Out of Memory" },
    ["Redis Out of Memory"],
  ],
  ["nothing", { title: "Checkout is slow", labels: {} }, []],
])("by %s", (_, incident, titles) => {
  expect(matchRunbooks(playbook, incident).map(({ title }) => title)).toEqual([
    "Quick health check",
    ...titles,
  ]);
});
