import { describe, expect, it } from "vitest";
import { documentOf, recordingContext } from "../../../test/support/compile-context.ts";
import { compilePhases } from "../phases/phases.ts";
import { compileRunbooks } from "./runbooks.ts";

/** One line for each runbook, option and step, with its line; blocks are left out but for choices and branches. */
function outline(text: string, file = "house.md"): readonly string[] {
  const context = recordingContext();
  const documents = [documentOf(text, file)];
  const phases = compilePhases(documents, context);
  return compileRunbooks(documents, context, phases).flatMap(({ title, phase, blocks }) => [
    `# ${title}${phase === undefined ? "" : ` in ${phase}`}`,
    ...blocks.flatMap((block) =>
      "steps" in block
        ? block.steps.map((step) => `${step.source.line} ${step.text}`)
        : [
            block.kind,
            ...block.options.flatMap((option) => [
              `${option.source.line} > ${option.when ?? option.title}`,
              ...option.steps.map((step) => `${step.source.line}   ${step.text}`),
            ]),
          ],
    ),
  ]);
}

describe("a procedure without any command", () => {
  it("is a list of instructions in a document about incidents", () => {
    expect(
      outline(`# Incident response

## Steps for the porter

1. Ring the bell.
   - Hold it for a minute
   - It is in the hall.
2. Everybody leaves.

## When it smokes

You may smell it first.

- Close the doors
- Do not open a window
- The smoke is grey.
- Call the fire brigade
`),
    ).toEqual([
      "# Steps for the porter",
      "5 Ring the bell.",
      "6 Hold it for a minute",
      "8 Everybody leaves.",
      "# When it smokes",
      "14 Close the doors",
      "15 Do not open a window",
      "17 Call the fire brigade",
    ]);
  });

  it("is a list of troubles with what is done then, asked in bold or named", () => {
    const list = `# Incident response

## First moves

- **Pump broken?** Start the spare one.
- **Tank not filling?** — Open the upper sluice.
- **Still unclear?** Ring the bell and keep looking.
`;
    expect(outline(list)).toEqual([
      "# First moves",
      "branch",
      "5 > Pump broken?",
      "5   Pump broken?: Start the spare one.",
      "6 > Tank not filling?",
      "6   Tank not filling?: Open the upper sluice.",
      "7 > Still unclear?",
      "7   Still unclear?: Ring the bell and keep looking.",
    ]);
    // What may be answered with anything is no case.
    const open = list
      .replace("Pump broken?", "Which pump is it?")
      .replace("Tank not", "What is not");
    expect(outline(open).some((line) => line.includes(">"))).toBe(false);
  });

  it("is a cause with its deed behind a dash, and a trouble solved below its heading", () => {
    expect(
      outline(`# Pump outage runbook

## Common causes

1. **Tank exhausted** - Fill it or ask for more
2. **Sluice stuck** - Oil the hinge

## Resolution steps

### For a leak

1. Close the upper sluice.

### For a full tank

1. Open the lower sluice.
`),
    ).toEqual([
      "# Pump outage runbook",
      "branch",
      "5 > Tank exhausted",
      "5   Tank exhausted - Fill it or ask for more",
      "6 > Sluice stuck",
      "6   Sluice stuck - Oil the hinge",
      "branch",
      "10 > a leak",
      "12   Close the upper sluice.",
      "14 > a full tank",
      "16   Open the lower sluice.",
    ]);
  });

  it("is no list of pages to read, each with what it is about", () => {
    expect(
      outline(
        "# Incident runbooks\n\n## SEV-1\n\n1. [pump.md](pump.md) — close the sluice\n2. [tank.md](tank.md) - fill the tank\n3. [bell.md](bell.md): ring it\n",
      ),
    ).toEqual([]);
  });

  it("is a problem with its stages, and with whom to tell of it", () => {
    const text = (title: string): string => `# Incident playbook

## ${title}

### Immediate actions

1. Close the upper sluice.
2. Ring the bell.
3. Start the pump.

### Guest communication

- The lower rooms are wet.
`;
    expect(outline(text("Tank leak"))[0]).toBe("# Tank leak");
    expect(outline(text("The house"))[0]).toBe("# Immediate actions");
  });

  it("may depend on what goes wrong, said with no if", () => {
    const text = `# Incident runbook

## Failure and recovery

- On a pump failure, start the spare one.
- On overload of the tank, open the lower sluice. Never close it again.
- On the roof, shut the hatch.
`;
    expect(outline(text).filter((line) => line.includes(">"))).toEqual([
      "5 > a pump failure",
      "6 > overload of the tank",
    ]);
  });

  it("is a paragraph for each trouble, called by it in bold before a dash", () => {
    const text = `# Incident runbook

## Procedures

**Pump failure** — start the spare one, then ring the bell.

**Tank leak** — the float sinks; close the upper sluice.

**Noisy guests** — ask them to leave.

**Power outage** — light the lamps.
`;
    expect(outline(text).filter((line) => line.includes(">"))).toEqual([
      "5 > Pump failure",
      "7 > Tank leak",
      "9 > Noisy guests",
      "11 > Power outage",
    ]);
    // Where most of them are called otherwise, they are about something else.
    expect(outline(text.replace(/Tank leak|Power outage/gu, "Cellar"))).toEqual([]);
  });

  it("is what stands below a label for steps inside a list, and no sign that it is over", () => {
    expect(
      outline(`# Incident playbook

## Tank overflow

- Trigger: the float touches the bell.
- Immediate actions:
  - Close the upper sluice.
  - Ring the bell.
- Recovery checks:
  - Open sluices at rest.
  - Level below 2 m.
`),
    ).toEqual(["# Tank overflow", "7 Close the upper sluice.", "8 Ring the bell."]);
  });

  it("is one page for one problem, whatever it calls the parts of its recovery", () => {
    const page = (title: string): string => `# ${title}

## Symptoms & alerts

- The bell rings

## Diagnostics

Look at the gauge.

## Recovery procedures

### Scenario 1: Pump stopped

1. Start the pump.

### Scenario 2: Tank empty

1. Fill the tank.
`;
    expect(outline(page("Runbook: pump room flooded"), "page.md")[0]).toBe("# pump room flooded");
    // A handbook collects procedures.
    const titles = outline(page("Pump handbook"), "page.md").filter((line) => line.startsWith("#"));
    expect(titles).toEqual(["# Scenario 1: Pump stopped", "# Scenario 2: Tank empty"]);
  });

  it("is no level of severity with its impact and its response", () => {
    const text = (heading: string): string => `# Incident response

## ${heading}

### SEV-1: Lamp room flooded

**Impact:** all is dark

**Response:**
- Page the keeper
- Close the sluice
`;
    expect(outline(text("Severity levels"))).toEqual([]);
    expect(outline(text("Procedures"))).toEqual([
      "# SEV-1: Lamp room flooded",
      "10 Page the keeper",
      "11 Close the sluice",
    ]);
  });

  it.each([
    ["severities", "## SEV1\n\n- Ring the bell\n- Call the fire brigade\n"],
    ["a response to one severity", "## Response to P1\n\n- Ring the bell\n- Call them\n"],
    ["roles", "## Roles\n\n### Porter\n\n- Ring the bell\n- Close the doors\n"],
    ["contacts", "## Contacts\n\n- Call the porter\n- Call the fire brigade\n"],
    ["principles", "## Best practices\n\n- Stay calm\n- Write everything down\n"],
    ["what is not to be done", "## What not to do\n\n- Run\n- Use the lift\n"],
    ["training", "## Training\n\n- Read the plan\n- Join an exercise\n"],
    ["things to tick", "## Evacuation\n\n- [ ] Close the doors\n- [ ] Count the people\n"],
    ["questions", "## Smoke\n\n- Is it grey?\n- Where does it come from?\n"],
    ["names of things", "## Smoke\n\n- grey smoke\n- black smoke\n"],
    ["reviews", "## Postmortem\n\n- List what went well\n- List what did not\n"],
  ])("is not a list of %s", (_, text) => {
    expect(outline(`# Incident response\n\n${text}`)).toEqual([]);
  });

  it("needs a document about incidents, words that say so, or numbers", () => {
    expect(outline("# The garden\n\n## Roses\n\n- Cut them\n- Water the roots\n")).toEqual([]);
    expect(outline("# The garden\n\n## What to do\n\n- Cut the roses\n")).toHaveLength(2);
    const numbered = "1. Cut the roses\n2. Water the roots\n3. Wait for a week\n";
    expect(outline(`# The garden\n\n## Roses\n\n${numbered}`)).toHaveLength(4);
  });

  it("is one for all the numbered steps of a phase", () => {
    const lines = outline(`# Incident response

## Containment

- Tell the porter

### Step 1: Close the valve

\`\`\`bash
kubectl scale deploy pump --replicas=0
\`\`\`

### Step 2: Look at the tank

\`\`\`bash
kubectl get pods
\`\`\`

### Step 3: Tell the owner

1. Write a letter
2. Post the letter
3. Wait for the answer

### Empty the cellar

\`\`\`bash
kubectl delete pod cellar
\`\`\`
`);
    expect(lines.filter((line) => line.startsWith("#"))).toEqual([
      "# Containment in containment",
      "# Empty the cellar in containment",
    ]);
    expect(lines).toHaveLength(5);
  });

  it("is one where the numbers of its steps go on below further headings", () => {
    const titles = (third: number): readonly string[] =>
      outline(`# Leaks

## Water on the floor

### First minutes

1. Close the valve
2. Empty the tank

### Looking for the hole

3. Look at the pipe
4. Look at the tank

### Afterwards

${third}. Tell the owner
${third + 1}. Write down what happened
`).filter((line) => line.startsWith("#"));
    expect(titles(5)).toEqual(["# Water on the floor"]);
    expect(titles(1)).not.toContain("# Water on the floor");
  });

  it("is one where only the stages of a procedure stand below its heading", () => {
    const numbered = "1. Close the valve\n2. Empty the tank\n3. Tell the owner\n";
    const titles = (text: string): readonly string[] =>
      outline(`# Incident response\n\n${text}`).filter((line) => line.startsWith("#"));
    expect(
      titles(
        `## Intruders\n\n### Immediate actions\n\n${numbered}\n### Recovery steps\n\n${numbered}`,
      ),
    ).toEqual(["# Intruders"]);
    expect(
      titles(
        `## Duties\n\n### Steps for porters\n\n${numbered}\n### Steps for cooks\n\n${numbered}`,
      ),
    ).toEqual(["# Steps for porters", "# Steps for cooks"]);
    expect(
      titles(`## Duties\n\n### Steps\n\n${numbered}\n### The porter's dog\n\nIt barks.\n`),
    ).toEqual(["# Duties"]);
  });

  it("is the phase's own below a phase, unless it offers ways to choose from", () => {
    const phase = (text: string): string =>
      `# Incident response\n\n## Phase 1: Detection\n\n### Walk round\n\n${text}\n## Phase 2: Recovery\n`;
    expect(outline(phase("- Look into every room\n- Note what you smell\n"))).toEqual([]);
    expect(
      outline(phase("- If the door is cold: open it\n- If it is hot: open the window\n")),
    ).toEqual([
      "# Walk round in detection",
      "branch",
      "7 > the door is cold",
      "7   If the door is cold: open it",
      "8 > it is hot",
      "8   If it is hot: open the window",
    ]);
  });

  it("is one with all below it when it is called a runbook, or its parts are those of one", () => {
    const parts = "## Triage\n\nLook at the gauge.\n\n## Mitigation\n\n- Refill the tank\n";
    const steps = ["5 Look at the gauge.", "9 Refill the tank"];
    expect(outline(`# Cold rooms runbook\n\n${parts}`)).toEqual(["# Cold rooms runbook", ...steps]);
    expect(outline(`# Cold rooms\n\n${parts}`)).toEqual(["# Cold rooms", ...steps]);
  });
});

