/** Suites that need programs of this machine, and say so where they are missing. */

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { describe } from "vitest";
import { postgresPrograms } from "./postgres-server.ts";
import { areSendersInstalled } from "./published-sender.ts";

const NEEDS = {
  prometheus: { isHere: () => isOnPath("prometheus"), get: "apt-get install prometheus" },
  alertmanager: {
    isHere: () => isOnPath("prometheus-alertmanager"),
    get: "apt-get install prometheus-alertmanager",
  },
  amtool: {
    isHere: () => isOnPath("amtool"),
    get: "apt-get install prometheus-alertmanager",
  },
  postfix: { isHere: () => isOnPath("postfix"), get: "apt-get install postfix" },
  chromium: { isHere: () => isOnPath("chromium"), get: "apt-get install chromium" },
  postgresql: { isHere: () => postgresPrograms() !== undefined, get: "apt-get install postgresql" },
  nagios: { isHere: () => isOnPath("nagios4"), get: "apt-get install nagios4-core" },
  senders: { isHere: () => areSendersInstalled, get: "npm ci --prefix test/e2e/senders" },
  // Postfix gives each of its parts another user, and only root may do that.
  root: { isHere: () => process.getuid?.() === 0, get: "run as root" },
} as const;

export type Need = keyof typeof NEEDS;

/** A suite that is skipped, with the reason in its name, where something it needs is missing; in CI that is a failure. */
export function describeWith(needs: readonly Need[], name: string, body: () => void): void {
  const missing = needs.filter((need) => !NEEDS[need].isHere());
  const advice = missing.map((need) => `${need} (${NEEDS[need].get})`).join(", ");
  const isMissing = missing.length > 0;
  if (isMissing && process.env["CI"] !== undefined) {
    throw new Error(`"${name}" cannot run without ${advice}`);
  }
  const skipped = isMissing ? ` (SKIPPED: this machine lacks ${advice})` : "";
  describe.skipIf(isMissing)(`${name}${skipped}`, body);
}

function isOnPath(command: string): boolean {
  // Debian keeps some programs where only root looks.
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
