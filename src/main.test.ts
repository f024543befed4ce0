import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("a reader that goes away is no error", async () => {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const command = spawn(process.execPath, [main, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
  command.stdout.destroy();
  const said = text(command.stderr);
  const [code] = await once(command, "exit");
  expect(await said).toBe("");
  expect(code).toBe(0);
}, 30_000);
