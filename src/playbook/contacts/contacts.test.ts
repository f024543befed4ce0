import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentOf, recordingContext } from "../../../test/support/compile-context.ts";
import { compileContacts } from "./contacts.ts";

function contactsOf(text: string) {
  const context = recordingContext();
  const contacts = compileContacts([documentOf(text)], context);
  const findings = context.diagnostics.map(
    ({ code, line, column, endColumn }) => `${code} ${line}:${column}-${endColumn}`,
  );
  return { contacts, findings, context };
}

describe("compileContacts", () => {
  it("reads a table with its addresses and its status pages", () => {
    const { contacts, findings } = contactsOf(`## Vendors

| Vendor | Contact | Phone | Status |
|---|---|---|---|
| **Hosting** | Duty desk | +49 30 901820 | [page](https://status.hosting.example/) |
| Mail | Ops | ops@mail.example | https://mail.example/status |
| Payments | Desk | +1-XXX-XXX-XXXX | https://status.pay.example |
| Legal | [Portal](https://legal.example) | | |
| Fire brigade | | 112 | |
`);
    const file = "playbook.md";
    expect(contacts).toEqual([
      {
        service: "Hosting",
        contact: "Duty desk",
        phone: "+49 30 901820",
        statusPage: "https://status.hosting.example/",
        source: { file, line: 5 },
      },
      {
        service: "Mail",
        contact: "Ops",
        email: "ops@mail.example",
        statusPage: "https://mail.example/status",
        source: { file, line: 6 },
      },
      {
        service: "Payments",
        contact: "Desk",
        statusPage: "https://status.pay.example",
        source: { file, line: 7 },
      },
      { service: "Legal", contact: "Portal", source: { file, line: 8 } },
      { service: "Fire brigade", contact: "", phone: "112", source: { file, line: 9 } },
    ]);
    expect(findings).toEqual(["TOC206 6:16-32", "TOC205 7:21-36", "TOC207 7:3-11"]);
  });

  it("takes a column of status pages for addresses under a heading about contacts", () => {
    const table =
      "| Service | Help | Status page |\n|-|-|-|\n| Dough | https://dough.example/help | https://status.dough.example |\n";
    expect(contactsOf(`## External contacts\n\n${table}`).contacts).toMatchObject([
      { service: "Dough", statusPage: "https://status.dough.example", source: { line: 5 } },
    ]);
    expect(contactsOf(`## Ovens\n\n${table}`).contacts).toEqual([]);
    const states = table.replace("Status page", "Status").replace(/https:\S+/gu, "warm");
    expect(contactsOf(`## External contacts\n\n${states}`).contacts).toEqual([]);
  });

  it("reads list items under a heading about contacts", () => {
    const { contacts, findings, context } = contactsOf(`## Emergency contacts

- **Hosting**: duty desk, +49 30 901820, https://status.hosting.example
- Landlord - Frau Weber (+1-555-0142)
- Insurance: <claims@insurer.example>
- Remember to stay calm: always
`);
    expect(contacts).toMatchObject([
      {
        service: "Hosting",
        contact: "duty desk",
        phone: "+49 30 901820",
        statusPage: "https://status.hosting.example",
      },
      { service: "Landlord", contact: "Frau Weber", phone: "+1-555-0142" },
      { service: "Insurance", email: "claims@insurer.example", contact: "" },
    ]);
    // Written as a number, though it was never real: that is said, and it is kept.
    expect(findings).toEqual(["TOC205 4:26-37"]);
    expect([...context.understoodLines]).toEqual([3, 4, 5].map((line) => `playbook.md:${line}`));
  });

  it("takes what stands below a name for its addresses", () => {
    const { contacts, findings } = contactsOf(
      "## Contacts\n\n- **Hosting**:\n  - Phone: +49 30 901820\n  - E-mail: ops@hosting.example\n- Police\n  - 110\n",
    );
    expect(contacts).toMatchObject([
      { service: "Hosting", phone: "+49 30 901820", email: "ops@hosting.example" },
    ]);
    expect(contacts).toHaveLength(1);
    expect(findings).toEqual([]);
  });

  it("finds addresses in the cells of a table, and after a label anywhere", () => {
    const { contacts } = contactsOf(`# Mill

**Support**: <help@mill.example>
**Author**: <poet@mill.example>

## On duty

| Role | First | Second |
|-|-|-|
| Miller | Ines (+49 30 901820) | Juan (+49 30 901821) |
| Baker | Paula (+49 30 901822) | - |

- Doctor: +49 30 901823, day and night
- Weight: 120 000 kg
`);
    expect(contacts.map(({ service, phone, email }) => [service, phone ?? email])).toEqual([
      ["Support", "help@mill.example"],
      ["Miller", "+49 30 901820"],
      ["Baker", "+49 30 901822"],
      ["Doctor", "+49 30 901823"],
    ]);
  });

  it.each([
    [
      "severities with a pager",
      "## Severity\n\n| Sev | Pager |\n|-|-|\n| Sev1 | 5 min |\n| Sev2 | 1 h |\n",
    ],
    [
      "numbers of severities with a pager",
      "## Severity\n\n| Sev | Pager |\n|-|-|\n| 1 | yes |\n| 2 | no |\n",
    ],
    ["a table of figures", "## Load\n\n| Day | Requests |\n|-|-|\n| Mon | 1000 2000 3000 |\n"],
    ["links", "## Quick links\n\n- Wiki: https://wiki.example\n"],
    [
      "a rotation with numbers",
      "## Duty\n\n| Week | Primary | Phone |\n|-|-|-|\n| 2027-03-01 | Ines | +49 30 901820 |\n",
    ],
    ["a table about something else", "## Regions\n\n| Region | Contact |\n|-|-|\n| eu | Ines |\n"],
  ])("leaves %s alone", (_, text) => {
    expect(contactsOf(text).contacts).toEqual([]);
  });

  it("says so of a contact without any way, but not where words tell one or all is blank", () => {
    const reported = (row: string) =>
      contactsOf(
        `## Contacts\n\n| Name | Contact | Phone |\n|-|-|-|\n${row}\n`,
      ).context.diagnostics.map(({ code }) => code);
    expect(reported("| Printers | Account manager | - |")).toEqual(["TOC207"]);
    expect(reported("| Printers | Premium | xxx-xxx-xxxx |")).toEqual(["TOC205", "TOC207"]);
    expect(reported("| Printers | [name] | [phone] |")).toEqual(["TOC205"]);
    expect(reported("| Printers | Account manager | ask in #printers |")).toEqual([]);
    expect(
      contactsOf("## Contacts\n\n- Printers: [phone]\n").context.diagnostics.map(
        ({ code }) => code,
      ),
    ).toEqual(["TOC205"]);
  });

  it("never throws, and says so only of contacts nobody can reach", () => {
    const cell = fc.oneof(
      fc.constantFrom("Phone", "Contact", "a@b.cc", "+49 30 901820", "xxx-xxx-xxxx"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 4 }), { minLength: 1 }), (rows) => {
        const body = rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
        const { contacts, context } = contactsOf(
          `## Contacts\n\n| Name | Phone | Contact |\n|-|-|-|\n${body}\n`,
        );
        const unreached = contacts.filter(
          ({ email, phone }) => email === undefined && phone === undefined,
        );
        const reported = context.diagnostics.filter(({ code }) => code === "TOC207");
        expect(reported.length).toBeLessThanOrEqual(unreached.length);
      }),
    );
  });
});

