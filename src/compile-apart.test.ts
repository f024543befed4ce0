import { expect, onTestFinished, test } from "vitest";
import { compileApart } from "./compile-apart.ts";

const REQUEST = {
  files: [{ path: "playbook.md", bytes: new TextEncoder().encode("# Playbook\n".repeat(1000)) }],
  hash: "a".repeat(64),
  presentFiles: new Set(["playbook.md"]),
};

// Out of memory or of processes: it fails to start, and then there is nobody to send to, either.
test("a compiler that cannot be started refuses the playbook, and costs nothing else", async () => {
  const node = process.execPath;
  onTestFinished(() => {
    process.execPath = node;
  });
  process.execPath = "/nonexistent/node";
  await expect(compileApart(REQUEST)).rejects.toThrow("ENOENT");
  // What comes later would end the process: the test runner counts it as an error.
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
});
