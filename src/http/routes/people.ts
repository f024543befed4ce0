/** People and how they are reached. */

import {
  type AddContactMethodInput,
  addContactMethodSchema,
  contactMethodParamsSchema,
  contactMethodSchema,
  createPersonSchema,
  personListSchema,
  personParamsSchema,
  personSchema,
} from "../../contract/person.ts";
import { AppError } from "../../domain/error.ts";
import { CHANNELS } from "../../integrations/registry.ts";
import type { OperationContext } from "../../operations/context.ts";
import { addContactMethod } from "../../operations/person/add-contact-method.ts";
import { createPerson } from "../../operations/person/create.ts";
import { listVisiblePeople } from "../../operations/person/list.ts";
import { removeContactMethod } from "../../operations/person/remove-contact-method.ts";
import { showPerson } from "../../operations/person/show.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentContactMethod, presentPerson } from "../present-person.ts";
import { refuseTimeZone } from "../refuse-time-zone.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["people"];

/** Adds the routes. */
export function addPeopleRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "person.read" },
    {
      method: "get",
      path: "/api/v1/people",
      summary: "People, in the order of names",
      tags,
      responses: { 200: jsonAnswer("People", personListSchema) },
    },
    async (c) => {
      const people = await listVisiblePeople(context, c.get("principal"));
      return c.json({ people: people.map(presentPerson) }, 200);
    },
  );
  table.add(
    { permission: "person.self" },
    {
      method: "get",
      path: "/api/v1/people/{id}",
      summary: "One person: yourself, or anybody you may list",
      tags,
      request: { params: personParamsSchema },
      responses: { 200: jsonAnswer("The person", personSchema) },
    },
    async (c) => {
      const person = await showPerson(context, c.get("principal"), c.req.valid("param").id);
      return c.json(presentPerson(person), 200);
    },
  );
  table.add(
    { permission: "person.write" },
    {
      method: "post",
      path: "/api/v1/people",
      summary: "Add a person",
      tags,
      request: { body: jsonBody(createPersonSchema) },
      responses: { 201: jsonAnswer("The person", personSchema) },
    },
    async (c) => {
      const { title, timeZone, ...input } = c.req.valid("json");
      for (const method of input.contactMethods) refuseAddress(method);
      if (timeZone !== undefined) refuseTimeZone(timeZone);
      const person = await createPerson(context, c.get("principal"), {
        ...input,
        ...(title === undefined ? {} : { title }),
        ...(timeZone === undefined ? {} : { timeZone }),
      });
      return c.json(presentPerson(await showPerson(context, c.get("principal"), person.id)), 201);
    },
  );
  addContactMethodRoutes(table, context);
}

function addContactMethodRoutes(table: RouteTable, context: OperationContext): void {
  table.add(
    { permission: "person.write" },
    {
      method: "post",
      path: "/api/v1/people/{id}/contact-methods",
      summary: "Add a way to reach a person, tried after those they have",
      tags,
      request: { params: personParamsSchema, body: jsonBody(addContactMethodSchema) },
      responses: { 201: jsonAnswer("The contact method", contactMethodSchema) },
    },
    async (c) => {
      const { id: personId } = c.req.valid("param");
      const input = c.req.valid("json");
      refuseAddress(input);
      const method = await addContactMethod(context, c.get("principal"), {
        personId,
        ...input,
      });
      return c.json(presentContactMethod(method), 201);
    },
  );
  table.add(
    { permission: "person.write" },
    {
      method: "delete",
      path: "/api/v1/people/{id}/contact-methods/{methodId}",
      summary: "Take away a way to reach a person",
      tags,
      request: { params: contactMethodParamsSchema },
      responses: { 204: { description: "It is gone" } },
    },
    async (c) => {
      const { id: personId, methodId } = c.req.valid("param");
      await removeContactMethod(context, c.get("principal"), { personId, methodId });
      return c.body(null, 204);
    },
  );
}

/** An address that its channel could never use is refused now, not at three in the morning. */
function refuseAddress({ kind, address }: AddContactMethodInput): void {
  const reason = CHANNELS[kind].checkAddress(address);
  if (reason === undefined) return;
  throw new AppError("invalid-input", `This ${kind} address cannot be used: ${reason}.`, {
    details: { errors: [{ path: "address", message: reason }] },
  });
}
