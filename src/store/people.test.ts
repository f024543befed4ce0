import { expect, test } from "vitest";
import { freshDatabase } from "../../test/support/database.ts";
import type { Person } from "../domain/person.ts";
import {
  addContactMethod,
  findPersonByName,
  listPeople,
  loadPerson,
  removeContactMethod,
  savePerson,
} from "./people.ts";

const ann: Person = {
  id: "person-ann",
  name: "Ann O'Hara",
  title: "CTO",
  timeZone: "Asia/Kathmandu",
  role: "admin",
  teams: ["payments", "web"],
  contactMethods: [
    { id: "m1", kind: "ntfy", address: "https://ntfy.test/ann", verifiedAt: 5 },
    { id: "m2", kind: "email", address: "ann@example.test" },
  ],
};
const bob: Person = {
  id: "person-bob",
  name: "Bob",
  role: "viewer",
  teams: [],
  contactMethods: [],
};

test("people come back as they were saved, in the order of names", async () => {
  const database = await freshDatabase();
  await database.transaction(async (tx) => {
    await savePerson(tx, bob, 1);
    await savePerson(tx, ann, 1);
  });
  expect(await listPeople(database.read)).toEqual([ann, bob]);
  expect(await loadPerson(database.read, "person-ann")).toEqual(ann);
  expect(await loadPerson(database.read, "nobody")).toBeUndefined();
});

test("a person is found by name without regard to case, spaces and punctuation", async () => {
  const database = await freshDatabase();
  await database.transaction((tx) => savePerson(tx, ann, 1));
  for (const name of ["Ann O'Hara", " ann  o’hara ", "ANN O HARA"]) {
    expect(await findPersonByName(database.read, name)).toEqual(ann);
  }
  expect(await findPersonByName(database.read, "Ann")).toBeUndefined();
});

test("saving again makes the person and the contact methods exactly as given", async () => {
  const database = await freshDatabase();
  const [first, second] = ann.contactMethods;
  if (first === undefined || second === undefined) throw new Error("two were expected");
  const { title: _, ...untitled } = ann;
  const changed: Person = { ...untitled, name: "Ann B.", contactMethods: [second, first] };
  await database.transaction((tx) => savePerson(tx, ann, 1));
  await database.transaction((tx) => savePerson(tx, changed, 2));
  expect(await listPeople(database.read)).toEqual([changed]);
});

test("a name belongs to one person", async () => {
  const database = await freshDatabase();
  await database.transaction((tx) => savePerson(tx, ann, 1));
  const saving = database.transaction((tx) => savePerson(tx, { ...bob, name: "ANN O'HARA" }, 1));
  await expect(saving).rejects.toMatchObject({ code: "conflict" });
  expect(await listPeople(database.read)).toEqual([ann]);
});

test("contact methods are added behind the others and removed one by one", async () => {
  const database = await freshDatabase();
  const mail = { id: "m3", kind: "email", address: "home@example.test" } as const;
  await database.transaction(async (tx) => {
    await savePerson(tx, ann, 1);
    await savePerson(tx, bob, 1);
    await addContactMethod(tx, "person-ann", mail, 2);
    await addContactMethod(tx, "person-bob", { ...mail, id: "m4" }, 2);
  });
  const remove = (personId: string, id: string) =>
    database.transaction((tx) => removeContactMethod(tx, personId, id));
  // Not by way of somebody else.
  expect(await remove("person-bob", "m1")).toBe(false);
  expect(await remove("person-ann", "m1")).toBe(true);
  expect(await remove("person-ann", "m1")).toBe(false);
  const found = await listPeople(database.read);
  expect(found.map((person) => person.contactMethods.map((method) => method.id))).toEqual([
    ["m2", "m3"],
    ["m4"],
  ]);
});

test("nobody can be reached who does not exist", async () => {
  const database = await freshDatabase();
  const adding = database.transaction((tx) =>
    addContactMethod(tx, "nobody", { id: "m", kind: "console", address: "" }, 1),
  );
  await expect(adding).rejects.toThrow(/foreign key/i);
});