const alert = (diagnosis: string, mitigation = "Wait."): string =>
  `# Cold\n\n## Diagnosis\n\n${diagnosis}\n\n## Mitigation\n\n${mitigation}\n`;

describe("sentences of an alert's page", () => {
  it("are steps where they ask for something, each on its own line", () => {
    expect(
      outline(
        alert("The boiler is old. Look at\nthe gauge. It is red.\nIn the cellar, open the door."),
      ),
    ).toEqual([
      "# Cold",
      "5 Look at the gauge. It is red.",
      "7 In the cellar, open the door.",
      "11 Wait.",
    ]);
  });

  it("above a query are a step; above a command they introduce it", () => {
    const query = "~~~promql\nrate(a[5m])\n~~~";
    const command = "~~~sh\nkubectl get pods\n~~~";
    expect(outline(alert(`Look at the pressure:\n\n${query}`))[1]).toBe("5 Look at the pressure");
    expect(outline(alert(`Look at the pods:\n\n${command}`))[1]).toBe("8 Look at the pods");
  });

  it("with a condition above a command are a branch, until something else is told", () => {
    const command = (pod: string): string => `~~~sh\nkubectl delete pod ${pod}\n~~~`;
    expect(
      outline(
        alert(
          "Look.",
          `If the pump stands:\n\n${command("a")}\n\nIf the tap drips:\n\n${command("b")}\n\nTell the guests.`,
        ),
      ).slice(2),
    ).toEqual([
      "branch",
      "9 > the pump stands",
      "12   If the pump stands",
      "15 > the tap drips",
      "18   If the tap drips",
      "21 Tell the guests.",
    ]);
  });
});

