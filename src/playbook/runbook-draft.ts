/**
 * A runbook while it is read: headings, comments, sentences and commands come in the text's order and
 * become blocks of steps.
 *
 * At any time one block is open. A sequence takes commands and things to do; a choice or a branch
 * takes them into its last option; a hint takes only words. Words that may introduce something wait
 * (as `label` when they end with a colon, else as `intro`) until it is clear what follows them: a
 * command takes them as its text, a list of causes or of conditions as its title.
 */

import type { RunbookBlock } from "../domain/playbook.ts";
import {
  type DraftBlock,
  type DraftOption,
  type DraftStep,
  FENCE_DEPTH,
  finishedBlock,
  LABEL_DEPTH,
  LIST_DEPTH,
} from "./draft-block.ts";
import { isInstruction, isOptional, offersChoices, type Topic, topicOf } from "./runbook-words.ts";
import { isRule, readStepMarker, type StepMarker, withoutColon } from "./step-marker.ts";

interface Words {
  readonly text: string;
  readonly line: number;
  readonly lastLine: number;
  /** From a comment in a fence; a sentence of the text; or a title, a label, an item. */
  readonly from: "comment" | "sentence" | "title";
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

interface Place {
  readonly line: number;
  readonly depth: number;
  /** The first of its kind: joins no block that is there already. */
  readonly isFirst?: boolean;
}

export class RunbookDraft {
  readonly facts = new Map<DraftStep, StepFacts>();
  /** First and last lines of the words that became titles and texts of steps. */
  readonly usedLines: (readonly [number, number])[] = [];
  readonly #file: string;
  readonly #blocks: DraftBlock[] = [];
  readonly #topics: { depth: number; topic: Topic | undefined; choices: boolean }[] = [];
  #block: DraftBlock | undefined;
  #label: Words | undefined;
  #intro: Words | undefined;
  #lastCommand: DraftStep | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** What the nearest heading or label above says. */
  get topic(): Topic | undefined {
    return this.#topics.at(-1)?.topic;
  }

  get offersChoices(): boolean {
    return this.#topics.at(-1)?.choices ?? false;
  }

  /** A heading (depth 1 to 6) or a label in bold: titles all that follows until the next one as high. */
  heading(title: string, place: { line: number; depth: number }): void {
    const { line, depth } = place;
    this.flush();
    this.#label = undefined;
    while ((this.#topics.at(-1)?.depth ?? 0) >= depth) this.#topics.pop();
    const above = this.#topics.at(-1);
    const own = topicOf(title);
    const option = this.#optionOf(title, own, place);
    if (option !== undefined) this.option(option, place);
    else if (this.#isInsideOption(depth)) this.#wait(withoutColon(title), line, line);
    else
      this.#open("sequence", {
        title: withoutColon(title),
        line,
        depth,
        topic: own ?? above?.topic,
      });
    const topic = own ?? (option === undefined ? above?.topic : "mitigation");
    this.#topics.push({ depth, topic, choices: offersChoices(title) });
  }

  #optionOf(title: string, own: Topic | undefined, place: Place): DraftOption | undefined {
    const marker = readStepMarker(title);
    const base = { title: marker.title, line: place.line, steps: [] };
    if (marker.kind === "alternative") return base;
    if (marker.kind === "branch") return { ...base, when: marker.when };
    const above = this.#topics.at(-1);
    if (above === undefined || own === "background" || own === "diagnosis") return undefined;
    if (above.topic === "causes") return { ...base, when: marker.title };
    return above.choices ? base : undefined;
  }

