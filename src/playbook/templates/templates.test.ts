import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentOf, recordingContext } from "../../../test/support/compile-context.ts";
import { compilePhases } from "../phases/phases.ts";
import { compileTemplates } from "./templates.ts";

function templatesOf(text: string) {
  const context = recordingContext();
  const documents = [documentOf(text)];
  const phases = compilePhases(documents, context);
  return { templates: compileTemplates(documents, context, phases), context };
}

describe("compileTemplates", () => {
  it("knows the phase that a text is sent in", () => {
    const { templates } = templatesOf(`## Phase 1: Detection

Look.

## Phase 2: Communication

### For the guests (Status Page)

~~~md
**Investigating** - The heating is off.
~~~

## Status page texts

~~~md
**Resolved** - The heating is on.
~~~
`);
    expect(templates.map(({ phase }) => phase)).toEqual(["communication", undefined]);
  });

  it("takes a bold label with an aside in brackets for the name of what follows", () => {
    const { templates } = templatesOf(`# Plan

## Communication

**Status page update** (at once)

~~~
Investigating: the heating is off, and we look for the reason.
~~~

**Guest email** (if it lasts)

~~~
Dear guests, the heating is off. It will be warm again in an hour.
~~~
`);
    expect(templates.map(({ channel, titleSource }) => [channel, titleSource?.line])).toEqual([
      ["status-page", 5],
      ["email", 11],
    ]);
  });

  it("takes what is posted in a chat for a message, also after the last item of a list", () => {
    const { templates } = templatesOf(`# Plan

1. Ring the bell
2. **Post in #night-shift**:
~~~
The heating is off. We look for the reason.
~~~
3. **Write the first words** (in Slack)
~~~
The heating is off.
~~~
4. **Post the news** (in Slack)
   ~~~
   The heating is on again.
   ~~~
`);
    expect(templates.map(({ channel, titleSource }) => [channel, titleSource?.line])).toEqual([
      ["slack", 4],
      ["slack", 12],
    ]);
  });

  it("keeps the body as written, and reads channel and states from the words around it", () => {
    const { templates, context } = templatesOf(`# Plan

## Step 4: Communication

### For ourselves (Slack)

~~~markdown
# #night-shift

**Status**: Investigating
  indented
~~~

### For the guests (Status Page)

~~~md
**Investigating** - The heating is off.
Posted: 21:20

**Identified**: The boiler stands still.

Resolved
~~~

### Others

E-mail to the landlord:

~~~text
Dear Sir, the boiler in your house has stopped.
~~~
`);
    expect(templates).toEqual([
      {
        id: "for-ourselves-slack",
        title: "For ourselves (Slack)",
        channel: "slack",
        body: "# #night-shift\n\n**Status**: Investigating\n  indented",
        titleSource: { file: "playbook.md", line: 5 },
        source: { file: "playbook.md", line: 7 },
      },
      {
        id: "for-the-guests-status-page",
        title: "For the guests (Status Page)",
        channel: "status-page",
        states: ["investigating", "identified", "resolved"],
        body: "**Investigating** - The heating is off.\nPosted: 21:20\n\n**Identified**: The boiler stands still.\n\nResolved",
        titleSource: { file: "playbook.md", line: 14 },
        source: { file: "playbook.md", line: 16 },
      },
      {
        id: "e-mail-to-the-landlord",
        title: "E-mail to the landlord",
        channel: "email",
        body: "Dear Sir, the boiler in your house has stopped.",
        titleSource: { file: "playbook.md", line: 27 },
        source: { file: "playbook.md", line: 29 },
      },
    ]);
    expect([...context.understoodLines].filter((line) => line.endsWith(":5"))).toEqual([]);
    expect(context.understoodLines.has("playbook.md:31")).toBe(true);
  });

  it("takes the state from the heading of a status page's single wording", () => {
    const { templates } = templatesOf(
      "## Status page messages\n\n### Monitoring\n\n~~~markdown\nWe are watching it.\n~~~\n",
    );
    expect(templates[0]).toMatchObject({ channel: "status-page", states: ["monitoring"] });
  });

  it("tells inside from outside where no channel is named", () => {
    const { templates } = templatesOf(
      "## Messages\n\n### Internal\n\n~~~md\na\n~~~\n\n### Customers\n\n~~~md\nb\n~~~\n\n### Later\n\n~~~md\nc\n~~~\n",
    );
    expect(templates.map(({ channel }) => channel)).toEqual(["internal", "external", "other"]);
  });

  it("takes plain text below a heading about templates, and tells a mail by its subject", () => {
    const { templates } = templatesOf(`## Communication templates

### First word

~~~
HEATING: [where]
━━━━━━━━━━
[link]
~~~

### Last word

~~~
Subject: [HEATING] it is warm again
~~~

### Report

~~~
Of the whole night
~~~

### First report

~~~
What is cold, and since when
~~~

## Afterwards

Post to the Slack channel:

~~~
{where} is cold — {what is off}
since {when} — {who looks}
~~~
`);
    expect(templates.map(({ title, channel, source }) => [title, channel, source.line])).toEqual([
      ["First word", "other", 5],
      ["Last word", "email", 13],
      ["First report", "other", 25],
      ["Post to the Slack channel", "slack", 33],
    ]);
  });

  it("takes the quotations under a heading about a message for one", () => {
    const { templates } = templatesOf(`## Messaging

### Internal email

_Send it in the morning._

> The heating was off from [time].

> It is warm again.

### External message

_It stands on status.hotel.example._

> **Note**: be kind.

> Sorry.

## Guests

> Be kind.
`);
    expect(templates.map(({ channel, body, source }) => [channel, body, source.line])).toEqual([
      ["email", "The heating was off from [time].\n\nIt is warm again.", 3],
      ["status-page", "Sorry.", 11],
    ]);
  });

  it("reads what is to be posted in a channel, what a label over labels calls templates, and a quoted mail", () => {
    const { templates } = templatesOf(`## Handing over

Post this in \`#porters\` each evening:

~~~markdown
**Guests**: <n>
~~~

Post the key at the desk:

~~~
The key of the cellar
~~~

## At the desk

**Message templates:**

**First notice:**

~~~
Room: [x]
~~~

**Guest communication template** below:

## Guest communication template

> **Subject:** Your room
>
> It is warm.
`);
    expect(templates.map(({ channel, source }) => [channel, source.line])).toEqual([
      ["slack", 5],
      ["other", 21],
      ["email", 27],
    ]);
  });

  it("is named by its heading where a sentence stands before it, and by a label of few words", () => {
    const { templates } = templatesOf(
      "## Status page\n\nPut this on the page while there is one, else tell guests by email:\n\n~~~\nThe heating in {rooms} is off until {time}.\n~~~\n\nWarm again:\n\n~~~\nThe heating in {rooms} works again now.\n~~~\n",
    );
    expect(templates).toMatchObject([
      { title: "Status page", titleSource: { line: 1 }, source: { line: 5 } },
      { title: "Warm again", titleSource: { line: 9 }, source: { line: 11 } },
    ]);
  });

  it.each([
    [
      "a postmortem",
      "## Communication\n\n~~~md\n# Postmortem: [x]\n\n## Summary\n\n## Impact\n~~~\n",
    ],
    ["Markdown about something else", "## Changelog\n\n~~~md\n- new\n~~~\n"],
    ["commands", "## Slack\n\n~~~bash\ncurl -X POST https://hooks.example\n~~~\n"],
    ["output", "## Notifications\n\n~~~\n{\n  'level': 3\n}\n~~~\n"],
    ["drawings", "## Communication\n\n~~~\n┌────┐ who tells whom about the whole incident\n~~~\n"],
  ])("leaves %s alone", (_, text) => {
    expect(templatesOf(text).templates).toEqual([]);
  });

  it("never throws, and changes no body", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^~\r]{0,60}$/u), (body) => {
        const { templates } = templatesOf(`## Slack message\n\n~~~markdown\n${body}\n~~~\n`);
        if (templates.length > 0) expect(templates[0]?.body).toBe(body.replaceAll("\0", "\uFFFD"));
      }),
    );
  });
});
