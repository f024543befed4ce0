import { describe, expect, it } from "vitest";
import { httpFixture } from "../../test/support/http-fixture.ts";
import { PERMISSIONS, ROLES, roleAllows } from "../domain/permission.ts";

/** Routes whose handlers ask nothing: what is refused here, the guard refused. */
describe("the guard", () => {
  it.each(PERMISSIONS)("asks for %s where a route declares it", async (permission) => {
    const { table, send, tokens } = await httpFixture();
    const path = "/api/v1/probe/{id}";
    const responses = { 200: { description: "passed" } };
    table.add({ permission }, { method: "post", path, responses }, (c) =>
      c.text(c.get("principal").role, 200),
    );
    expect((await send("POST", "/api/v1/probe/1")).status).toBe(401);
    for (const role of ROLES) {
      const answer = await send("POST", "/api/v1/probe/1", { token: tokens[role] });
      const allowed = roleAllows(role, permission);
      expect(`${role}: ${answer.status}`).toBe(`${role}: ${allowed ? 200 : 403}`);
      if (allowed) expect(await answer.text()).toBe(role);
    }
    // Another verb on the same path was not declared.
    expect((await send("DELETE", "/api/v1/probe/1", { token: tokens.admin })).status).toBe(404);
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
