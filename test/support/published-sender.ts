/** Clients of PagerDuty and Opsgenie as others publish them, through TLS, because they speak nothing else. */

import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Lab } from "./lab.ts";
import { makeTestCertificate } from "./test-certificate.ts";
import { openTlsProxy } from "./tls-proxy.ts";

const FOLDER = fileURLToPath(new URL("../e2e/senders", import.meta.url));

export const areSendersInstalled = existsSync(join(FOLDER, "node_modules"));

/** Calls a method of the client, and gives what it gives. */
export type PublishedSender = (call: string, ...args: readonly unknown[]) => Promise<SenderAnswer>;

export interface SenderAnswer {
  /** Of PagerDuty's client. */
  readonly status?: number;
  readonly answer?: Record<string, unknown>;
  readonly error?: Record<string, unknown>;
}

export async function startPublishedSender(
  lab: Lab,
  client: "pagerduty" | "opsgenie",
  to: { readonly port: number; readonly key: string },
): Promise<PublishedSender> {
  const certificate = makeTestCertificate(["localhost"]);
  const authority = join(lab.folder, `${client}-ca.pem`);
  writeFileSync(authority, certificate.cert);
  const port = await openTlsProxy(lab, certificate, to.port);
  const child = spawn(process.execPath, [join(FOLDER, "send.js"), client], {
    env: {
      PATH: process.env["PATH"],
      NODE_EXTRA_CA_CERTS: authority,
      SENDER_HOST: `localhost:${port}`,
      SENDER_KEY: to.key,
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  lab.onClose(() => child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (call, ...args) => {
    child.stdin.write(`${JSON.stringify({ call, with: args })}\n`);
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`the ${client} client has ended`);
    return JSON.parse(value) as SenderAnswer;
  };
}
