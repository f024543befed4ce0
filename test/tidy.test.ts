/**
 * Rules about this repository: who may import whom, what pure code must not do, where SQL is, how files
 * are called, and that documents tell the truth. Each rule is shown to find what it is for before it is
 * let loose on the files. `npm run check` runs this; the rules are in test/tidy.
 */

import { describe, expect, test, vi } from "vitest";
import { ALL_COMMANDS } from "../src/cli/command-table.ts";
import { namesOf } from "../src/cli/parse-command-line.ts";
import {
  findDeadLinks,
  findUnknownNames,
  headingsOf,
  type KnownNames,
  proseOfMarkdown,
} from "./tidy/documented-names.ts";
import { findBadName } from "./tidy/file-names.ts";
import { describeFinding, type Finding } from "./tidy/finding.ts";
import { findForeignImports, findStaleExceptions, MAY_IMPORT } from "./tidy/import-rules.ts";
import { findTableDrift, findUnlisted } from "./tidy/one-table.ts";
import {
  findDevelopmentImports,
  findLockfileGaps,
  findUnexplainedPackages,
} from "./tidy/packages.ts";
import { findImpurity } from "./tidy/purity.ts";
import { listFiles, readText } from "./tidy/repository.ts";
import { SourceFile } from "./tidy/source-file.ts";
import { findForeignSql, findSqlClock } from "./tidy/sql.ts";
import { findActors, findRegistryHost, findTraces } from "./tidy/traces.ts";
import { findDefaultExport, findIdleTests, findUnfinished } from "./tidy/unfinished.ts";

// Every file is parsed; on a busy machine that takes a while.
vi.setConfig({ testTimeout: 60_000 });

const PATHS = listFiles();
/** Playbooks and bodies that senders sent: data, which names files of its own. */
const DATA = /^(?:examples\/playbook|test\/fixtures)\//u;
const TEXTS = PATHS.filter((path) => !DATA.test(path)).flatMap((path) => {
  const text = readText(path);
  return text === undefined ? [] : [{ path, text }];
});
const SOURCES = TEXTS.filter(({ path }) => /\.[tj]s$/u.test(path)).map(
  ({ path, text }) => new SourceFile(path, text),
);
/** In two parts, so that this file does not find itself. */
const DEFAULT_REGISTRY = ["https://registry", "npmjs.org/"].join(".");
const DOCUMENTS = TEXTS.filter(({ path }) => path.endsWith(".md"));
const MANIFEST = JSON.parse(textOf("package.json"));
const KNOWN: KnownNames = {
  files: new Set(PATHS),
  scripts: new Set(Object.keys(MANIFEST.scripts)),
  commands: new Set(
    ALL_COMMANDS.flatMap(namesOf).map((name) => name.slice(0, `${name} `.indexOf(" "))),
  ),
};

function textOf(path: string): string {
  const found = TEXTS.find((one) => one.path === path);
  if (found === undefined) throw new Error(`there is no ${path}`);
  return found.text;
}

/** Fails with a sentence for each finding. */
function nothing(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const sentences = findings.map((finding) => `  ${describeFinding(finding)}`);
  throw new Error(`${findings.length} to put right:\n${sentences.join("\n")}`);
}

type SourceRule = (file: SourceFile) => readonly Finding[];

/** The lines in which a rule finds something in a made-up file. */
function linesFound(rule: SourceRule, path: string, ...lines: readonly string[]): number[] {
  const findings = rule(new SourceFile(path, lines.join("\n")));
  return [...new Set(findings.map(({ line }) => line ?? 0))].sort((a, b) => a - b);
}

