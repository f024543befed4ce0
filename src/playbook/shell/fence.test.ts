import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isShellFence, readFence } from "./fence.ts";

function kinds(body: string, language = "bash"): string[] {
  return readFence(body, language).map(({ kind, text }) => `${kind}: ${text}`);
}

describe("which fences are shell", () => {
  test.each([
    ["uptime", "bash", true],
    ["uptime", "Console", true],
    ["uptime", " sh ", true],
    ["uptime", "zsh", true],
    ["uptime", "terminal", true],
    ["a: b", "yaml", false],
    ["# Title", "markdown", false],
    ["kubectl get nodes", undefined, true],
    ["kubectl get nodes", "", true],
    ["\n# first look\nkubectl get nodes", undefined, true],
    ["$ ./deploy.sh", undefined, true],
    ["ops@bastion:~$ uptime", undefined, true],
    ["Call the owner of the service.", undefined, false],
    ["NAME  READY\nweb-0 1/1", undefined, false],
    ["", undefined, false],
  ])("%j tagged %j: %s", (body, language, expected) => {
    expect(isShellFence(body, language)).toBe(expected);
  });

  test("a tag does not make shell of a query", () => {
    expect(isShellFence('sum by (pod) (\n  rate(errors{job="api"}[5m])\n)', "sh")).toBe(false);
  });

  test.each([
    "pumpctl drain --all \\\n  -- -q \\\n  -W valves::open\n\npumpctl audit",
    "pumpctl export --as json > a.json || true\npumpctl export --as csv  > a.csv   || true",
  ])("unknown programs however they are laid out: %j", (body) => {
    expect(isShellFence(body, "bash")).toBe(true);
  });

  test("a script with a mistake in it is still shell", () => {
    expect(isShellFence("echo 'start\nkubectl get pods", "bash")).toBe(true);
  });
});

describe("without prompts", () => {
  test("comments lose their mark, blank lines are left out", () => {
    expect(kinds("# Look first\n\nuptime\n## then\ndate")).toEqual([
      "comment: Look first",
      "command: uptime",
      "comment: then",
      "command: date",
    ]);
  });

  test("places are those of the text, not of the line", () => {
    expect(readFence("\n  #  Look\n  uptime -p", "bash")).toEqual([
      { kind: "comment", text: "Look", line: 1, column: 6, lineCount: 1 },
      { kind: "command", text: "uptime -p", line: 2, column: 3, lineCount: 1 },
    ]);
  });

  test.each([
    ["a trailing backslash", "kubectl get pods \\\n  -n shop", 2],
    ["a trailing pipe", "kubectl get pods |\n  grep web", 2],
    ["a trailing &&", "date &&\n  uptime", 2],
    ["an open quote", "psql -c 'SELECT 1\n  FROM t'", 2],
    ["a here-document", "cat <<END\na\n  b\nEND", 4],
    ["a loop", "for i in 1 2\ndo\n  echo $i\ndone", 4],
    ["a condition", "if true; then\n  date\nfi", 3],
    ["a function", "f() {\n  date\n}", 3],
    ["a substitution", "echo $(date\n)", 2],
    ["several backslashes", "curl \\\n  -s \\\n  http://web/", 3],
  ])("%s goes on", (_what, command, lineCount) => {
    expect(readFence(`${command}\nuptime`, "bash")).toEqual([
      { kind: "command", text: command, line: 0, column: 1, lineCount },
      { kind: "command", text: "uptime", line: lineCount, column: 1, lineCount: 1 },
    ]);
  });

  test("a quote that is never closed takes only its own line", () => {
    expect(kinds("echo it's late\nuptime\ndate")).toEqual([
      "command: echo it's late",
      "command: uptime",
      "command: date",
    ]);
  });

  test("an escaped backslash does not go on", () => {
    expect(kinds("echo a\\\\\nuptime")).toEqual(["command: echo a\\\\", "command: uptime"]);
  });

  test("a placeholder is no redirection that waits for more", () => {
    expect(kinds("kubectl logs <pod>\nuptime")).toEqual([
      "command: kubectl logs <pod>",
      "command: uptime",
    ]);
  });
});

