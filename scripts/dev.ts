/**
 * `npm run dev`: the server with the example playbook, started again when a file changes, and an inbox that
 * stands for the vendors, so that pages can be watched as they arrive. Nothing leaves this machine.
 */

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Inbox } from "./inbox/inbox.ts";
import { introduce } from "./inbox/introduce.ts";
import { VENDORS } from "./inbox/vendors.ts";

const INBOX_PORT = 8421;
const TOCSIN = fileURLToPath(new URL("../bin/tocsin.js", import.meta.url));
/** A start that compiles a long playbook takes a while. */
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 500;

/** Of its own: whoever is reached over the inbox is reached by nobody once it has ended. */
const folder = process.env["TOCSIN_DATA_DIR"] ?? "tocsin-data/development";
const HINT = `TOCSIN_DATA_DIR=${folder} npm run -s tocsin -- incident declare "Trying it out" --severity P0`;

const inbox = new Inbox(HINT);
const page = await inbox.serve(INBOX_PORT).catch(refuse);
const vendors = await Promise.all(VENDORS.map(({ port, start }) => start(inbox, port))).catch(
  refuse,
);

const env = {
  TOCSIN_DATA_DIR: folder,
  TOCSIN_ALLOW_PRIVATE_ADDRESSES: "127.0.0.0/8, ::1/128",
  ...Object.assign({}, ...vendors.map((vendor) => vendor.env)),
  // Whoever sets something means it.
  ...process.env,
};
const server = spawn(process.execPath, ["--watch", "--watch-preserve-output", TOCSIN, "serve"], {
  env,
  stdio: "inherit",
});
server.once("exit", async (code) => {
  page.close();
  await Promise.all(vendors.map((vendor) => vendor.close()));
  process.exit(code ?? 0);
});
// The terminal tells the server as well: what is under way there is finished first.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));

await introduceOnceReady();

function refuse(error: Error): never {
  console.error(`The inbox cannot start: ${error.message}. Is another \`npm run dev\` running?`);
  process.exit(1);
}

async function introduceOnceReady(): Promise<void> {
  const signIn = join(folder, "cli-token");
  const givenUpAt = performance.now() + READY_WITHIN_MS;
  let reason: unknown = `there is no ${signIn}`;
  while (performance.now() < givenUpAt) {
    await pause(LOOK_EVERY_MS);
    if (!existsSync(signIn)) continue;
    try {
      await introduce(JSON.parse(readFileSync(signIn, "utf8")), vendors);
      console.log(`\nThe inbox, where pages arrive: ${page.url}\nTo see one: ${HINT}\n`);
      return;
    } catch (error) {
      reason = error;
    }
  }
  console.error(`Nobody was given an address of the inbox (${page.url}): ${reason}`);
}
