/**
 * A runbook while it is read: headings, comments, sentences and commands come in the text's order and
 * become blocks of steps.
 *
 * At any time one block is open. A sequence takes commands and things to do; a choice or a branch
 * takes them into its last option; a hint takes only words. Words that may introduce something wait
 * (as `label` when they end with a colon, else as `intro`) until it is clear what follows them: a
 * command takes them as its text, a list of causes or of conditions as its title.
 */

import type { RunbookBlock } from "../../domain/playbook.ts";
import type { Sentence } from "../markdown/sentences.ts";
import {
  CONDITION_CLAUSE_LEADS,
  EXPECTED_STARTS,
  OTHERWISE_WORDS,
} from "../vocabulary/runbooks.ts";
import { isInstruction } from "../words/instructions.ts";
import { conditionOfTitle, readStepMarker, withoutColon } from "../words/step-marker.ts";
import { anyOf, beginsWith } from "../words/wording.ts";
import {
  type DraftBlock,
  type DraftOption,
  type DraftStep,
  FENCE_DEPTH,
  LABEL_DEPTH,
  LIST_DEPTH,
  NESTED_DEPTH,
  SENTENCE_DEPTH,
} from "./draft-block.ts";
import { DraftBlocks } from "./draft-blocks.ts";
import {
  isOptional,
  namesFault,
  type Topic,
  tellsTrouble,
  topicOf,
  twoDeeds,
} from "./runbook-words.ts";

/** A title says so of all that is in it; a sentence perhaps only of a part. */
const TITLE_WORDS_MAX = 8;
const CONDITION_START = new RegExp(`^(?:${anyOf(CONDITION_CLAUSE_LEADS)})\\b`, "iu");

interface Words {
  readonly text: string;
  readonly line: number;
  readonly lastLine: number;
  /** From a comment in a fence; a sentence of the text; or a title, a label, an item. */
  readonly from: "comment" | "sentence" | "title";
  /** Of a paragraph, each with its line. */
  readonly sentences?: readonly Sentence[];
  used: boolean;
}

/** What is known of a step beside what it is: for the findings about it. */
export interface StepFacts {
  /** The words that introduce it, with their line; the same object for all steps they introduce. */
  readonly intro: Pick<Words, "text" | "line"> | undefined;
  /** The text says that it ends the harm, or that it is not always done. */
  readonly isMarked: boolean;
  readonly isDiagnosis: boolean;
  readonly block: DraftBlock;
}

/** Where something stands: a line, and how deep under headings, labels, lists and fences. */
interface Place {
  readonly line: number;
  readonly depth: number;
}

export class RunbookDraft {
  readonly facts = new Map<DraftStep, StepFacts>();
  /** First and last lines of the words that became titles and texts of steps. */
  readonly usedLines: (readonly [number, number])[] = [];
  readonly #file: string;
  readonly #blocks = new DraftBlocks();
  #label: Words | undefined;
  #intro: Words | undefined;
  #lastCommand: DraftStep | undefined;
  /** What a comment offers that the next commands do. */
  #deeds: readonly string[] | undefined;
  /** The item of a list at hand says that all in it is left to choice. */
  #isOptionalItem = false;
  /** A blank line stands before what comes next in a fence. */
  #isApart = false;

  constructor(file: string) {
    this.#file = file;
  }

  get hasSteps(): boolean {
    return this.facts.size > 0;
  }

  get topic(): Topic | undefined {
    return this.#blocks.topic;
  }

  /** Whether something opened at this depth would stand inside an option, where there is no room for others. */
  isInsideOption(depth: number): boolean {
    return this.#blocks.isInsideSmallOption(depth);
  }

  get offersChoices(): boolean {
    return this.#blocks.offersChoices;
  }

  /** Whether the labels in bold here name what may be the case. */
  get offersCases(): boolean {
    return this.#blocks.offersConditionsAt(LABEL_DEPTH);
  }

