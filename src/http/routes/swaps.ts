/** Shifts that people take, and offer to each other. */

import { overrideSchema } from "../../contract/schedule.ts";
import {
  offerSwapSchema,
  type SwapJson,
  swapListSchema,
  swapParamsSchema,
  swapSchema,
  takeShiftSchema,
} from "../../contract/swap.ts";
import { instant } from "../../contract/wire.ts";
import type { Stretch } from "../../domain/schedule/swap.ts";
import { takeShift } from "../../operations/override/take.ts";
import { listCurrentSwaps, type ShownSwap, shownSwap } from "../../operations/swap/list.ts";
import { offerSwap } from "../../operations/swap/offer.ts";
import { takeSwap } from "../../operations/swap/take.ts";
import { withdrawSwap } from "../../operations/swap/withdraw.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { presentOverride } from "../present-schedule.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["schedules"];

/** Adds the routes. */
export function addSwapRoutes(table: RouteTable, { context }: HttpDependencies): void {
  table.add(
    { permission: "oncall.take" },
    {
      method: "post",
      path: "/api/v1/oncall/take",
      summary: "Put yourself on call, whoever was",
      tags,
      request: { body: jsonBody(takeShiftSchema) },
      responses: { 201: jsonAnswer("The override", overrideSchema) },
    },
    async (c) => {
      const { scheduleId, ...times } = c.req.valid("json");
      const wanted = { scheduleId, ...parsed(times) };
      return c.json(presentOverride(await takeShift(context, c.get("principal"), wanted)), 201);
    },
  );
  table.add(
    { permission: "oncall.read" },
    {
      method: "get",
      path: "/api/v1/swaps",
      summary: "Swaps of shifts that have not ended",
      tags,
      responses: { 200: jsonAnswer("Swaps", swapListSchema) },
    },
    async (c) => {
      const swaps = await listCurrentSwaps(context, c.get("principal"));
      return c.json({ swaps: swaps.map(presentSwap) }, 200);
    },
  );
  table.add(
    { permission: "oncall.take" },
    {
      method: "post",
      path: "/api/v1/swaps",
      summary: "Offer a shift of yours, or a part of it, for another or for nothing",
      tags,
      request: { body: jsonBody(offerSwapSchema) },
      responses: { 201: jsonAnswer("The swap", swapSchema) },
    },
    async (c) => {
      const { scheduleId, to, inReturn, ...times } = c.req.valid("json");
      const swap = await offerSwap(context, c.get("principal"), {
        scheduleId,
        ...parsed(times),
        ...(to === undefined ? {} : { to }),
        ...(inReturn === undefined
          ? {}
          : {
              inReturn: {
                scheduleId: inReturn.scheduleId,
                startsAt: Date.parse(inReturn.startsAt),
                endsAt: Date.parse(inReturn.endsAt),
              },
            }),
      });
      return c.json(presentSwap(await shownSwap(context, swap)), 201);
    },
  );
  table.add(
    { permission: "oncall.take" },
    {
      method: "post",
      path: "/api/v1/swaps/{id}/take",
      summary: "Take what somebody offered, and give what is wanted for it",
      tags,
      request: { params: swapParamsSchema },
      responses: { 200: jsonAnswer("The swap", swapSchema) },
    },
    async (c) => {
      const swap = await takeSwap(context, c.get("principal"), c.req.valid("param"));
      return c.json(presentSwap(await shownSwap(context, swap)), 200);
    },
  );
  table.add(
    { permission: "oncall.take" },
    {
      method: "delete",
      path: "/api/v1/swaps/{id}",
      summary: "Withdraw an offer",
      tags,
      request: { params: swapParamsSchema },
      responses: { 204: { description: "It is offered no longer" } },
    },
    async (c) => {
      await withdrawSwap(context, c.get("principal"), c.req.valid("param"));
      return c.body(null, 204);
    },
  );
}

function parsed(times: {
  readonly startsAt?: string | undefined;
  readonly endsAt?: string | undefined;
}) {
  const { startsAt, endsAt } = times;
  return {
    ...(startsAt === undefined ? {} : { startsAt: Date.parse(startsAt) }),
    ...(endsAt === undefined ? {} : { endsAt: Date.parse(endsAt) }),
  };
}

function presentSwap({ id, state, offeredBy, offeredTo, takenBy, ...swap }: ShownSwap): SwapJson {
  const inReturn = swap.inReturn === null ? null : presentStretch(swap.inReturn);
  return { id, state, offeredBy, offeredTo, takenBy, given: presentStretch(swap.given), inReturn };
}

function presentStretch({ scheduleId, startsAt, endsAt }: Stretch): SwapJson["given"] {
  return { scheduleId, startsAt: instant(startsAt), endsAt: instant(endsAt) };
}
