import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentOf, recordingContext } from "../../test/support/compile-context.ts";
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
      { service: "Landlord", contact: "Frau Weber" },
      { service: "Insurance", email: "claims@insurer.example", contact: "" },
    ]);
    expect(contacts[1]).not.toHaveProperty("phone");
    expect(findings).toEqual(["TOC205 4:26-37", "TOC207 4:3-11"]);
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

  it.each([
    ["links", "## Quick links\n\n- Wiki: https://wiki.example\n"],
    [
      "a rotation with numbers",
      "## Duty\n\n| Week | Primary | Phone |\n|-|-|-|\n| 2027-03-01 | Ines | +49 30 901820 |\n",
    ],
    ["a table about something else", "## Regions\n\n| Region | Contact |\n|-|-|\n| eu | Ines |\n"],
  ])("leaves %s alone", (_, text) => {
    expect(contactsOf(text).contacts).toEqual([]);
  });

  it("never throws, and says so of every contact nobody can reach", () => {
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
        expect(reported).toHaveLength(unreached.length);
      }),
    );
  });
});
