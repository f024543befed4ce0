/** People, tokens, integrations, required access and the audit log. */

import { describe, expect, it } from "vitest";
import { accessSchema } from "../../src/contract/access.ts";
import { auditListSchema } from "../../src/contract/audit.ts";
import { createdIntegrationSchema } from "../../src/contract/integration.ts";
import { contactMethodSchema, personListSchema, personSchema } from "../../src/contract/person.ts";
import { activePlaybookSchema } from "../../src/contract/playbook.ts";
import { createdTokenSchema, tokenListSchema } from "../../src/contract/token.ts";
import { verifyAuditChain } from "../../src/store/audit.ts";
import { type HttpFixture, httpFixture, tokenOf } from "../support/http-fixture.ts";
import { REQUIRED_ACCESS } from "../support/operation-context.ts";

function asAdmin({ send, tokens }: HttpFixture) {
  const token = tokens.admin;
  return {
    get: async (path: string): Promise<unknown> =>
      (await send("GET", `/api/v1${path}`, { token })).json(),
    post: (path: string, body: unknown) => send("POST", `/api/v1${path}`, { token, body }),
    remove: (path: string) => send("DELETE", `/api/v1${path}`, { token }),
  };
}

describe("a token", () => {
  it("shows its secret once; the database has its hash only", async () => {
    const fixture = await httpFixture();
    const { get, post } = asAdmin(fixture);
    const made = createdTokenSchema.parse(
      await (await post("/tokens", { name: "deploys", role: "responder" })).json(),
    );
    expect(made.secret).toMatch(/^tocsin_pat_[\w-]{43}$/);
    const list = await get("/tokens");
    expect(tokenListSchema.parse(list).tokens.map(({ name }) => name)).toContain("deploys");
    expect(JSON.stringify(list)).not.toContain(made.secret);
    const rows = await fixture.context.database.read.selectFrom("token").selectAll().execute();
    const hashes = rows.map(({ hash }) => hash);
    expect(JSON.stringify(rows)).not.toContain(made.secret);
    expect(JSON.stringify(list)).not.toContain(hashes.at(-1));
    expect(fixture.context.logLines.join("")).not.toContain(made.secret);
  });

  it("works until it is revoked, which may be said twice", async () => {
    const fixture = await httpFixture();
    const { post, remove } = asAdmin(fixture);
    const { token, secret } = createdTokenSchema.parse(
      await (await post("/tokens", { name: "deploys", role: "responder" })).json(),
    );
    const use = async () => (await fixture.send("GET", "/api/v1/me", { token: secret })).status;
    expect(await use()).toBe(200);
    expect((await remove(`/tokens/${token.id}`)).status).toBe(204);
    expect(await use()).toBe(401);
    expect((await remove(`/tokens/${token.id}`)).status).toBe(204);
    expect((await remove("/tokens/none")).status).toBe(404);
  });

  it("is not made for nobody, and not for the past", async () => {
    const { post } = asAdmin(await httpFixture());
    const make = async (more: object) =>
      (await post("/tokens", { name: "x", role: "viewer", ...more })).status;
    expect(await make({ personId: "nobody" })).toBe(404);
    expect(await make({ expiresAt: "2020-01-01T00:00:00Z" })).toBe(400);
    expect(await make({ expiresAt: "2030-01-01T00:00:00Z" })).toBe(201);
  });

  it("of an administrator of one team reaches no further than that team", async () => {
    const fixture = await httpFixture();
    const token = await tokenOf(fixture.context, { role: "admin", teams: ["web"] });
    const make = async (teams: readonly string[]) =>
      (
        await fixture.send("POST", "/api/v1/tokens", {
          token,
          body: { name: "x", role: "admin", teams },
        })
      ).status;
    expect(await make(["web"])).toBe(201);
    expect(await make(["web", "data"])).toBe(403);
    expect(await make([])).toBe(403);
  });

  it("of an administrator of one team does not speak for people of others", async () => {
    const fixture = await httpFixture();
    const { post } = asAdmin(fixture);
    const token = await tokenOf(fixture.context, { role: "admin", teams: ["web"] });
    const person = async (name: string, teams: readonly string[]) =>
      personSchema.parse(await (await post("/people", { name, teams })).json()).id;
    const makeFor = async (personId: string) =>
      (
        await fixture.send("POST", "/api/v1/tokens", {
          token,
          body: { name: "x", role: "responder", teams: ["web"], personId },
        })
      ).status;
    expect(await makeFor(await person("Wendy", ["web"]))).toBe(201);
    expect(await makeFor(await person("Dora", ["data"]))).toBe(404);
    expect(await makeFor(await person("Both", ["web", "data"]))).toBe(403);
    expect(await makeFor(fixture.responder.id)).toBe(403);
    expect(await makeFor("nobody")).toBe(404);
    const dead = { name: "x", role: "viewer", teams: ["web"] };
    const dora = await person("Dora's sister", ["data"]);
    expect((await post("/tokens", { ...dead, personId: dora })).status).toBe(400);
  });
});

