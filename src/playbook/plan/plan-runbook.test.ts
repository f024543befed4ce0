import { describe, expect, test } from "vitest";
import { at, playbookOf } from "../../../test/support/playbook-of.ts";
import type { Overlay, Runbook, RunbookBlock, RunbookStep } from "../../domain/playbook.ts";
import type { PlannedStep } from "../../domain/runbook-plan.ts";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { classifyCommand } from "../shell/classify.ts";
import { wordText } from "./class-stages.ts";
import { valuesListed } from "./plan-inputs.ts";
import { planRunbooks } from "./plan-runbook.ts";

const parsers = await loadSyntaxParsers();

let line = 10;

function step(command: string): RunbookStep {
  line += 1;
  const { effect, placeholders } = classifyCommand(command, parsers);
  return { text: command, command, effect, placeholders, source: at(line) };
}

function sequence(...commands: readonly string[]): RunbookBlock {
  return { kind: "sequence", steps: commands.map(step), source: at(line) };
}

function plan(
  blocks: readonly RunbookBlock[],
  {
    labels = {},
    overlay = {},
  }: { labels?: Record<string, string>; overlay?: Partial<Overlay> } = {},
): readonly PlannedStep[] {
  const runbook: Runbook = { id: "web-down", title: "Web down", blocks, source: at(1) };
  return planRunbooks(playbookOf({ runbooks: [runbook], overlay }), [runbook], { parsers, labels });
}

function deedOf(
  command: string,
  surroundings: Parameters<typeof plan>[1] = {},
): PlannedStep["deed"] {
  const [only] = plan([sequence(command)], surroundings);
  if (only === undefined) throw new Error("no step");
  return only.deed;
}

/** `kubectl get pods | grep*`: a star for what the runner does itself. */
function argvOf(deed: PlannedStep["deed"]): string {
  if (deed.kind !== "run") return deed.kind;
  return deed.stages
    .map(({ argv, isFilter }) => JSON.stringify(argv.map(wordText)) + (isFilter ? "*" : ""))
    .join(" | ");
}

describe("the argv of a command", () => {
  test.each([
    ["kubectl get pods -n shop", '["kubectl","get","pods","-n","shop"]'],
    [
      "kubectl get events --sort-by='.lastTimestamp' -n shop | head -20",
      '["kubectl","get","events","--sort-by=.lastTimestamp","-n","shop"] | ["head","-20"]*',
    ],
    [
      "kubectl set env deployment/web A=b -n shop",
      '["kubectl","set","env","deployment/web","A=b","-n","shop"]',
    ],
    [
      'kubectl exec -it db-0 -n shop -- psql -U web -c "SELECT count(*) FROM pg_stat_activity;"',
      '["kubectl","exec","db-0","-n","shop","--","psql","-U","web","-c","SELECT count(*) FROM pg_stat_activity;"]',
    ],
    [
      'curl http://prom:9090/api/v1/query?query=up{job="web"}',
      '["curl","http://prom:9090/api/v1/query?query=up%7Bjob=%22web%22%7D"]',
    ],
    [
      `curl "http://prom:9090/api/v1/query?query=rate(http_total{status=~'5..'}[5m])"`,
      '["curl","http://prom:9090/api/v1/query?query=rate(http_total%7Bstatus=~%275..%27%7D%5B5m%5D)"]',
    ],
    ["psql -c 'select 1' 2>/dev/null", '["psql","-c","select 1"]'],
  ])("%s", (command, argv) => {
    expect(argvOf(deedOf(command))).toBe(argv);
  });
});

describe("the class of a step is that of its most careful stage", () => {
  test.each([
    ["kubectl get pods -n shop", "observe"],
    ["kubectl get secret web -n shop -o yaml", "reveal"],
    ["kubectl rollout undo deployment/web -n shop", "change"],
    ["kubectl delete pod web -n shop | grep web", "change"],
    ["kubectl get pods -n shop | redis-cli FLUSHALL", "change"],
  ])("%s: %s", (command, effect) => {
    expect(deedOf(command)).toMatchObject({ kind: "run", effect });
  });

  test.each(["vi x", "kubectl exec -it web -- bash", "redis-cli MONITOR"])(
    "%s is a person's",
    (command) => {
      expect(deedOf(command)).toMatchObject({ kind: "tick" });
    },
  );
});