describe("imports", () => {
  test.each([
    ["src/domain/a.ts", 'import { b } from "../store/b.ts";'],
    ["src/playbook/shell/a.ts", 'export { b } from "../../platform/b.ts";'],
    ["src/cli/a.ts", 'import type { B } from "../http/b.ts";'],
    ["src/http/a.ts", 'const b = import("../cli/b.ts");'],
    ["src/engine/a.ts", 'type B = import("../http/b.ts").B;'],
    ["src/engine/a.ts", 'import { startApp } from "../app.ts";'],
    ["src/store/a.ts", 'import { b } from "../../test/support/b.ts";'],
    ["src/domain/a.ts", 'import { b } from "./b.test.ts";'],
    ["src/domain/a.ts", 'import { hash } from "node:crypto";'],
    ["src/operations/a.ts", 'import { readFileSync } from "node:fs";'],
    ["src/operations/a.ts", 'import { sql } from "kysely";'],
    ["src/engine/a.ts", 'import { request } from "undici";'],
    ["src/somewhere/a.ts", ""],
  ])("%s may not say %s", (path, line) => {
    expect(findForeignImports(new SourceFile(path, line))).toHaveLength(1);
  });

  test.each([
    ["src/playbook/a.ts", 'import { b } from "../domain/b.ts";'],
    ["src/playbook/shell/tools/a.ts", 'import { b } from "../../closest-name.ts";'],
    ["src/app.ts", 'import { b } from "./http/b.ts";'],
    ["src/playbook/a.test.ts", 'import { b } from "../platform/b.ts";'],
    ["src/domain/a.ts", '// import { b } from "../store/b.ts";'],
    ["src/store/a.ts", 'import { sql } from "kysely";'],
  ])("%s may say %s", (path, line) => {
    expect(findForeignImports(new SourceFile(path, line))).toEqual([]);
  });

  test("keep to the table of folders", () => {
    nothing([...SOURCES.flatMap(findForeignImports), ...findStaleExceptions(SOURCES)]);
  });

  test("an exception that nothing needs is found", () => {
    expect(findStaleExceptions([]).length).toBeGreaterThan(0);
  });

  test("the table in docs/ARCHITECTURE.md is the table of the rules", () => {
    const table = "| Folder | What | May import |\n| --- | --- | --- |\n| `src/a/` | x | b, c |\n";
    expect(findTableDrift("x.md", table, { a: ["c", "b"] })).toEqual([]);
    expect(findTableDrift("x.md", table, { a: ["b"] })).toHaveLength(1);
    expect(findTableDrift("x.md", table, { a: ["b", "c"], d: [] })).toHaveLength(1);
    const path = "docs/ARCHITECTURE.md";
    // Folders that are still to come have a rule, and no row yet.
    const present = Object.entries(MAY_IMPORT).filter(([folder]) =>
      PATHS.some((file) => file.startsWith(`src/${folder}/`)),
    );
    nothing(findTableDrift(path, textOf(path), Object.fromEntries(present)));
  });
});