  /** A heading (depth 1 to 6) or a label in bold: titles all that follows until the next one as high. */
  heading(written: string, place: Place & { readonly words?: string }): void {
    const { line, depth, words } = place;
    // "**Fix.**"
    const title = depth >= LABEL_DEPTH ? written.replace(/\.$/u, "") : written;
    this.flush();
    this.#label = undefined;
    this.#blocks.leaveHeadings(depth);
    const option = this.#optionOf(title, place);
    const topic = topicOf(title) ?? this.topic;
    if (option !== undefined)
      this.option({ ...option, ...(words === undefined ? {} : { words }) }, place);
    else if (this.#blocks.isInsideOption(depth)) this.#wait(withoutColon(title), line, line);
    else this.#blocks.start("sequence", { title: withoutColon(title), line, depth, topic });
    this.#blocks.enterHeading(title, depth, option !== undefined);
  }

  /** The heading as an option: by its own words, or because the one above announces options or causes. */
  #optionOf(heading: string, { line, depth }: Place): DraftOption | undefined {
    const marker = readStepMarker(heading);
    const name = marker.kind === "numbered" ? marker.title : withoutColon(heading);
    const condition =
      conditionOfTitle(name) ?? this.#otherwise(name, depth) ?? this.#troubleSolved(name);
    if (condition !== undefined) return { title: name, when: condition, line, steps: [] };
    const base = { title: marker.title, line, steps: [] };
    if (marker.kind === "alternative") return base;
    if (marker.kind === "branch") return { ...base, when: marker.when };
    const own = topicOf(heading);
    if (own === "background") return undefined;
    const mayBeCase = depth < LABEL_DEPTH || own === undefined;
    if (this.#blocks.offersConditions && mayBeCase) return { ...base, when: marker.title };
    if (own === "diagnosis" && !this.#blocks.isAnnounced) return undefined;
    if (this.topic === "causes") return { ...base, when: marker.title, isCause: true };
    if (!this.offersChoices) return undefined;
    // The first one says what they all are.
    const { open } = this.#blocks;
    const isFault =
      open?.depth === depth && open.options.length > 0
        ? open.kind === "branch"
        : namesFault(marker.title);
    return isFault ? { ...base, when: marker.title } : base;
  }

  /** "For a dry tank" below "Resolution steps". */
  #troubleSolved(name: string): string | undefined {
    const isSolved = this.topic === "mitigation" || this.topic === "steps";
    if (!isSolved || !tellsTrouble(name)) return undefined;
    const marker = readStepMarker(`${name}:`);
    return marker.kind === "branch" ? marker.when : undefined;
  }

  /** "Otherwise" beside headings that are conditions. */
  #otherwise(name: string, depth: number): string | undefined {
    const { open } = this.#blocks;
    const isBeside = open?.kind === "branch" && open.depth === depth;
    return isBeside && beginsWith(name, OTHERWISE_WORDS) !== undefined ? "otherwise" : undefined;
  }

  /** Words announce what the headings below this depth are. */
  announce(kind: "choices" | "conditions", depth: number): void {
    this.#blocks.announce(kind, depth);
  }

  /** What a sentence with a condition opened ends with the next sentence. */
  endOfCondition(): void {
    this.flush();
    this.#blocks.endParts(SENTENCE_DEPTH);
  }

  /** One way of several, or (with `when`) what is done on a condition. `isFirst` begins a new block of them. */
  option(option: DraftOption, place: Place & { readonly isFirst?: boolean }): void {
    this.flush();
    const label = this.#takeLabel();
    const line = label?.line ?? option.line;
    const { depth, isFirst = false } = place;
    this.#isApart = false;
    this.#blocks.addOption(option, { title: label?.text, line, depth, isFirst });
    this.usedLines.push([option.line, option.line]);
    this.#wait(option.title, option.line, option.line);
  }

