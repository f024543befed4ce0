/** Carries out one order: starts its programs, joined by pipes, and says what came of it. Never throws. */

import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, type Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type { WorkOrder, WorkOutcome } from "../contract/work-order.ts";
import { readFilter } from "../playbook/filters/read-filter.ts";
import type { FilledStage } from "../playbook/plan/fill-command.ts";
import type { SyntaxParsers } from "../playbook/syntax-parsers.ts";
import { checkOrder } from "./check-order.ts";
import { filterStream } from "./filter-stream.ts";
import type { Isolation } from "./isolation.ts";
import { type StageExit, stageFailure } from "./judge-exit.ts";
import { KeptOutput, SHOWN } from "./kept-output.ts";
import { maskValues, RedactStream } from "./redact-stream.ts";
import { type StartedProgram, startProgram } from "./start-program.ts";

export interface RunnerIdentity {
  readonly environment: Readonly<Record<string, string>>;
}

export interface RunnerContext {
  readonly parsers: SyntaxParsers;
  readonly isolation: Isolation;
  /** From a program's name to where it is. What is missing is not started. */
  readonly programs: ReadonlyMap<string, string>;
  /** For what only reads. */
  readonly observe: RunnerIdentity;
  /** For what changes something; absent where this runner changes nothing. */
  readonly change?: RunnerIdentity | undefined;
  /** Forms of the secrets of both. */
  readonly secrets: readonly string[];
  readonly now: () => number;
  /** How long a step may take, by what it does. */
  readonly limitMs: { readonly observe: number; readonly change: number };
}

/** Signals that end the step from outside. */
export interface RunOptions {
  readonly signal?: AbortSignal;
}