describe("pure code", () => {
  test("does not look at the clock, throw dice, wait, or touch the machine", () => {
    const impure = [
      "Date.now();",
      'Date["now"]();',
      "new Date();",
      "Date();",
      "Temporal.Now.instant();",
      "Math.random();",
      "performance.now();",
      "setTimeout(() => {}, 1);",
      "queueMicrotask(() => {});",
      'process.env["HOME"];',
      "async () => {};",
      "async function f() {}",
      "const promise: Promise<void> = f;",
      'import("./x.ts");',
    ];
    const all = impure.map((_, index) => index + 1);
    expect(linesFound(findImpurity, "src/domain/a.ts", ...impure)).toEqual(all);
    expect(linesFound(findImpurity, "src/playbook/shell/a.ts", ...impure)).toEqual(all);
    // Elsewhere waiting is fine, but the time is passed in.
    expect(linesFound(findImpurity, "src/engine/a.ts", ...impure)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(linesFound(findImpurity, "src/platform/a.ts", ...impure)).toEqual([]);
  });

  test("may use the same words for other things", () => {
    const pure = [
      "new Date(now);",
      "Temporal.Instant.fromEpochMilliseconds(now);",
      "clock.now();",
      "const x = { process: 1, fetch: 2 };",
      "x.process;",
      "// Date.now()",
      '"Math.random()";',
    ];
    expect(linesFound(findImpurity, "src/domain/a.ts", ...pure)).toEqual([]);
  });

  test("is pure", () => nothing(SOURCES.flatMap(findImpurity)));
});

describe("SQL", () => {
  test("outside src/store is found", () => {
    const lines = [
      '"select id from incident";',
      "`insert into alert values ($" + "{1})`;",
      'tx.selectFrom("incident");',
      '"select one from the list";',
      '"update the playbook";',
    ];
    expect(linesFound(findForeignSql, "src/operations/a.ts", ...lines)).toEqual([1, 2, 3, 4]);
    expect(linesFound(findForeignSql, "src/store/a.ts", ...lines)).toEqual([]);
  });

  test("that asks for the time is found", () => {
    const lines = [
      '"select now()";',
      '"where at < current_timestamp";',
      "`set at = unixepoch()`;",
      "\"select datetime('now')\";",
      "clock.now();",
      '"where now < $1";',
    ];
    expect(linesFound(findSqlClock, "src/store/a.ts", ...lines)).toEqual([1, 2, 3, 4]);
  });

  test("is in src/store, and is told the time", () => {
    nothing([...SOURCES.flatMap(findForeignSql), ...SOURCES.flatMap(findSqlClock)]);
  });
});

describe("files", () => {
  test.each([
    "src/domain/Incident.ts",
    "src/domain/incident_row.ts",
    "src/domain/types.ts",
    "test/support/helpers.test.ts",
    "src/common/clock.ts",
    "src/domain/index.ts",
    "src/web/incident-view.tsx",
  ])("may not be called %s", (path) => {
    expect(findBadName(path)).toHaveLength(1);
  });

  test.each([
    "src/store/migrations/0001-incidents.ts",
    "src/domain/decide.test.ts",
    "vitest.config.ts",
    "src/web/IncidentView.tsx",
    "docs/ARCHITECTURE.md",
  ])("may be called %s", (path) => {
    expect(findBadName(path)).toEqual([]);
  });

  test("are called after what they hold", () => nothing(PATHS.flatMap(findBadName)));

  test("export by name", () => {
    const lines = ["export default 1;"];
    expect(linesFound(findDefaultExport, "src/a.ts", ...lines)).toEqual([1]);
    expect(linesFound(findDefaultExport, "vitest.config.ts", ...lines)).toEqual([]);
    nothing(SOURCES.flatMap(findDefaultExport));
  });
});

describe("work", () => {
  test("that is left for later is found", () => {
    const later = ["FIX", "ME"].join("");
    const lines = [`// ${later}: later`, 'throw new Error("not implemented");', '"+1-XXX-XXX";'];
    expect(linesFound(findUnfinished, "src/a.ts", ...lines)).toEqual([1, 2]);
  });

  test("is finished", () => nothing(SOURCES.flatMap(findUnfinished)));

  test("that no test does is found", () => {
    const lines = [
      'test.only("a", f);',
      'describe.concurrent.skip("a", f);',
      'it.todo("a");',
      'describe.skipIf(absent)("a", f);',
      'test.runIf(present)("a", f);',
      "page.skip(3);",
    ];
    expect(linesFound(findIdleTests, "test/a.test.ts", ...lines)).toEqual([1, 2, 3]);
  });

  test("is done by every test", () => nothing(SOURCES.flatMap(findIdleTests)));
});

describe("packages", () => {
  const locked = { version: "1.0.0", integrity: "sha512-x" };
  const { dependencies, devDependencies, optionalDependencies } = MANIFEST;
  const manifest = { dependencies, devDependencies, optionalDependencies };
  const reasons = "docs/decisions/dependencies.md";

  test("the lockfile serves every platform, by hash, from any registry", () => {
    const whole = {
      "": {},
      "node_modules/a": { ...locked, optionalDependencies: { "a-mac": "1", "a-linux": "1" } },
      "node_modules/a-mac": locked,
      "node_modules/a/node_modules/a-linux": locked,
    };
    expect(findLockfileGaps({ packages: whole })).toEqual([]);
    const { "node_modules/a-mac": _, ...without } = whole;
    expect(findLockfileGaps({ packages: without })).toHaveLength(1);
    const unchecked = { "node_modules/b": { version: "1.0.0", resolved: "https://r.example/b" } };
    expect(findLockfileGaps({ packages: unchecked })).toHaveLength(2);
    const scripted = { "node_modules/b": { ...locked, hasInstallScript: true } };
    expect(findLockfileGaps({ packages: scripted })).toHaveLength(1);
    nothing(findLockfileGaps(JSON.parse(readText("package-lock.json") ?? "")));
  });

  test("each is there for a reason that is written down", () => {
    const table = "| `a`, `b` | reason |\n| `@types/*` | reason |\n";
    const three = { dependencies: { a: "1", b: "1" }, devDependencies: { "@types/c": "1" } };
    expect(findUnexplainedPackages(three, table)).toEqual([]);
    expect(findUnexplainedPackages({ dependencies: { a: "1", d: "1" } }, table)).toHaveLength(2);
    nothing(findUnexplainedPackages(manifest, textOf(reasons)));
  });

  test("the program needs none that only developers have", () => {
    const imports = (files: readonly SourceFile[]) =>
      files.flatMap(({ path, imports }) => imports.map((one) => ({ ...one, path })));
    const made = new SourceFile(
      "src/a.ts",
      ['import "vitest";', 'import type { R } from "mdast";', 'import "hono/route";'].join("\n"),
    );
    const few = { dependencies: { hono: "1" }, devDependencies: { vitest: "1" } };
    expect(findDevelopmentImports(few, imports([made])).map(({ line }) => line)).toEqual([1]);
    const program = SOURCES.filter(({ path, isTest }) => path.startsWith("src/") && !isTest);
    nothing(findDevelopmentImports(manifest, imports(program)));
  });
});

describe("documents", () => {
  const known: KnownNames = {
    files: new Set(["src/domain/decide.ts", "docs/a.md", "docs/b/c.md"]),
    scripts: new Set(["check"]),
    commands: new Set(["incident"]),
  };
  const unknown = (text: string): number =>
    findUnknownNames("docs/a.md", [{ text, line: 1 }], known).length;

  test.each([
    "src/domain/gone.ts",
    "see docs/gone.md.",
    "gone-thing.ts decides",
    "src/domain/{decide,gone}-x.ts",
    "src/gone/*.ts",
    "npm run gone",
    "npm test",
    "npm run -s tocsin -- gone",
    "`tocsin gone`",
  ])("a name that stands for nothing is found: %s", (text) => {
    expect(unknown(text)).toBeGreaterThan(0);
  });

  test.each([
    "src/domain/decide.ts, src/domain/ and docs/b",
    "src/*/decide.ts",
    "src/**/decide.ts",
    "src/<folder>/decide.ts",
    "src/{domain,gone}/decide.ts",
    "decide.ts decides",
    "npm run -s check, npm run check",
    "npm ci",
    "`tocsin incident list`",
    "owner/name: src/gone.ts",
    "https://example.org/docs/gone.md",
  ])("a name that stands for something passes: %s", (text) => {
    expect(unknown(text)).toBe(0);
  });

  test("name only files, scripts and commands that exist", () => {
    const others = SOURCES.filter(({ path }) => !/^test\/tidy[/.]/u.test(path));
    nothing([
      ...DOCUMENTS.flatMap(({ path, text }) =>
        findUnknownNames(path, proseOfMarkdown(text), KNOWN),
      ),
      ...others.flatMap(({ path, comments }) => findUnknownNames(path, comments, KNOWN)),
      ...others
        .filter(({ isTest }) => !isTest)
        .flatMap(({ path, literals }) => findUnknownNames(path, literals, KNOWN)),
    ]);
  });

  test("link to pages and headings that exist", () => {
    const text = "# One `two`, three\n[a](b/c.md) [b](#one-two-three) [c](https://example.org)\n";
    const headings = (): ReadonlySet<string> => headingsOf(text);
    expect(findDeadLinks("docs/a.md", text, { ...known, headings })).toEqual([]);
    const dead = "[a](c.md)\n\n[b](#two)\n";
    expect(findDeadLinks("docs/a.md", dead, { ...known, headings })).toHaveLength(2);
    const real = (path: string): ReadonlySet<string> => headingsOf(readText(path) ?? "");
    nothing(
      DOCUMENTS.flatMap(({ path, text }) =>
        findDeadLinks(path, text, { ...KNOWN, headings: real }),
      ),
    );
  });

  test("every decision is in the index", () => {
    const index = "docs/decisions/README.md";
    expect(findUnlisted(index, "[a](a.md)", ["docs/decisions/a.md"])).toEqual([]);
    expect(findUnlisted(index, "[a](a.md)", ["docs/decisions/b.md"])).toHaveLength(1);
    nothing(findUnlisted(index, textOf(index), PATHS));
  });
});

describe("nothing but Tocsin", () => {
  const joined = (...parts: readonly string[]): string => parts.join("");

  test.each([
    joined("/wo", "rk/x"),
    joined("file:///ho", "me/x").replace("file://", " "),
    joined(" /t", "mp/x"),
    joined("hel", "per-3 did it"),
    joined("see is", "sue 12"),
  ])("a trace of the workplace is found: %s", (text) => {
    expect(findTraces("src/a.ts", text)).toHaveLength(1);
  });

  test("tests may name folders that every machine has", () => {
    expect(findTraces("test/a.test.ts", joined(" /t", "mp/x"))).toEqual([]);
    expect(findTraces("test/a.test.ts", joined(" /ro", "ot/x"))).toHaveLength(1);
  });

  test("a word that means somebody else is found in prose", () => {
    const prose = (text: string) => [{ text, line: 1 }];
    expect(findActors("a.md", prose(joined("the ag", "ents said")))).toHaveLength(1);
    expect(findActors("a.md", prose(joined("the user-ag", "ent header")))).toEqual([]);
  });

  test("is spoken of", () => {
    nothing([
      ...TEXTS.flatMap(({ path, text }) => findTraces(path, text)),
      ...SOURCES.flatMap(({ path, comments }) => findActors(path, comments)),
      ...DOCUMENTS.flatMap(({ path, text }) => findActors(path, proseOfMarkdown(text))),
    ]);
  });

  test("no file names the registry that this machine uses", () => {
    expect(findRegistryHost("a", "x\nhttps://r.example/", "r.example")).toHaveLength(1);
    // npm tells its scripts which one; without, it is the one everybody uses.
    const { host } = new URL(process.env["npm_config_registry"] ?? DEFAULT_REGISTRY);
    nothing(TEXTS.flatMap(({ path, text }) => findRegistryHost(path, text, host)));
  });
});
