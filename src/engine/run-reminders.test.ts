import { describe, expect, it } from "vitest";
import { engineOn, makeReachable, workOff } from "../../test/support/engine-fixture.ts";
import { httpFixture } from "../../test/support/http-fixture.ts";
import { MS } from "../domain/duration.ts";
import { runReminders } from "./run-reminders.ts";

async function fixture() {
  const { context, send, tokens } = await httpFixture();
  await makeReachable(context);
  const token = tokens.responder;
  const declared = await send("POST", "/api/v1/incidents", {
    token,
    body: { title: "Checkout is slow", severity: "P1" },
  });
  const { number } = (await declared.json()) as { number: string };
  const post = (path: string, body: object) =>
    send("POST", `/api/v1/incidents/${number}${path}`, { token, body });
  const engine = engineOn(context);
  await workOff(engine);
  /** Lets time pass and says what reminders were sent, and to whom. */
  const pass = async (ms: number): Promise<string[]> => {
    engine.sent.length = 0;
    await context.clock.advance(ms);
    await runReminders(engine);
    await workOff(engine);
    return engine.sent.flatMap(({ message: { notice, personName } }) =>
      notice?.kind === "action-item" ? [`${personName}: ${notice.headline}`] : [],
    );
  };
  const dueAt = new Date(context.clock.now() + 3 * MS.day).toISOString();
  return { context, number, post, pass, dueAt };
}

describe("reminders of action items", () => {
  it("go to the owner a day before and at the deadline, and end with the item", async () => {
    const { number, post, pass, dueAt } = await fixture();
    await post("/actions", { text: "Deploy PgBouncer", owner: "Ann", dueAt });
    expect(await pass(1.9 * MS.day)).toEqual([]);
    const reminder = `Ann: Tocsin: Deploy PgBouncer (${number})`;
    expect(await pass(0.2 * MS.day)).toEqual([reminder]);
    expect(await pass(0.1 * MS.day)).toEqual([]);
    expect(await pass(0.9 * MS.day)).toEqual([reminder]);
    await post("/actions/1", { status: "done" });
    expect(await pass(2 * MS.day)).toEqual([]);
  });

  it("go to the catch-all while it is nobody's", async () => {
    const { number, post, pass, dueAt } = await fixture();
    await post("/actions", { text: "Deploy PgBouncer", dueAt });
    const told = await pass(2.1 * MS.day);
    expect(told.length).toBeGreaterThan(0);
    expect(told.every((text) => text.endsWith(`Deploy PgBouncer (${number})`))).toBe(true);
  });
});
