/** What code that decides must not do: look at the clock, throw dice, wait, or touch the machine. */

import type { Finding } from "./finding.ts";
import type { Place, SourceFile, SyntaxNode } from "./source-file.ts";

/** No clock, no chance, no waiting, nothing of the machine's. */
const PURE = /^src\/(?:domain|playbook|status)\//u;
/** These may be asynchronous or hash, but time and chance are passed in here as well. */
const WITHOUT_CLOCK =
  /^src\/(?:domain|playbook|status|contract|integrations|operations|engine|http)\//u;

const CLOCK_ADVICE = 'take the time as a parameter ("now", in epoch milliseconds)';
const CHANCE_ADVICE = "take ids and random values as parameters";
const WAITING_ADVICE = "let the caller wait; pure code returns when to look next";
const MACHINE_ADVICE = "what touches the machine is in src/platform, and is passed in";

/** Properties of globals: `Date.now`. */
const MEMBERS: Readonly<Record<string, string>> = {
  "Date.now": CLOCK_ADVICE,
  "Temporal.Now": CLOCK_ADVICE,
  "performance.now": CLOCK_ADVICE,
  "Math.random": CHANCE_ADVICE,
  "crypto.randomUUID": CHANCE_ADVICE,
  "crypto.getRandomValues": CHANCE_ADVICE,
};

/** Globals that pure code does not even name. */
const GLOBALS: Readonly<Record<string, string>> = {
  process: MACHINE_ADVICE,
  globalThis: MACHINE_ADVICE,
  console: MACHINE_ADVICE,
  fetch: MACHINE_ADVICE,
  setTimeout: WAITING_ADVICE,
  setInterval: WAITING_ADVICE,
  setImmediate: WAITING_ADVICE,
  queueMicrotask: WAITING_ADVICE,
  Promise: WAITING_ADVICE,
};

/** Where a file is less pure than its folder asks for. */
export function findImpurity(file: SourceFile): Finding[] {
  if (file.isTest || !WITHOUT_CLOCK.test(file.path)) return [];
  const pure = PURE.test(file.path);
  const found = file.places.flatMap((place) => {
    const what = readsClockOrChance(place.node) ?? (pure ? waitsOrTouches(place) : undefined);
    return what === undefined ? [] : [{ ...what, line: file.lineAt(place.node.start) }];
  });
  return found.map(({ what, advice, line }) => ({
    path: file.path,
    line,
    message: `${what} has no place in ${folderName(file.path)}: ${advice}.`,
  }));
}

interface Impurity {
  readonly what: string;
  readonly advice: string;
}

function readsClockOrChance(node: SyntaxNode): Impurity | undefined {
  if (node.type === "MemberExpression") {
    const name = `${nameOf(node["object"])}.${nameOf(node["property"])}`;
    const advice = MEMBERS[name];
    return advice === undefined ? undefined : { what: name, advice };
  }
  const called = nameOf(node["callee"]);
  if (called !== "Date") return undefined;
  if (node.type === "CallExpression") return { what: "Date()", advice: CLOCK_ADVICE };
  const withoutArgument = (node["arguments"] as readonly unknown[]).length === 0;
  return withoutArgument ? { what: "new Date()", advice: CLOCK_ADVICE } : undefined;
}

function waitsOrTouches({ node, parent, key }: Place): Impurity | undefined {
  if (node["async"] === true) return { what: "an async function", advice: WAITING_ADVICE };
  if (node.type === "AwaitExpression" || node["await"] === true) {
    return { what: "await", advice: WAITING_ADVICE };
  }
  if (node.type === "ImportExpression") return { what: "import()", advice: WAITING_ADVICE };
  if (node.type !== "Identifier" || isOnlyAName(parent, key)) return undefined;
  const name = nameOf(node);
  const advice = Object.hasOwn(GLOBALS, name) ? GLOBALS[name] : undefined;
  return advice === undefined ? undefined : { what: name, advice };
}

/** Names of properties and keys, which are not the global of that name. */
function isOnlyAName(parent: SyntaxNode | undefined, key: string): boolean {
  return (key === "property" || key === "key") && parent?.["computed"] !== true;
}

function nameOf(value: unknown): string {
  const node = value as SyntaxNode | null | undefined;
  const name = node?.["name"] ?? node?.["value"];
  return typeof name === "string" ? name : "";
}

function folderName(path: string): string {
  return path.split("/").slice(0, 2).join("/");
}
