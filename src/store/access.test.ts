import { expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import { attestAccess, listAccessAttestations, withdrawAccess } from "./access.ts";
import { savePerson } from "./people.ts";

test("what a person has is attested, attested again, and withdrawn", async () => {
  const database = await freshDatabase();
  const attest = (personId: string, item: string, at: number) =>
    database.transaction((tx) => attestAccess(tx, { personId, item, at }));
  for (const name of ["Ann", "Ben"]) {
    const person = { name, role: "responder", teams: [], contactMethods: [] } as const;
    await database.transaction((tx) => savePerson(tx, { id: name, ...person }, 1));
  }
  await attest("Ben", "VPN", 1);
  await attest("Ann", "Production shell", 2);
  await attest("Ann", "VPN", 3);
  await attest("Ann", "VPN", 4);
  expect(await listAccessAttestations(database.read)).toEqual([
    { personId: "Ann", item: "Production shell", at: 2 },
    { personId: "Ann", item: "VPN", at: 4 },
    { personId: "Ben", item: "VPN", at: 1 },
  ]);
  const withdraw = () => database.transaction((tx) => withdrawAccess(tx, "Ann", "VPN"));
  expect(await withdraw()).toBe(true);
  expect(await withdraw()).toBe(false);
  expect(await listAccessAttestations(database.read)).toHaveLength(2);
  await expect(attest("nobody", "VPN", 1)).rejects.toThrow(/foreign key/i);
});