describe("what is one of several", () => {
  it("are items with what is wrong and what to do then, otherwise included", () => {
    expect(
      outline(
        alert(
          "Look.",
          "- Frozen pipe:\n  - Thaw it\n- Dry tank: refill it\n\nMore:\n\n- If it leaks, close the valve\n- Otherwise, wait",
        ),
      ).slice(2),
    ).toEqual([
      "branch",
      "9 > Frozen pipe",
      "10   Thaw it",
      "11 > Dry tank",
      "11   Dry tank: refill it",
      "branch",
      "15 > it leaks",
      "15   If it leaks, close the valve",
      "16 > otherwise",
      "16   Otherwise, wait",
    ]);
  });

  it("are headings that name faults, or on which something depends", () => {
    const ways = "### Tank empty\n\nRefill it.\n\n### Pump failure\n\nMend it.";
    expect(outline(alert("Look.", ways)).slice(2)).toEqual([
      "branch",
      "9 > Tank empty",
      "11   Refill it.",
      "13 > Pump failure",
      "15   Mend it.",
    ]);
    const rooms = "What to do depends on the room.\n\n### Hall\n\nWait.\n\n### Cellar\n\nLeave.";
    expect(outline(alert("Look.", rooms))[2]).toBe("branch");
  });

  it("are headings that name ways to the same thing, and another way told in a sentence", () => {
    const ways = "### Using the console\n\nClick on it.\n\n### Using the CLI\n\nType it.";
    expect(outline(alert(ways))[1]).toBe("choice");
    const other = "Open the left door.\n\nAlternatively, open the right door.";
    expect(outline(alert(other)).slice(1, 6)).toEqual([
      "choice",
      "5 > Open the left door.",
      "5   Open the left door.",
      "7 > Open the right door.",
      "7   Open the right door.",
    ]);
    const options = "Option A: take the stairs\n\nOption B: take the ladder";
    expect(outline(alert("Look.", options)).slice(2)).toEqual([
      "choice",
      "9 > take the stairs",
      "9   take the stairs",
      "11 > take the ladder",
      "11   take the ladder",
    ]);
  });

  it("are not the parts that come one after the other, nor causes without a remedy", () => {
    const terms = "- Short term: refill the tank\n- Long term: buy a larger one";
    expect(outline(alert("Look.", terms)).slice(2)).toEqual([
      "9 Short term: refill the tank",
      "10 Long term: buy a larger one",
    ]);
    const causes = "### Possible causes\n\n#### The pump\n\n- old\n\n#### The tank\n\n- small";
    expect(outline(alert(causes)).some((line) => line === "branch")).toBe(false);
  });
});

it("a table may say what to do, step by step or case by case", () => {
  expect(
    outline(
      alert(
        "| Step | Who |\n|---|---|\n| Look at the gauge | porter |",
        "| Problem | Action |\n|---|---|\n| no water | Refill the tank |",
      ),
    ),
  ).toEqual(["# Cold", "7 Look at the gauge", "branch", "13 > no water", "13   Refill the tank"]);
});

