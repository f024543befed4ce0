import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, pathOf, playbookOf, rotationOf, severityOf } from "../../test/support/playbook-of.ts";
import type { OverlayPerson, Playbook } from "../domain/playbook.ts";
import { doctorFindings } from "./doctor.ts";

const ROWS = [
  ["2026-03-02", "Imani", "Jonas"],
  ["2026-03-09", "Jonas", "Imani"],
] as const;
const LINES = Array.from({ length: 9 }, () => "").concat(
  ROWS.map((row) => `| ${row.join(" | ")} |`),
);

function reachable(name: string): OverlayPerson {
  return { name, contact: [{ kind: "console", address: "" }] };
}

/** A playbook with which nothing is wrong, and then what the test changes. */
function playbook(parts: Parameters<typeof playbookOf>[0] = {}): Playbook {
  return playbookOf({
    severities: [severityOf("P0")],
    escalation: [pathOf("P0", ["On-Call Engineer", "Incident Commander"])],
    rotations: [rotationOf(["Primary", "Secondary"], ROWS)],
    ...parts,
    overlay: {
      people: [reachable("Imani"), reachable("Jonas")],
      rotations: { "on-call": { repeats: true } },
      ...parts.overlay,
    },
  });
}

function findings(
  changed: Parameters<typeof playbookOf>[0],
  lines: readonly string[] = LINES,
): string[] {
  return doctorFindings(playbook(changed), [{ file: "plan.md", lines }]).map(
    ({ code, line, column, endColumn, message }) =>
      `${code} ${line}:${column}${endColumn === undefined ? "" : `-${endColumn}`} ${message}`,
  );
}

test("a complete playbook has no findings", () => {
  expect(findings({})).toEqual([]);
});

describe("TOC201, the rotation ends", () => {
  test("on the day its last row is handed over, at that row", () => {
    expect(findings({ overlay: { rotations: {} } })).toEqual([
      "TOC201 11:3-13 the rotation ends on 2026-03-16: and then whom do we page?",
    ]);
  });

  test("the last row lasts as long as the one before it; the latest date is the last, wherever it stands", () => {
    const rows = [
      ["2026-03-16", "Imani", "Jonas"],
      ["2026-03-02", "Jonas", "Imani"],
    ] as const;
    expect(
      findings({
        rotations: [rotationOf(["Primary", "Secondary"], rows)],
        overlay: { rotations: {} },
      })[0],
    ).toMatch(/^TOC201 10:.*ends on 2026-03-30/);
  });
});

describe("TOC202, weeks that do not begin on a Monday", () => {
  const begin = (...days: string[]) =>
    findings({
      rotations: [
        rotationOf(
          ["Primary"],
          days.map((day) => [day, "Imani"] as const),
        ),
      ],
      escalation: [pathOf("P0", ["On-Call Engineer"])],
    }).filter((finding) => finding.startsWith("TOC202"));

  test("once for the table, at its first row, with the weekday's name", () => {
    expect(begin("2026-01-13", "2026-01-20", "2026-01-27")).toEqual([
      expect.stringMatching(
        /^TOC202 10:.*the weeks of this rotation begin on a Tuesday \(2026-01-13\), not on a Monday$/,
      ),
    ]);
    expect(begin("2026-01-13")).toHaveLength(1);
  });

  test("not when they do, and not for days in a row", () => {
    expect(begin("2026-01-12", "2026-01-19")).toEqual([]);
    expect(begin("2026-01-12", "2026-01-13", "2026-01-14", "2026-01-15")).toEqual([]);
  });

  test("a row out of step is reported by itself", () => {
    expect(begin("2026-01-12", "2026-01-20", "2026-01-26")).toEqual([
      expect.stringMatching(
        /^TOC202 11:.*begins on a Tuesday \(2026-01-20\), while the others begin on a Monday$/,
      ),
    ]);
  });

  test("not when tocsin.yaml says that it is meant", () => {
    const rotations = [rotationOf(["Primary"], [["2026-01-13", "Imani"]])];
    const stated = (startsOn: string) =>
      findings({
        rotations,
        escalation: [pathOf("P0", ["On-Call Engineer"])],
        overlay: { rotations: { "on-call": { repeats: true, startsOn } } },
      });
    expect(stated("tuesday")).toEqual([]);
    expect(stated("friday")[0]).toMatch(/Tuesday .* not on a Friday$/);
  });

  test("the date proposed is the wanted weekday nearest to the written one", () => {
    const help = (start: string) =>
      doctorFindings(
        playbook({ rotations: [rotationOf(["Primary"], [[start, "Imani"]])] }),
        [],
      ).find(({ code }) => code === "TOC202")?.help;
    expect(help("2026-01-13")).toContain("2026-01-12 instead of 2026-01-13");
    expect(help("2026-01-16")).toContain("2026-01-19 instead of 2026-01-16");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), (days) => {
        const start = Temporal.PlainDate.from("2026-01-01").add({ days });
        const proposed = /correct the dates \((\S+) instead/.exec(
          help(start.toString()) ?? "",
        )?.[1];
        expect(proposed === undefined).toBe(start.dayOfWeek === 1);
        if (proposed === undefined) return;
        const monday = Temporal.PlainDate.from(proposed);
        expect(monday.dayOfWeek).toBe(1);
        expect(Math.abs(start.until(monday).days)).toBeLessThanOrEqual(3);
      }),
    );
  });
});

