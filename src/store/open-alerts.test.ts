import fc from "fast-check";
import { expect, it } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { anAlert } from "../../test/support/store-fixtures.ts";
import { saveAlerts } from "./alerts.ts";
import { listSketches, loadSketches } from "./open-alerts.ts";

const hold = { reasons: [{ kind: "silenced", silenceId: "s" }], reviewAt: 1 } as const;

/** Names and values that look like the text around them. */
const text = fc.oneof(
  fc.constantFrom(
    '"labels":',
    ',"annotations":{',
    "annotations",
    "labels",
    '\\"',
    "\\",
    "}",
    "é\n",
  ),
  fc.string(),
);

it("labels are read out of any detail as they were stored", async () => {
  const database = await freshDatabase();
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(text, text),
      fc.dictionary(text, text),
      text,
      text,
      async (labels, annotations, title, groupKey) => {
        const described = { labels, annotations, title, groupKey, hold };
        const alert = anAlert({ id: "one", dedupKey: "one", ...described });
        await database.transaction((tx) => saveAlerts(tx, [alert]));
        const [sketch] = await loadSketches(database.read, ["one"]);
        expect(sketch?.labels).toEqual(labels);
      },
    ),
    { numRuns: 200 },
  );
});

it("what fires is read in the order of ids, a piece at a time, with where it belongs", async () => {
  const database = await freshDatabase();
  const alerts = [
    anAlert({ incidentId: "incident" }),
    anAlert({ status: "resolved" }),
    anAlert({ hold }),
    anAlert(),
  ];
  await database.transaction((tx) => saveAlerts(tx, alerts));
  const [inIncident, , held, nowhere] = alerts.map(({ id }) => id);
  const found = await listSketches(database.read, { after: "", limit: 2 });
  expect(found).toMatchObject([
    { id: inIncident, incidentId: "incident", isHeld: false },
    { id: held, incidentId: null, isHeld: true },
  ]);
  const rest = await listSketches(database.read, { after: held ?? "", limit: 2 });
  expect(rest).toMatchObject([{ id: nowhere, incidentId: null, isHeld: false }]);
  const ids = [...alerts.map(({ id }) => id), "none"];
  const asked = await loadSketches(database.read, ids);
  expect(new Set(asked.map(({ id }) => id))).toEqual(new Set([inIncident, held, nowhere]));
});
