import { describe, expect, it } from "vitest";
import {
  incidentDetail,
  incidentList,
  incidentSummary,
  timelineEntry,
  timelinePage,
} from "../../../test/support/api-samples.ts";
import { type Answers, json } from "../../../test/support/api-server.ts";
import { type TocsinOptions, tocsin } from "../../../test/support/run-tocsin.ts";
import {
  acknowledgeManySchema,
  callSchema,
  changeSeveritySchema,
  declareIncidentSchema,
  noteSchema,
  reassignSchema,
  reopenSchema,
  resolveSchema,
  snoozeSchema,
  unacknowledgeSchema,
  updateSchema,
} from "../../contract/incident.ts";

const PATH = "/api/v1/incidents/20261123-007";
const shown: Answers = {
  [`GET ${PATH}`]: json(incidentDetail()),
  [`GET ${PATH}/timeline?after=2`]: json(timelinePage(2, timelineEntry())),
  [`GET ${PATH}/timeline?after=12`]: json(timelinePage(12)),
};
const onTerminal = (columns: number): TocsinOptions => ({
  io: { isTty: true, columns, env: { NO_COLOR: "1" } },
});

describe("tocsin incident list", () => {
  const answers = { "GET /api/v1/incidents?limit=20": json(incidentList(incidentSummary())) };

  it("is a table for people", async () => {
    const { code, out } = await tocsin(["incident", "list"], answers);
    expect(code).toBe(0);
    expect(out).toBe(
      "Number        Severity     Status  Title                 Opened     Ago\n" +
        "20261123-007  P0 Critical  open    Checkout answers 500  13:20 UTC  10 min ago\n",
    );
  });

  it("is the API's JSON and nothing else for programs", async () => {
    const { out } = await tocsin(["incident", "list", "--json"], answers);
    expect(JSON.parse(out)).toEqual(incidentList(incidentSummary()));
  });

  it("passes on what is asked for, and says how to see more", async () => {
    const { out } = await tocsin(["incident", "list", "--status", "open", "--limit", "1"], {
      "GET /api/v1/incidents?limit=1&status=open": json({
        incidents: [incidentSummary()],
        nextBefore: "0199",
      }),
    });
    expect(out).toContain("For older ones add --before 0199");
  });

  it("shows a hostile title as text", async () => {
    const hostile = incidentSummary({ title: "x\u001b[2J\r\n20261123-008  P3 Low  closed" });
    const { out } = await tocsin(["incident", "list"], {
      "GET /api/v1/incidents?limit=20": json(incidentList(hostile)),
    });
    expect(out.trimEnd().split("\n")).toHaveLength(2);
    expect(out).not.toContain("\u001b");
  });

  it("is coloured on a terminal", async () => {
    const { out } = await tocsin(["incident", "list"], answers, {
      io: { isTty: true, columns: 100 },
    });
    expect(out).toContain("\u001b[31mP0 Critical\u001b[39m");
  });
});

describe("tocsin incident declare --drill", () => {
  const drill = incidentDetail({ mode: "drill" });
  const answers = { "POST /api/v1/incidents": json(drill, 201) };

  it("says so to the server, and shows it", async () => {
    const { out, sent } = await tocsin(["incident", "declare", "Rehearsal", "--drill"], answers);
    expect(declareIncidentSchema.parse(sent)).toEqual({ title: "Rehearsal", mode: "drill" });
    expect(out).toContain("[DRILL] Checkout answers 500");
    const both = await tocsin(["incident", "declare", "x", "--drill", "--test"], {});
    expect(both.code).toBe(2);
  });
});

describe("tocsin incident severity --accept", () => {
  const path = `POST ${PATH}/severity/accept`;
  const answers = { [path]: json(incidentDetail()) };

  it("takes what is proposed, named or not", async () => {
    const plain = await tocsin(["incident", "severity", "20261123-007", "--accept"], answers);
    const named = await tocsin(["incident", "severity", "20261123-007", "P0", "--accept"], answers);
    expect([plain.code, plain.sent]).toEqual([0, {}]);
    expect([named.code, named.sent]).toEqual([0, { severity: "P0" }]);
    const nothing = await tocsin(["incident", "severity"], {});
    expect(nothing.err).toContain("SEVERITY is missing");
  });

  it("is what a proposal is shown with", async () => {
    const because = "Data at risk: Yes; line 24, Stored data was lost";
    const proposed = incidentDetail({ proposedSeverity: { severity: "P0", because } });
    const { out } = await tocsin(["incident", "show", "20261123-007"], {
      ...shown,
      [`GET ${PATH}`]: json(proposed),
    });
    expect(out).toContain(
      `P0 is proposed (${because}): tocsin incident severity 20261123-007 --accept`,
    );
  });
});