it("what stands beside addresses is whole, and a step's number is nobody's name", () => {
  const text = `## Contacts

- Harbour lead: Slack @ann, Phone: +1-XXX-XXX-XXXX
- L2: Night lead (+49 30 901820)
- Ropes: 1-800-XXX-XXXX (Enterprise)
- Pager: https://pager.example/harbour
- Coast guard: 124 (emergency)
- Pilots: +1-555-PILOTS
- Slack: #harbour
- On-call engineer: PagerDuty
`;
  expect(
    contactsOf(text).contacts.map(({ service, contact, phone }) => [service, contact, phone]),
  ).toEqual([
    ["Harbour lead", "Slack @ann", undefined],
    ["Night lead", "", "+49 30 901820"],
    ["Ropes", "Enterprise", undefined],
    ["Pager", "https://pager.example/harbour", undefined],
    ["Coast guard", "emergency", "124"],
    ["Pilots", "", "+1-555-PILOTS"],
    ["On-call engineer", "PagerDuty", undefined],
  ]);
});

it("a column of when to contact somebody is not how", () => {
  const { contacts } = contactsOf(
    "## Contacts\n\n| Service | When to contact | How |\n|---|---|---|\n| Cranes | a crane is stuck | ticket in their portal |\n",
  );
  expect(contacts).toMatchObject([{ service: "Cranes", contact: "ticket in their portal" }]);
});

it("settings below a heading about contacts are contacts, elsewhere not", () => {
  const fence =
    '```yaml\nleads:\n  harbour_lead: "lead@harbour.example | +49 30 901820"\n  port: 8080\n```\n';
  expect(contactsOf(`## Contacts\n\n${fence}`).contacts).toMatchObject([
    { service: "harbour lead", email: "lead@harbour.example", phone: "+49 30 901820" },
  ]);
  expect(contactsOf(`## Settings\n\n${fence}`).contacts).toEqual([]);
});

/** Who, and how they are reached: the contact's words, or its address. */
function reached(text: string): string[] {
  return contactsOf(text).contacts.map(
    ({ service, contact, phone, email }) => `${service}: ${phone ?? email ?? contact}`,
  );
}

it("people are listed with dashes, commas, brackets, links and their address first", () => {
  expect(
    reached(`## Contacts

Ines Vega – head miller – +49 30 901820

- Ines Vega – head miller – +49 30 901820
- Juan Rey (baker), +49 30 901821
- night@mill.example (night desk)
- Owner: [write](mailto:owner@mill.example)
- See the wiki for more
`),
  ).toEqual([
    "Ines Vega: +49 30 901820",
    "Ines Vega: +49 30 901820",
    "Juan Rey: +49 30 901821",
    "night desk: night@mill.example",
    "Owner: owner@mill.example",
  ]);
});

