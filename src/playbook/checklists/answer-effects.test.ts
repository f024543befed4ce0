import { describe, expect, it } from "vitest";
import { compilePlaybook } from "../compile.ts";

function compile(text: string) {
  return compilePlaybook({
    files: [{ path: "playbook.md", bytes: text }],
    overlay: undefined,
    overlayDiagnostics: [],
    hash: "ab",
    presentFiles: new Set(),
    parsers: { parseSql: () => undefined },
  });
}

const TEXT = `# Bakery incidents

## P0 - Critical (Response Time: 10 minutes)

**Examples**:

- Complete outage of the shop
- Orders or customer data lost

**Response**:

- Page on-call baker
- Engage head baker

## P1 - High (Response Time: 30 minutes)

**Examples**:

- Ordering is degraded for some customers

## Phase 2: Triage (5-15 minutes)

### Triage Checklist

- [ ] Customers affected: All/Some/Nobody
- [ ] Is customer data at risk?
- [ ] Head baker needed: Yes/No
- [ ] Head baker was told
- [ ] Data backed up

## Phase 5: Resolution

### Resolution Checklist

**Verification**

- [ ] Ovens are warm

**Papers**

- [ ] Ticket is written

## Phase 6: Move

### Verification

- [ ] Boxes are counted
`;

describe("what answers bring about", () => {
  const { checklists } = compile(TEXT);
  const items = checklists.flatMap(({ groups }) => groups.flatMap((group) => group.items));

  it("a severity whose words say the same, with its line", () => {
    const proposed = items.flatMap(({ text, proposes = [] }) =>
      proposes.map(({ answer, severity, source }) => [text, answer, severity, source.line]),
    );
    expect(proposed).toEqual([
      ["Customers affected: All/Some/Nobody", "All", "P0", 7],
      ["Customers affected: All/Some/Nobody", "Some", "P1", 19],
      ["Is customer data at risk?", "yes", "P0", 8],
    ]);
  });

  it("a role that is needed, and not one that is only spoken of", () => {
    expect(
      items.flatMap(({ text, calls }) => (calls === undefined ? [] : [[text, calls]])),
    ).toEqual([["Head baker needed: Yes/No", "head baker"]]);
  });

  it.each([
    ["Stakeholder notification: Yes/No", true],
    ["Notify customers?", true],
    ["Customers affected: Yes/No", undefined],
    ["Customers were told", undefined],
    ["On-call engineer notified: Yes/No", undefined],
  ])("%s: that stakeholders are told, where that is asked", (question, tells) => {
    const { checklists } = compile(`# Outages

## Triage Checklist

- [ ] ${question}
- [ ] All ovens are out
`);
    expect(checklists[0]?.groups[0]?.items[0]?.tells).toBe(tells);
  });

  it("the only role that has the words, however much more it is called", () => {
    const asking = (roles: readonly string[], question: string) => {
      const { checklists } = compile(`# Outages

## P0 - Critical (Response Time: 10 minutes)

**Examples**:

- All ovens are out

**Response**:

${roles.map((role) => `- Notify the ${role}`).join("\n")}

## Triage Checklist

- [ ] ${question}
`);
      const items = checklists.flatMap(({ groups }) => groups.flatMap((group) => group.items));
      return items.map(({ calls, callsOneOf }) => calls ?? callsOneOf);
    };
    const roles = ["incident commander", "communications lead", "engineering lead"];
    expect(asking(roles, "Commander needed: Yes/No")).toEqual(["incident commander"]);
    expect(asking(roles, "Is a commander needed now?")).toEqual(["incident commander"]);
    expect(asking(roles, "Lead needed: Yes/No")).toEqual([
      ["communications lead", "engineering lead"],
    ]);
    expect(asking(roles, "Vendor's lead needed: Yes/No")).toEqual([undefined]);
    expect(asking(roles, "Needed: Yes/No")).toEqual([undefined]);
  });

  it("the end, by the points that verify it", () => {
    const verifying = checklists.flatMap(({ title, groups }) =>
      groups.filter(({ verifies }) => verifies).map((group) => [title, group.title]),
    );
    expect(verifying).toEqual([["Resolution Checklist", "Verification"]]);
  });

  it("the same in German", () => {
    const german = compile(`# Störungen

## P0 - Kritisch (Reaktionszeit: 10 Minuten)

**Beispiele**:

- Kompletter Ausfall des Ladens
- Datenverlust

## Checkliste

- [ ] Kunden betroffen: Alle/Einige/Keine
`);
    const [first] = german.checklists.flatMap(({ groups }) =>
      groups.flatMap(({ items: all }) => all),
    );
    expect(first?.proposes).toMatchObject([{ answer: "Alle", severity: "P0" }]);
  });
});
