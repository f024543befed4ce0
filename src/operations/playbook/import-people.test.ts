import { describe, expect, it } from "vitest";
import {
  activateTestPlaybook,
  contextWithPlaybook,
  SETUP,
  type TestContext,
} from "../../../test/support/operation-context.ts";
import type { Person } from "../../domain/person.ts";
import { findPersonByName } from "../../store/people.ts";

const ANN = { name: "Ann", contact: [{ kind: "email", address: "ann@example.test" }] } as const;

async function ann({ database }: TestContext): Promise<Person | undefined> {
  return findPersonByName(database.read, "Ann");
}

describe("people that a playbook names", () => {
  it("are made of the rotation, before anybody says how to reach them", async () => {
    const context = await contextWithPlaybook();
    expect(await ann(context)).toMatchObject({ role: "responder", teams: [], contactMethods: [] });
  });

  it("get a title, a zone, a role and teams when a later version states them", async () => {
    const context = await contextWithPlaybook();
    const before = await ann(context);
    const said = {
      title: "CTO",
      timeZone: "Europe/Berlin",
      role: "manager",
      teams: ["core"],
    } as const;
    await activateTestPlaybook(context, SETUP, { people: [{ ...ANN, ...said }] });
    expect(await ann(context)).toMatchObject({ id: before?.id, ...said });
    expect((await ann(context))?.contactMethods).toHaveLength(1);
    await activateTestPlaybook(context, SETUP, { people: [ANN] });
    expect(await ann(context)).toMatchObject(said);
  });

  it("keep the contact methods they have", async () => {
    const context = await contextWithPlaybook({ people: [ANN] });
    const before = await ann(context);
    const other = [{ kind: "ntfy", address: "https://ntfy.test/ann" }] as const;
    await activateTestPlaybook(context, SETUP, {
      people: [{ ...ANN, title: "CTO", contact: other }],
    });
    expect((await ann(context))?.contactMethods).toEqual(before?.contactMethods);
  });
});
