/** Proving that a contact method reaches its owner. */

import {
  confirmVerificationSchema,
  contactMethodParamsSchema,
  contactMethodSchema,
  verificationSentSchema,
} from "../../contract/person.ts";
import { instant } from "../../contract/wire.ts";
import { confirmVerification } from "../../operations/person/confirm-verification.ts";
import { sendVerification } from "../../operations/person/send-verification.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentContactMethod } from "../present-person.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["people"];
const path = "/api/v1/people/{id}/contact-methods/{methodId}/verification";

/** Adds the routes. */
export function addVerificationRoutes(table: RouteTable, dependencies: HttpDependencies): void {
  const { context, send } = dependencies;
  table.add(
    { permission: "person.self" },
    {
      method: "post",
      path,
      summary: "Send a code over a contact method; its owner gives it back",
      tags,
      request: { params: contactMethodParamsSchema },
      responses: { 200: jsonAnswer("How the sending went", verificationSentSchema) },
    },
    async (c) => {
      const { id: personId, methodId } = c.req.valid("param");
      const sent = await sendVerification(context, c.get("principal"), {
        personId,
        methodId,
        send,
      });
      const { expiresAt, outcome } = sent;
      const accepted = outcome.kind === "delivered";
      const reason = outcome.reason ?? null;
      return c.json({ expiresAt: instant(expiresAt), accepted, reason }, 200);
    },
  );
  table.add(
    { permission: "person.self" },
    {
      method: "put",
      path,
      summary: "Give the code that was sent: the contact method is verified",
      tags,
      request: { params: contactMethodParamsSchema, body: jsonBody(confirmVerificationSchema) },
      responses: { 200: jsonAnswer("The contact method", contactMethodSchema) },
    },
    async (c) => {
      const { id: personId, methodId } = c.req.valid("param");
      const { code } = c.req.valid("json");
      const input = { personId, methodId, code };
      const method = await confirmVerification(context, c.get("principal"), input);
      return c.json(presentContactMethod(method), 200);
    },
  );
}
