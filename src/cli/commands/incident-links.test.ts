import { describe, expect, it } from "vitest";
import {
  incidentDetail,
  incidentList,
  incidentSummary,
  timelinePage,
} from "../../../test/support/api-samples.ts";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import {
  mergeSchema,
  moveAlertsSchema,
  relateSchema,
  splitSchema,
} from "../../contract/incident.ts";

const ROOT = "/api/v1/incidents";
const SEVEN = "20261123-007";
const EIGHT = "20261123-008";
const ALERT = "019ab6a0-7b1c-7c3e-9a55-0d6c3f1f2a10";

const listed = {
  [`GET ${ROOT}?limit=200`]: json(
    incidentList(incidentSummary(), incidentSummary({ number: EIGHT })),
  ),
};

describe("tocsin incident merge", () => {
  it("ends the one in the other, and says where that stands", async () => {
    const path = `POST ${ROOT}/${EIGHT}/merge`;
    const answers = { ...listed, [path]: json(incidentDetail({ firingAlerts: 2 })) };
    const words = ["incident", "merge", "8", "--into", "7", "--duplicate", "--reason", "one disk"];
    const { code, out, sent } = await tocsin(words, answers);
    expect(code).toBe(0);
    expect(out).toContain(`${SEVEN}  P0 Critical  open`);
    expect(mergeSchema.parse(sent)).toEqual({ into: SEVEN, duplicate: true, reason: "one disk" });
  });

  it("needs to be told into which", async () => {
    const { code, err } = await tocsin(["incident", "merge", "8"], listed);
    expect(code).toBe(2);
    expect(err).toContain("--into is missing");
  });
});

describe("tocsin incident split", () => {
  const detail = incidentDetail();
  const answers = {
    [`GET ${ROOT}/${SEVEN}`]: json(detail),
    [`POST ${ROOT}/${SEVEN}/split`]: json(incidentDetail({ number: EIGHT }), 201),
  };

  it("names alerts by title or id, among those of the incident", async () => {
    const named = ["incident", "split", SEVEN, "error rate above 5 %", "--title", "Apart"];
    const { code, out, sent } = await tocsin(named, answers);
    expect(code).toBe(0);
    expect(out).toContain(EIGHT);
    expect(splitSchema.parse(sent)).toEqual({ alerts: ["a1"], title: "Apart" });
    const unknown = await tocsin(["incident", "split", SEVEN, "Disk"], answers);
    expect(unknown.code).toBe(4);
  });

  it("asks which alert is meant where several have the title", async () => {
    const [alert] = detail.alerts;
    const twice = [alert, { ...alert, id: "a2" }].flatMap(
      (one) => one ?? [],
    ) as typeof detail.alerts;
    const { code, err } = await tocsin(["incident", "split", SEVEN, "Error rate above 5 %"], {
      [`GET ${ROOT}/${SEVEN}`]: json(incidentDetail({ alerts: twice })),
    });
    expect(code).toBe(5);
    expect(err).toContain("a2");
  });
});

describe("tocsin incident relate", () => {
  it("relates two", async () => {
    const path = `POST ${ROOT}/${SEVEN}/relate`;
    const answers = { [path]: json(incidentDetail()) };
    const { code, sent } = await tocsin(["incident", "relate", SEVEN, EIGHT], answers);
    expect(code).toBe(0);
    expect(relateSchema.parse(sent)).toEqual({ to: EIGHT });
  });
});

describe("tocsin alert move", () => {
  it("takes ids as they are, and looks for titles among what fires", async () => {
    const page = { alerts: [{ id: ALERT, title: "Disk is full" }], nextBefore: null };
    const answers = {
      "GET /api/v1/alerts?limit=200": json(page),
      "POST /api/v1/alerts/move": json(incidentDetail()),
    };
    const byId = await tocsin(["alert", "move", ALERT, "--to", SEVEN], answers);
    const byTitle = await tocsin(["alert", "move", "disk is full", "--to", SEVEN], answers);
    for (const { code, sent } of [byId, byTitle]) {
      expect(code).toBe(0);
      expect(moveAlertsSchema.parse(sent)).toEqual({ alerts: [ALERT], to: SEVEN });
    }
    expect(byId.received).toHaveLength(1);
  });
});

describe("tocsin incident show", () => {
  it("says where it ended, and what other incidents it has to do with", async () => {
    const link = { number: EIGHT, title: "Disk is full", status: "open" } as const;
    const incident = incidentDetail({
      status: "closed",
      mergedInto: EIGHT,
      links: [{ relation: "merged-into", ...link }],
    });
    const { out } = await tocsin(["incident", "show", SEVEN], {
      [`GET ${ROOT}/${SEVEN}`]: json(incident),
      [`GET ${ROOT}/${SEVEN}/timeline?after=2`]: json(timelinePage(2)),
    });
    expect(out).toContain(`P0 Critical  merged into ${EIGHT}`);
    expect(out).toMatch(new RegExp(`merged into +${EIGHT} +open +Disk is full`));
  });
});
