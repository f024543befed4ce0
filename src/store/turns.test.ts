import { expect, it } from "vitest";
import { contextWithPlaybook, principalOf, SETUP } from "../../test/support/operation-context.ts";
import { declareIncident } from "../operations/incident/declare.ts";
import { createPerson } from "../operations/person/create.ts";
import { listEntries } from "./timeline.ts";
import { loadTurns, lockTurns, saveTurns } from "./turns.ts";

it("remembers who was called on last", async () => {
  const { database } = await contextWithPlaybook();
  await database.transaction(async (tx) => {
    expect(await lockTurns(tx, ["p0: a", "p0: a"])).toEqual(new Map([["p0: a", ""]]));
    await saveTurns(tx, new Map([["p0: a", "ann"]]));
  });
  expect(await loadTurns(database.read, ["p0: a", "p0: b"])).toEqual(
    new Map([
      ["p0: a", "ann"],
      ["p0: b", ""],
    ]),
  );
});

it("is fair when several incidents begin at once", async () => {
  const names = ["Dora", "Eve", "Fay"];
  const targets = names.map((name) => ({ kind: "person", name }) as const);
  const context = await contextWithPlaybook({
    escalation: {
      P0: { steps: [{ role: "Helpers", after: "PT0S", targets, nextEachTime: true }] },
    },
  });
  for (const name of names) {
    const contactMethods = [{ kind: "email", address: `${name}@example.test` }] as const;
    await createPerson(context, SETUP, { name, role: "responder", teams: [], contactMethods });
  }
  const declared = await Promise.all(
    Array.from({ length: 9 }, (_, count) =>
      declareIncident(context, principalOf("responder"), { title: `Incident ${count}` }),
    ),
  );
  const called: string[] = [];
  for (const { id } of declared) {
    const entries = await listEntries(context.database.read, id);
    for (const entry of entries) {
      if (entry.kind === "escalation.step") called.push(...entry.data.people);
    }
  }
  expect(called.toSorted()).toEqual(names.flatMap((name) => [name, name, name]));
});
