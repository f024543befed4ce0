import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  criticalRules,
  opening,
  person,
  roster,
  START,
} from "../../test/support/incident-fixtures.ts";
import { nextContext } from "./decision.ts";
import { openIncident } from "./open-incident.ts";
import { turnKeysOf, whoseTurn } from "./turns.ts";

const [first] = criticalRules().steps;
if (first === undefined) throw new Error("there is a first step");
const targets = ["Cleo", "Ann", "Ben"].map((name) => ({ kind: "person", name }) as const);
const rules = criticalRules({
  steps: [{ ...first, targets, takesTurns: true }],
  engages: [],
  informs: [],
});

describe("a step that takes turns", () => {
  it("calls on one person each time, and on each of them equally often", () => {
    let context = { now: START, roster: roster(), turns: new Map([["", ""]]) };
    const called: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      const decision = openIncident(opening({ id: `incident-${count}`, rules }), context);
      called.push(...decision.notifications.map(({ personName }) => personName));
      context = { ...context, ...nextContext(context, decision) } as typeof context;
    }
    expect(called).toEqual(["Ann", "Ben", "Cleo", "Ann", "Ben", "Cleo"]);
  });

  it("calls on all of them where nobody knows whose turn it is: no page is lost", () => {
    const decision = openIncident(opening({ rules }), { now: START, roster: roster() });
    expect(decision.notifications).toHaveLength(3);
  });

  it("passes over who cannot be reached, and nobody else comes off worse", () => {
    const people = [person("Ann"), person("Ben", []), person("Cleo")];
    const turns = new Map(turnKeysOf(rules).map((key) => [key, "ann"]));
    const decision = openIncident(opening({ rules }), {
      now: START,
      roster: roster({ people }),
      turns,
    });
    expect(decision.notifications.map(({ personName }) => personName)).toEqual(["Cleo"]);
  });

  it("comes to everybody before it comes to anybody again, whoever joins meanwhile", () => {
    const names = fc.uniqueArray(fc.constantFrom("A", "B", "C", "D", "E"), { minLength: 1 });
    fc.assert(
      fc.property(names, fc.constantFrom("", "a", "c", "e"), (group, start: string) => {
        const people = group.map((name) => person(name));
        let last: string = start;
        const seen = new Set<string>();
        for (const _ of people) {
          const next = whoseTurn(people, last);
          seen.add(next?.name ?? "");
          last = next?.name.toLowerCase() ?? "";
        }
        expect(seen.size).toBe(people.length);
      }),
    );
  });
});