describe("tocsin incident show", () => {
  it("says where it stands, who is next, who was told, and what happened", async () => {
    const { code, out } = await tocsin(["incident", "show", "20261123-007"], shown);
    expect(code).toBe(0);
    expect(out).toBe(`20261123-007  P0 Critical  open
Checkout answers 500
Opened 13:20 UTC, 10 min ago; 1 firing; public status investigating

Clocks
  response                      15 min  due in 5 min, at 13:35 UTC
  resolution                    4 h     due in 3 h 50 min, at 17:20 UTC
  communication (stakeholders)  5 min   breached: was due 5 min ago

Escalation
  next: Bob by e-mail (Secondary) at 13:35 UTC, in 5 min

To do next
  Check the dashboards (line 31, Phase 1: Detection, due in 5 min)

Roles
  incident commander  asked for, nobody has accepted yet

The playbook asks
  Update the status page  line 47

Alerts
  firing  Error rate above 5 %  since 13:19 UTC

Changed before or since
  12:58 UTC  Deployed api 4.2  ci  https://ci.example.test/42

Notified
  13:20:00 UTC  Alice (Primary)  page  e-mail  failed: address-refused

Timeline, last 1 of 12
  12  13:21:05 UTC  Alice noted: looking at it.
`);
  });

  it("says who has acknowledged and who is still missing, where several must", async () => {
    const acknowledgements = { needed: 2, by: ["Alice"], missing: 1, asked: ["Bob", "Carol"] };
    const { out } = await tocsin(["incident", "show", "20261123-007"], {
      ...shown,
      [`GET ${PATH}`]: json(incidentDetail({ acknowledgements })),
    });
    expect(out).toContain("Acknowledged by Alice; 1 more must. Asked: Bob, Carol");
  });

  it("is readable on a telephone", async () => {
    const { out } = await tocsin(["incident", "show", "20261123-007"], shown, onTerminal(36));
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(36);
    expect(out).toContain("next: Bob by e-mail");
    expect(out).toContain("looking at it.");
  });

  it("is the whole incident for programs", async () => {
    const { out } = await tocsin(["incident", "show", "20261123-007", "--json"], {
      [`GET ${PATH}`]: json(incidentDetail()),
    });
    expect(JSON.parse(out)).toEqual(incidentDetail());
  });

  it("shows how ended clocks came out, and the latest of each", async () => {
    const [response] = incidentDetail().clocks;
    if (response === undefined) throw new Error("the sample has clocks");
    const ended = {
      ...response,
      endedAt: "2026-11-23T13:23:00.000Z",
      elapsed: "PT3M",
      outcome: "met" as const,
    };
    const earlier = {
      ...response,
      startedAt: "2026-11-23T12:00:00.000Z",
      outcome: "superseded" as const,
    };
    const { out } = await tocsin(["incident", "show", "20261123-007"], {
      ...shown,
      [`GET ${PATH}`]: json(incidentDetail({ clocks: [earlier, ended] })),
    });
    expect(out).toContain("response  15 min  met in 3 min");
    expect(out).not.toContain("replaced");
  });
});

describe("tocsin incident timeline", () => {
  it("reads on until nothing comes", async () => {
    const { out } = await tocsin(["incident", "timeline", "20261123-007"], {
      [`GET ${PATH}/timeline?after=0`]: json(
        timelinePage(0, timelineEntry({ seq: 1, text: "First." })),
      ),
      [`GET ${PATH}/timeline?after=1`]: json(
        timelinePage(1, timelineEntry({ seq: 2, text: "Second." })),
      ),
      [`GET ${PATH}/timeline?after=2`]: json(timelinePage(2)),
    });
    expect(out).toMatch(/First\.\n.*Second\.\n$/);
  });
});