  /** Words of a comment in a fence; `line` is theirs. */
  comment(text: string, line: number): void {
    // "#!/bin/sh" says how a script is run.
    if (isRule(text) || text.startsWith("!")) return;
    const marker = readStepMarker(text);
    const { title } = marker;
    const place = { line, depth: FENCE_DEPTH };
    switch (marker.kind) {
      case "alternative":
        this.option({ title, line, steps: [] }, { ...place, isFirst: marker.isFirst });
        break;
      case "branch":
        this.option({ title, when: marker.when, line, steps: [] }, place);
        break;
      case "or":
        this.or(text, title, line);
        break;
      case "numbered":
        this.#numbered(marker, line);
        break;
      case "remedy":
        this.flush();
        if (!this.#isInsideOption(FENCE_DEPTH))
          this.#open("sequence", { ...place, title: marker.label, topic: "mitigation" });
        this.#wait(title, line, line, "comment");
        break;
      case "bullet":
        this.hint(title, line);
        break;
      case "label":
        this.#labelled(title, line);
        break;
      case "plain":
        this.#plain(title, line);
    }
  }

  /** One way of several, or (with `when`) what is done on a condition; joins the open block of its kind and depth. */
  option(option: DraftOption, place: Place): void {
    const { depth, isFirst = false } = place;
    this.flush();
    const kind = option.when === undefined ? "choice" : "branch";
    const last = this.#blocks.at(-1);
    // A fence may end between "MITIGATION 1" and "MITIGATION 2".
    const open = this.#block ?? (depth === FENCE_DEPTH ? last : undefined);
    const joins = open?.kind === kind && open.depth === depth && this.#label === undefined;
    const label = this.#takeLabel();
    const line = label?.line ?? option.line;
    if (joins && !isFirst) this.#block = open;
    else this.#open(kind, { title: label?.text, line, depth, topic: "mitigation" });
    this.#block?.options.push(option);
    this.usedLines.push([option.line, option.line]);
    this.#wait(option.title, option.line, option.line);
  }

  /** Another way to do what the last words introduced: both become options. `text` is the whole comment. */
  or(text: string, title: string, line: number): void {
    this.flush();
    const place = { line, depth: FENCE_DEPTH };
    const block = this.#block;
    if (block !== undefined && this.#isInsideOption(FENCE_DEPTH)) {
      // There are no options inside options; the words say that it is another way.
      this.#wait(text, line, line, "comment");
      return;
    }
    if ((block?.options.at(-1)?.steps.length ?? 0) > 0) {
      this.option({ title, line, steps: [] }, place);
      return;
    }
    const steps = block?.kind === "sequence" ? block.steps : [];
    const last = steps.at(-1);
    if (last === undefined) {
      this.#wait(title, line, line, "comment");
      return;
    }
    const intro = this.facts.get(last)?.intro;
    let first = steps.length - 1;
    const introducedBefore = (): boolean => {
      const before = steps[first - 1];
      return intro !== undefined && before !== undefined && this.facts.get(before)?.intro === intro;
    };
    while (introducedBefore()) first -= 1;
    const moved = steps.splice(first);
    const at = moved[0]?.source.line ?? line;
    this.option(
      { title: intro?.text ?? last.text, line: intro?.line ?? at, steps: moved },
      { ...place, isFirst: true },
    );
    for (const step of moved) this.#remember(step, this.facts.get(step)?.intro);
    this.option({ title, line, steps: [] }, place);
  }

  #numbered(marker: StepMarker & { kind: "numbered" }, line: number): void {
    this.flush();
    const { title } = marker;
    if (this.offersChoices) {
      this.option({ title, line, steps: [] }, { line, depth: FENCE_DEPTH });
      return;
    }
    this.endParts(FENCE_DEPTH);
    if (marker.opens) this.#labelled(title, line);
    else this.#wait(title, line, line, "comment");
  }

  /** An item of a list: introduces what is in it. At the top of its list it ends what an item before opened. */
  item(text: string, line: number, isTop: boolean): void {
    this.flush();
    if (isTop) this.endParts(LIST_DEPTH);
    this.#openLabelled();
    this.#wait(text, line, line);
  }

  /** An item that ends with a colon: the title of the list inside. */
  itemLabel(text: string, line: number, isTop: boolean): void {
    this.item(text, line, isTop);
    this.#label = this.#intro;
    this.#intro = undefined;
  }

  #labelled(text: string, line: number): void {
    this.flush();
    this.#openLabelled();
    this.#label = { text, line, lastLine: line, from: "comment", used: false };
  }

  /** A cause, or another remark: words without anything to do. */
  hint(text: string, line: number): void {
    const intro = this.#intro;
    this.#intro = undefined;
    const isTitle = intro !== undefined && !intro.used && intro.from !== "sentence";
    const title = this.#takeLabel() ?? (isTitle ? intro : undefined);
    if (this.#block?.kind !== "hint" || title !== undefined) {
      const opened = { title: title?.text, line: title?.line ?? line, topic: undefined };
      this.#open("hint", { ...opened, depth: FENCE_DEPTH });
    }
    this.#block?.steps.push({ text, placeholders: [], source: { file: this.#file, line } });
    this.usedLines.push([title?.line ?? line, line]);
  }

