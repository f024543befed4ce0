import { describe, expect, test } from "vitest";
import { isShellFence, readFence } from "./fence.ts";
import { isSampleLine } from "./sample-lines.ts";

describe("lines that nobody types", () => {
  test.each([
    "2031-04-05T06:07:08Z started",
    "[2031-04-05 06:07:08] started",
    "Apr  5 06:07:08 web-1 kernel: oops",
    "E0405 06:07:08.123456   77 pump.go:12] failed",
    "pump.go:12] failed",
    'level=error msg="no water"',
    "ERROR: no water",
    "apiVersion: v1",
    "metadata:",
    "- name: pump",
    "---",
    '{"pump": 1}',
    '[{"pump": 1}]',
    '"pump": 1,',
    "}",
    "max_pumps = 3",
    "*/5 * * * * /opt/pump.sh",
    "0 6 * * mon /opt/pump.sh",
    "@daily /opt/pump.sh",
    "NAME   READY   STATUS",
    "pump-0   1/1   Running   3d",
    "...",
    "3 pumps are full",
    'pump_level{side="left"} > 3',
    "sum by (side) (pump_level)",
    "rate(pump_level[5m])",
    "pump_level_meters_total",
    "Look at every pump in turn",
    "pump: stopped because it ran dry",
    "notAfter=Apr  5 06:07:08 2031 GMT",
    "--side=left",
    "// the left pump",
  ])("%s", (line) => {
    expect(isSampleLine(line)).toBe(true);
  });

  test.each([
    "kubectl get pods",
    "pumpctl start --side left",
    "./pump.sh start",
    "/opt/pump/bin/start",
    "$PUMP start",
    '"$PUMP" start',
    "SIDE=left",
    "SIDE=left pumpctl start",
    "export SIDE=left",
    "if true; then date; fi",
    "for i in a b; do",
    "while read -r line",
    "[ -f /tmp/pump ] && date",
    "{ date; uptime; }",
    "( date; uptime )",
    "curl -H 'Accept: text/plain' http://pump",
    "pumpctl start 'side: left'",
    "time date",
    "pump() {",
    "date",
    "pumpctl",
  ])("but %s is a command", (line) => {
    expect(isSampleLine(line)).toBe(false);
  });
});

const kindsOf = (body: string): string[] => readFence(body, "bash").map(({ kind }) => kind);

describe("a fence", () => {
  test("of a command and what it prints, without prompts", () => {
    expect(kindsOf("kubectl get pods\nNAME   READY   AGE\npump-0   1/1   3d")).toEqual([
      "command",
      "output",
      "output",
    ]);
  });

  test("of settings under their file's name, up to the next comment", () => {
    expect(
      kindsOf(
        "# pump.conf\nside left\nretries 3 # at most\n\nlevel high\n# Start it\nsystemctl start pump",
      ),
    ).toEqual(["comment", "output", "output", "output", "comment", "command"]);
  });

  test("without any program is shell only if nothing in it is a sample", () => {
    expect(isShellFence("pumpctl start\npumpctl watch", "bash")).toBe(true);
    expect(isShellFence("pump is dry\nstatus: dry", "bash")).toBe(false);
    expect(isShellFence("# only\n# comments", "bash")).toBe(true);
    expect(isShellFence("# pump.conf\nside = left", "bash")).toBe(false);
  });
});