it("what is a word to whoever edits the page is no step", () => {
  expect(outline(alert("TODO: check this\n\n1. TODO: look\n2. Look"))).toEqual([
    "# Cold",
    "8 Look",
    "12 Wait.",
  ]);
});

it("takes no step from what a numbered list only states", () => {
  expect(
    outline(`# Incident response

## Cold boiler steps

1. Open the hatch.
2. The pump will start by itself.
3. The hall is dark. Take a lamp.
4. Relight the flame.
`),
  ).toEqual([
    "# Cold boiler steps",
    "5 Open the hatch.",
    "7 The hall is dark. Take a lamp.",
    "8 Relight the flame.",
  ]);
});

it("takes advice in a heading of several sentences, and criteria, for no procedure", () => {
  expect(
    outline(`# Incident response

## Give clear steps to the porter. Without them he is lost.

- Show him the hatch
- Give him a lamp

## Fire procedure

### Criteria

1. There is smoke
2. Somebody shouts
`),
  ).toEqual([]);
});

describe("which part of a document is one runbook", () => {
  it("is each problem below a playbook that is called after the whole process", () => {
    expect(
      outline(`# Runbook — Incident Response

## Boiler cold

### Symptoms
- Cold taps

### Steps
1. Open the hatch.
2. Relight the flame.

## Smoke in the hall

It is dark there.

### Steps
1. Ring the bell.
2. Open a window.
`),
    ).toEqual([
      "# Boiler cold",
      "9 Open the hatch.",
      "10 Relight the flame.",
      "# Smoke in the hall",
      "17 Ring the bell.",
      "18 Open a window.",
    ]);
  });

  it("is a heading called procedures when there is nothing below it to collect", () => {
    expect(
      outline(`# The house

## Emergency procedures

1. Ring the bell.
2. Open a window.
3. Leave the house.
`),
    ).toEqual([
      "# Emergency procedures",
      "5 Ring the bell.",
      "6 Open a window.",
      "7 Leave the house.",
    ]);
  });

  it("holds nothing of what stands under words that forbid it", () => {
    expect(
      outline(`# Incident response

## Steps when it smokes

1. Ring the bell.
2. Leave the house.

**Do NOT**:

- Open the hatch
- Take the lift
`),
    ).toEqual(["# Steps when it smokes", "5 Ring the bell.", "6 Leave the house."]);
  });

  it("takes no first comment for its name that is a thing to do by itself", () => {
    expect(
      outline(`# Incident response

## Phase 1: Triage (0-5 minutes)

\`\`\`bash
# Ring the bell
# Open the hatch
uptime
\`\`\`

## Phase 2: Repair (5-30 minutes)
`).slice(1),
    ).toEqual(["6 Ring the bell", "8 Open the hatch"]);
  });
});

