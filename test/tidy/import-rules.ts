/**
 * Who may import whom, and which packages are at home where. `docs/ARCHITECTURE.md` shows the same
 * table to people, and a test compares the two.
 */

import { posix } from "node:path";
import type { Finding } from "./finding.ts";
import type { Import, SourceFile } from "./source-file.ts";

/** For each folder of src the other folders it may import. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  playbook: ["domain"],
  status: ["domain"],
  contract: ["domain"],
  platform: [],
  store: ["domain", "platform"],
  operations: ["domain", "store", "platform", "playbook"],
  engine: ["domain", "store", "operations", "integrations", "platform", "playbook", "status"],
  integrations: ["domain"],
  runner: ["domain", "playbook", "contract", "platform"],
  drill: ["domain", "playbook", "store", "operations", "engine"],
  http: ["domain", "contract", "operations", "integrations", "platform", "status"],
  web: ["domain", "contract"],
  cli: ["domain", "contract", "playbook", "drill", "status"],
};

/** Modules of Node's that a folder may import; a folder that is not named may import any. */
const NODE_MODULES: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  playbook: [],
  status: [],
  contract: [],
  engine: ["node:timers/promises"],
  integrations: ["node:crypto"],
  operations: ["node:crypto", "node:timers/promises"],
};

/** Packages that one folder alone may import: everybody else asks that folder. */
const AT_HOME: readonly { readonly packages: RegExp; readonly folder: string }[] = [
  { packages: /^(?:kysely|pg|node:sqlite)(?:\/|$)/u, folder: "store" },
  { packages: /^(?:hono|@hono\/.+|node:https?)(?:\/|$)/u, folder: "http" },
  {
    packages: /^(?:undici|nodemailer|pino|prom-client|libpg-query|web-push)(?:\/|$)/u,
    folder: "platform",
  },
];

/** What the table does not allow and is done all the same, with the page that argues it. */
export const EXCEPTIONS: readonly {
  readonly file: string;
  readonly imports: readonly string[];
  readonly because: string;
}[] = [
  {
    file: "src/cli/load-playbook.ts",
    imports: [
      "src/platform/playbook-files.ts",
      "src/platform/secret-reference.ts",
      "src/platform/syntax-parsers.ts",
    ],
    because: "docs/decisions/imports-of-the-cli.md",
  },
];

/** What a file imports and should not. Tests may import anything. */
export function findForeignImports(file: SourceFile): Finding[] {
  if (!file.path.startsWith("src/") || file.isTest) return [];
  const folder = folderOf(file.path);
  if (folder !== undefined && MAY_IMPORT[folder] === undefined) {
    const message =
      "this folder has no rule. Put the file into one of the folders in docs/ARCHITECTURE.md, " +
      "or add the folder there and in test/tidy/import-rules.ts.";
    return [{ path: file.path, message }];
  }
  return file.imports.flatMap((one) => {
    const message = one.specifier.startsWith(".")
      ? refusedFile(file.path, folder, one)
      : refusedPackage(folder, one);
    return message === undefined ? [] : [{ path: file.path, line: one.line, message }];
  });
}

function refusedFile(path: string, folder: string | undefined, one: Import): string | undefined {
  const target = posix.join(posix.dirname(path), one.specifier);
  if (!target.startsWith("src/") || target.endsWith(".test.ts")) {
    return `${target} is not part of the program: only tests may import it.`;
  }
  if (folder === undefined || isException(path, target)) return undefined;
  const other = folderOf(target);
  if (other === folder) return undefined;
  if (other === undefined) {
    return `${target} wires the program together: nothing in a folder may import it. Take what you need as a parameter.`;
  }
  const allowed = MAY_IMPORT[folder] ?? [];
  if (allowed.includes(other)) return undefined;
  const may = allowed.length === 0 ? "nothing but itself" : allowed.join(", ");
  return (
    `src/${folder} may not import src/${other} (it may import ${may}). Move the code to where it ` +
    "belongs, or let the caller pass it in; docs/ARCHITECTURE.md has the table."
  );
}

function refusedPackage(folder: string | undefined, one: Import): string | undefined {
  const { specifier } = one;
  const home = AT_HOME.find(({ packages }) => packages.test(specifier))?.folder;
  if (folder !== undefined && home !== undefined && home !== folder) {
    return `"${specifier}" is used in src/${home} only; import what src/${home} makes of it.`;
  }
  const allowed = folder === undefined ? undefined : NODE_MODULES[folder];
  if (!specifier.startsWith("node:") || allowed === undefined || allowed.includes(specifier)) {
    return undefined;
  }
  return `src/${folder} may not import "${specifier}": what touches the machine is in src/platform, and is passed in.`;
}

function isException(path: string, target: string): boolean {
  return EXCEPTIONS.some(({ file, imports }) => file === path && imports.includes(target));
}

/** Exceptions that nothing needs any more. */
export function findStaleExceptions(files: readonly SourceFile[]): Finding[] {
  return EXCEPTIONS.flatMap(({ file, imports }) => {
    const source = files.find(({ path }) => path === file);
    const used = new Set(
      source?.imports.map(({ specifier }) => posix.join(posix.dirname(file), specifier)),
    );
    return imports
      .filter((target) => !used.has(target))
      .map((target) => ({
        path: "test/tidy/import-rules.ts",
        message: `${file} no longer imports ${target}: take it out of EXCEPTIONS.`,
      }));
  });
}

/** The folder of src a file is in; undefined for the files that wire the program, which stand in src itself. */
function folderOf(path: string): string | undefined {
  const [, folder, ...rest] = path.split("/");
  return rest.length === 0 ? undefined : folder;
}