  /** Another way to do what the last words introduced: both become options. `text` is all of the words. */
  or(words: { text: string; title: string; line: number }): void {
    this.flush();
    const { text, title, line } = words;
    const place = { line, depth: FENCE_DEPTH };
    const option = { title, line, steps: [] };
    const { open } = this.#blocks;
    // There are no options inside options; the words say that it is another way.
    if (this.#blocks.isInsideOption(FENCE_DEPTH)) this.#wait(text, line, line, "comment");
    else if ((this.#blocks.option?.steps.length ?? 0) > 0) this.option(option, place);
    else if (open?.kind !== "sequence" || open.steps.length === 0)
      this.#wait(title, line, line, "comment");
    else {
      this.#makeFirstOption(open, place);
      this.option(option, place);
    }
  }

  /** Moves the steps that the last words introduced out of their sequence, into an option. */
  #makeFirstOption(sequence: DraftBlock, place: Place): void {
    const { steps } = sequence;
    const introOf = (index: number): StepFacts["intro"] => {
      const step = steps[index];
      return step === undefined ? undefined : this.facts.get(step)?.intro;
    };
    let first = steps.length - 1;
    const intro = introOf(first);
    while (intro !== undefined && introOf(first - 1) === intro) first -= 1;
    const moved = steps.splice(first);
    const title = intro?.text ?? moved[0]?.text ?? "";
    const line = intro?.line ?? moved[0]?.source.line ?? place.line;
    this.option({ title, line, steps: moved }, { ...place, isFirst: true });
    const block = this.#blocks.open ?? sequence;
    for (const step of moved) this.#remember(step, this.facts.get(step)?.intro, block);
  }

  /** "3. Read the log"; `opens` where it ends with a colon. Ends what the number before opened. */
  numbered(title: string, line: number, opens: boolean): void {
    this.flush();
    if (this.offersChoices) {
      this.option({ title, line, steps: [] }, { line, depth: FENCE_DEPTH });
      return;
    }
    this.#blocks.endParts(FENCE_DEPTH);
    if (opens) this.label(title, line);
    else this.#wait(title, line, line, "comment");
  }

  /** "Solution: add workers": what follows is meant to end the harm. */
  remedy(label: string, title: string, line: number): void {
    this.flush();
    if (!this.#blocks.isInsideOption(FENCE_DEPTH))
      this.#blocks.start("sequence", {
        title: label,
        line,
        depth: FENCE_DEPTH,
        topic: "mitigation",
      });
    this.#wait(title, line, line, "comment");
  }

  /** An item of a list: introduces what is in it. At the top of its list it ends what an item before opened. */
  item(text: string, line: number, isTop: boolean): void {
    this.flush();
    if (isTop) this.#isOptionalItem = isOptional(text) && text.split(" ").length <= TITLE_WORDS_MAX;
    if (isTop) this.#blocks.endParts(LIST_DEPTH);
    this.#openLabelled();
    this.#wait(text, line, line);
  }

  /** An item that ends with a colon: the title of the list inside. */
  itemLabel(text: string, line: number, isTop: boolean): void {
    this.item(text, line, isTop);
    this.#label = this.#intro;
    this.#intro = undefined;
  }

  endOfList(isNested = false): void {
    // What introduced the list does not introduce what comes after it.
    this.flush();
    if (!isNested) this.#isOptionalItem = false;
    this.#blocks.endParts(isNested ? NESTED_DEPTH : LIST_DEPTH);
  }

  /** A comment that ends with a colon. After another one it makes that one the title of what follows. */
  label(text: string, line: number): void {
    this.flush();
    this.#openLabelled();
    this.#label = { text, line, lastLine: line, from: "comment", used: false };
  }

  /** A cause, or another remark: words without anything to do. */
  hint(text: string, line: number): void {
    const waits = this.#intro;
    const isDeed = waits?.from === "comment" && !waits.used && isInstruction(waits.text);
    if (waits?.from === "sentence" || isDeed) this.flush();
    const intro = this.#intro;
    this.#intro = undefined;
    const isTitle = intro !== undefined && !intro.used && intro.from !== "sentence";
    const title = this.#takeLabel() ?? (isTitle ? intro : undefined);
    const from = title?.line ?? line;
    const { open } = this.#blocks;
    const block =
      open?.kind === "hint" && title === undefined
        ? open
        : this.#blocks.start("hint", { title: title?.text, line: from, depth: FENCE_DEPTH });
    block.steps.push({ text, placeholders: [], source: { file: this.#file, line } });
    this.usedLines.push([from, line]);
  }

  /** A comment like any other: introduces the command below it; two lines of them are one. */
  remark(text: string, line: number): void {
    const isWaiting = this.#intro !== undefined && !this.#intro.used;
    const tellsOutput = beginsWith(text, EXPECTED_STARTS) !== undefined;
    if (this.#lastCommand !== undefined && !isWaiting && tellsOutput) {
      this.output(text);
      this.usedLines.push([line, line]);
      return;
    }
    this.#endToldCase();
    this.#openLabelled();
    const before = this.#intro;
    const isApart = before !== undefined && beginsAnew(before.text, text);
    if (before?.from === "comment" && !before.used && !isApart && before.lastLine === line - 1) {
      this.#intro = { ...before, text: joined(before.text, text), lastLine: line };
      return;
    }
    this.flush();
    this.#wait(text, line, line, "comment");
  }

  /** A paragraph: introduces the command after it, or is done by a person where it says so. */
  paragraph(sentences: readonly Sentence[]): void {
    const [first] = sentences;
    if (first === undefined) return;
    this.flush();
    this.#openLabelled();
    const { text, line, lastLine } = joinedSentences(first, sentences.slice(1));
    this.#intro = { text, line, lastLine, from: "sentence", sentences, used: false };
  }

  /** The words above what a person runs or writes elsewhere: a query, or (with `isText`) any text. */
  query(isText = false): void {
    const words = this.#intro;
    if (words === undefined || words.used || !this.#isActing()) return;
    this.#intro = undefined;
    const last = words.sentences?.at(-1) ?? words;
    const before = words.sentences?.slice(0, -1) ?? [];
    this.#addSentences(before);
    if (isText && !isInstruction(last.text)) return;
    this.usedLines.push([last.line, last.lastLine]);
    this.#addManual(withoutColon(last.text), last.line);
  }

  /** A paragraph that only introduces, because it ends with a colon or stands outside any runbook. */
  lead(text: string, line: number, lastLine: number): void {
    this.flush();
    this.#openLabelled();
    this.#wait(withoutColon(text), line, lastLine);
  }

  /** The comment just read stands above two commands: of "Clear it or add one" each is one of the ways. */
  offerTwo(comment: string | undefined): void {
    const deeds = comment === undefined ? undefined : twoDeeds(comment);
    this.#deeds = this.isInsideOption(FENCE_DEPTH) ? undefined : deeds;
  }

  /** The next one of two ways that a comment names. */
  #nextDeed(line: number): void {
    const [title, ...others] = this.#deeds ?? [];
    if (title === undefined) return;
    const isFirst = others.length > 0;
    if (isFirst) {
      this.#label = this.#intro;
      this.#intro = undefined;
    }
    this.option({ title, line, steps: [] }, { line, depth: FENCE_DEPTH, isFirst });
    this.#deeds = others;
  }

  command(step: Omit<DraftStep, "text" | "optional">): DraftStep {
    const isLastDeed = this.#deeds?.length === 1;
    this.#nextDeed(step.source.line);
    if (this.#label !== undefined) this.#intro = this.#label;
    this.#label = undefined;
    const added = this.#add({ ...step, text: this.#intro?.text ?? step.command ?? "" });
    this.#lastCommand = added;
    if (isLastDeed) {
      this.#intro = undefined;
      this.#deeds = undefined;
      this.#blocks.endParts(FENCE_DEPTH);
    }
    return added;
  }

  /** Something a person does. */
  manual(text: string, line: number): void {
    this.flush();
    this.#openLabelled();
    this.usedLines.push([line, line]);
    this.#addManual(text, line);
  }

  /** What the text shows as the last command's output. */
  output(text: string): void {
    if (this.#lastCommand === undefined) return;
    const before = this.#lastCommand.expectedOutput;
    this.#lastCommand.expectedOutput = before === undefined ? text : `${before}\n${text}`;
  }

  /** A blank line in a fence ends what words introduce, once they have introduced something. */
  blankLine(): void {
    this.#isApart = true;
    if (this.#intro?.used) this.#intro = undefined;
  }

  /** "If it leaks, call the plumber" is all that is done then; what stands apart below is done in any case. */
  #endToldCase(): void {
    const { open, option } = this.#blocks;
    const isTold = option?.when !== undefined && option.title.includes(", ");
    if (this.#isApart && isTold && open?.depth === FENCE_DEPTH) {
      this.flush();
      this.#blocks.endParts(FENCE_DEPTH);
    }
    this.#isApart = false;
  }

  endOfFence(): void {
    if (this.#label?.from === "comment") {
      this.#intro = this.#label;
      this.#label = undefined;
    }
    if (this.#intro?.from === "comment" || this.#intro?.used) this.flush();
    this.#blocks.endParts(FENCE_DEPTH);
  }

  /** Words that introduced nothing are a thing to do when they say so, else a hint (comments) or text. */
  flush(): void {
    const words = this.#intro;
    this.#intro = undefined;
    if (words === undefined || words.used || words.from === "title") return;
    if (words.sentences !== undefined) {
      if (this.#isActing()) this.#addSentences(words.sentences);
      return;
    }
    const { text, line, lastLine } = words;
    const isToDo = isInstruction(text);
    if (!isToDo && words.from !== "comment") return;
    this.usedLines.push([line, lastLine]);
    const { option } = this.#blocks;
    if (isToDo) this.#addManual(text, line);
    else if (option === undefined) this.hint(text, line);
    else option.steps.push({ text, placeholders: [], source: { file: this.#file, line } });
  }

  /** Whether a heading above, or something before, says that what stands here is there to be done. */
  #isActing(): boolean {
    const { topic } = this;
    return topic !== "background" && topic !== "causes" && (topic !== undefined || this.hasSteps);
  }

  /** Each sentence that says what to do, with those after it that only say more about it. */
  #addSentences(sentences: readonly Sentence[]): void {
    let step: Sentence | undefined;
    let intro: Words | undefined;
    const add = (done: Sentence | undefined): void => {
      if (done === undefined) return;
      this.usedLines.push([done.line, done.lastLine]);
      // The steps of one paragraph belong together, should the next one tell of another way.
      intro ??= { ...done, from: "title", used: true };
      this.#intro = intro;
      this.#addManual(done.text, done.line);
      this.#intro = undefined;
    };
    for (const sentence of sentences) {
      // "**Fix.** It takes an hour" begins with a label, not with a thing to do.
      const isLabel = sentences.length > 1 && !sentence.text.includes(" ");
      const begins = !isLabel && isInstruction(sentence.text);
      if (begins) add(step);
      if (begins) step = sentence;
      else if (step !== undefined) step = joinedSentences(step, [sentence]);
    }
    add(step);
  }

  #wait(text: string, line: number, lastLine: number, from: Words["from"] = "title"): void {
    this.#intro = { text, line, lastLine, from, used: false };
  }

  #addManual(text: string, line: number): void {
    this.#lastCommand = undefined;
    this.#add({ text, effect: "manual", placeholders: [], source: { file: this.#file, line } });
  }

  #add(step: DraftStep): DraftStep {
    const intro = this.#intro;
    if (intro !== undefined && !intro.used) this.usedLines.push([intro.line, intro.lastLine]);
    if (intro !== undefined) intro.used = true;
    const block = this.#blocks.add(step);
    const words = step.command === undefined ? step.text : (intro?.text ?? "");
    const depends = block.options.length === 0 && CONDITION_START.test(words);
    if (isOptional(words) || depends || this.#isOptionalItem) step.optional = true;
    this.#remember(step, intro, block);
    return step;
  }

  #remember(step: DraftStep, intro: StepFacts["intro"], block: DraftBlock): void {
    const isMarked = block.options.length > 0 || step.optional === true || block.isMitigation;
    this.facts.set(step, { intro, isMarked, isDiagnosis: block.isDiagnosis, block });
  }

  #takeLabel(): Words | undefined {
    const label = this.#label;
    this.#label = undefined;
    if (label !== undefined) this.usedLines.push([label.line, label.lastLine]);
    return label;
  }

  /** The waiting label titles what follows; inside an option there is no room for a part of its own. */
  #openLabelled(): void {
    const label = this.#takeLabel();
    if (label === undefined || this.#blocks.option !== undefined) return;
    const { text: title, line } = label;
    const depth = label.from === "comment" ? FENCE_DEPTH : LIST_DEPTH;
    this.#blocks.start("sequence", { title, line, depth, topic: topicOf(title) ?? this.topic });
  }

  /** The blocks that hold something, in the text's order. */
  finish(): readonly RunbookBlock[] {
    this.flush();
    for (const line of this.#blocks.titleLines()) this.usedLines.push([line, line]);
    return this.#blocks.finished(this.#file);
  }
}

function joinedSentences(first: Sentence, others: readonly Sentence[]): Sentence {
  const all = [first, ...others];
  return {
    text: all.map(({ text }) => text).join(" "),
    line: first.line,
    lastLine: all.at(-1)?.lastLine ?? first.lastLine,
  };
}

/** Whether a comment line says something to do of its own, and does not go on with the line before it. */
function beginsAnew(before: string, text: string): boolean {
  if (!isInstruction(text)) return false;
  return isInstruction(before) || (/^\p{Lu}/u.test(text) && !/[:,;]$/u.test(before));
}

/** Two comment lines as one text: a new sentence unless the second goes on in small letters. */
function joined(first: string, second: string): string {
  const goesOn = /^[\p{Ll}(]/u.test(second) || /[.!?:;,]$/u.test(first);
  return goesOn ? `${first} ${second}` : `${first}. ${second}`;
}