describe("TOC203, people who cannot be reached", () => {
  test("each once, under the name where it first stands", () => {
    expect(findings({ overlay: { people: [] } })).toEqual([
      "TOC203 10:16-21 Imani can be paged but has no contact method: a page for Imani reaches nobody",
      "TOC203 10:24-29 Jonas can be paged but has no contact method: a page for Jonas reaches nobody",
    ]);
  });

  test("a person without any method counts as unreachable, another spelling of the name does not", () => {
    const people = [{ name: "Imani", contact: [] }, reachable("JONAS")];
    expect(findings({ overlay: { people } })).toEqual([
      expect.stringMatching(/^TOC203 .* Imani can be paged/),
    ]);
  });

  test("a name is found as a word, not inside another one", () => {
    const rotations = [rotationOf(["Primary", "Secondary"], [["2026-03-02", "Alice", "Al"]])];
    const lines = LINES.with(9, "| 2026-03-02 | Alice | Al |");
    expect(findings({ rotations }, lines).map((finding) => finding.split(" ")[1])).toEqual([
      "10:16-21",
      "10:24-26",
    ]);
  });
});

describe("TOC204, roles that nobody fills", () => {
  const three = {
    escalation: [pathOf("P0", ["On-Call Engineer", "Incident Commander", "Head of Support"])],
  };
  const messages = (parts: Parameters<typeof playbookOf>[0]) => findings(parts);

  test("a third role with two columns", () => {
    const lines = LINES.with(1, "On-Call Engineer → Incident Commander → Head of Support");
    expect(findings(three, lines)).toEqual([
      'TOC204 2:41-56 nobody fills the role "Head of Support": its step of the escalation pages no one',
    ]);
  });

  test("is filled by a person, a column or a title", () => {
    const bound = (roles: Playbook["overlay"]["roles"]) =>
      messages({ ...three, overlay: { roles } });
    expect(bound({ "head of support": { person: "Imani" } })).toEqual([]);
    expect(bound({ "Head-of-Support": { column: "Primary" } })).toEqual([]);
    expect(bound({ "head of support": { column: "Tertiary" } })).toHaveLength(1);
    const people = [{ ...reachable("Imani"), title: "Head of Support" }, reachable("Jonas")];
    expect(messages({ ...three, overlay: { people } })).toEqual([]);
  });

  test("an empty cell leaves a shift without somebody", () => {
    const rotations = [
      rotationOf(["Primary", "Secondary"], [ROWS[0], ["2026-03-09", "Jonas", ""]]),
    ];
    expect(findings({ rotations })).toEqual([
      "TOC204 11:1-31 nobody is Secondary in the shift that begins on 2026-03-09",
    ]);
  });
});

describe("TOC209, an audience without an address", () => {
  const stakeholders = ["Legal", "legal", "Jonas"].map((audience) => ({
    audience,
    source: at(11),
  }));
  const escalation = [{ ...pathOf("P0", ["On-Call Engineer"]), stakeholders }];

  test("is said once; a person of the name needs none", () => {
    expect(findings({ escalation })).toEqual([
      expect.stringMatching(/^TOC209 11:1.* nobody knows where "Legal" are told/u),
    ]);
  });

  test("is answered by channels, not by a name without any", () => {
    const audiences = (channels: OverlayPerson["contact"]) => ({ LEGAL: { channels } });
    const stated = audiences([{ kind: "email", address: "legal@example.com" }]);
    expect(findings({ escalation, overlay: { audiences: stated } })).toEqual([]);
    expect(findings({ escalation, overlay: { audiences: audiences([]) } })).toHaveLength(1);
  });
});