describe("with prompts", () => {
  test("what has none is output, comments apart", () => {
    expect(
      kinds("$ kubectl get pods\nNAME   READY\nweb-0  1/1\n# later\n$ date\nMon", "console"),
    ).toEqual([
      "command: kubectl get pods",
      "output: NAME   READY",
      "output: web-0  1/1",
      "comment: later",
      "command: date",
      "output: Mon",
    ]);
  });

  test.each([
    ["$ date", "date", 3],
    ["  $  date", "date", 6],
    ["❯ date", "date", 3],
    ["➜ date", "date", 3],
    ["(venv) $ date", "date", 10],
    ["ops@web-1:~$ date", "date", 14],
    ["ops@web-1:/var/log$ date", "date", 21],
    ["[root@web-1 ~]# date", "date", 17],
    ["root@web-1:/# date", "date", 15],
  ])("%j", (line, text, column) => {
    expect(readFence(line, "console")).toEqual([
      { kind: "command", text, line: 0, column, lineCount: 1 },
    ]);
  });

  test("a shell inside a container keeps its prompt: the command belongs there", () => {
    expect(kinds("$ oc rsh web-0\nsh-4.4# ls /data\nfile\nbash-5.1$ date", "console")).toEqual([
      "command: oc rsh web-0",
      "command: sh-4.4# ls /data",
      "output: file",
      "command: bash-5.1$ date",
    ]);
  });

  test("a root prompt after another prompt is inside too", () => {
    expect(kinds("$ oc debug node/a\n# chroot /host\n# be careful", "console")).toEqual([
      "command: oc debug node/a",
      "command: # chroot /host",
      "comment: be careful",
    ]);
  });

  test("root prompts alone, in a terminal session", () => {
    expect(kinds("# systemctl status kubelet\nactive", "console")).toEqual([
      "command: systemctl status kubelet",
      "output: active",
    ]);
    expect(kinds("# systemctl status kubelet\nuptime", "bash")).toEqual([
      "comment: systemctl status kubelet",
      "command: uptime",
    ]);
  });

  test("continuations need no prompt, and may have the shell's own", () => {
    expect(readFence("$ kubectl get pods \\\n    -n shop\nNAME", "console")).toMatchObject([
      { kind: "command", text: "kubectl get pods \\\n    -n shop", lineCount: 2 },
      { kind: "output", text: "NAME", line: 2 },
    ]);
    expect(kinds("$ for i in 1 2; do\n> echo $i\n> done\n1", "console")).toEqual([
      "command: for i in 1 2; do\necho $i\ndone",
      "output: 1",
    ]);
  });

  test("a command that stays open ends at the next prompt", () => {
    expect(kinds("$ echo 'a\n$ date", "console")).toEqual(["command: echo 'a", "command: date"]);
  });
});

test("carriage returns change nothing", () => {
  const body = "# Look\nkubectl get pods \\\n  -n shop\n\ndate";
  expect(readFence(body.replaceAll("\n", "\r\n"), "bash")).toEqual(readFence(body, "bash"));
});

test("every line is in at most one part, in order, and no line of text is lost", () => {
  const line = fc.constantFrom(
    "date",
    "# note",
    "",
    "$ date",
    "echo 'a",
    "it's",
    "cat <<E",
    "E",
    "for i in a; do",
    "done",
    "x \\",
    "  y",
    "# kubectl get x",
    "sh-4.4# ls",
    "if a",
    "> b",
    ")",
  );
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 30 }),
      fc.constantFrom("bash", "console"),
      (lines, language) => {
        let next = 0;
        for (const part of readFence(lines.join("\n"), language)) {
          for (; next < part.line; next += 1) expect(lines[next]?.trim()).toBe("");
          expect(part.line).toBe(next);
          next += part.lineCount;
        }
        for (; next < lines.length; next += 1) expect(lines[next]?.trim()).toBe("");
      },
    ),
  );
});

test("hostile fences take no longer than their length allows", () => {
  const body = "if a;then \n".repeat(3000);
  const parts = readFence(body, "bash");
  expect(parts.at(-1)?.line).toBe(2999);
});

test("a program that nobody knows, and goes on on the next line, is a command", () => {
  const body = "qtool show --queue <queue> \\\n  --all";
  expect(isShellFence(body, "bash")).toBe(true);
  expect(readFence(body, "bash").map(({ kind }) => kind)).toEqual(["command"]);
});

test("a fence of commands that start a language's programs is tagged by the language", () => {
  expect(isShellFence("# Check\npoetry run python -m shop.check", "python")).toBe(true);
  expect(isShellFence("docker compose restart web", "powershell")).toBe(true);
  expect(isShellFence("import shop\nshop.check()", "python")).toBe(false);
  expect(isShellFence("date = today()\nprint(date)", "python")).toBe(false);
});

test("the line that says what runs a script is nothing to type", () => {
  const kinds = readFence("#!/bin/bash\ndf -h", "bash").map(({ kind }) => kind);
  expect(kinds).toEqual(["command"]);
});
