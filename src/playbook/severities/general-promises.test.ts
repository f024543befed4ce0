import { expect, test } from "vitest";
import { documentOf, recordingContext } from "../../../test/support/compile-context.ts";
import { generalPromises } from "./general-promises.ts";
import { compileSeverities } from "./severities.ts";

const TEXT = `# Harbour

- **RTO**: at most 4 hours

## Communication

- A first message is sent within 5 minutes of the alarm.
- Post updates every 15 minutes for P1.
- The authority is notified within 3 days.
- The incident is resolved in the system when the postmortem of a P1 is there, within 9 hours.

## Cranes

- Grease them, and inform the captain, every 2 days.

## Severities

- P1: all is lost
- P2: some is lost
`;

test("times outside the severities are promises for all, under headings about telling and answering", () => {
  const promises = generalPromises([documentOf(TEXT)]);
  expect(promises.map(({ clock, time, source }) => [clock, time, source.line])).toEqual([
    ["resolution", "PT4H", 3],
    ["communication", "PT5M", 7],
  ]);
});

test("a heading that names severities says for which the times below it are", () => {
  const document = documentOf(
    "# Severities\n\n- P1: a\n- P2: b\n- P3: c\n\n# Tell others (P1/P2 only)\n\nUpdate every 30 minutes.\n",
  );
  const severities = compileSeverities([document], recordingContext());
  expect(severities.map(({ sla }) => sla.communication)).toEqual(["PT30M", "PT30M", undefined]);
  expect(generalPromises([document])).toEqual([]);
});

test("a sentence that names a severity counts for it where nothing else is said", () => {
  const document = documentOf(TEXT);
  const [first, second] = compileSeverities([document], recordingContext());
  expect(first).toMatchObject({ id: "P1", sla: { communication: "PT15M", source: { line: 8 } } });
  expect(second?.sla).toEqual({});
});

test("a message to send, in a quotation, promises nothing", () => {
  const document = documentOf(
    "# Severities\n\n- P1: a\n- P2: b\n\n# Updates\n\n> We are in P1. It will be resolved within 5 minutes.\n",
  );
  const [worst] = compileSeverities([document], recordingContext());
  expect(worst?.sla).toEqual({});
  expect(generalPromises([document])).toEqual([]);
});

test("times with their severities beside them are each for those alone", () => {
  const document = documentOf(`# Severities

- P0: a
- P1: b
- P2: c

# Telling

The pilot posts updates every 30 minutes (P0/P1) or every 2 hours (P2).

# Watch

Whoever is on watch is to answer within:

- 10 minutes for P0
- 1 hour for P1/2
`);
  const severities = compileSeverities([document], recordingContext());
  expect(severities.map(({ sla }) => [sla.communication, sla.response])).toEqual([
    ["PT30M", "PT10M"],
    ["PT30M", "PT1H"],
    ["PT2H", "PT1H"],
  ]);
});
