/**
 * `npm run fuzz -- [--minutes N] [--seed N] [--corpus FOLDER]`: compiles texts that nobody would write and
 * looks for those that make the compiler throw, hang, take too much memory, or say what cannot be. Such a
 * text is written to a file, with the seed that makes it again.
 */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createChance } from "../support/chance.ts";
import { makeText } from "./make-text.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    only: { type: "boolean", default: false },
    corpus: { type: "string", default: fileURLToPath(new URL("../../../shared", import.meta.url)) },
  },
});

const EXAMPLE = fileURLToPath(new URL("../../examples/playbook", import.meta.url));
const COMPILER = fileURLToPath(new URL("compiler.ts", import.meta.url));
const MEGABYTES_MAX = 1500;
/** A hang, even on a slow machine with other work: most texts take a hundredth of a second. */
const PATIENCE_MS = 30_000;
const MINUTE_MS = 60_000;

function markdownIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort();
  } catch {
    return [];
  }
}

async function startCompiler(): Promise<ChildProcess> {
  const compiler = fork(COMPILER, { execArgv: [`--max-old-space-size=${MEGABYTES_MAX}`] });
  await once(compiler, "message");
  return compiler;
}

/** What is wrong with how a text compiles. A compiler that hangs or dies is of no more use. */
async function judge(compiler: ChildProcess, text: string): Promise<readonly string[] | string> {
  const { promise, resolve } = Promise.withResolvers<readonly string[] | string>();
  const onMessage = (breaches: unknown): void => resolve(breaches as readonly string[]);
  const onExit = (): void => resolve(`the compiler died (more than ${MEGABYTES_MAX} MB?)`);
  compiler.once("message", onMessage).once("exit", onExit);
  const patience = setTimeout(() => resolve(`takes over ${PATIENCE_MS / 1000} s`), PATIENCE_MS);
  compiler.send(text);
  try {
    return await promise;
  } finally {
    clearTimeout(patience);
    compiler.off("message", onMessage).off("exit", onExit);
  }
}

const texts = [EXAMPLE, values.corpus]
  .flatMap(markdownIn)
  .map((path) => readFileSync(path, "utf8"));
const ends = Date.now() + Number(values.minutes) * MINUTE_MS;
let compiler = await startCompiler();
let compiled = 0;
let failed = 0;
let folder: string | undefined;
for (let seed = Number(values.seed); Date.now() < ends; seed += 1) {
  const text = makeText(createChance(seed), texts);
  const breaches = await judge(compiler, text);
  compiled += 1;
  if (breaches.length > 0) {
    failed += 1;
    folder ??= mkdtempSync(join(tmpdir(), "tocsin-fuzz-"));
    const path = join(folder, `seed-${seed}.md`);
    writeFileSync(path, text);
    console.error(`seed ${seed}: ${[breaches].flat().slice(0, 3).join("\n")}\n  ${path}`);
  }
  if (typeof breaches === "string") {
    compiler.kill("SIGKILL");
    compiler = await startCompiler();
  }
  if (values.only) break;
}
compiler.kill();
console.log(`fuzz: ${compiled} texts made of ${texts.length} real ones, ${failed} of them failed`);
process.exitCode = failed > 0 ? 1 : 0;
