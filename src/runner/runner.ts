/**
 * Asks a server for work, again and again, and carries it out. It only ever calls outward: nothing listens.
 * What it cannot report in time has an unknown outcome there, and is not run again.
 */

import { setTimeout as pause } from "node:timers/promises";
import { claimedWorkSchema } from "../contract/runner.ts";
import type { WorkOrder, WorkOutcome } from "../contract/work-order.ts";
import type { HttpClient, HttpResponse } from "../platform/http-client.ts";
import type { Log } from "../platform/log.ts";
import { type RunnerContext, runOrder } from "./run-order.ts";
import type { RunnerSettings } from "./runner-settings.ts";

export interface RunnerOptions {
  readonly settings: Pick<RunnerSettings, "url" | "token">;
  readonly context: RunnerContext;
  readonly http: Pick<HttpClient, "send">;
  readonly log: Log;
  /** Ends what runs, and the runner. */
  readonly signal: AbortSignal;
}

/** So many steps at the same time. */
const RUNNING_MAX = 8;
const ASK_EVERY_MS = 1000;
/** After a failure, so that a server that starts is not run down. */
const ASK_AGAIN_MS = 5000;
const REPORTS_MAX = 5;
const REPORT_AGAIN_MS = 2000;
/** An order with its words. */
const ANSWER_BYTES_MAX = 1024 * 1024;

/** Runs until the signal; resolves when everything that ran has ended. */
export async function runRunner(options: RunnerOptions): Promise<void> {
  const { signal } = options;
  const running = new Set<Promise<void>>();
  while (!signal.aborted) {
    const order = running.size < RUNNING_MAX ? await claim(options) : "nothing";
    if (typeof order === "object") {
      const done = carryOut(order, options).finally(() => running.delete(done));
      running.add(done);
      continue;
    }
    await rest(order === "failed" ? ASK_AGAIN_MS : ASK_EVERY_MS, signal);
  }
  await Promise.all(running);
}

async function rest(forMs: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(forMs, undefined, { signal });
  } catch {
    // It is to stop: that is looked at next.
  }
}

async function claim(options: RunnerOptions): Promise<WorkOrder | "nothing" | "failed"> {
  const { context, log } = options;
  const body = { programs: [...context.programs.keys()], changes: context.change !== undefined };
  const answer = await post(options, "claim", body);
  if (answer.kind !== "answered" || answer.status !== 200) {
    log.warn({ answer: said(answer) }, "the server gave no answer to the question for work");
    return "failed";
  }
  const read = claimedWorkSchema.safeParse(parsed(answer.body));
  if (read.success) return read.data.order ?? "nothing";
  log.error({ issues: read.error.issues.length }, "the server's order cannot be read");
  return "failed";
}

async function carryOut(order: WorkOrder, options: RunnerOptions): Promise<void> {
  const { log, context, signal } = options;
  const about = { run: order.id, effect: order.effect };
  log.info(about, "a step begins");
  let outcome: WorkOutcome;
  try {
    outcome = await runOrder(order, context, { signal });
  } catch (error) {
    // A mistake of ours: the lease ends, and the server says that the outcome is unknown.
    log.error({ ...about, err: error }, "a step could not be carried out");
    return;
  }
  log.info({ ...about, outcome: outcome.kind, reason: outcome.reason }, "a step has ended");
  const body = { id: order.id, fence: order.fence, outcome };
  for (let attempt = 0; attempt < REPORTS_MAX; attempt += 1) {
    const answer = await post(options, "report", body);
    // An answer is final: a run that is no longer its own stays so.
    if (answer.kind === "answered" && answer.status < 500) {
      if (answer.status !== 204)
        log.warn({ ...about, answer: said(answer) }, "the report was refused");
      return;
    }
    await pause(REPORT_AGAIN_MS);
  }
  log.error(
    about,
    "what came of a step could not be reported: its outcome is unknown to the server",
  );
}

function post(
  { settings, http }: RunnerOptions,
  what: "claim" | "report",
  body: unknown,
): Promise<HttpResponse> {
  return http.send({
    method: "POST",
    url: `${settings.url}/api/v1/runner/${what}`,
    headers: {
      authorization: `Bearer ${settings.token}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
    answerBytesMax: ANSWER_BYTES_MAX,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function said(answer: HttpResponse): string {
  return answer.kind === "answered" ? `HTTP ${answer.status}` : answer.kind;
}
