import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentOf, recordingContext } from "../../../test/support/compile-context.ts";
import type { Phase, Runbook, RunbookStep } from "../../domain/playbook.ts";
import { compileRunbooks } from "./runbooks.ts";

function runbooksOf(text: string, options: { phases?: readonly Phase[]; file?: string } = {}) {
  const context = recordingContext({ presentFiles: ["here.yaml"] });
  const document = documentOf(text, options.file ?? "house.md");
  const runbooks = compileRunbooks([document], context, options.phases ?? []);
  return { runbooks, context, outline: runbooks.flatMap(outlineOf) };
}

/** One line for each title, option and step: "? " before what is optional, "$" before a command that is its own text. */
function outlineOf(runbook: Runbook): readonly string[] {
  return [
    `# ${runbook.title}`,
    ...runbook.blocks.flatMap((block) => [
      `${block.kind}${block.title === undefined ? "" : ` ${block.title}`}`,
      ...("steps" in block
        ? block.steps.map((step) => `  ${stepLine(step)}`)
        : block.options.flatMap((option) => [
            `  > ${option.when === undefined ? option.title : `when ${option.when}`}`,
            ...option.steps.map((step) => `    ${stepLine(step)}`),
          ])),
    ]),
  ];
}

function stepLine({ text, command, effect, optional }: RunbookStep): string {
  const words =
    command === undefined ? text : command === text ? `$ ${text}` : `${text} $ ${command}`;
  return `${optional ? "? " : ""}${words}${effect === "manual" && command === undefined ? " (manual)" : ""}`;
}

const fence = (body: string): string => `~~~bash\n${body}\n~~~\n`;

