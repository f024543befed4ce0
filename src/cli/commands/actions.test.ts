import { describe, expect, it } from "vitest";
import { incidentDetail } from "../../../test/support/api-samples.ts";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { actionListSchema, addTaskSchema, changeActionSchema } from "../../contract/task.ts";

const PATH = "/api/v1/incidents/20261123-007";
const ACTIONS = actionListSchema.parse({
  actions: [
    {
      incident: "20261123-007",
      incidentTitle: "Checkout answers 500",
      item: 2,
      text: "Deploy PgBouncer",
      owner: "Bob",
      dueAt: "2026-11-23T13:00:00.000Z",
      status: "in-progress",
      purpose: "action",
      createdAt: "2026-11-23T12:00:00.000Z",
      changedAt: "2026-11-23T12:00:00.000Z",
    },
  ],
});

describe("tocsin action", () => {
  it("lists what is due first, with how late it is", async () => {
    const { out } = await tocsin(["action", "list"], {
      "GET /api/v1/actions?status=open": json(ACTIONS),
    });
    expect(out).toBe(
      "20261123-007  2  in progress  Bob  Deploy PgBouncer  until 13:00 UTC, 30 min ago\n",
    );
  });

  it.each([
    [["done", "2"], { status: "done" }],
    [["start", "2"], { status: "in-progress" }],
    [["drop", "2", "--reason", "moot"], { status: "dropped", reason: "moot" }],
    [["assign", "2", "Priya"], { owner: "Priya" }],
    [["due", "2", "1d"], { dueAt: "2026-11-24T13:30:00.000Z" }],
  ])("%j is one change", async (words, body) => {
    const [deed = "", ...rest] = words;
    const { code, sent } = await tocsin(["action", deed, "20261123-007", ...rest], {
      [`POST ${PATH}/actions/2`]: json(ACTIONS),
    });
    expect(code).toBe(0);
    expect(changeActionSchema.parse(sent)).toEqual(body);
  });

  it("adds one with owner and deadline", async () => {
    const words = ["20261123-007", "Deploy PgBouncer", "--owner", "Bob", "--due", "1d"];
    const { sent } = await tocsin(["action", "add", ...words], {
      [`POST ${PATH}/actions`]: json(ACTIONS),
    });
    expect(sent).toEqual({
      text: "Deploy PgBouncer",
      owner: "Bob",
      dueAt: "2026-11-24T13:30:00.000Z",
    });
  });
});

describe("tocsin task", () => {
  const task = {
    task: 1,
    text: "Fail over",
    person: "Ben",
    dueAt: "2026-11-23T13:40:00.000Z",
    acceptedAt: null,
  };

  it("gives a task with a time-box, and shows the open ones", async () => {
    const words = ["20261123-007", "Fail over", "--to", "Ben", "--due", "10min"];
    const { sent, out } = await tocsin(["task", "add", ...words], {
      [`POST ${PATH}/tasks`]: json(incidentDetail({ tasks: [task] })),
    });
    expect(addTaskSchema.parse(sent)).toEqual({
      text: "Fail over",
      person: "Ben",
      dueAt: "2026-11-23T13:40:00.000Z",
    });
    expect(out).toBe("1  Ben, not understood yet  Fail over  until 13:40 UTC, in 10 min\n");
  });

  it.each([
    [["done", "20261123-007", "1"], "tasks/1/done", {}],
    [["accept", "20261123-007", "1"], "tasks/1/accept", {}],
    [["assign", "20261123-007", "1", "Cleo"], "tasks/1/assign", { person: "Cleo" }],
  ])("%j is one request", async (words, path, body) => {
    const { code, sent, out } = await tocsin(["task", ...words], {
      [`POST ${PATH}/${path}`]: json(incidentDetail()),
    });
    expect(code).toBe(0);
    expect(sent).toEqual(body);
    expect(out).toBe("No task is open.\n");
  });

  it("says what TASK is", async () => {
    const { code, err } = await tocsin(["task", "done", "20261123-007", "it"], {});
    expect(code).toBe(2);
    expect(err).toContain("TASK is a number");
  });
});