describe("ways that depend on what is the case", () => {
  it("are the rows of a table of cases and what is done then, also under a phase", () => {
    expect(
      outline(`# Incident response

## Phase 1: Triage (0-5 minutes)

| Situation | First action |
| --- | --- |
| The pump leaks | Close the valve |
| It smokes | Ring the bell; leave the house |
| All is well | No action |

## Phase 2: Repair (5-30 minutes)
`).slice(1),
    ).toEqual([
      "branch",
      "7 > The pump leaks",
      "7   Close the valve",
      "8 > It smokes",
      "8   Ring the bell; leave the house",
      "9 > All is well",
      "9   No action",
    ]);
  });

  it("are no table of levels with what is done at each", () => {
    expect(
      outline(`# Incident response

## Severity levels

| Condition | Action |
| --- | --- |
| SEV1 | Page the porter |
| SEV2 | Call the porter |
`),
    ).toEqual([]);
  });

  /** The cases of the text, each with its line; "branch" where they begin. */
  const casesOf = (text: string): readonly string[] =>
    outline(`# Incident response\n\n## Runbook: the hall is cold\n\n${text}`).filter(
      (line) => line === "branch" || / > /u.test(line),
    );

  it("are troubles with what is done then, whatever the words above them say", () => {
    const troubles =
      "- **Valve mismatch**: Turn it round.\n- **Tank empty**: Order some oil.\n- **Wind**: The flame comes back.\n";
    const cases = ["branch", "7 > Valve mismatch", "8 > Tank empty", "9 > Wind"];
    expect(casesOf(`### Fix\n\n${troubles}`)).toEqual(cases);
    expect(casesOf(`**Common causes & fixes**:\n\n${troubles}`)).toEqual(cases);
    expect(
      casesOf("### Fix\n\n- **Hall**: Close the door.\n- **Yard**: Sweep it.\n- **Note**: Cold.\n"),
    ).toEqual([]);
  });

  it("are questions with arrows, answers, and conditions that stand together among other steps", () => {
    expect(
      casesOf(
        "### Investigation\n\n- Is it wet? → Look for the leak\n- Smoke rising? → Open the roof\n",
      ),
    ).toEqual(["branch", "7 > Is it wet?", "8 > Smoke rising?"]);
    expect(
      casesOf(
        "### Steps\n\n1. Read the gauge.\n2. If it is low, add: `systemctl start oil-pump`\n3. If it is high, open the hatch.\n4. Tell the owner.\n5. If it stays so, go home.\n",
      ),
    ).toEqual(["branch", "8 > it is low", "9 > it is high", "branch", "11 > it stays so"]);
    expect(
      casesOf(
        "### Steps\n\n1. Read the gauge.\n2. **Red** → the oil is old. Drain it.\n3. **No light** → the lamp is off.\n4. Write a note.\n",
      ),
    ).toEqual(["branch", "8 > Red", "9 > No light"]);
  });

  it("are cases with letters or numbers, sentences with conditions, and a heading for what is done otherwise", () => {
    expect(
      casesOf(
        "### Mitigation\n\n**Case A: wind**\n\n- Close the hatch\n\n**Case B: rain**\n\n- Open the umbrella\n",
      ),
    ).toEqual(["branch", "7 > Case A: wind", "11 > Case B: rain"]);
    expect(
      casesOf(
        "### Diagnosis\n\nIf it smokes, ring the bell. In case of rain, go home.\n\nIf it is dry, wait. It may last.\n",
      ),
    ).toEqual(["branch", "7 > it smokes", "7 > rain"]);
    const ways = "### If it smokes\n\n1. Ring the bell\n\n### Otherwise\n\n1. Go home\n";
    expect(casesOf(ways)).toEqual(["branch", "5 > it smokes", "9 > otherwise"]);
    expect(
      casesOf(
        "| You see | Then |\n|-|-|\n| Smoke | Ring the bell |\n| Rain | Open the umbrella |\n",
      ),
    ).toEqual(["branch", "7 > Smoke", "8 > Rain"]);
  });

  it("are labels of troubles above what is run, but no label above labels, nor examples", () => {
    const of = (label: string): string =>
      `**${label}:**\n\n\`\`\`bash\nsystemctl restart ${label.split(" ")[0]?.toLowerCase()}\n\`\`\`\n\n`;
    const cases = ["branch", "7 > Pump issues", "13 > Bad oil"];
    expect(casesOf(`**Common fixes:**\n\n${of("Pump issues")}${of("Bad oil")}`)).toEqual(cases);
    expect(casesOf(`Some words.\n\n${of("Example pump issues")}${of("Example bad oil")}`)).toEqual(
      [],
    );
    const heads = (first: string): string =>
      `### Mitigation\n\n#### ${first}\n\n1. Close the valve\n\n#### Pipe problems\n\n1. Open the hatch\n`;
    expect(casesOf(heads("Pump pressure"))).toEqual([
      "branch",
      "7 > Pump pressure",
      "11 > Pipe problems",
    ]);
    expect(casesOf(heads("Identifying issues"))).toEqual([]);
  });

  it("are causes, answers to a question, and severities, each with what is done then", () => {
    const lines = outline(`# Incident response

## Steps when the hall is cold

1. Open the hatch.
2. Common causes:
   - **No oil** → Order some, and use \`df -h\`
   - Wind → the flame comes back by itself
   - Broken pump → Call the plumber: he has a spare
3. Tell somebody:
   - SEV1: Ring the bell
   - SEV2 and SEV3: Write a note

Is it still cold?

- Yes: call the plumber
- No: nothing to do
`);
    expect(lines.filter((line) => / > /u.test(line))).toEqual([
      "7 > No oil",
      "8 > Wind",
      "9 > Broken pump",
      "11 > SEV1",
      "12 > SEV2 and SEV3",
      "16 > Yes",
      "17 > No",
    ]);
  });

  it("are items among others that begin with a condition and say after it what to do", () => {
    expect(
      outline(`# Incident response

## Steps for the cold room

1. Read the thermometer.
2. If the door is open, the lock is off or the lamp is dark, close the door.
3. **If the fan stands still** — start the spare one.
4. Wait ten minutes.
5. If needed, call the plumber.
6. If the door is open, the lamp is lit.
`),
    ).toEqual([
      "# Steps for the cold room",
      "5 Read the thermometer.",
      "branch",
      "6 > the door is open, the lock is off or the lamp is dark",
      "6   If the door is open, the lock is off or the lamp is dark, close the door.",
      "7 > the fan stands still",
      "7   If the fan stands still — start the spare one.",
      "8 Wait ten minutes.",
      "9 If needed, call the plumber.",
      "10 If the door is open, the lamp is lit.",
    ]);
  });

  it("begin anew where the same case is named again", () => {
    const lines = outline(`# Cold boiler runbook

\`\`\`bash
# For old pumps:
df -h
# For new pumps:
uptime
# For old pumps:
reboot
# For new pumps:
poweroff
\`\`\`
`);
    expect(lines.filter((line) => / > |^branch/u.test(line))).toEqual([
      "branch",
      "4 > old pumps",
      "6 > new pumps",
      "branch",
      "8 > old pumps",
      "10 > new pumps",
    ]);
  });

  it("may be told by a condition above commands under a phase, and name nothing then", () => {
    expect(
      outline(`# Incident response

## Phase 1: Triage (0-5 minutes)

If the pump is cold:

\`\`\`bash
uptime
\`\`\`

## Phase 2: Repair (5-30 minutes)
`),
    ).toEqual([
      "# Phase 1: Triage (0-5 minutes) in triage",
      "branch",
      "5 > the pump is cold",
      "8   If the pump is cold",
    ]);
  });
});

describe("ways of which one is taken", () => {
  it.each([
    ["the second begins with or", "Relight it:\n\n- Use the match\n- Or call the plumber"],
    ["the words say either", "To relight it, either:\n\n- Use the match\n- Take the lighter"],
  ])("are the items of a list where %s", (_, text) => {
    expect(outline(`# Cold boiler runbook\n\n${text}\n`)).toContain("choice");
  });

  it("are no list of what may be wrong", () => {
    expect(
      outline(
        "# Cold boiler runbook\n\nIt happens when either:\n\n- The oil is low\n- The pump is old\n",
      ),
    ).toEqual([]);
  });
});

