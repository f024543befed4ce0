/**
 * Requests that arrive at the same time share one commit: a batch is written when everything that has
 * arrived by then has been read, and while it is written the next one gathers. Nothing waits for a timer;
 * each request is answered after its own commit.
 *
 * A database that works elsewhere is kept busy: under load it has all its work on the next batch before the
 * senders of the last one are answered.
 */

import { setImmediate as nextTurn } from "node:timers/promises";
import { AppError } from "../../domain/error.ts";
import { isRetriable } from "../../store/store-error.ts";
import type { OperationContext } from "../context.ts";
import { type ReceivedRequest, receiveAlerts } from "./receive.ts";
import { StandingAlerts } from "./standing-alerts.ts";

/** A batch takes no more events than this, so that a burst does not hold the database for long. */
const BATCH_EVENTS_MAX = 2000;
/** Bytes of bodies waiting; beyond it the sender is asked to come back. */
const WAITING_BYTES_MAX = 64 * 1024 * 1024;
/** Tries of one request after its batch failed, e.g. because two replicas opened the same incident. */
const TRIES_MAX = 3;
/** Under a flood a batch is written after so many turns, although more comes in. */
const GATHER_TURNS_MAX = 64;
const QUIET_TURNS = 2;
const EXCERPT_MAX = 2000;
const REFUSED = "alerts could not be stored; their sender is asked to retry";

interface Waiting {
  readonly request: ReceivedRequest;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export interface ReceiveQueue {
  /**
   * Resolves when the request is on disk.
   * @throws AppError `overloaded` when too much waits, or the store cannot take it: try again.
   */
  receive(request: ReceivedRequest): Promise<void>;
  /** Resolves when nothing waits. */
  drained(): Promise<void>;
}

export function createReceiveQueue(context: OperationContext): ReceiveQueue {
  const queue: Queue = { context, standing: new StandingAlerts() };
  const waiting: Waiting[] = [];
  let waitingBytes = 0;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    let answerLast: Answer | undefined;
    let enough = Number.POSITIVE_INFINITY;
    while (waiting.length > 0) {
      if (answerLast === undefined) await gather(waiting, enough);
      const batch = takeBatch(waiting);
      for (const { request } of batch) waitingBytes -= request.body.byteLength;
      const asked = Promise.withResolvers<void>();
      const settling = settleBatch(queue, batch, asked.resolve);
      // By then a database that works in this thread has answered.
      const early = await Promise.race([settling, nextTurn()]);
      // Another has to have all its work first: answers and what they bring in take this thread's time.
      await Promise.race([settling, asked.promise]);
      answerLast?.();
      answerLast = undefined;
      const answer = early ?? (await settling);
      enough = early === undefined ? Math.ceil(batch.length / 2) : Number.POSITIVE_INFINITY;
      if (early === undefined && waiting.length > 0) answerLast = answer;
      else answer();
    }
    running = undefined;
  }

  return {
    receive(request) {
      if (waitingBytes + request.body.byteLength > WAITING_BYTES_MAX) {
        return Promise.reject(new AppError("overloaded", "Too many alerts wait to be stored."));
      }
      waitingBytes += request.body.byteLength;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ request, done: resolve, failed: reject });
      running ??= run();
      return promise;
    },
    async drained() {
      while (running !== undefined) await running;
    },
  };
}

function takeBatch(waiting: Waiting[]): readonly Waiting[] {
  let events = 0;
  let count = 0;
  for (const { request } of waiting) {
    events += request.events.length + request.unparsed.length;
    if (count > 0 && events > BATCH_EVENTS_MAX) break;
    count += 1;
  }
  return waiting.splice(0, count);
}

interface Queue {
  readonly context: OperationContext;
  readonly standing: StandingAlerts;
}

/**
 * Lets the event loop turn while requests come in. It takes only one new connection in a turn, and reads
 * from it in the next: many senders who connect at the same time would each wait for the commits of those
 * before them.
 *
 * Where the database works elsewhere, half of what came last time is enough: were all waited for, this
 * process would idle while the database works, and the database while this process reads.
 */
async function gather(waiting: readonly Waiting[], enough: number): Promise<void> {
  let quiet = 0;
  for (let turns = 0; quiet < QUIET_TURNS && turns < GATHER_TURNS_MAX; turns += 1) {
    if (waiting.length >= enough) return;
    const before = waiting.length;
    await nextTurn();
    quiet = waiting.length > before ? 0 : quiet + 1;
  }
}

/** Tells senders what became of their requests. */
type Answer = () => void;

/** One transaction for all; when it fails, one for each, so that a bad request fails alone. Never throws. */
async function settleBatch(
  queue: Queue,
  batch: readonly Waiting[],
  onAsked: () => void,
): Promise<Answer> {
  const { context, standing } = queue;
  try {
    const requests = batch.map(({ request }) => request);
    await receiveAlerts(context, requests, { standing, onAsked });
    return () => {
      for (const { done } of batch) done();
    };
  } catch (error) {
    if (isOutOfOrder(error)) {
      // It would fail each of them, and each would take as long to find out.
      context.log.error({ err: error, requests: batch.length }, REFUSED);
      return () => {
        for (const one of batch) refuse(one, error);
      };
    }
    context.log.warn(
      { err: error, requests: batch.length },
      "a batch of alerts is stored one by one",
    );
    const answers: Answer[] = [];
    for (const one of batch) answers.push(await settleOne(queue, one));
    return () => {
      for (const answer of answers) answer();
    };
  }
}

async function settleOne({ context, standing }: Queue, one: Waiting): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await receiveAlerts(context, [one.request], { standing });
      return one.done;
    } catch (error) {
      if (attempt === TRIES_MAX) return settleAsUnparsed(context, one, error);
    }
  }
}

/**
 * What fails again and again by itself would be refused for ever: its body is kept and pages as *unparsed*.
 * Where the failure is not its own, its sender is asked to try again.
 */
async function settleAsUnparsed(
  context: OperationContext,
  one: Waiting,
  error: unknown,
): Promise<Answer> {
  try {
    if (isOutOfOrder(error) || isRetriable(error)) throw error;
    context.log.error({ err: error }, "alerts could not be processed and page as unparsed");
    await receiveAlerts(context, [asUnparsed(one.request)]);
    return one.done;
  } catch (last) {
    context.log.error({ err: last }, REFUSED);
    return () => refuse(one, last);
  }
}

function asUnparsed(request: ReceivedRequest): ReceivedRequest {
  const titles = request.events.map(({ title }) => title).join("\n");
  const unparsed = [
    { reason: "Tocsin could not process this request", excerpt: titles.slice(0, EXCERPT_MAX) },
  ];
  return { ...request, events: [], unparsed };
}

function refuse(one: Waiting, cause: unknown): void {
  one.failed(new AppError("overloaded", "The alerts could not be stored.", { cause }));
}

/** Whether the database, or all of Tocsin, cannot work now. */
function isOutOfOrder(error: unknown): boolean {
  return error instanceof AppError && error.code === "unavailable";
}
