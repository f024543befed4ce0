import fc from "fast-check";
import { expect, it } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { anAlert, anIncident } from "../../test/support/store-fixtures.ts";
import type { Alert } from "../domain/alert.ts";
import { saveAlerts } from "./alerts.ts";
import { firingAlerts, firingSketches, labelText } from "./firing-alerts.ts";
import { insertIncidents } from "./incidents.ts";

async function all<T>(pieces: AsyncGenerator<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  for await (const piece of pieces) found.push(...piece);
  return found;
}

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
        const hold = { reasons: [{ kind: "silenced", silenceId: "s" }], reviewAt: 1 } as const;
        const alert = anAlert({ dedupKey: "one", labels, annotations, title, groupKey, hold });
        await database.transaction((tx) => saveAlerts(tx, [alert]));
        const [sketch] = await all(firingSketches(database.read));
        const [whole] = await all(firingAlerts(database.read));
        expect(sketch?.labels).toEqual(whole?.labels);
        expect(sketch?.title()).toBe(whole?.title);
      },
    ),
    { numRuns: 200 },
  );
});

it("those of incidents that are not closed, and those that are held, with a label", async () => {
  const database = await freshDatabase();
  const [open, closed] = [anIncident(), anIncident({ status: "closed" })];
  const hold = { reasons: [{ kind: "silenced", silenceId: "s" }], reviewAt: 1 } as const;
  const labels = { service: 'a"b' };
  const alerts: readonly Alert[] = [
    anAlert({ title: "open", incidentId: open.id, labels }),
    anAlert({ title: "other", incidentId: open.id }),
    anAlert({ title: "over", incidentId: open.id, labels, status: "resolved" }),
    anAlert({ title: "closed", incidentId: closed.id, labels }),
    anAlert({ title: "held", labels, hold }),
  ];
  await database.transaction(async (tx) => {
    await insertIncidents(tx, [open, closed]);
    await saveAlerts(tx, alerts);
  });
  const containing = labelText("service", 'a"b');
  const titles = (await all(firingAlerts(database.read, { containing }))).map(({ title }) => title);
  expect(titles).toEqual(["open", "held"]);
  expect(await all(firingSketches(database.read))).toHaveLength(3);
});
