// `npm run build`, and what `npm ci` runs as `prepare`: bundles the program into dist/. Never fails an
// installation: without a bundle Tocsin runs from its sources, only slower to start.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findNode } from "./with-node.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const bundler = fileURLToPath(new URL("../node_modules/rolldown/bin/cli.mjs", import.meta.url));
const node = findNode();

if (node !== undefined && existsSync(bundler)) {
  const built = spawnSync(node, [bundler, "-c", "rolldown.config.ts", "--log-level", "silent"], {
    cwd: root,
    encoding: "utf8",
  });
  if (built.status !== 0) {
    console.error(`The bundle could not be built; Tocsin runs from its sources.\n${built.stderr}`);
    if (process.env["npm_lifecycle_event"] === "build") process.exitCode = 1;
  }
}