describe("what is done to an incident", () => {
  it.each([
    [["acknowledge", "20261123-007"], "acknowledge", {}],
    [["ack", "20261123-007"], "acknowledge", {}],
    [["escalate", "20261123-007"], "escalate", {}],
    [["unack", "20261123-007"], "unacknowledge", unacknowledgeSchema.parse({})],
    [["page", "20261123-007", "Priya"], "page", callSchema.parse({ whom: "Priya" })],
    [["responder", "20261123-007", "Priya"], "responders", callSchema.parse({ whom: "Priya" })],
    [
      ["reassign", "20261123-007", "Database team", "--reason", "a replica"],
      "reassign",
      reassignSchema.parse({ whom: "Database team", reason: "a replica" }),
    ],
    [
      ["snooze", "20261123-007", "2h", "--reason", "closed"],
      "snooze",
      snoozeSchema.parse({ until: "2026-11-23T15:30:00.000Z", reason: "closed" }),
    ],
    [
      ["note", "20261123-007", "7 pods are back"],
      "notes",
      noteSchema.parse({ text: "7 pods are back" }),
    ],
    [
      [
        "update",
        "20261123-007",
        "A fix is under way",
        "--audience",
        "customers",
        "--status",
        "identified",
      ],
      "updates",
      updateSchema.parse({
        text: "A fix is under way",
        audience: "customers",
        publicStatus: "identified",
      }),
    ],
    [
      ["severity", "20261123-007", "P1", "--reason", "One region"],
      "severity",
      changeSeveritySchema.parse({ severity: "P1", reason: "One region" }),
    ],
    [["resolve", "20261123-007"], "resolve", resolveSchema.parse({})],
    [
      ["resolve", "20261123-007", "--reason", "Rolled back"],
      "resolve",
      resolveSchema.parse({ reason: "Rolled back" }),
    ],
    [
      ["reopen", "20261123-007", "--reason", "It is back"],
      "reopen",
      reopenSchema.parse({ reason: "It is back" }),
    ],
    [["close", "20261123-007"], "close", resolveSchema.parse({})],
  ])("%j posts %s %j", async (argv, verb, body) => {
    const { code, out, sent } = await tocsin(["incident", ...argv], {
      [`POST ${PATH}/${verb}`]: json(incidentDetail()),
    });
    expect(code).toBe(0);
    expect(sent).toEqual(body);
    expect(out).toContain("Escalation: next: Bob by e-mail (Secondary) at 13:35 UTC, in 5 min");
    expect(out).toContain("due in 5 min");
  });

  it("acknowledges several, and says of each what became of it", async () => {
    const answers: Answers = {
      "POST /api/v1/incidents/acknowledge": json({
        results: [
          { number: "20261123-007", refused: null },
          {
            number: "20261123-008",
            refused: { code: "conflict", message: "20261123-008 is resolved." },
          },
        ],
      }),
    };
    const { code, out, sent } = await tocsin(["ack", "20261123-007", "20261123-008"], answers);
    expect(sent).toEqual(
      acknowledgeManySchema.parse({ numbers: ["20261123-007", "20261123-008"] }),
    );
    expect(out).toBe("20261123-007  acknowledged\n20261123-008  20261123-008 is resolved.\n");
    expect(code).toBe(5);
  });

  it.each([
    ["90min", "2026-11-23T15:00:00.000Z"],
    ["1d", "2026-11-24T13:30:00.000Z"],
    ["14:00", "2026-11-23T14:00:00Z"],
    ["7:30", "2026-11-24T07:30:00Z"],
    ["2026-11-24T07:30", "2026-11-24T07:30:00Z"],
  ])("snoozes until %s", async (written, until) => {
    const { sent } = await tocsin(["incident", "snooze", "20261123-007", written], {
      [`POST ${PATH}/snooze`]: json(incidentDetail()),
    });
    expect(sent).toEqual({ until });
  });

  it("does not guess what a time means", async () => {
    for (const written of ["25:00", "soon", "2 weeks"]) {
      const { code, err } = await tocsin(["incident", "snooze", "20261123-007", written], {});
      expect(code).toBe(2);
      expect(err).toContain(`"${written}" is no time`);
    }
  });

  it("takes the only open incident when none is named", async () => {
    const { code } = await tocsin(["ack"], {
      "GET /api/v1/incidents?status=open&limit=10": json(incidentList(incidentSummary())),
      [`POST ${PATH}/acknowledge`]: json(incidentDetail()),
    });
    expect(code).toBe(0);
  });

  it("takes command under the playbook's own name for it, or the role that is named", async () => {
    const answers: Answers = {
      [`GET ${PATH}`]: json(incidentDetail()),
      [`POST ${PATH}/roles/incident%20commander/accept`]: json(incidentDetail()),
      [`POST ${PATH}/roles/scribe/accept`]: json(incidentDetail()),
    };
    expect((await tocsin(["incident", "command", "20261123-007"], answers)).code).toBe(0);
    const scribe = ["incident", "command", "20261123-007", "--role", "scribe"];
    const { code, received } = await tocsin(scribe, answers);
    expect(code).toBe(0);
    expect(received.map(({ request }) => request)).toEqual([`POST ${PATH}/roles/scribe/accept`]);
  });

  it("declares", async () => {
    const { code, out, sent } = await tocsin(
      [
        "incident",
        "declare",
        "Checkout answers 500",
        "--severity",
        "P0",
        "--description",
        "Since noon",
      ],
      { "POST /api/v1/incidents": json(incidentDetail(), 201) },
    );
    expect(code).toBe(0);
    expect(out).toContain("20261123-007  P0 Critical  open");
    expect(sent).toEqual(
      declareIncidentSchema.parse({
        title: "Checkout answers 500",
        severity: "P0",
        description: "Since noon",
      }),
    );
  });
});