describe("TOC208, no rotation", () => {
  test("is said once, and no role is reported beside it", () => {
    expect(findings({ rotations: [] })).toEqual([
      "TOC208 2:1 nobody is on call: there is no rotation, so pages go to the catch-all " +
        "(the managers, or everybody when there are none)",
    ]);
  });

  test("not when every role is a person's", () => {
    const roles = {
      "on-call engineer": { person: "Imani" },
      "incident commander": { person: "Jonas" },
    };
    expect(findings({ rotations: [], overlay: { roles } })).toEqual([]);
  });

  test("not in a document without severities, which is none of a playbook's", () => {
    expect(findings({ rotations: [], severities: [], escalation: [] })).toEqual([]);
  });
});

describe("severities and their paths", () => {
  test("TOC102: no response time", () => {
    const severities = [severityOf("P0", { sla: { resolution: "PT4H" } })];
    expect(findings({ severities })).toEqual([
      "TOC102 1:1 P0 has no response time: nobody can tell when an answer is late",
    ]);
  });

  test("TOC102: once for all that have none, and not for the mildest, which wakes nobody", () => {
    const quiet = (id: string) => severityOf(id, { sla: {} });
    const ids = (...severities: ReturnType<typeof severityOf>[]) =>
      findings({
        severities,
        escalation: severities.map(({ id }) => pathOf(id, ["On-Call Engineer"])),
      });
    expect(ids(severityOf("P0"), quiet("P1"), quiet("P2"), severityOf("P3"))).toEqual([
      "TOC102 1:1 P1 and P2 have no response time: nobody can tell when an answer is late",
    ]);
    expect(ids(severityOf("P0"), severityOf("P1"), quiet("P2"))).toEqual([]);
    expect(ids(severityOf("P0"), quiet("P1"))).toHaveLength(1);
  });

  test("TOC105: once for all with which the same happens", () => {
    const severities = ["P0", "P1", "P2", "P3"].map((id) => severityOf(id));
    const escalation = ["P0", "P1"].map((id) => pathOf(id, ["On-Call Engineer"]));
    expect(findings({ severities, escalation })).toEqual([
      "TOC105 1:1 P2 and P3 have no escalation path: nobody is told when one of them starts; once the " +
        "response time is over, the catch-all is paged (the managers, or everybody when there are none)",
    ]);
  });

  test("TOC106: not where no severity is defined", () => {
    expect(findings({ severities: [] })).toEqual([]);
  });

  test("TOC105: no path, and what follows from that", () => {
    const quiet = severityOf("P3", {
      sla: { response: "PT24H" },
      responseActions: [{ text: "Create ticket", kind: "ticket", source: at(1) }],
    });
    const loud = severityOf("P1", {
      responseActions: [{ text: "Page on-call", kind: "page", source: at(1) }],
    });
    expect(findings({ severities: [severityOf("P0"), loud, quiet] })).toEqual([
      "TOC105 1:1 P1 has no escalation path: everybody in the rotation is paged, column by column",
      "TOC105 1:1 P3 has no escalation path: nobody is told when it starts; once its response time of " +
        "1 day is over, the catch-all is paged (the managers, or everybody when there are none)",
    ]);
  });

  test("TOC105: without a rotation there is nobody to go through", () => {
    const found = findings({ escalation: [], rotations: [], overlay: { catchAll: ["Imani"] } });
    expect(found).toContain("TOC105 1:1 P0 has no escalation path: the catch-all is paged (Imani)");
  });

  test("TOC106: a path for a severity that is not defined, with the one meant", () => {
    const escalation = [pathOf("P0", ["On-Call Engineer"]), pathOf("P00", ["On-Call Engineer"], 3)];
    const [finding] = doctorFindings(playbook({ escalation }), []);
    expect(finding).toMatchObject({ code: "TOC106", line: 3 });
    expect(finding?.help).toMatch(/^Did you mean P0\?/);
  });

  test("TOC108: somebody is paged after the time to answer is over", () => {
    const overlay = { escalation: { P0: { after: ["PT0S", "PT20M"] } } };
    expect(findings({ overlay })).toEqual([
      "TOC108 2:1 P0 is to be answered within 15 min, but when the first does not answer, " +
        "the next (Incident Commander) is paged only after 20 min",
    ]);
  });
});