describe("what the overlay completes is told", () => {
  test("the namespace", () => {
    const overlay = { runbookDefaults: { namespace: "shop" } };
    expect(deedOf("kubectl logs -l app=web", { overlay })).toMatchObject({
      stages: [{ argv: [["kubectl"], ["-n"], ["shop"], ["logs"], ["-l"], ["app=web"]] }],
      notes: ["`-n shop` is added: runbookDefaults of tocsin.yaml"],
    });
    expect(deedOf("kubectl logs -l app=web -n other", { overlay })).toMatchObject({ notes: [] });
    expect(deedOf("kubectl logs -l app=web")).toMatchObject({ notes: [/no namespace is given/u] });
  });

  test("a defective step is refused until its argv is stated", () => {
    const command =
      'kubectl exec -it redis-0 -- redis-cli --scan --pattern "cache:*" | xargs redis-cli DEL';
    expect(deedOf(command)).toMatchObject({
      kind: "refused",
      reason: /xargs/u,
      help: /stepOverrides/u,
    });
    const argv = [
      "kubectl",
      "exec",
      "redis-0",
      "-n",
      "shop",
      "--",
      "redis-cli",
      "DEL",
      "cache:all",
    ];
    const deed = deedOf(command, { overlay: { stepOverrides: [{ command, argv }] } });
    expect(deed).toMatchObject({ kind: "run", effect: "change", notes: [/stepOverrides/u] });
    expect(argvOf(deed)).toBe(JSON.stringify(argv));
  });

  test("what is stated is judged like what is written", () => {
    const stepOverrides = [{ command: "xargs id", argv: ["bash", "-c", "id"] }];
    expect(deedOf("xargs id", { overlay: { stepOverrides } })).toMatchObject({ kind: "refused" });
  });
});

describe("inputs", () => {
  const inputsOf = (deed: PlannedStep["deed"] | undefined): unknown =>
    deed?.kind === "run" ? deed.inputs : deed?.kind;

  test("come from the labels where they are of the form that is asked for", () => {
    const command = "kubectl describe pod <pod-name> -n $NAMESPACE";
    expect(inputsOf(deedOf(command, { labels: { pod: "web-1", namespace: "shop" } }))).toEqual([
      { name: "pod-name", kind: "name", value: "web-1", from: "label pod" },
      { name: "NAMESPACE", kind: "namespace", value: "shop", from: "label namespace" },
    ]);
    expect(
      inputsOf(deedOf(command, { labels: { pod: "--kubeconfig=x", namespace: "ѕhop" } })),
    ).toEqual([
      { name: "pod-name", kind: "name" },
      { name: "NAMESPACE", kind: "namespace" },
    ]);
  });

  test("come from an earlier line, whose first value counts", () => {
    const steps = plan([
      sequence(
        "export NS=shop",
        "NS=other",
        "TAG=$(git rev-parse HEAD)",
        "kubectl get pods -n $NS",
      ),
    ]);
    expect(steps.map(({ deed }) => deed.kind)).toEqual(["set", "set", "refused", "run"]);
    expect(inputsOf(steps[3]?.deed)).toMatchObject([
      { name: "NS", value: "shop", from: /set on line/u },
    ]);
  });

  test("name the step that lists what may be meant", () => {
    const steps = plan([
      sequence("kubectl get pods -n shop", "kubectl describe pod <pod-name> -n shop"),
    ]);
    expect(inputsOf(steps[1]?.deed)).toEqual([{ name: "pod-name", kind: "name", listedBy: 1 }]);
    const output = "NAME    READY   STATUS\nweb-1   1/1     Running\n--x     0/1     Pending\n";
    expect(valuesListed(output, { kind: "name" })).toEqual(["web-1"]);
  });

  test("offer the alternatives that are written", () => {
    expect(inputsOf(deedOf("kubectl get pods -l side=<blue|green> -n shop"))).toEqual([
      { name: "blue|green", kind: "text", choices: ["blue", "green"] },
    ]);
  });
});

test("steps are numbered through, and belong to their alternative", () => {
  const steps = plan([
    sequence("kubectl get pods -n shop"),
    {
      kind: "choice",
      options: [
        "kubectl rollout undo deployment/web -n shop",
        "kubectl scale deployment/web --replicas=9 -n shop",
      ].map((command) => ({ title: command, steps: [step(command)], source: at(1) })),
      source: at(1),
    },
    {
      kind: "hint",
      steps: [{ text: "Look at the graphs", placeholders: [], source: at(2) }],
      source: at(2),
    },
  ]);
  expect(
    steps.map(({ number, key, option, deed }) => [number, key, option?.number, deed.kind]),
  ).toEqual([
    [1, "web-down/1", undefined, "run"],
    [2, "web-down/2", 1, "run"],
    [3, "web-down/3", 2, "run"],
    [4, "web-down/4", undefined, "tick"],
  ]);
});
