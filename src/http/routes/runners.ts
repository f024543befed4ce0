/** Runners over the API: people let them in, and they ask for work with a token of their own. */

import type { Context } from "hono";
import { z } from "zod";
import {
  claimedWorkSchema,
  claimWorkSchema,
  createdRunnerSchema,
  createRunnerSchema,
  type RunnerJson,
  reportWorkSchema,
  runnerListSchema,
} from "../../contract/runner.ts";
import { idSchema, instant, instantOrNull } from "../../contract/wire.ts";
import type { WorkOrder } from "../../contract/work-order.ts";
import { AppError } from "../../domain/error.ts";
import { isConnected, type Runner, type StepRun } from "../../domain/step-run.ts";
import { claimRun } from "../../operations/runbook/claim.ts";
import { reportRun } from "../../operations/runbook/report.ts";
import {
  authenticateRunner,
  createRunner,
  dismissRunner,
  listKnownRunners,
} from "../../operations/runner/manage.ts";
import type { HttpDependencies } from "../dependencies.ts";
import type { HttpEnvironment } from "../environment.ts";
import type { FailedAttempts } from "../failed-attempts.ts";
import { countFailure } from "../guard.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["runners"];
const ACCESS = {
  exempt: "runner-token",
  because: "a runner has a token of its own, which lets it ask for work and nothing else",
} as const;

export interface RunnerRouteOptions {
  readonly dependencies: HttpDependencies;
  readonly attempts: FailedAttempts;
}

/** Adds the routes. */
export function addRunnerRoutes(table: RouteTable, options: RunnerRouteOptions): void {
  addManagingRoutes(table, options.dependencies);
  const { context } = options.dependencies;
  table.add(
    ACCESS,
    {
      method: "post",
      path: "/api/v1/runner/claim",
      summary: "A runner asks for work",
      tags,
      request: { body: jsonBody(claimWorkSchema) },
      responses: { 200: jsonAnswer("One order, or nothing", claimedWorkSchema) },
    },
    async (c) => {
      const runner = await authenticated(c, options);
      const run = await claimRun(context, runner, c.req.valid("json"));
      return c.json({ order: run === undefined ? null : presentOrder(run) }, 200);
    },
  );
  table.add(
    ACCESS,
    {
      method: "post",
      path: "/api/v1/runner/report",
      summary: "A runner says what came of it",
      tags,
      request: { body: jsonBody(reportWorkSchema) },
      responses: { 204: { description: "It is on disk" } },
    },
    async (c) => {
      const runner = await authenticated(c, options);
      const { id, fence, outcome } = c.req.valid("json");
      const { output, ...rest } = outcome;
      await reportRun(context, runner, { id, fence, outcome: rest, output });
      return c.body(null, 204);
    },
  );
}

function addManagingRoutes(table: RouteTable, { context }: HttpDependencies): void {
  const permission = "runner.write";
  table.add(
    { permission },
    {
      method: "get",
      path: "/api/v1/runners",
      summary: "Runners, and what each can do",
      tags,
      responses: { 200: jsonAnswer("Runners", runnerListSchema) },
    },
    async (c) => {
      const runners = await listKnownRunners(context, c.get("principal"));
      const now = context.clock.now();
      return c.json({ runners: runners.map((runner) => presentRunner(runner, now)) }, 200);
    },
  );
  table.add(
    { permission },
    {
      method: "post",
      path: "/api/v1/runners",
      summary: "Let a runner in; its token is in this answer and nowhere after",
      tags,
      request: { body: jsonBody(createRunnerSchema) },
      responses: { 201: jsonAnswer("The runner with its token", createdRunnerSchema) },
    },
    async (c) => {
      const made = await createRunner(context, c.get("principal"), c.req.valid("json"));
      const runner = presentRunner(made.runner, context.clock.now());
      return c.json({ runner, secret: made.secret }, 201);
    },
  );
  table.add(
    { permission },
    {
      method: "delete",
      path: "/api/v1/runners/{id}",
      summary: "Its token is worthless from now on",
      tags,
      request: { params: z.object({ id: idSchema }) },
      responses: { 204: { description: "It gets no more work" } },
    },
    async (c) => {
      await dismissRunner(context, c.get("principal"), c.req.valid("param"));
      return c.body(null, 204);
    },
  );
}

async function authenticated(
  c: Context<HttpEnvironment>,
  options: RunnerRouteOptions,
): Promise<Runner> {
  const secret = /^Bearer ([\x21-\x7e]+)$/iu.exec(c.req.header("authorization") ?? "")?.[1];
  const runner =
    secret === undefined
      ? undefined
      : await authenticateRunner(options.dependencies.context, secret);
  if (runner !== undefined) return runner;
  countFailure(c, options);
  throw new AppError("unauthenticated", "The runner's token is not known, or was revoked.");
}

function presentRunner(runner: Runner, now: number): RunnerJson {
  const { id, name, programs, changes, createdAt, lastSeenAt, revokedAt } = runner;
  return {
    id,
    name,
    connected: isConnected(runner, now),
    programs: [...programs],
    changes,
    createdAt: instant(createdAt),
    lastSeenAt: instantOrNull(lastSeenAt),
    revokedAt: instantOrNull(revokedAt),
  };
}

function presentOrder({ id, fence, playbookHash, effect, order, startBefore }: StepRun): WorkOrder {
  return {
    id,
    fence,
    playbookHash,
    command: order.command,
    argv: order.argv === null ? null : [...order.argv],
    namespace: order.namespace,
    inputs: { ...order.inputs },
    stages: order.stages.map((words) => [...words]),
    effect,
    startBefore: instant(startBefore),
  };
}
