import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  contextWithPlaybook,
  principalOf,
  REQUIRED_ACCESS,
} from "../../test/support/operation-context.ts";
import { type Principal, ROLES } from "../domain/permission.ts";
import { listAuditEntries } from "./audit/list.ts";
import { authoriseForTeams, reaches } from "./authorise.ts";
import type { OperationContext } from "./context.ts";
import { createIntegration } from "./integration/create.ts";
import { disableIntegration } from "./integration/disable.ts";
import { findIntegrationForApi } from "./integration/find-for-api.ts";
import { listOwnIntegrations } from "./integration/list.ts";
import { addContactMethod } from "./person/add-contact-method.ts";
import { attestAccess } from "./person/attest-access.ts";
import { createPerson } from "./person/create.ts";
import { listVisiblePeople } from "./person/list.ts";
import { listAccess } from "./person/list-access.ts";
import { removeContactMethod } from "./person/remove-contact-method.ts";
import { createToken } from "./token/create.ts";
import { listOwnTokens } from "./token/list.ts";
import { revokeToken } from "./token/revoke.ts";

type Operation = (context: OperationContext, principal: Principal) => Promise<unknown>;

/** With the highest role that is not enough. */
const REFUSED: readonly (readonly [string, "viewer" | "responder" | "manager", Operation])[] = [
  ["createToken", "manager", (c, p) => createToken(c, p, { name: "x", role: "viewer", teams: [] })],
  ["listOwnTokens", "manager", listOwnTokens],
  ["revokeToken", "manager", (c, p) => revokeToken(c, p, { id: "none" })],
  ["createIntegration", "manager", (c, p) => createIntegration(c, p, { name: "x", kind: "plain" })],
  ["listOwnIntegrations", "manager", listOwnIntegrations],
  ["disableIntegration", "manager", (c, p) => disableIntegration(c, p, { id: "none" })],
  ["findIntegrationForApi", "viewer", findIntegrationForApi],
  [
    "createPerson",
    "manager",
    (c, p) => createPerson(c, p, { name: "x", role: "viewer", teams: [], contactMethods: [] }),
  ],
  ["listVisiblePeople", "responder", listVisiblePeople],
  [
    "addContactMethod",
    "manager",
    (c, p) => addContactMethod(c, p, { personId: "none", kind: "console", address: "" }),
  ],
  [
    "removeContactMethod",
    "manager",
    (c, p) => removeContactMethod(c, p, { personId: "none", methodId: "none" }),
  ],
  [
    "attestAccess",
    "viewer",
    (c, p) => attestAccess(c, p, { personId: "none", item: REQUIRED_ACCESS, attested: true }),
  ],
  ["listAccess", "responder", listAccess],
  ["listAuditEntries", "manager", (c, p) => listAuditEntries(c, p, { limit: 1 })],
];

describe("every operation asks by itself", () => {
  it.each(REFUSED)("%s refuses a %s", async (_, role, operation) => {
    const context = await contextWithPlaybook();
    await expect(operation(context, principalOf(role))).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("authoriseForTeams", () => {
  const team = fc.constantFrom("web", "data", "mobile");
  const teams = fc.uniqueArray(team);

  it("lets nobody reach further than their own teams", () => {
    fc.assert(
      fc.property(teams, teams, fc.constantFrom(...ROLES), (own, wanted, role) => {
        const principal = principalOf(role, ...own);
        const may =
          own.length === 0 || (wanted.length > 0 && wanted.every((name) => own.includes(name)));
        expect(reaches(principal, wanted)).toBe(may);
        const attempt = () => authoriseForTeams(principal, "token.write", wanted);
        if (may && role === "admin") attempt();
        else expect(attempt).toThrow(expect.objectContaining({ code: "forbidden" }));
      }),
    );
  });
});