describe("a fence", () => {
  it("is split at what its comments say", () => {
    const { outline } = runbooksOf(`## Cold rooms

${fence(`#!/bin/sh
# Read the gauge
# of the main pipe
kubectl get pods -n a
kubectl get nodes

kubectl top nodes
# =======
# 1. Read the log:
kubectl logs boiler
# 2. Usual reasons:
# - frost → open the tap
# - no oil → order some
# 3. Mitigation:
# If the pump stands:
kubectl rollout restart deploy/pump
# In case of a leak:
kubectl scale deploy/main --replicas=0
# 4. Tell the guests if necessary:
kubectl create job tell
# The end`)}`);
    expect(outline).toEqual([
      "# Cold rooms",
      "sequence",
      "  Read the gauge of the main pipe $ kubectl get pods -n a",
      "  Read the gauge of the main pipe $ kubectl get nodes",
      "  $ kubectl top nodes",
      "  Read the log $ kubectl logs boiler",
      "hint Usual reasons",
      "  frost → open the tap",
      "  no oil → order some",
      "branch Mitigation",
      "  > when the pump stands",
      "    If the pump stands $ kubectl rollout restart deploy/pump",
      "  > when a leak",
      "    In case of a leak $ kubectl scale deploy/main --replicas=0",
      "sequence",
      "  ? Tell the guests if necessary $ kubectl create job tell",
      "hint",
      "  The end",
    ]);
  });

  it("keeps mitigations together across fences, and each with all that belongs to it", () => {
    const { outline } = runbooksOf(`## Cold rooms

${fence("# Look\nkubectl get pods\n\n# MITIGATION 1: Restart\nkubectl delete pod a\n# Then look\nkubectl get pods")}
${fence("# MITIGATION 2: Call the plumber")}
${fence("# MITIGATION 1: Begin anew\nkubectl delete pod b")}`);
    expect(outline).toEqual([
      "# Cold rooms",
      "sequence",
      "  Look $ kubectl get pods",
      "choice",
      "  > Restart",
      "    Restart $ kubectl delete pod a",
      "    Then look $ kubectl get pods",
      "  > Call the plumber",
      "    Call the plumber (manual)",
      "choice",
      "  > Begin anew",
      "    Begin anew $ kubectl delete pod b",
    ]);
  });

  it("makes options of a way and another way", () => {
    const { outline } = runbooksOf(
      `## Cold rooms\n\n${fence("# Look\nkubectl get pods\n# Turn it up\nkubectl scale deploy/a --replicas=2\nkubectl get pods\n# Or edit it\nkubectl edit deploy/a\n# Or pray")}`,
    );
    expect(outline).toEqual([
      "# Cold rooms",
      "sequence",
      "  Look $ kubectl get pods",
      "choice",
      "  > Turn it up",
      "    Turn it up $ kubectl scale deploy/a --replicas=2",
      "    Turn it up $ kubectl get pods",
      "  > Edit it",
      "    Edit it $ kubectl edit deploy/a",
      "  > Pray",
      "    Pray (manual)",
    ]);
  });

  it("titles the parts below a label, and takes what only says what to do as done by a person", () => {
    const { outline } = runbooksOf(
      `## Cold rooms\n\n${fence("# 5. Remedies:\n# Descale:\nkubectl scale deploy/a --replicas=0\n\n# Refill:\nkubectl scale deploy/a --replicas=1\n\n# Call the plumber\n\n# Solution: wait\nsleep 5")}`,
    );
    expect(outline).toEqual([
      "# Cold rooms",
      "sequence Remedies",
      "  Descale $ kubectl scale deploy/a --replicas=0",
      "  Refill $ kubectl scale deploy/a --replicas=1",
      "  Call the plumber (manual)",
      "sequence Solution",
      "  wait $ sleep 5",
    ]);
  });

  it("shows what its commands print, and where exactly they stand", () => {
    const { runbooks } = runbooksOf(`## Cold rooms

1. Look at all of them:

   ~~~console
   $ kubectl get pods \\
       -n house
   NAME   READY
   pump   0/1
   ~~~

> ~~~sh
> kubectl get nodes
> ~~~
`);
    const steps = runbooks[0]?.blocks.flatMap((block) => ("steps" in block ? block.steps : []));
    expect(steps).toMatchObject([
      {
        text: "Look at all of them",
        command: "kubectl get pods \\\n    -n house",
        expectedOutput: "NAME   READY\npump   0/1",
        effect: "observe",
        source: { file: "house.md", line: 6, column: 6 },
      },
      { command: "kubectl get nodes", source: { line: 13, column: 3 } },
    ]);
  });

  it("takes what is announced as output for output", () => {
    const { runbooks, outline } = runbooksOf(`## Cold rooms

${fence("kubectl get pods")}
Example output:

~~~text
pump 0/1
~~~

The output should look like this:

~~~
pump 1/1
~~~
`);
    expect(outline).toHaveLength(3);
    const block = runbooks[0]?.blocks[0];
    expect(block && "steps" in block ? block.steps[0]?.expectedOutput : "").toBe(
      "pump 0/1\npump 1/1",
    );
  });

  it.each(["yaml", "markdown", "json", "promql", "text"])("of %s holds no steps", (language) => {
    expect(runbooksOf(`## Cold rooms\n\n~~~${language}\nkubectl get pods\n~~~\n`).runbooks).toEqual(
      [],
    );
  });
});

describe("a page about one alert", () => {
  it("is one runbook: lists are done by people, conditions are branches, reasons are hints", () => {
    const { outline, context } = runbooksOf(`# BoilerDown

## Meaning

The boiler is down. Check nothing here.

- nothing to do

## Diagnosis

Check the gauge. It is in the cellar.

1. List the pumps with \`kubectl get pods -n house\`.
2. Look for:
   - noise
   - smoke
3. Wait for the log:
   - Open the door
   - Read the log

Other things to look at:

- an old valve
- a new valve

## Mitigation

Two ways are possible; choose one of the following:

- **Descale**: takes an hour.
- Replace it:

  ~~~bash
  kubectl delete pod pump
  ~~~

If nothing helps, call the plumber.

- If it leaks:

  ~~~bash
  kubectl scale deploy/main --replicas=0
  ~~~

- If it stinks, open the windows.
`);
    expect(outline).toEqual([
      "# BoilerDown",
      "sequence Diagnosis",
      "  Check the gauge. It is in the cellar. (manual)",
      "  List the pumps with kubectl get pods -n house. $ kubectl get pods -n house",
      "  Look for: noise; smoke (manual)",
      "  Wait for the log (manual)",
      "  Open the door (manual)",
      "  Read the log (manual)",
      "hint Other things to look at",
      "  an old valve",
      "  a new valve",
      "choice Mitigation",
      "  > Descale",
      "    Descale: takes an hour. (manual)",
      "  > Replace it",
      "    Replace it $ kubectl delete pod pump",
      "sequence",
      "  ? If nothing helps, call the plumber. (manual)",
      "branch",
      "  > when it leaks",
      "    If it leaks $ kubectl scale deploy/main --replicas=0",
      "  > when it stinks",
      "    If it stinks, open the windows. (manual)",
    ]);
    expect(context.understoodLines.has("house.md:5")).toBe(false);
    expect(context.understoodLines.has("house.md:11")).toBe(true);
    expect(context.understoodLines.has("house.md:33")).toBe(true);
  });

  it("may be written with labels in bold, and with its ways as headings", () => {
    const { outline } = runbooksOf(`### Problem: no water

**Symptoms**:

- dry taps

**Diagnosis**:

${fence("# Check the tank\nkubectl get pods")}
**Solutions**:

#### 1. Refill

${fence("kubectl scale deploy/tank --replicas=2\n# Or refill by hand\nkubectl edit deploy/tank")}
#### 2. Repair

Call the plumber.
`);
    expect(outline).toEqual([
      "# no water",
      "sequence Diagnosis",
      "  Check the tank $ kubectl get pods",
      "choice Solutions",
      "  > Refill",
      "    Refill $ kubectl scale deploy/tank --replicas=2",
      "    Or refill by hand $ kubectl edit deploy/tank",
      "  > Repair",
      "    Call the plumber. (manual)",
    ]);
  });

  it("is none when it says nothing that can be done, nor is a postmortem", () => {
    expect(runbooksOf("# A\n\n## Meaning\n\nx\n\n## Mitigation\n\nTODO\n").runbooks).toEqual([]);
    const postmortem = "# A\n\n## Impact\n\n- x\n\n## Timeline\n\n## Resolution\n\n1. Restart it\n";
    expect(runbooksOf(postmortem).runbooks).toEqual([]);
  });
});

describe("what is a runbook", () => {
  it("is a section with commands, its parts included", () => {
    const { outline } = runbooksOf(
      `# House\n\n## Heating\n\n${fence("kubectl get pods")}\n### Option A: wait\n\n${fence("sleep 5")}\n### Option B\n\n1. Call the plumber\n\n### Afterwards\n\n${fence("kubectl get nodes")}`,
    );
    expect(outline).toEqual([
      "# Heating",
      "sequence",
      "  $ kubectl get pods",
      "choice",
      "  > wait",
      "    wait $ sleep 5",
      "  > Option B",
      "    Call the plumber (manual)",
      "sequence Afterwards",
      "  $ kubectl get nodes",
    ]);
  });

  it("is what is called one, in words alone, and steps that are called so", () => {
    const { outline } = runbooksOf(`# House

## Runbooks

### Power cut

1. Check the fuses
2. Ask the neighbours

### Flood

Words about floods.

## Moving house

### Step 1: Pack

- Pack boxes
- Check the cellar

### Step 2: Go

${fence("sleep 5")}
## Garden

1. Water the plants
`);
    expect(outline).toEqual([
      "# Power cut",
      "sequence",
      "  Check the fuses (manual)",
      "  Ask the neighbours (manual)",
      "# Moving house",
      "sequence Step 1: Pack",
      "  Pack boxes (manual)",
      "  Check the cellar (manual)",
      "sequence Step 2: Go",
      "  $ sleep 5",
    ]);
  });

  it("in a phase is only its commands, called by the words above them", () => {
    const phase = (line: number): Phase => ({
      id: `phase-${line}`,
      title: "x",
      sources: [],
      actions: [],
      objectives: [],
      source: { file: "house.md", line },
    });
    const { runbooks, outline } = runbooksOf(
      `# House\n\n## Phase 1: Look\n\n**Actions**:\n\n1. Check the fuses\n\n${fence("# Quick look\nkubectl get pods\n\n# Read on\nkubectl get nodes")}\n## Phase 2: Act\n\n### Heating\n\n${fence("sleep 5")}`,
      { phases: [phase(3), phase(17)] },
    );
    expect(outline).toEqual([
      "# Quick look",
      "sequence",
      "  $ kubectl get pods",
      "  Read on $ kubectl get nodes",
      "# Heating",
      "sequence",
      "  $ sleep 5",
    ]);
    expect(runbooks.map(({ id, phase: at, source }) => [id, at, source.line])).toEqual([
      ["quick-look", "phase-3", 10],
      ["heating", "phase-17", 19],
    ]);
  });

  it("may be a table of what is wrong and the command for it", () => {
    const { outline } = runbooksOf(`## Runbook: taps

| Symptom | What to do |
|---|---|
| drips | run \`kubectl rollout restart deploy/tap\` |
| is dry | wait |

| Step | Command |
|---|---|
| Look again | \`kubectl get pods -n taps\` |
| Read | never run \`kubectl delete pods --all\` |
`);
    expect(outline).toEqual([
      "# taps",
      "branch",
      "  > when drips",
      "    drips $ kubectl rollout restart deploy/tap",
      "  > when is dry",
      "    wait (manual)",
      "sequence",
      "  Look again $ kubectl get pods -n taps",
    ]);
  });

  it("may be a table with a column of commands, wherever it stands", () => {
    const rows =
      "|---|---|\n| drips | `kubectl rollout restart deploy/tap` |\n| is old | buy one |\n";
    expect(runbooksOf(`# House\n\n## Taps\n\n| Fault | Command |\n${rows}`).outline).toEqual([
      "# Taps",
      "sequence",
      "  drips $ kubectl rollout restart deploy/tap",
    ]);
    expect(runbooksOf(`# House\n\n## Taps\n\n| Fault | Maker |\n${rows}`).outline).toEqual([]);
    const lookedUp = "| Command | Use |\n|---|---|\n| `kubectl get pods -n taps` | lists taps |\n";
    expect(runbooksOf(`# House\n\n## Taps\n\n${lookedUp}`).outline).toEqual([]);
  });

  it("may be a list that asks for a command in its sentences", () => {
    const { outline } = runbooksOf(
      "# House\n\n## Taps\n\n1. Is it wet? `curl -sI https://tap.example.com/state`\n2. Look at the floor.\n",
    );
    expect(outline).toEqual([
      "# Taps",
      "sequence",
      "  Is it wet? curl -sI https://tap.example.com/state $ curl -sI https://tap.example.com/state",
    ]);
    expect(
      runbooksOf("# House\n\n## Taps\n\n- [ ] Run `kubectl get pods -n taps`\n").outline,
    ).toEqual([]);
    expect(
      runbooksOf("# House\n\n## Taps\n\n- Taps are listed with `kubectl`\n- The pump is old\n")
        .outline,
    ).toEqual([]);
    expect(
      runbooksOf("# House\n\n## Taps\n\n- A plain `docker compose up -d` now fills the tank\n")
        .outline,
    ).toEqual([]);
  });

  it("without any heading is called by its file", () => {
    expect(runbooksOf(fence("sleep 5"), { file: "a/pump-room.md" }).outline).toEqual([
      "# Pump room",
      "sequence",
      "  $ sleep 5",
    ]);
  });
});

describe("findings", () => {
  const codesOf = (text: string): readonly string[] =>
    runbooksOf(text)
      .context.diagnostics.filter(({ code }) => /TOC(?:307|309|312|402)/u.test(code))
      .map(({ code, line, column, endColumn }) => `${code} ${line}:${column}-${endColumn}`);

  it("names a change among what only looks, once the text says which changes help", () => {
    const body = "# Look\nkubectl get pods\n# Tidy\nkubectl delete pod a";
    expect(codesOf(`## A\n\n${fence(body)}`)).toEqual([]);
    expect(codesOf(`## A\n\n${fence(`${body}\n# MITIGATION 1: b\nkubectl delete pod b`)}`)).toEqual(
      ["TOC307 7:1-21"],
    );
    expect(codesOf(`# A\n\n## Diagnosis\n\n${fence(body)}\n## Mitigation\n\n- Wait\n`)).toEqual([
      "TOC307 9:1-21",
    ]);
    expect(codesOf(`# A\n\n## Diagnosis\n\n- Wait\n\n## Mitigation\n\n${fence(body)}`)).toEqual([]);
  });

  it("names a title that says otherwise than its commands, and then nothing more about them", () => {
    const after = "# MITIGATION 1: b\nkubectl delete pod b";
    expect(
      codesOf(`## A\n\n${fence(`# Check it\nkubectl get pods\nkubectl delete pod a\n${after}`)}`),
    ).toEqual(["TOC312 4:3-11"]);
    expect(codesOf(`## A\n\n${fence("# Restart it\nkubectl get pods")}`)).toEqual([
      "TOC312 4:3-13",
    ]);
    expect(
      codesOf(`## A\n\n${fence("# Restart it\nkubectl get pods\nkubectl delete pod a")}`),
    ).toEqual([]);
    expect(codesOf(`## A\n\n${fence("# Set the place\nexport PLACE=house")}`)).toEqual([]);
  });

  it("names files that are not there and that no command before makes", () => {
    const body =
      "kubectl apply -f gone.yaml\nkubectl apply -f here.yaml\ncat > made.yaml <<EOF\na\nEOF\nkubectl apply -f made.yaml";
    expect(codesOf(`## A\n\n- Do so:\n\n  ${fence(body).replaceAll("\n", "\n  ")}`)).toEqual([
      "TOC309 6:20-29",
    ]);
  });

  it("names two runbooks of one name, and tells their ids apart", () => {
    const { runbooks, context } = runbooksOf(
      `## A b\n\n${fence("sleep 1")}\n## a B\n\n${fence("sleep 2")}`,
    );
    expect(runbooks.map(({ id }) => id)).toEqual(["a-b", "a-b-2"]);
    const [finding] = context.diagnostics.filter(({ code }) => code === "TOC402");
    expect(finding).toMatchObject({ line: 7, column: 4, endColumn: 7 });
    expect(finding?.message).toContain("line 1");
  });

  it("places what is wrong with a command under its own characters", () => {
    const { context } = runbooksOf(
      "## A\n\n1. Look:\n\n   ~~~sh\n   $ kubectl describe pod <name of it> -n a\n   ~~~\n",
    );
    const [finding] = context.diagnostics.filter(({ code }) => code === "TOC303");
    expect(finding).toMatchObject({ line: 6, column: 27, endColumn: 39 });
  });
});

describe("any text", () => {
  const piece = fc.constantFrom(
    "## Runbook: a",
    "### Option A",
    "### Diagnosis",
    "**Solutions**:",
    "~~~bash",
    "~~~",
    "# MITIGATION 1: a",
    "# If a:",
    "# 1. a:",
    "# - a → b",
    "# Or a",
    "# Check a",
    "# Solution: a",
    "kubectl get pods -n a",
    "$ kubectl delete pod a",
    "output",
    "",
    "- If a, do b",
    "1. Check a:",
    "  - Restart `kubectl get pods -n a`",
    "Check a.",
    "| Symptom | `kubectl get pods -n a` |",
    "|-|-|",
  );

  it("compiles, and every step stands where its source says, in the order of the text", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (lines) => {
        const { runbooks } = runbooksOf(lines.join("\n"));
        for (const { blocks } of runbooks) {
          const steps = blocks.flatMap((block) =>
            "steps" in block ? block.steps : block.options.flatMap((option) => option.steps),
          );
          const commands = steps.filter(({ command }) => command !== undefined);
          for (const { command, source } of commands)
            expect(lines[source.line - 1]?.slice((source.column ?? 1) - 1)).toContain(command);
          // Under one heading that is an option there may be options of their own, as a block after it.
          for (const block of blocks) {
            const own = "steps" in block ? block.steps : block.options.flatMap((one) => one.steps);
            const places = own.map(({ source }) => source.line);
            expect(places).toEqual([...places].sort((a, b) => a - b));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("loses no command of a fence", () => {
    fc.assert(
      fc.property(
        fc.array(
          piece.filter((line) => !/^(?:~~~|\$|output)/u.test(line)),
          { maxLength: 20 },
        ),
        (lines) => {
          const { runbooks } = runbooksOf(`## Runbook: a\n\n~~~bash\n${lines.join("\n")}\n~~~\n`);
          const commands = runbooks.flatMap(({ blocks }) =>
            blocks.flatMap((block) =>
              ("steps" in block
                ? block.steps
                : block.options.flatMap((option) => option.steps)
              ).filter(({ command }) => command === "kubectl get pods -n a"),
            ),
          );
          expect(commands).toHaveLength(
            lines.filter((line) => line === "kubectl get pods -n a").length,
          );
        },
      ),
    );
  });
});