describe("what is done in one case only", () => {
  it("is the list below a condition, up to what is said next", () => {
    expect(
      outline(`# Cold boiler runbook

## Steps

1. Open the hatch.

If the flame is out:

- Relight it
- Wait a minute

If not:

- Call the plumber

Close the hatch.
`),
    ).toEqual([
      "# Cold boiler runbook",
      "5 Open the hatch.",
      "branch",
      "7 > the flame is out",
      "9   Relight it",
      "10   Wait a minute",
      "12 > not",
      "14   Call the plumber",
      "16 Close the hatch.",
    ]);
  });

  it("stands under a heading, or a label in bold, that is a condition", () => {
    expect(
      outline(`# Cold boiler runbook

## 1. If the flame is out

Relight it.

## Smoke

**If there is time:**

- Close the hatch

**If there is none**

- Leave the house
`),
    ).toEqual([
      "# Cold boiler runbook",
      "branch",
      "3 > the flame is out",
      "5   Relight it.",
      "branch",
      "9 > there is time",
      "11   Close the hatch",
      "13 > there is none",
      "15   Leave the house",
    ]);
  });

  it("stands under labels that say what is the case, but not under labels of what is looked at", () => {
    const labelled = (...labels: readonly string[]) =>
      outline(
        `# Cold boiler runbook\n\n${labels.map((label) => `**${label}**\n\n\`\`\`bash\ndf -h\n\`\`\`\n`).join("\n")}`,
      ).filter((line) => line.includes(">"));
    expect(labelled("2a - The pump is off", "2b - Tank empty:")).toEqual([
      "3 > 2a - The pump is off",
      "9 > 2b - Tank empty",
    ]);
    expect(labelled("Error logs", "Failed pumps count")).toEqual([]);
    expect(labelled("What is affected", "What is not affected")).toEqual([]);
    expect(labelled("The pump is off", "Restart it")).toEqual([]);
  });

  it("is all that a comment says, and not what stands apart below it", () => {
    expect(
      outline(`# Cold boiler runbook

\`\`\`bash
# If the hall is dark, take a lamp

# Look at the gauge
df -h
# If the pump is off:
uptime

date
\`\`\`
`),
    ).toEqual([
      "# Cold boiler runbook",
      "branch",
      "4 > the hall is dark",
      "4   If the hall is dark, take a lamp",
      "7 Look at the gauge",
      "branch",
      "8 > the pump is off",
      "9   If the pump is off",
      "11   date",
    ]);
  });
});

it("keeps what is to be ticked for the checklists, but for its commands", () => {
  expect(
    outline(`# Cold boiler runbook

## Steps

- [ ] Open the hatch
- [ ] Look: \`df -h\`
- Close the hatch
`),
  ).toEqual(["# Cold boiler runbook", "6 Look: df -h", "7 Close the hatch"]);
});

it("takes what a comment expects for the command's output", () => {
  expect(
    outline(`# Cold boiler runbook

\`\`\`bash
df -h
# Should be nearly empty
uptime
# Expected: a long time
\`\`\`
`),
  ).toEqual(["# Cold boiler runbook", "4 df -h", "6 uptime"]);
});

it("tells numbered problems from the steps of one", () => {
  const fence = "```bash\ndf -h\n```";
  expect(
    outline(
      `# The house\n\n## 4. What we met\n\n### 4.1 Boiler cold\n\n${fence}\n\n### 4.2 Tank empty\n\n${fence}\n`,
    ).filter((line) => line.startsWith("#")),
  ).toEqual(["# 4.1 Boiler cold", "# 4.2 Tank empty"]);
});

describe("what is not to be done", () => {
  it("is no step, whoever the words above it speak of", () => {
    expect(
      outline(`# Incident response

## Limits

The on-call engineer should NOT:

- Open the hatch
- Drain the tank
`),
    ).toEqual([]);
  });
});

it("leaves what prevents the next time, and what was behind it, to those who write about it", () => {
  const steps = (last: string): readonly string[] =>
    outline(`# Cold boiler runbook\n\n## Steps\n\n1. Relight it.\n\n${last}\n`);
  const relit = ["# Cold boiler runbook", "5 Relight it."];
  expect(steps("**Prevention**: Sweep the flue, and check the valve each spring.")).toEqual(relit);
  expect(steps("**Root cause:** Look for soot in the flue.")).toEqual(relit);
  expect(steps("**Afterwards**: Sweep the flue.")).toHaveLength(3);
});

describe("a numbered list of statements", () => {
  it("asks for nothing", () => {
    expect(
      outline(`# Cold boiler runbook

## Detection

1. The bell - rings when the flame is out
2. The gauge is red
3. The porter calls

## Steps

1. Relight it.
`),
    ).toEqual([
      "# Cold boiler runbook",
      "5 The bell - rings when the flame is out",
      "6 The gauge is red",
      "7 The porter calls",
      "11 Relight it.",
    ]);
  });
});

it("reads numbered instructions in a fence, but for what they state", () => {
  expect(
    outline(`# Incident response

## Closing the hatch

\`\`\`
1. Open the left door.
2. Press the red button.
3. Reason: "smoke"
4. The hatch is closed now.
5. Ring the bell.
\`\`\`

\`\`\`
1. One
2. Two
3. Three
\`\`\`
`),
  ).toEqual([
    "# Closing the hatch",
    "6 Open the left door.",
    "7 Press the red button.",
    '8 Reason: "smoke"',
    "10 Ring the bell.",
  ]);
});