describe("an integration", () => {
  it("shows its key once, and where to post", async () => {
    const fixture = await httpFixture();
    const { get, post } = asAdmin(fixture);
    const answer = await post("/integrations", { name: "Production", kind: "alertmanager" });
    const made = createdIntegrationSchema.parse(await answer.json());
    expect(made.url).toBe("https://tocsin.example/ingest/alertmanager");
    expect(JSON.stringify(await get("/integrations"))).not.toContain(made.key);
    const rows = fixture.context.database.read.selectFrom("integration").selectAll();
    expect(JSON.stringify(await rows.execute())).not.toContain(made.key);
    const again = await post("/integrations", { name: "Production", kind: "plain" });
    expect(again.status).toBe(409);
  });
});

describe("a person", () => {
  it("is added with contact methods that their channels can use", async () => {
    const fixture = await httpFixture();
    const { get, post, remove } = asAdmin(fixture);
    const body = {
      name: "Nora",
      timeZone: "Europe/Berlin",
      contactMethods: [{ kind: "email", address: "nora@example.test" }],
    };
    const person = personSchema.parse(await (await post("/people", body)).json());
    expect(person).toMatchObject({ role: "responder", reachable: true });
    const path = `/people/${person.id}/contact-methods`;
    const topic = { kind: "ntfy", address: "https://ntfy.example.test/nora" };
    const method = contactMethodSchema.parse(await (await post(path, topic)).json());
    expect((await post(path, topic)).status).toBe(409);
    expect((await post(path, { kind: "email", address: "not an address" })).status).toBe(400);
    const shown = async () =>
      personListSchema
        .parse(await get("/people"))
        .people.find(({ id }) => id === person.id)
        ?.contactMethods.map(({ kind }) => kind);
    expect(await shown()).toEqual(["email", "ntfy"]);
    expect((await remove(`${path}/${method.id}`)).status).toBe(204);
    expect((await remove(`${path}/${method.id}`)).status).toBe(404);
    expect(await shown()).toEqual(["email"]);
  });

  it("is refused with a taken name, a bad address, or no such time zone", async () => {
    const { post } = asAdmin(await httpFixture());
    const add = async (more: object) => (await post("/people", { name: "Nora", ...more })).status;
    expect(await add({ name: "rita  RESPONDER" })).toBe(409);
    expect(await add({ timeZone: "Mars/Olympus" })).toBe(400);
    expect(await add({ contactMethods: [{ kind: "email", address: "nowhere" }] })).toBe(400);
  });
});

