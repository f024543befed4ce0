import { expect, test } from "vitest";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { OpenShell } from "./open-shell.ts";
import { classifyTyped } from "./typed-command.ts";

const parsers = await loadSyntaxParsers();

function effectsOf(commands: readonly string[], headings: readonly number[] = []): string[] {
  const shell = new OpenShell(() => headings);
  return commands.map(
    (command, index) => classifyTyped({ command, line: index + 1 }, shell, parsers).effect,
  );
}

test("what follows a shell in a pod is typed into it, until it is left", () => {
  expect(
    effectsOf(["uptime", "kubectl exec -it web-0 -- sh", "uptime", "rm a", "exit", "uptime"]),
  ).toEqual(["observe", "manual", "manual", "manual", "manual", "observe"]);
});

test("the program that opened it stands outside", () => {
  expect(effectsOf(["oc debug node/a", "docker ps", "oc get pods", "docker ps"])).toEqual([
    "manual",
    "manual",
    "observe",
    "observe",
  ]);
});

test("a heading ends it", () => {
  expect(effectsOf(["oc rsh web-0", "uptime", "uptime"], [1, 3, 9])).toEqual([
    "manual",
    "manual",
    "observe",
  ]);
});

test.each([
  "kubectl exec web-0 -- uptime",
  "ssh web-1 uptime",
  "ssh web-1",
  "kubectl edit deployment web",
  "vi a",
  "chroot /host",
])("%s opens no shell elsewhere", (command) => {
  expect(effectsOf([command, "uptime"])[1]).toBe("observe");
});

test("what is typed there is told beside", () => {
  const shell = new OpenShell(() => []);
  const classes = ["oc rsh web-0", "rm -rf /tmp/a", "sh-5.1$ df -h"].map((command, index) =>
    classifyTyped({ command, line: index + 1 }, shell, parsers),
  );
  expect(classes.map(({ typedInto }) => typedInto)).toEqual([
    undefined,
    { client: "shell", effect: "change" },
    { client: "shell", effect: "observe" },
  ]);
});