it("takes words above what is to be written somewhere for a thing to do", () => {
  expect(
    outline(`# Cold boiler runbook

## Steps

Add this to the boiler's settings:

\`\`\`ini
heat = on
\`\`\`

It should look so:

\`\`\`ini
heat = on
\`\`\`
`),
  ).toEqual(["# Cold boiler runbook", "5 Add this to the boiler's settings"]);
});

describe("a comment that names two deeds above two commands", () => {
  const waysOf = (comment: string, commands: string): readonly string[] =>
    outline(`# Cold boiler runbook\n\n\`\`\`bash\n# ${comment}\n${commands}\n\`\`\`\n`).slice(1);
  it.each([
    ["Clear the tank or add oil", "Clear the tank", "add oil"],
    ["Solution: Clear the tank or add oil", "Clear the tank", "add oil"],
    ["Remove the first tank (or any other)", "Remove the first tank", "any other"],
  ])("offers them: %s", (comment, first, second) => {
    expect(waysOf(comment, "rm a\nrm b\n\ndf -h")).toEqual([
      "choice",
      `5 > ${first}`,
      `5   ${first}`,
      `6 > ${second}`,
      `6   ${second}`,
      "8 df -h",
    ]);
  });

  it.each([
    ["Check the tank or the pump", "rm a\nrm b"],
    ["Clear the tank or add oil", "rm a\nrm b\nrm c"],
    ["Clear the tank or add oil", "rm a"],
    ["Clear the tank or the pump", "rm a\nrm b"],
  ])("offers nothing: %s above %j", (comment, commands) => {
    expect(waysOf(comment, commands)).not.toContain("choice");
  });
});

it("leaves to choice what stands in an item that says so in its title", () => {
  const context = recordingContext();
  const text = `# Cold boiler runbook

1. **Drain it if needed**
   \`\`\`bash
   # Open the tap
   rm a
   \`\`\`
2. Look whether it is warm, and if needed only then open the left hatch:
   \`\`\`bash
   # Open the hatch
   rm b
   \`\`\`
`;
  const steps = compileRunbooks([documentOf(text, "house.md")], context, []).flatMap(({ blocks }) =>
    blocks.flatMap((block) => ("steps" in block ? block.steps : [])),
  );
  expect(steps.map(({ command, optional }) => [command, optional])).toEqual([
    ["rm a", true],
    ["rm b", undefined],
  ]);
});

describe("what is told of a runbook and is none of its steps", () => {
  it.each(["What happens then", "When to close it", "Why it works"])(
    "under a label: %s",
    (label) => {
      expect(
        outline(
          `# Cold boiler runbook\n\n1. Open it.\n\n**${label}:**\n\n1. The lamp is lit\n2. Water flows\n`,
        ),
      ).toEqual(["# Cold boiler runbook", "3 Open it."]);
    },
  );

  it("is what is done in a drill", () => {
    expect(
      outline(
        "# Incident response\n\n## Fire drills\n\n1. Ring the bell.\n2. Leave the house.\n3. Count.\n",
      ),
    ).toEqual([]);
  });
});

describe("a condition in a comment", () => {
  const read = (comment: string, below = ""): readonly string[] =>
    outline(`# Cold boiler runbook\n\n\`\`\`bash\nuptime\n${comment}\n${below}df -h\n\`\`\`\n`);
  it.each([
    ["# 5. If the pump is off", "the pump is off"],
    ["# If the pump is off", "the pump is off"],
    ["# If the pump is off: check the switch", "the pump is off"],
    ["# If the pump is off - restart it", "the pump is off"],
  ])("needs no colon above commands: %s", (comment, when) => {
    expect(read(comment)).toContain(`5 > ${when}`);
  });

  it("is none where it only says what something means, or stands above no command", () => {
    expect(read("# If 0: the pump is off")).not.toContain("branch");
    expect(read("# If the pump is off", "\n")).not.toContain("branch");
  });
});

it("keeps conditions before lists under a phase, where each list is done in one case only", () => {
  expect(
    outline(`# Incident response

## Phase 1: Triage (0-5 minutes)

1. Look at the gauge.

## Phase 2: Repair (5-30 minutes)

**If the flame is out:**
1. Relight it
2. Wait a minute

**If it smokes:**
1. Leave the house
2. Call the porter
`).filter((line) => !line.startsWith("#")),
  ).toEqual([
    "branch",
    "9 > the flame is out",
    "10   Relight it",
    "11   Wait a minute",
    "13 > it smokes",
    "14   Leave the house",
    "15   Call the porter",
  ]);
});

describe("items that only tell something", () => {
  it("are no steps beside those that ask: how it is known, why it is so, where to read on", () => {
    expect(
      outline(`# Boiler runbook

1. **Detection**: a cold tap, a red lamp
2. **Repair**: Relight the flame
3. Root cause: look at the valve
4. Common causes: no gas, a draught
5. Assess the impact: guests, kitchen
6. Runbook: https://house.example/boiler
7. See also [the plan](plan.md).
8. Follow [the plan](plan.md).
`),
    ).toEqual([
      "# Boiler runbook",
      "4 Repair: Relight the flame",
      "5 Root cause: look at the valve",
      "7 Assess the impact: guests, kitchen",
      "10 Follow the plan.",
    ]);
  });

  it("are no template of a postmortem either", () => {
    expect(
      outline(
        "# Boiler runbook\n\n## Steps\n\n- Relight it\n\n## Postmortem template\n\n- **Trigger** — what rang\n- **Time** — relight to warm\n",
      ),
    ).toEqual(["# Boiler runbook", "5 Relight it"]);
  });
});

