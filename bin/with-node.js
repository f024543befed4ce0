// Runs a script on the Node that this project needs, whatever Node is first on the path.
// Plain JavaScript on purpose: an old Node must be able to read this file.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const NODE_MAJOR_NEEDED = 26;

/** The path of a Node that is new enough, or undefined when there is none. */
export function findNode() {
  if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR_NEEDED) return process.execPath;
  // Installed by npm as an optional dependency of this package (docs/decisions/node-from-npm.md).
  const installed = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));
  return existsSync(installed) ? installed : undefined;
}

/** Replaces this process, as nearly as Node allows, by `node ...args`; signals and exit codes pass through. */
export function runNode(args) {
  const node = findNode();
  if (node === undefined) {
    console.error(
      `Tocsin needs Node ${NODE_MAJOR_NEEDED} or newer; this is ${process.versions.node}.\n` +
        "Run `npm ci` in the project's folder: it installs the right one beside the other packages.",
    );
    process.exit(70);
  }
  const child = spawn(node, args, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) runNode(process.argv.slice(2));
