#!/usr/bin/env node
// The `tocsin` command. Plain JavaScript, so that an old Node can say what it lacks.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findNode, runNode } from "./with-node.js";

// The bundle starts twice as fast and is what a package ships; a checkout without one runs the sources.
const bundle = new URL("../dist/main.js", import.meta.url);
const source = new URL("../src/main.ts", import.meta.url);
const entry = existsSync(bundle) ? bundle : source;

if (findNode() === process.execPath) {
  await import(entry.href);
} else {
  runNode([fileURLToPath(entry), ...process.argv.slice(2)]);
}