describe("fixes of several troubles", () => {
  it("are each done in their case, and no ways to one thing", () => {
    expect(
      outline(`# Boiler runbook

## Common fixes

- **Flame failure.** The wick is old. Trim it.
- **No water.** Fill the tank.
- **See also.** [The plan](plan.md).
`),
    ).toEqual([
      "# Boiler runbook",
      "branch",
      "5 > Flame failure",
      "5   Flame failure: The wick is old. Trim it.",
      "6 > No water",
      "6   No water: Fill the tank.",
    ]);
  });

  it("are ways where they are called by what is done", () => {
    expect(
      outline(
        "# Boiler runbook\n\n## Fixes\n\n- **Relight.** Hold a match to it.\n- **Second boiler.** Open its valve.\n",
      ),
    ).toContain("choice");
  });
});

it("tells steps in a shell's fence that a person clicks, with commands or without", () => {
  expect(
    outline(`# Boiler runbook

## Look

\`\`\`bash
# In the control room:
1. Open the panel
2. Press the green button
3. Read the gauge
\`\`\`

## Look again

\`\`\`bash
uptime
1. Open the panel
2. 17 degrees
\`\`\`
`),
  ).toEqual([
    "# Boiler runbook",
    "7 Open the panel",
    "8 Press the green button",
    "9 Read the gauge",
    "15 uptime",
    "16 Open the panel",
  ]);
});

it("takes a label with a letter for the title of what follows, which ends what stood above", () => {
  expect(
    outline(`# Boiler runbook

**Common causes & fixes:**

**A. The tank** (in the cellar)

\`\`\`bash
# 1. Look at it
uptime
# 2. Look once more
df -h
\`\`\`
`),
  ).not.toContain("choice");
});

describe("points below a heading that only names something", () => {
  const read = (title: string, points: string): readonly string[] =>
    outline(`# Incident response\n\n## ${title}\n\n${points}`).filter(
      (line) => !line.startsWith("#"),
    );

  it("are steps where nearly all of them ask", () => {
    expect(read("The public", "- Tell them early\n- Be honest\n- Do not guess\n")).toEqual([
      "5 Tell them early",
      "7 Do not guess",
    ]);
    expect(read("The public", "- Tell them early\n- Our neighbours are kind\n")).toEqual([]);
  });

  it("count by half below what is to be done, or what is the case", () => {
    const points = "- Tell them early\n- Our neighbours are kind\n";
    expect(read("Inform the public", points)).toEqual(["5 Tell them early"]);
    expect(read("When it smokes", points)).toEqual(["5 Tell them early"]);
  });

  it("ask for nothing where they name requests of a program", () => {
    expect(read("Health", "- `GET /health` of the boiler\n- `GET /ready` of the pump\n")).toEqual(
      [],
    );
  });
});

it("counts a command to run among what a numbered list asks for", () => {
  expect(
    outline(
      "# Runbooks of the house\n\n## Cold tap\n\n1. Tank: `df -h`\n2. Mend the valve\n3. The tap runs by itself then\n4. Boiler: `uptime`\n",
    ),
  ).toEqual(["# Cold tap", "5 Tank: df -h", "6 Mend the valve", "8 Boiler: uptime"]);
});

it("takes texts of which one is sent for no ways to do something", () => {
  expect(
    outline(
      "# Message templates\n\n## To the guests\n\n### Option 1: Short notice\n\n~~~\nThe water is off.\n~~~\n\n### Option 2: Long notice\n\n~~~\nDear guests, the water is off.\n~~~\n",
    ),
  ).toEqual([]);
});

it("takes a number above a fence at the margin for its words, unless other steps stand before it", () => {
  expect(
    outline(`# Boiler runbook

1. **Look at the gauge**
~~~bash
uptime
~~~

2. **Tell everybody**
3. Read the log:
~~~bash
df -h
~~~

4. Open the door
5. Leave the house
~~~bash
free -h
~~~
`),
  ).toEqual([
    "# Boiler runbook",
    "5 Look at the gauge",
    "8 Tell everybody",
    "11 Read the log",
    "14 Open the door",
    "15 Leave the house",
    "17 free -h",
  ]);
});

it("reads comments that ask for something in a shell's fence without commands, and no samples beside them", () => {
  expect(
    outline(
      "# Boiler runbook\n\n~~~bash\n# Repair\n- cold tap\n# Relight the flame\n# Fill the tank\n~~~\n",
    ),
  ).toEqual(["# Boiler runbook", "4 Repair", "6 Relight the flame", "7 Fill the tank"]);
});

it("finds a runbook for each problem below a heading that begins as a collection does", () => {
  expect(
    outline(
      "# Plan\n\n## Incident types and what is done\n\n### Boiler matters (P1)\n\n#### Look\n\n~~~bash\nuptime\n~~~\n",
    ),
  ).toEqual(["# Boiler matters (P1)", "10 uptime"]);
});

it("takes a client's comment in a shell's fence for the words of the statement below it", () => {
  expect(
    outline(
      "# Boiler runbook\n\n~~~bash\npsql -h boiler.example\n\n-- Find the cold taps\nSELECT id FROM taps WHERE cold;\n~~~\n",
    ),
  ).toEqual(["# Boiler runbook", "4 psql -h boiler.example", "7 Find the cold taps"]);
});