  #plain(text: string, line: number): void {
    this.#openLabelled();
    const before = this.#intro;
    if (before?.from === "comment" && !before.used && before.lastLine === line - 1) {
      this.#intro = { ...before, text: joined(before.text, text), lastLine: line };
      return;
    }
    this.flush();
    this.#wait(text, line, line, "comment");
  }

  /** A paragraph: introduces the command after it, or is done by a person when it says so. */
  sentence(text: string, line: number, lastLine: number): void {
    this.flush();
    this.#openLabelled();
    this.#wait(text, line, lastLine, "sentence");
  }

  /** A paragraph that only introduces, because it ends with a colon or stands outside any runbook. */
  lead(text: string, line: number, lastLine: number): void {
    this.flush();
    this.#openLabelled();
    this.#wait(withoutColon(text), line, lastLine);
  }

  command(step: Omit<DraftStep, "text" | "optional">): DraftStep {
    if (this.#label !== undefined) this.#intro = this.#label;
    this.#label = undefined;
    this.#lastCommand = this.#add({ ...step, text: this.#intro?.text ?? step.command ?? "" });
    return this.#lastCommand;
  }

  /** Something a person does. */
  manual(text: string, line: number): void {
    this.flush();
    this.#openLabelled();
    this.usedLines.push([line, line]);
    this.#addManual(text, line);
  }

  #addManual(text: string, line: number): void {
    this.#lastCommand = undefined;
    this.#add({ text, effect: "manual", placeholders: [], source: { file: this.#file, line } });
  }

  /** What the text shows as the last command's output. */
  output(text: string): void {
    if (this.#lastCommand === undefined) return;
    const before = this.#lastCommand.expectedOutput;
    this.#lastCommand.expectedOutput = before === undefined ? text : `${before}\n${text}`;
  }

  /** A blank line in a fence ends what words introduce, once they have introduced something. */
  blankLine(): void {
    if (this.#intro?.used) this.#intro = undefined;
  }

  endOfFence(): void {
    if (this.#label?.from === "comment") {
      this.#intro = this.#label;
      this.#label = undefined;
    }
    if (this.#intro?.from === "comment" || this.#intro?.used) this.flush();
    if (this.#block?.depth === FENCE_DEPTH) this.#block = undefined;
  }

  /** Words that introduced nothing are a thing to do when they say so, else a remark (comments) or text. */
  flush(): void {
    const words = this.#intro;
    this.#intro = undefined;
    if (words === undefined || words.used || words.from === "title") return;
    const { topic } = this;
    const acts = topic !== undefined && topic !== "background" && topic !== "causes";
    if (isInstruction(words.text) && (words.from === "comment" || acts)) {
      this.usedLines.push([words.line, words.lastLine]);
      this.#addManual(words.text, words.line);
    } else if (words.from === "comment") this.#remark(words);
  }

  /** A comment that stands alone; inside an option it belongs to it. */
  #remark(words: Words): void {
    const { text, line, lastLine } = words;
    this.usedLines.push([line, lastLine]);
    const option = this.#block?.options.at(-1);
    if (option === undefined) this.hint(text, line);
    else option.steps.push({ text, placeholders: [], source: { file: this.#file, line } });
  }

  #wait(text: string, line: number, lastLine: number, from: Words["from"] = "title"): void {
    this.#intro = { text, line, lastLine, from, used: false };
  }

  #add(step: DraftStep): DraftStep {
    const { line } = step.source;
    if (this.#block === undefined || this.#block.kind === "hint")
      this.#open("sequence", { title: undefined, line, depth: LABEL_DEPTH, topic: this.topic });
    const block = this.#block;
    const intro = this.#intro;
    if (intro !== undefined) {
      if (!intro.used) this.usedLines.push([intro.line, intro.lastLine]);
      intro.used = true;
    }
    const words = step.effect === "manual" ? step.text : (intro?.text ?? "");
    const depends = block?.options.length === 0 && /^if\b/iu.test(words);
    if (isOptional(words) || depends) step.optional = true;
    (block?.options.at(-1) ?? block)?.steps.push(step);
    this.#remember(step, intro);
    return step;
  }

  #remember(step: DraftStep, intro: StepFacts["intro"]): void {
    const block = this.#block;
    if (block === undefined) return;
    const isMarked = block.options.length > 0 || step.optional === true || block.isMitigation;
    this.facts.set(step, { intro, isMarked, isDiagnosis: block.isDiagnosis, block });
  }

  #isInsideOption(depth: number): boolean {
    const block = this.#block;
    return block !== undefined && block.options.length > 0 && block.depth < depth;
  }

  /** Ends a choice, a hint or a titled part that was opened at this depth or deeper. */
  endParts(depth: number): void {
    const block = this.#block;
    if (block !== undefined && block.depth >= depth) this.#block = undefined;
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
    if (label === undefined || (this.#block?.options.length ?? 0) > 0) return;
    const { text: title, line } = label;
    const depth = label.from === "comment" ? FENCE_DEPTH : LIST_DEPTH;
    this.#open("sequence", { title, line, depth, topic: topicOf(title) ?? this.topic });
  }

  #open(
    kind: DraftBlock["kind"],
    made: { title: string | undefined; line: number; depth: number; topic: Topic | undefined },
  ): void {
    const { topic, title, line, depth } = made;
    this.#block = {
      kind,
      title: title === "" ? undefined : title,
      line,
      depth,
      isMitigation: topic === "mitigation",
      isDiagnosis: topic === "diagnosis",
      steps: [],
      options: [],
    };
    this.#blocks.push(this.#block);
  }

  /** The blocks that hold something, in the text's order. */
  finish(): readonly RunbookBlock[] {
    this.flush();
    for (const { title, line, steps, options } of this.#blocks)
      if (title !== undefined && steps.length + options.length > 0)
        this.usedLines.push([line, line]);
    return this.#blocks.flatMap((block) => finishedBlock(this.#file, block));
  }
}

/** Two comment lines as one text: a new sentence unless the second goes on in small letters. */
function joined(first: string, second: string): string {
  const goesOn = /^[\p{Ll}(]/u.test(second) || /[.!?:;,]$/u.test(first);
  return goesOn ? `${first} ${second}` : `${first}. ${second}`;
}
