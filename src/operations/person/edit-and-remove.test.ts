import { describe, expect, it } from "vitest";
import { freshContext, principalOf, SETUP } from "../../../test/support/operation-context.ts";
import type { Principal } from "../../domain/permission.ts";
import { listLatestAudit } from "../../store/audit.ts";
import { loadPerson } from "../../store/people.ts";
import { authenticate } from "../authenticate.ts";
import { createToken } from "../token/create.ts";
import { createPerson } from "./create.ts";
import { editPerson, type PersonChanges } from "./edit.ts";
import { removePerson } from "./remove.ts";

async function lab() {
  const context = await freshContext();
  const add = (name: string, teams: readonly string[] = []) =>
    createPerson(context, SETUP, {
      name,
      title: "CTO",
      role: "admin",
      teams,
      contactMethods: [{ kind: "email", address: `${name}@example.test` }],
    });
  const ann = await add("Ann");
  const own: Principal = { ...principalOf("admin"), personId: ann.id };
  return {
    context,
    ann,
    own,
    add,
    load: () => loadPerson(context.database.read, ann.id),
    edit: (changes: PersonChanges, by: Principal = SETUP) =>
      editPerson(context, by, { personId: ann.id, changes }),
    remove: (by: Principal = SETUP) => removePerson(context, by, { personId: ann.id }),
    token: () =>
      createToken(context, SETUP, { name: "cli", role: "admin", teams: [], personId: ann.id }),
  };
}

describe("editing a person", () => {
  it("changes what is given, takes away what is null, and leaves the rest", async () => {
    const { edit, load, ann } = await lab();
    await edit({ timeZone: "Asia/Kolkata", role: "manager" });
    expect(await load()).toEqual({ ...ann, timeZone: "Asia/Kolkata", role: "manager" });
    await edit({ timeZone: null, title: null, name: "Ann Marie" });
    const { title: _, ...untitled } = ann;
    expect(await load()).toEqual({ ...untitled, name: "Ann Marie", role: "manager" });
  });

  it("is felt by their tokens at once", async () => {
    const { context, edit, token } = await lab();
    const { secret } = await token();
    await edit({ role: "viewer", teams: ["web"] });
    expect(await authenticate(context, secret)).toMatchObject({ role: "viewer", teams: ["web"] });
  });

  it("refuses a name that is taken, whatever its case", async () => {
    const { add, edit } = await lab();
    await add("Bob");
    await expect(edit({ name: "bob" })).rejects.toMatchObject({ code: "conflict" });
  });

  it("does not let anybody lock everybody out", async () => {
    const { edit, own, load } = await lab();
    await expect(edit({ role: "manager" }, own)).rejects.toThrow("another administrator must");
    await edit({ title: "CEO" }, own);
    expect(await load()).toMatchObject({ role: "admin", title: "CEO" });
  });

  it("reaches no further than one's own teams", async () => {
    const { context, add, edit } = await lab();
    const web: Principal = { ...principalOf("admin"), teams: ["web"] };
    await expect(edit({ title: "x" }, web)).rejects.toMatchObject({ code: "forbidden" });
    const { id: personId } = await add("Wes", ["web"]);
    const everywhere = editPerson(context, web, { personId, changes: { teams: [] } });
    await expect(everywhere).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("removing a person", () => {
  it("makes their tokens worthless and is told in the audit log by name", async () => {
    const { context, ann, remove, token, load } = await lab();
    const { secret, token: made } = await token();
    await remove();
    expect(await load()).toBeUndefined();
    expect(await authenticate(context, secret)).toBeUndefined();
    const [last] = await listLatestAudit(context.database.read, { limit: 1 });
    expect(last).toMatchObject({
      action: "person.remove",
      subject: `person ${ann.id}`,
      detail: { name: "Ann", tokens: [made.id] },
    });
    await expect(remove()).rejects.toMatchObject({ code: "not-found" });
  });

  it("is not for oneself, nor for a responder", async () => {
    const { remove, own, load } = await lab();
    await expect(remove(own)).rejects.toThrow("You cannot remove yourself");
    await expect(remove(principalOf("responder"))).rejects.toMatchObject({ code: "forbidden" });
    expect(await load()).toBeDefined();
  });
});
