/** Follows one incident's timeline, and tells what happens as it happens. */

import type { TimelineEntryJson } from "../../contract/timeline.ts";
import { describeDuration } from "../../domain/duration.ts";
import type { ApiClient } from "../api-client.ts";
import { listIncidents, readTimeline, showIncident } from "../endpoints.ts";
import { CliFailure } from "../failure.ts";
import type { Line, Styled } from "../styled.ts";
import type { Surroundings } from "../surroundings.ts";
import type { Terminal } from "../terminal.ts";
import { RUN_LABEL } from "./alert.ts";

const POLL_MS = 500;
const NEWEST_LOOKED_AT = 5;

export interface StoryOptions {
  readonly api: ApiClient;
  readonly terminal: Terminal;
  readonly surroundings: Surroundings;
  readonly signal: AbortSignal;
}

export class Story {
  readonly #options: StoryOptions;
  readonly #startedAt: number;
  readonly #entries: TimelineEntryJson[] = [];
  #number: string | undefined;

  constructor(options: StoryOptions) {
    this.#options = options;
    this.#startedAt = options.surroundings.now();
  }

  /** The incident's, once it is known. */
  get number(): string | undefined {
    return this.#number;
  }

  /** What the demo itself does or explains. */
  narrate(...lines: readonly Line[]): void {
    this.#options.terminal.print("", ...lines);
  }

  /**
   * Waits for the incident that the alert of a run opened.
   * @throws CliFailure when there is none in time
   */
  async findIncident(run: string, withinMs: number): Promise<string> {
    const { api } = this.#options;
    const found = await this.#poll(withinMs, async () => {
      const { incidents } = await listIncidents(api, { limit: NEWEST_LOOKED_AT });
      for (const { number } of incidents) {
        const { alerts } = await showIncident(api, number);
        if (alerts.some(({ labels }) => labels[RUN_LABEL] === run)) this.#number = number;
      }
      return this.#number !== undefined;
    });
    if (found && this.#number !== undefined) return this.#number;
    throw new CliFailure(
      "internal",
      `the alert opened no incident within ${describeDuration(withinMs)}`,
      {
        help: ["`tocsin doctor` shows whether the engine works."],
      },
    );
  }

  /** Tells each entry as it arrives, until one is what is waited for. False when none was in time. */
  until(isAwaited: (entry: TimelineEntryJson) => boolean, withinMs: number): Promise<boolean> {
    return this.#poll(withinMs, async () => {
      await this.#tellNew();
      return this.#entries.some(isAwaited);
    });
  }

  /** Tells entries while a question waits for its answer. */
  async ask(question: string): Promise<void> {
    const { surroundings, signal } = this.#options;
    let answered = false;
    const answer = surroundings.ask(`\n${question}\n`, { signal }).finally(() => {
      answered = true;
    });
    await this.#poll(Number.POSITIVE_INFINITY, async () => {
      await this.#tellNew();
      return answered;
    });
    await answer;
    signal.throwIfAborted();
  }

  async #tellNew(): Promise<void> {
    if (this.#number === undefined) return;
    const after = this.#entries.at(-1)?.seq ?? 0;
    const { entries } = await readTimeline(this.#options.api, this.#number, after);
    for (const entry of entries) this.#tell(entry);
    this.#entries.push(...entries);
  }

  #tell(entry: TimelineEntryJson): void {
    const afterMs = Math.max(0, Date.parse(entry.at) - this.#startedAt);
    const when: Styled = { text: `+${describeDuration(afterMs)}`.padStart(11), style: "dim" };
    const important = /^(?:escalation\.step|incident\.)/.test(entry.kind);
    this.#options.terminal.print([
      when,
      "  ",
      important ? { text: entry.text, style: "bold" } : entry.text,
    ]);
  }

  async #poll(withinMs: number, isDone: () => Promise<boolean>): Promise<boolean> {
    const { surroundings, signal } = this.#options;
    const endsAt = surroundings.now() + withinMs;
    for (;;) {
      signal.throwIfAborted();
      if (await isDone()) return true;
      if (surroundings.now() >= endsAt) return false;
      await surroundings.wait(POLL_MS);
    }
  }
}
