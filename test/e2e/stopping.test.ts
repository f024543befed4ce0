/** SIGTERM: what is under way is finished, and nobody who hangs holds it up. */

import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { describe, expect, it } from "vitest";
import { startHttpReceiver } from "../support/http-receiver.ts";
import { type Lab, useLab } from "../support/lab.ts";
import { ANY_PLAYBOOK, writePlaybookFolder } from "../support/playbook-folder.ts";
import { startTocsinProcess, type TocsinProcess } from "../support/tocsin-process.ts";
import { waitUntil } from "../support/wait-until.ts";

const DRAINED_WITHIN_MS = 10_000;

describe("SIGTERM", () => {
  const lab = useLab();

  it("finishes a request that is half received, takes no new one, and ends with 0", async () => {
    const { tocsin, key } = await start(lab, "polite");
    const slow = halfSent(tocsin, key);
    await slow.isConnected;
    tocsin.program.kill("SIGTERM");
    await waitUntil("no new connection is taken", async () => {
      const refused = await fetch(`${tocsin.url}/healthz`).catch(() => undefined);
      return refused === undefined;
    });
    expect(tocsin.program.isRunning).toBe(true);
    expect(await slow.finish()).toBe(202);
    expect(await tocsin.program.exited).toEqual({ code: 0, signal: null });
    const again = await startTocsinProcess(lab, {
      name: "polite",
      playbook: `${lab.folder}/polite-playbook`,
    });
    expect((await again.incidents()).map(({ title }) => title)).toEqual(["Half sent"]);
    await again.program.stop();
  });

  it(`ends within ${DRAINED_WITHIN_MS / 1000} s beside a sender, a receiver and a mail server that hang`, async () => {
    const silent = await startHttpReceiver(lab, false);
    const mailServer = await startSilentMailServer(lab);
    const { tocsin, key } = await start(lab, "hanging", {
      webhook: `${silent.url}/primary`,
      smtpUrl: mailServer.url,
    });
    await halfSent(tocsin, key).isConnected;
    await tocsin.succeed(["incident", "declare", "Somebody is paged"]);
    await silent.post("the page that is never answered", () => true);
    await waitUntil("a message waits for the mail server's answer", mailServer.hasMessage);
    const askedAt = performance.now();
    tocsin.program.kill("SIGTERM");
    expect(await tocsin.program.exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - askedAt).toBeLessThan(DRAINED_WITHIN_MS);
  });
});

/** @param outside where the primary is paged, on the console when left out; and what sends the secondary's mail */
async function start(
  lab: Lab,
  name: string,
  outside?: { readonly webhook: string; readonly smtpUrl: string },
): Promise<{ readonly tocsin: TocsinProcess; readonly key: string }> {
  const [alice, bob, carol] = ANY_PLAYBOOK.people;
  const playbook = writePlaybookFolder(`${lab.folder}/${name}-playbook`, {
    text: ANY_PLAYBOOK,
    onCall: { primary: alice, secondary: bob, escalation: carol },
    contacts:
      outside === undefined
        ? { [alice]: [{ kind: "console" }] }
        : {
            [alice]: [{ kind: "webhook", address: outside.webhook }],
            [bob]: [{ kind: "email", address: "bob@example.test" }],
          },
    after: ["0s", "10m", "20m"],
  });
  const tocsin = await startTocsinProcess(lab, {
    name,
    playbook,
    ...(outside === undefined ? {} : { smtpUrl: outside.smtpUrl }),
  });
  const { key } = await tocsin.createIntegration("plain");
  return { tocsin, key };
}

/** Takes a message and never says so. (Postfix has no way to be so rude.) */
async function startSilentMailServer(
  lab: Lab,
): Promise<{ readonly url: string; readonly hasMessage: () => boolean }> {
  let messages = 0;
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream) {
      stream.resume();
      stream.once("end", () => {
        messages += 1;
      });
    },
  });
  // It is cut off in the end, which is what this is about.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  lab.onClose(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, hasMessage: () => messages > 0 };
}

interface HalfSent {
  readonly isConnected: Promise<void>;
  /** Sends the rest, and returns the status of the answer. */
  finish(): Promise<number>;
}

/** A sender that stops in the middle of its body. */
function halfSent(tocsin: TocsinProcess, key: string): HalfSent {
  const body = JSON.stringify({ title: "Half sent", severity: "critical" });
  const sending = request(`${tocsin.url}/ingest/plain`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      // The server says when it has read the head, so that the test knows that it has.
      expect: "100-continue",
    },
  });
  const answered = new Promise<number>((resolve, reject) => {
    sending.once("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sending.once("error", reject);
  });
  // Cut off at the end of the drain, when nobody waits for an answer any more.
  answered.catch(() => undefined);
  sending.flushHeaders();
  return {
    isConnected: new Promise((resolve) => {
      sending.once("continue", () => {
        sending.write(body.slice(0, 10));
        resolve();
      });
    }),
    async finish() {
      sending.end(body.slice(10));
      return answered;
    },
  };
}