export async function runOrder(
  order: WorkOrder,
  context: RunnerContext,
  { signal }: RunOptions = {},
): Promise<WorkOutcome> {
  const checked = checkOrder(order, context.parsers, context.now());
  if (checked.kind === "refused") return refusedOutcome(checked.reason);
  const identity = order.effect === "change" ? context.change : context.observe;
  if (identity === undefined)
    return refusedOutcome("this runner has no identity for changes: it only looks");
  for (const { argv, isFilter } of checked.stages) {
    const [program = ""] = argv;
    if (!isFilter && !context.programs.has(program))
      return refusedOutcome(`\`${program}\` is not among the programs of this runner`);
  }
  const folder = await mkdtemp(join(tmpdir(), "tocsin-step-"));
  try {
    return await new Run(order, checked.stages, { context, identity, folder }).outcome(signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refusedOutcome(reason: string): WorkOutcome {
  const nothing = new KeptOutput(SHOWN);
  return {
    kind: "refused",
    reason,
    exitCodes: [],
    durationMs: 0,
    output: "",
    outputBytes: 0,
    omittedBytes: 0,
    outputHash: nothing.hash(),
  };
}

interface RunSurroundings {
  readonly context: RunnerContext;
  readonly identity: RunnerIdentity;
  readonly folder: string;
}

/** After a kill everything is over within this, whatever still holds a pipe open. */
const KILL_GRACE_MS = 700;

class Run {
  readonly #order: WorkOrder;
  readonly #stages: readonly FilledStage[];
  readonly #surroundings: RunSurroundings;
  readonly #mark = randomUUID();
  readonly #started: StartedProgram[] = [];
  /** Of each stage, in their order. */
  readonly #exits: Promise<StageExit>[] = [];
  readonly #programExits: Promise<StageExit>[] = [];
  readonly #byStage = new Map<number, StartedProgram>();
  readonly #printed: Promise<void>[] = [];
  readonly #shown = new KeptOutput(SHOWN);
  readonly #isMasked: boolean;
  #cutBefore = 0;
  #ended: "timed-out" | "killed" | undefined;

  constructor(order: WorkOrder, stages: readonly FilledStage[], surroundings: RunSurroundings) {
    this.#order = order;
    this.#stages = stages;
    this.#surroundings = surroundings;
    this.#isMasked = order.effect === "reveal" || printsSettings(stages);
  }

  async outcome(signal: AbortSignal | undefined): Promise<WorkOutcome> {
    const { context } = this.#surroundings;
    const startedAt = performance.now();
    this.#connect();
    const limitMs =
      this.#order.effect === "change" ? context.limitMs.change : context.limitMs.observe;
    const over = Promise.withResolvers<void>();
    const end = (how: "timed-out" | "killed"): void => {
      this.#ended ??= how;
      for (const { kill } of this.#started) kill();
      setTimeout(over.resolve, KILL_GRACE_MS).unref();
    };
    const limit = setTimeout(end, limitMs, "timed-out");
    const onAbort = (): void => end("killed");
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted === true) onAbort();
    const exits = await Promise.race([this.#finished(), over.promise]);
    clearTimeout(limit);
    signal?.removeEventListener("abort", onAbort);
    for (const { child, kill } of this.#started) {
      // What it left behind ends with it.
      kill();
      child.stdout?.destroy();
      child.stderr?.destroy();
    }
    return this.#conclude(exits ?? [], Math.round(performance.now() - startedAt));
  }

  /** Everything has ended, and all that was printed is kept. */
  async #finished(): Promise<readonly StageExit[]> {
    await Promise.all(this.#programExits);
    // What a program leaves behind would hold its output open for as long as it likes.
    for (const { kill } of this.#started) kill();
    const exits = await Promise.all(this.#exits);
    await Promise.all(this.#printed);
    return exits;
  }

  /** Starts every program and joins them. */
  #connect(): void {
    let source: Readable | undefined;
    this.#stages.forEach((stage, index) => {
      source = stage.isFilter
        ? this.#filter(stage, index, source)
        : this.#program(stage, index, source);
    });
    if (source !== undefined) this.#print(source);
  }

  #filter({ argv }: FilledStage, index: number, source: Readable | undefined): Readable {
    const read = readFilter(argv);
    if (read?.kind !== "filter") throw new Error(`stage ${index} is no filter`);
    const filter = read.create();
    const stream = filterStream(filter, () => this.#cut(index));
    const { promise, resolve } = Promise.withResolvers<StageExit>();
    const [program = ""] = argv;
    stream.once("close", () =>
      resolve({ program, code: filter.exitCode(), signal: null, wasCut: false }),
    );
    this.#exits.push(promise);
    return source?.pipe(stream) ?? stream;
  }

  /** Whoever writes to a filter that has seen enough: what only looks is ended, a change goes on unread. */
  #cut(index: number): void {
    this.#cutBefore = Math.max(this.#cutBefore, index);
    if (this.#order.effect === "change") return;
    this.#stages.slice(0, index).forEach((_, before) => {
      this.#byStage.get(before)?.kill();
    });
  }

  #program({ argv, errors }: FilledStage, index: number, source: Readable | undefined): Readable {
    const { context, identity, folder } = this.#surroundings;
    const [program = "", ...args] = argv;
    const started = startProgram({
      path: context.programs.get(program) ?? "",
      args,
      environment: identity.environment,
      folder,
      isolation: context.isolation,
      hasInput: source !== undefined,
      mark: this.#mark,
    });
    this.#started.push(started);
    this.#byStage.set(index, started);
    const { child } = started;
    const { promise, resolve } = Promise.withResolvers<StageExit>();
    const exit = (code: number | null, signal: string | null): void =>
      resolve({ program, code, signal, wasCut: this.#cutBefore > index });
    child.once("error", (error) => {
      this.#shown.add(`${program} could not be started: ${error.message}\n`);
      exit(127, null);
    });
    child.once("exit", exit);
    this.#exits.push(promise);
    this.#programExits.push(promise);
    const { stdin, stdout, stderr } = child;
    // A program may end before it has read everything; its exit code tells.
    stdin?.on("error", () => undefined);
    if (source !== undefined && stdin !== null) source.pipe(stdin);
    if (stdout === null || stderr === null) throw new Error("a program without its outputs");
    if (errors === "joined") return merged(stdout, stderr);
    if (errors === "shown") this.#print(stderr);
    else stderr.resume();
    return stdout;
  }

  /** Keeps what a stream brings, without secrets. */
  #print(stream: Readable): void {
    const decoder = new StringDecoder("utf8");
    const safe = new RedactStream(this.#surroundings.context.secrets);
    const { promise, resolve } = Promise.withResolvers<void>();
    const keep = (text: string): void => {
      const shown = this.#isMasked ? text.split("\n").map(masked).join("\n") : text;
      this.#shown.add(shown);
    };
    stream.on("data", (chunk: Buffer | string) =>
      keep(safe.push(typeof chunk === "string" ? chunk : decoder.write(chunk))),
    );
    stream.once("error", () => resolve());
    stream.once("close", () => {
      keep(safe.push(decoder.end()) + safe.end());
      resolve();
    });
    this.#printed.push(promise);
  }

  #conclude(exits: readonly StageExit[], durationMs: number): WorkOutcome {
    const failure = exits.map(stageFailure).find((reason) => reason !== undefined);
    const { kind, reason } = this.#verdict(failure);
    return {
      kind,
      reason,
      exitCodes: exits.map(({ code }) => code),
      durationMs,
      output: this.#shown.text(),
      outputBytes: this.#shown.bytes(),
      omittedBytes: this.#shown.omittedBytes(),
      outputHash: this.#shown.hash(),
    };
  }

  #verdict(failure: string | undefined): Pick<WorkOutcome, "kind" | "reason"> {
    if (this.#ended === "timed-out")
      return {
        kind: "timed-out",
        reason: "it took too long and was ended with all it had started",
      };
    if (this.#ended === "killed")
      return { kind: "killed", reason: "it was ended with all it had started" };
    return failure === undefined
      ? { kind: "succeeded", reason: "" }
      : { kind: "failed", reason: failure };
  }
}

/** Both outputs as one, which ends with the later of them. */
function merged(stdout: Readable, stderr: Readable): Readable {
  const both = new PassThrough();
  let open = 2;
  for (const stream of [stdout, stderr]) {
    stream.pipe(both, { end: false });
    stream.once("close", () => {
      open -= 1;
      if (open === 0) both.end();
    });
  }
  return both;
}

/** Settings of Kubernetes are read freely, and their values may be passwords all the same. */
function printsSettings([first]: readonly FilledStage[]): boolean {
  const argv = first?.argv ?? [];
  return (
    /^(?:kubectl|oc)$/u.test(argv[0] ?? "") &&
    argv.some((word) => /^(?:cm|configmaps?)(?:\/|$)/u.test(word)) &&
    argv.some((word) => /^(?:-o.*|--output.*)$/u.test(word))
  );
}

function masked(line: string): string {
  return line === "" ? line : maskValues(line);
}
