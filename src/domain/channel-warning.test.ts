import { describe, expect, it } from "vitest";
import { person, roster } from "../../test/support/incident-fixtures.ts";
import { channelWarning, channelWarnings, peopleOnCall } from "./channel-warning.ts";
import type { ContactMethod } from "./person.ts";

function ann(...methods: readonly (readonly [ContactMethod["kind"], "verified" | "open"])[]) {
  return person(
    "Ann",
    methods.map(([kind, state], index) => ({
      id: `m${index}`,
      kind,
      address: `${kind}-${index}`,
      ...(state === "verified" ? { verifiedAt: 1 } : {}),
    })),
  );
}

describe("what somebody lacks to be reached for certain", () => {
  it("is nothing with two verified methods of different kinds", () => {
    expect(channelWarning(ann(["email", "verified"], ["ntfy", "verified"]))).toBeUndefined();
  });

  it.each([
    [ann(), "Ann has no contact method and cannot be paged."],
    [
      ann(["email", "open"], ["ntfy", "open"]),
      "Ann has no verified contact method; 2 of different kinds are expected of whoever is on call.",
    ],
    [
      ann(["email", "verified"], ["email", "verified"], ["ntfy", "open"]),
      "Ann has verified contact methods of one kind only, email; 2 of different kinds are expected of whoever is on call.",
    ],
    [
      ann(["console", "verified"], ["email", "verified"]),
      "Ann has verified contact methods of one kind only, email; 2 of different kinds are expected of whoever is on call.",
    ],
  ])("%#: %s", (who, text) => {
    expect(channelWarning(who)).toBe(text);
  });

  it.each([
    [{ outcome: "failed", reason: "timeout" }, "Ann's last test page failed (email: timeout)."],
    [{ outcome: "unseen" }, "Ann's last test page was never seen (email)."],
    [{ outcome: "delivered" }, undefined],
    [{ outcome: "pending" }, undefined],
    [{ outcome: "unseen", seenAt: 9 }, undefined],
  ] as const)("is a test page %j", (test, text) => {
    const who = ann(["email", "verified"], ["ntfy", "verified"]);
    const [first, ...others] = who.contactMethods;
    const lastTest = { id: "t", sentAt: 1, ...test };
    const contactMethods = first === undefined ? [] : [{ ...first, lastTest }, ...others];
    expect(channelWarning({ ...who, contactMethods })).toBe(text);
  });

  it("is a test page that failed besides what else is missing", () => {
    const who = ann(["email", "verified"]);
    const lastTest = { id: "t", sentAt: 1, outcome: "failed", reason: "busy" } as const;
    const contactMethods = who.contactMethods.map((method) => ({ ...method, lastTest }));
    expect(channelWarning({ ...who, contactMethods })).toBe(
      "Ann has verified contact methods of one kind only, email; 2 of different kinds are expected of " +
        "whoever is on call. Ann's last test page failed (email: busy).",
    );
  });

  it("is told once of each who is named, also of a name that is nobody's", () => {
    const people = [ann(["email", "verified"], ["ntfy", "verified"]), person("Ben", [])];
    expect(channelWarnings(roster({ people }), ["Ann", "Ben", "Zoe", "Ben"])).toEqual([
      { person: "Ben", text: "Ben has no contact method and cannot be paged." },
      { person: "Zoe", text: "Zoe is nobody that is known." },
    ]);
  });
});

describe("those who are on call at some time", () => {
  it("stand in a table, a schedule or an override", () => {
    const names = ["Ann", "Ben", "Cleo", "Dora", "Eva", "Finn", "Gus"];
    const override = {
      id: "o",
      scheduleId: "on-call.primary",
      startsAt: 0,
      endsAt: 1,
      createdAt: 0,
    };
    const who = roster({
      people: names.map((name) => person(name)),
      schedules: [
        {
          id: "backend",
          name: "Backend",
          timeZone: "UTC",
          layers: [
            {
              name: "layer 1",
              rotation: {
                kind: "turns",
                people: ["Dora"],
                start: "2026-01-12",
                every: { count: 1, unit: "weeks" },
              },
              windows: [],
            },
          ],
        },
      ],
      overrides: [
        { ...override, kind: "replace", person: "Eva" },
        { ...override, kind: "remove", person: "Finn" },
      ],
    });
    expect(peopleOnCall(who).map(({ name }) => name)).toEqual([
      "Ann",
      "Ben",
      "Cleo",
      "Dora",
      "Eva",
    ]);
  });
});
