import { describe, expect, it } from "vitest";
import { httpFixture } from "../../test/support/http-fixture.ts";
import { PERMISSIONS, ROLES, roleAllows } from "../domain/permission.ts";

/** Routes whose handlers ask nothing: what is refused here, the guard refused. */
describe("the guard", () => {
  it("asks for the permission that a route declares, and for nothing less", async () => {
    const { table, send, tokens } = await httpFixture();
    const responses = { 200: { description: "passed" } };
    const pathOf = (permission: string) => `/api/v1/probe/${permission}`;
    for (const permission of PERMISSIONS)
      table.add({ permission }, { method: "post", path: pathOf(permission), responses }, (c) =>
        c.text(c.get("principal").role, 200),
      );
    for (const permission of PERMISSIONS) {
      const path = pathOf(permission);
      expect((await send("POST", path)).status).toBe(401);
      for (const role of ROLES) {
        const answer = await send("POST", path, { token: tokens[role] });
        const allowed = roleAllows(role, permission);
        const met = `${role} for ${permission}: ${answer.status}`;
        expect(met).toBe(`${role} for ${permission}: ${allowed ? 200 : 403}`);
        if (allowed) expect(await answer.text()).toBe(role);
      }
      // Another verb on the same path was not declared.
      expect((await send("DELETE", path, { token: tokens.admin })).status).toBe(404);
    }
  });

  it("asks about the handler that runs, not about another pattern that matches", async () => {
    const { app, table, send, tokens } = await httpFixture();
    const responses = { 200: { description: "passed" } };
    app.get("/api/v1/probe/backdoor", (c) => c.text("open"));
    table.add(
      { permission: "health.read" },
      { method: "get", path: "/api/v1/probe/{id}", responses },
      (c) => c.text("declared", 200),
    );
    const token = tokens.admin;
    expect((await send("GET", "/api/v1/probe/backdoor", { token })).status).toBe(404);
    expect((await send("GET", "/api/v1/probe/1", { token })).status).toBe(200);
  });

  it("does not take a longer or an encoded path for a declared one", async () => {
    const { send, tokens } = await httpFixture();
    for (const path of ["/api/v1/me/", "/api/v1/me/x", "/api/v1//me", "/API/v1/me", "/api/v1/m%65"])
      expect(`${path} ${(await send("GET", path)).status}`).toBe(
        path === "/api/v1/m%65" ? `${path} 401` : `${path} 404`,
      );
    expect((await send("GET", "/api/v1/m%65", { token: tokens.viewer })).status).toBe(200);
  });
});
