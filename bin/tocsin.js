#!/usr/bin/env node
// The `tocsin` command. Plain JavaScript, so that an old Node can say what it lacks.
import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findNode, runNode } from "./with-node.js";

const bundle = new URL("../dist/main.js", import.meta.url);
const sources = new URL("../src/", import.meta.url);

// The bundle starts in half the time and is what a package ships. In a checkout it counts only while no
// source is newer than it: nobody should run yesterday's program after an edit or a pull.
const entry = isBundleCurrent() ? bundle : new URL("main.ts", sources);

if (findNode() === process.execPath) {
  await import(entry.href);
} else {
  runNode([fileURLToPath(entry), ...process.argv.slice(2)]);
}

function isBundleCurrent() {
  const builtAt = modifiedAt(bundle);
  return builtAt !== undefined && !hasNewer(fileURLToPath(sources), builtAt);
}

function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

function hasNewer(folder, builtAt) {
  if (modifiedAt(folder) === undefined) return false;
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return hasNewer(path, builtAt);
    return !entry.name.endsWith(".test.ts") && modifiedAt(path) > builtAt;
  });
}
