/** The blocks of a runbook while it is read: which one is open, and under which headings. */

import type { RunbookBlock } from "../../domain/playbook.ts";
import {
  type DraftBlock,
  type DraftOption,
  type DraftStep,
  FENCE_DEPTH,
  finishedBlock,
  LABEL_DEPTH,
} from "./draft-block.ts";
import { offersChoices, type Topic, topicOf } from "./runbook-words.ts";

interface BlockStart {
  readonly title?: string | undefined;
  readonly line: number;
  readonly depth: number;
  readonly topic?: Topic | undefined;
}

export class DraftBlocks {
  readonly #all: DraftBlock[] = [];
  readonly #topics: {
    depth: number;
    topic: Topic | undefined;
    choices: boolean;
    conditions?: boolean;
  }[] = [];
  #open: DraftBlock | undefined;

  get open(): DraftBlock | undefined {
    return this.#open;
  }

  /** The option that takes steps; undefined while none is open. */
  get option(): DraftOption | undefined {
    return this.#open?.options.at(-1);
  }

  /** What the nearest heading or label above says. */
  get topic(): Topic | undefined {
    return this.#topics.at(-1)?.topic;
  }

  /** Whether the nearest heading or label announces ways of which one is taken. */
  get offersChoices(): boolean {
    return this.#topics.at(-1)?.choices ?? false;
  }

  /** Whether the words above say that what to do depends on which of the headings applies. */
  get offersConditions(): boolean {
    return this.#topics.at(-1)?.conditions ?? false;
  }

  /** The same for a heading or a label of this depth, whatever the one before it says. */
  offersConditionsAt(depth: number): boolean {
    return this.#topics.findLast((above) => above.depth < depth)?.conditions ?? false;
  }

  /** Whether words above the headings announced what they are. */
  get isAnnounced(): boolean {
    return this.#topics.at(-1)?.conditions !== undefined;
  }

  /** Words announce what the headings below this depth are: ways to choose from, or conditions. */
  announce(kind: "choices" | "conditions", depth: number): void {
    const { topic } = this;
    this.leaveHeadings(depth);
    this.#topics.push({
      depth,
      topic,
      choices: kind === "choices",
      conditions: kind === "conditions",
    });
  }

  /** Leaves the headings that a heading of this depth ends. */
  leaveHeadings(depth: number): void {
    while ((this.#topics.at(-1)?.depth ?? 0) >= depth) this.#topics.pop();
  }

  /** Stands under a heading from now on; an option is there to end the harm, unless it says otherwise. */
  enterHeading(title: string, depth: number, isOption: boolean): void {
    const topic = topicOf(title) ?? (isOption ? "mitigation" : this.topic);
    this.#topics.push({ depth, topic, choices: offersChoices(title) });
  }

  start(kind: DraftBlock["kind"], { title, line, depth, topic }: BlockStart): DraftBlock {
    this.#open = {
      kind,
      title: title === "" ? undefined : title,
      line,
      depth,
      isMitigation: topic === "mitigation",
      isDiagnosis: topic === "diagnosis",
      steps: [],
      options: [],
    };
    this.#all.push(this.#open);
    return this.#open;
  }

  /** Adds an option to the block of its kind that is open at its depth, or to a new one. */
  addOption(option: DraftOption, start: BlockStart & { readonly isFirst: boolean }): void {
    const kind = option.when === undefined ? "choice" : "branch";
    const before = this.#blockToJoin(start.depth);
    const joins =
      before?.kind === kind &&
      before.depth === start.depth &&
      start.title === undefined &&
      !start.isFirst &&
      // The same case again is another question.
      !(option.when !== undefined && before.options.some(({ when }) => when === option.when));
    if (joins) this.#open = before;
    else
      this.start(kind, { ...start, title: start.title ?? this.#emptyTitle, topic: "mitigation" });
    this.#open?.options.push(option);
  }

  /** Of a part that holds only the ways that now begin. */
  get #emptyTitle(): string | undefined {
    const open = this.#open;
    return open?.kind === "sequence" && open.steps.length === 0 ? open.title : undefined;
  }

  /**
   * The block that an option of this depth may belong to. A fence may end between "MITIGATION 1" and
   * "MITIGATION 2"; and under the heading that is one option there may be options of another kind.
   */
  #blockToJoin(depth: number): DraftBlock | undefined {
    if (depth <= LABEL_DEPTH) return this.#all.findLast((block) => block.depth <= depth);
    return this.#open ?? (depth === FENCE_DEPTH ? this.#all.at(-1) : undefined);
  }

  /** Adds a step to the option or the sequence that is open; a hint takes only words, so it ends. */
  add(step: DraftStep): DraftBlock {
    const { open } = this;
    const { line } = step.source;
    const block =
      open === undefined || open.kind === "hint"
        ? this.start("sequence", { line, depth: LABEL_DEPTH, topic: this.topic })
        : open;
    (block.options.at(-1) ?? block).steps.push(step);
    return block;
  }

  /** Ends a choice, a hint or a titled part that was opened at this depth or deeper. */
  endParts(depth: number): void {
    if (this.#open !== undefined && this.#open.depth >= depth) this.#open = undefined;
  }

  /** Whether something opened at this depth would stand inside an option that is no heading. */
  isInsideSmallOption(depth: number): boolean {
    return this.isInsideOption(depth) && (this.#open?.depth ?? 0) >= LABEL_DEPTH;
  }

  /** Whether something opened at this depth would stand inside an option. */
  isInsideOption(depth: number): boolean {
    return this.option !== undefined && (this.#open?.depth ?? 0) < depth;
  }

  /** Lines of the titles of blocks that hold something. */
  titleLines(): readonly number[] {
    return this.#all
      .filter(
        ({ title, steps, options }) => title !== undefined && steps.length + options.length > 0,
      )
      .map(({ line }) => line);
  }

  /** The blocks that hold something, in the text's order. */
  finished(file: string): readonly RunbookBlock[] {
    return this.#all.flatMap((block) => finishedBlock(file, block));
  }
}