describe("required access", () => {
  it("is attested by oneself or an administrator, and missing otherwise", async () => {
    const fixture = await httpFixture();
    const { send, tokens, responder } = fixture;
    const { get } = asAdmin(fixture);
    const attest = async (token: string, id: string, attested: boolean, item = REQUIRED_ACCESS) =>
      (await send("PUT", `/api/v1/people/${id}/access`, { token, body: { item, attested } }))
        .status;
    const of = async (name: string) =>
      accessSchema.parse(await get("/access")).people.find(({ person }) => person === name)
        ?.items[0];
    expect(await of("Rita Responder")).toMatchObject({ item: REQUIRED_ACCESS, attested: false });
    expect(await attest(tokens.responder, responder.id, true)).toBe(204);
    expect(await of("Rita Responder")).toMatchObject({ attested: true });
    expect(await attest(tokens.responder, responder.id, false)).toBe(204);
    expect(await of("Rita Responder")).toMatchObject({ attested: false, attestedAt: null });

    const { people } = personListSchema.parse(await get("/people"));
    const ann = people.find(({ name }) => name === "Ann")?.id ?? "";
    expect(await attest(tokens.responder, ann, true)).toBe(403);
    expect(await attest(tokens.manager, ann, true)).toBe(403);
    expect(await attest(tokens.admin, ann, true)).toBe(204);
    expect(await of("Ann")).toMatchObject({ attested: true });
    expect(await attest(tokens.admin, ann, true, "Keys to the castle")).toBe(400);
    expect(await attest(tokens.admin, "nobody", true)).toBe(404);
  });
});

describe("the audit log", () => {
  it("has an entry for every write, and none for reading or for what was refused", async () => {
    const fixture = await httpFixture();
    const { send, tokens, responder, context } = fixture;
    const { get, post, remove } = asAdmin(fixture);
    const last = async () => {
      const { entries } = auditListSchema.parse(await get("/audit?limit=1"));
      return entries[0];
    };
    const startedWith = (await last())?.seq ?? 0;

    const person = personSchema.parse(await (await post("/people", { name: "Nora" })).json());
    const path = `/people/${person.id}/contact-methods`;
    const address = { kind: "email", address: "nora@example.test" };
    const method = contactMethodSchema.parse(await (await post(path, address)).json());
    await remove(`${path}/${method.id}`);
    const { token } = createdTokenSchema.parse(
      await (await post("/tokens", { name: "deploys", role: "viewer" })).json(),
    );
    await remove(`/tokens/${token.id}`);
    const { integration } = createdIntegrationSchema.parse(
      await (await post("/integrations", { name: "Production", kind: "plain" })).json(),
    );
    await remove(`/integrations/${integration.id}`);
    const access = `/api/v1/people/${responder.id}/access`;
    const body = { item: REQUIRED_ACCESS, attested: true };
    await send("PUT", access, { token: tokens.responder, body });
    await post("/people", { name: "Nora" });
    await send("POST", "/api/v1/tokens", { token: tokens.viewer, body: {} });
    await get("/tokens");

    const { entries } = auditListSchema.parse(await get("/audit"));
    const made = entries.filter(({ seq }) => seq > startedWith).reverse();
    expect(made.map(({ action }) => action)).toEqual([
      "person.create",
      "contact-method.add",
      "contact-method.remove",
      "token.create",
      "token.revoke",
      "integration.create",
      "integration.disable",
      "access.attest",
    ]);
    expect(made[0]?.actor).toMatchObject({ kind: "token", name: "admin" });
    expect(made.at(-1)?.actor).toMatchObject({ kind: "person", name: "Rita Responder" });
    expect(JSON.stringify(made)).not.toContain("nora@example.test");
    expect(await verifyAuditChain(context.database.read)).toBeUndefined();
  });

  it("comes in pages, the newest first", async () => {
    const fixture = await httpFixture();
    const { get } = asAdmin(fixture);
    const all = auditListSchema.parse(await get("/audit")).entries.map(({ seq }) => seq);
    const seen: number[] = [];
    let query = "limit=2";
    for (;;) {
      const page = auditListSchema.parse(await get(`/audit?${query}`));
      seen.push(...page.entries.map(({ seq }) => seq));
      if (page.nextBefore === null) break;
      query = `limit=2&before=${page.nextBefore}`;
    }
    expect(seen).toEqual(all);
    expect(seen.at(-1)).toBe(1);
  });
});

describe("the playbook", () => {
  it("is shown with who activated it, and without the addresses of people", async () => {
    const fixture = await httpFixture();
    const active = activePlaybookSchema.parse(await asAdmin(fixture).get("/playbook"));
    expect(active).toMatchObject({ title: "Incident handling", activatedBy: "setup" });
    expect(active.playbook.severities.map(({ id }) => id)).toEqual(["P0", "P1", "P2", "P3"]);
  });
});