it("several people below one label are each a contact, and lines below a name are that one's", () => {
  expect(
    reached(`## Contacts

- **Ovens**:
  - Juan Rey: +49 30 901821
  - Paula Paz: +49 30 901822

### Ines Vega

**Phone:** +49 30 901820

**Juan Rey**
Phone: +49 30 901821

Approved by: [head miller]
`),
  ).toEqual([
    "Juan Rey: +49 30 901821",
    "Paula Paz: +49 30 901822",
    "Ines Vega: +49 30 901820",
    "Juan Rey: +49 30 901821",
  ]);
});

it("what asks for a mail to be written has an address, and is no name", () => {
  expect(
    reached("## Alarm\n\n- Tell the miller:\n  - Email: miller@mill.example (rings a bell)\n"),
  ).toEqual(["Email: miller@mill.example"]);
});

describe("below a heading about contacts", () => {
  it("roles, teams and vendors in a list are told with words alone", () => {
    const told = "- Flour support: by their portal\n- Water provider: customer desk\n- Mill: old\n";
    expect(reached(`## Contacts\n\n${told}- Slack: the mill's channel\n`)).toEqual([
      "Flour support: by their portal",
      "Water provider: customer desk",
      "Mill: old",
    ]);
    expect(reached(`## Suppliers\n\n${told}`)).toEqual([]);
    expect(reached("## Contacts\n\n- Flour support: within 15 minutes\n- Mill: old\n")).toEqual([]);
    expect(reached("## Contacts\n\n- Colour: white\n- Weight: a ton\n")).toEqual([]);
    expect(reached("## Contacts\n\n1. Head miller: first\n2. Baking team: next\n")).toEqual([]);
  });

  it("names in a table are told by any column, but for blanks and the levels of an escalation", () => {
    const rows = "| Miller | Ines | shout |\n| Baker | TBD | - |\n";
    expect(reached(`## Contacts\n\n| Role | First | Second |\n|-|-|-|\n${rows}`)).toEqual([
      "Miller: Ines",
    ]);
    const counted = "|-|-|-|\n| 1 | Ines | when it burns |\n| 2 | Juan | when it smokes |\n";
    expect(reached(`## Contacts\n\n| # | Contact | Why |\n${counted}`)).toEqual([
      "Ines: ",
      "Juan: ",
    ]);
    expect(reached(`## Contacts\n\n| Level | Contact | When |\n${counted}`)).toEqual([]);
    expect(
      reached("## Contacts\n\n| # | Name | Phone |\n|-|-|-|\n| 1 | Ines | +49 30 901820 |\n"),
    ).toEqual(["Ines: +49 30 901820"]);
  });

  it("lines of plain text are read where they hold an address", () => {
    expect(
      reached("## Contacts\n\n```\nMiller: miller@mill.example\nFlour support: flour\n```\n"),
    ).toEqual(["Miller: miller@mill.example"]);
  });
});

it("a table of roles with a column of contacts needs no heading about them", () => {
  expect(
    reached("## The crew\n\n| Role | Duty | Contact |\n|-|-|-|\n| Miller | grinds | the mill |\n"),
  ).toEqual(["Miller: the mill"]);
});

it("a blank in the groups of a number is a contact's, and a status page beside it one of its own", () => {
  const text =
    "## In short\n\n**Fire line**: +1-XXX-XXX-XXXX (24/7)  \n**Status page**: https://mill.example/now\n";
  const { contacts, findings } = contactsOf(text);
  expect(
    contacts.map(({ service, phone, statusPage }) => ({ service, phone, statusPage })),
  ).toEqual([
    { service: "Fire line", phone: undefined, statusPage: undefined },
    { service: "Status page", phone: undefined, statusPage: "https://mill.example/now" },
  ]);
  expect(findings.map((finding) => finding.slice(0, 6))).toEqual(["TOC205"]);
  expect(
    reached("## In short\n\n**Sack**: XX-123  \n**Note**: MILL-XXXX-XXXX-XXXX  \n**Year**: 20XX\n"),
  ).toEqual([]);
  expect(reached("## In short\n\n**Status page**: https://mill.example/now\n")).toEqual([]);
});

it("reads lines of a paragraph under a heading about contacts that tell in words how somebody is reached", () => {
  const read = (title: string) =>
    compileContacts(
      [
        documentOf(
          `## ${title}\n\n**Night porter:** by the bell, day and night\n**Owner:** what the porter decides\n**Baker support:** https://baker.example/help\n`,
        ),
      ],
      recordingContext(),
    ).map(({ service, source }) => [service, source.line]);
  expect(read("Emergency contacts")).toEqual([
    ["Night porter", 3],
    ["Owner", 4],
    ["Baker support", 5],
  ]);
  expect(read("Who does what")).toEqual([]);
});
