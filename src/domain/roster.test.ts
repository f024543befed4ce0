import { describe, expect, it } from "vitest";
import { person, roster, rotation, START } from "../../test/support/incident-fixtures.ts";
import { catchAllPeople, findPerson, resolveRole } from "./roster.ts";

const names = (people: readonly { readonly name: string }[]): string[] =>
  people.map(({ name }) => name);

const commander = { role: "Incident Commander", column: "Secondary" };

describe("who fills a role", () => {
  it("is who stands in the column that the policy maps it to", () => {
    expect(names(resolveRole(roster(), commander, START).people)).toEqual(["Ben"]);
  });

  it("is found in the column of its new name when the rotation has been rewritten since", () => {
    const renamed = {
      ...rotation,
      columns: ["First", "Second"],
      shifts: [
        {
          start: "2026-01-12",
          assignments: { First: "Cleo", Second: "Ann" },
          source: rotation.source,
        },
      ],
    };
    const now = roster({
      rotations: [renamed],
      columns: { "incident commander": "Second", "on call engineer": "First" },
    });
    expect(names(resolveRole(now, commander, START).people)).toEqual(["Ann"]);
  });

  it("is said to be missing when the role has no column any more", () => {
    const { people, missing } = resolveRole(roster({ rotations: [] }), commander, START);
    expect(people).toEqual([]);
    expect(missing).toEqual(['nobody fills the role "Incident Commander"']);
  });

  it("is said to be missing when nobody knows the name on the table", () => {
    const { people, missing } = resolveRole(roster({ people: [person("Ann")] }), commander, START);
    expect(people).toEqual([]);
    expect(missing).toEqual(["Ben is not known"]);
  });

  it("is whom the overlay binds it to, before all else", () => {
    const bound = roster({ roles: { "incident commander": { person: "Cleo" } } });
    expect(names(resolveRole(bound, commander, START).people)).toEqual(["Cleo"]);
  });

  it("is who has it as a title, without a column", () => {
    const chief = { ...person("Dora"), title: "CTO" };
    const wanted = { role: "CTO", column: null };
    expect(names(resolveRole(roster({ people: [chief] }), wanted, START).people)).toEqual(["Dora"]);
  });
});

describe("a person", () => {
  it("is found without regard to case and punctuation, the first of two", () => {
    const first = { ...person("Ann"), name: "Ann-Marie O'Neil" };
    const second = { ...first, id: "another" };
    expect(findPerson(roster({ people: [first, second] }), "ann marie  o neil")).toBe(first);
  });
});

describe("the catch-all", () => {
  it("is whom the overlay names, as far as they can be reached", () => {
    const catchAll = ["Ann", "Ben", "Nobody"];
    const people = [person("Ann", []), person("Ben"), person("Cleo")];
    expect(names(catchAllPeople(roster({ people, catchAll })))).toEqual(["Ben"]);
  });

  it("is the managers without one that can be reached, and else everybody", () => {
    const manager = { ...person("Dora"), role: "manager" as const };
    const people = [person("Ann"), manager];
    expect(names(catchAllPeople(roster({ people, catchAll: ["Zoe"] })))).toEqual(["Dora"]);
    expect(names(catchAllPeople(roster({ people: [person("Ann")], catchAll: [] })))).toEqual([
      "Ann",
    ]);
  });
});
