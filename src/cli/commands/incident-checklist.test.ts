import { describe, expect, it } from "vitest";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { incidentChecklistsSchema } from "../../contract/checklist.ts";

const NUMBER = "20260114-007";
const PATH = `/api/v1/incidents/${NUMBER}/checklists`;

const point = (id: string, text: string, more: object = {}) => ({
  key: `closing/checks/${id}`,
  text,
  line: 7,
  type: "boolean",
  answer: null,
  ...more,
});

const CHECKLISTS = incidentChecklistsSchema.parse({
  checklists: [
    {
      title: "Triage",
      groups: [
        {
          title: "Triage",
          verifies: false,
          points: [
            { ...point("data", "Data at risk"), type: "choice", choices: ["Yes", "No"] },
            point("data_lost", "Data was lost"),
          ],
        },
      ],
    },
    {
      title: "Closing",
      groups: [
        {
          title: "Verification",
          verifies: true,
          points: [
            point("pods", "All pods healthy", {
              answer: { value: "No", outcome: "open", at: "2026-01-14T02:30:00.000Z", by: "Ann" },
            }),
          ],
        },
      ],
    },
  ],
});
const routes = { [`GET ${PATH}`]: json(CHECKLISTS), [`POST ${PATH}`]: json(CHECKLISTS) };

describe("tocsin incident checklist", () => {
  it("lists every point with its number, what is answered, and what may be", async () => {
    const { out, code } = await tocsin(["incident", "checklist", NUMBER], routes);
    expect(code).toBe(0);
    expect(out).toMatch(/^Triage\s*$/mu);
    expect(out).toMatch(/1\s+Data at risk\s+–\s+Yes \/ No/u);
    expect(out).toContain("Closing: Verification  asked before the incident is resolved");
    expect(out).toMatch(/3\s+All pods healthy\s+No\s+Ann, /u);
  });
});

describe("tocsin incident answer", () => {
  it.each<[string, readonly string[], object]>([
    ["by number", ["3", "yes"], { point: "closing/checks/pods", answer: "yes" }],
    ["by name", ["pods", "yes"], { point: "closing/checks/pods", answer: "yes" }],
    ["by words", ["at risk", "no"], { point: "closing/checks/data", answer: "no" }],
    ["skipped", ["3", "--skip", "none run"], { point: "closing/checks/pods", skip: "none run" }],
  ])("%s", async (_, words, sent) => {
    const answered = await tocsin(["incident", "answer", NUMBER, ...words], routes);
    expect(answered).toMatchObject({ code: 0, sent });
  });

  it("shows the rest of its list afterwards", async () => {
    const { out } = await tocsin(["incident", "answer", NUMBER, "3", "yes"], routes);
    expect(out).toContain("Verification");
    expect(out).not.toContain("Triage");
  });

  it.each<[string, readonly string[], RegExp]>([
    ["no point", [NUMBER, "9", "yes"], /"9" is no point of the checklists/u],
    ["several", [NUMBER, "data", "yes"], /"data" is several points of the checklists/u],
    ["no answer", ["3"], /POINT or ANSWER is missing/u],
  ])("refuses %s", async (_, words, why) => {
    const { err, code } = await tocsin(["incident", "answer", ...words], routes);
    expect(code).not.toBe(0);
    expect(err).toMatch(why);
  });
});
