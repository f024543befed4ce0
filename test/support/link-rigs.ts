/** Channels that are answered by the link in the message, as rigs: ntfy, webhooks, web push, e-mail. */

import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { vapidKeysOf } from "../../src/app-web-push.ts";
import type { Transports } from "../../src/engine/send-message.ts";
import { isSignedWebhook } from "../../src/integrations/standard-webhooks.ts";
import { createMailer } from "../../src/platform/mailer.ts";
import { byLink, type ChannelRig, misbehaviour, type Trouble } from "./channel-rigs.ts";
import { FakePushService, type PushAnswer, type PushMessage } from "./fake-push-service.ts";
import { makeTestCertificate } from "./test-certificate.ts";
import { vendorLab } from "./vendor-lab.ts";
import { type VendorRequest, VendorServer } from "./vendor-server.ts";

const MAILBOX = "ann@example.test";
const MAIL_FROM = "tocsin@example.test";
const SECRET = `whsec_${Buffer.from("the secret of the webhook").toString("base64")}`;

const ntfyForm = z.strictObject({
  topic: z.literal("ann"),
  title: z.string(),
  message: z.string(),
  priority: z.int().min(1).max(5),
  tags: z.array(z.string()),
  click: z.url(),
  actions: z.array(z.strictObject({ action: z.literal("view"), label: z.string(), url: z.url() })),
});

/** https://docs.ntfy.sh/publish/#publish-as-json */
export function ntfyRig(): Promise<ChannelRig> {
  return postedRig("ntfy", "/ann", ({ body }) => {
    const { title, message, actions } = ntfyForm.parse(body);
    return [title, message, ...actions.map(({ url }) => url)].join("\n");
  });
}

/** Signed after https://www.standardwebhooks.com. */
export function webhookRig(): Promise<ChannelRig> {
  return postedRig("webhook", "/hook", ({ headers, text }, now) => {
    const header = (name: string) => headers[name]?.toString();
    const signed = {
      id: header("webhook-id"),
      timestamp: header("webhook-timestamp"),
      signature: header("webhook-signature"),
      body: text,
    };
    if (!isSignedWebhook(signed, [SECRET], now)) throw new Error("it is not signed by us");
    return text;
  });
}

/** What is posted to one path as JSON. @param read what it says; throws where it is not as documented */
async function postedRig(
  kind: "ntfy" | "webhook",
  path: string,
  read: (request: VendorRequest, now: number) => string,
): Promise<ChannelRig> {
  let taken: string[] = [];
  const lab = await vendorLab({ webhookSecrets: [SECRET] });
  const server = new VendorServer((request) => {
    taken.push(read(request, lab.context.clock.now()));
    return { status: 200, body: { id: `m${taken.length}` } };
  });
  await server.start(() => taken.map((text) => `nobody expected this: ${text}`));
  return {
    lab,
    kind,
    address: server.url + path,
    meets: (trouble) => server.misbehave(misbehaviour(trouble)),
    arrived() {
      const all = taken;
      taken = [];
      return all.map((text) => byLink(lab, text));
    },
  };
}

const PUSH_ANSWERS: Readonly<Record<Trouble, PushAnswer>> = {
  silence: "silence",
  "429": 429,
  "5xx": 503,
  "answer lost": "break",
};

/** Over TLS; what is not signed with the key that the browser knows (VAPID) is refused. */
export async function webPushRig(): Promise<ChannelRig> {
  const certificate = makeTestCertificate(["localhost"]);
  let taken: PushMessage[] = [];
  const lab = await vendorLab({}, {}, { ca: certificate.cert });
  const { publicKey } = await vapidKeysOf(lab.context.database);
  const service = await FakePushService.start({
    certificate,
    publicKey: () => publicKey,
    takeOthers: (message) => taken.push(message),
  });
  onTestFinished(async () => {
    await service.close();
    if (taken.length > 0) throw new Error(`nobody expected ${taken.length} pushes`);
  });
  const browser = service.subscribe();
  const { endpoint, p256dh, auth } = browser;
  return {
    lab,
    kind: "web-push",
    address: JSON.stringify({ endpoint, p256dh, auth }),
    meets(trouble) {
      const answer = PUSH_ANSWERS[trouble];
      void service.expect(browser, answer).then((message) => {
        if (answer === "break") taken.push(message);
      });
    },
    arrived() {
      const all = taken;
      taken = [];
      return all.map(({ payload }) => byLink(lab, Object.values(payload).join("\n")));
    },
  };
}

/** A real SMTP server, and our mailer. */
export async function mailRig(): Promise<ChannelRig> {
  let taken: string[] = [];
  let met: Trouble | undefined;
  let hang = (): void => undefined;
  const sockets = new Set<Socket>();
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  function receive(source: string, reply: (error?: Error) => void): void {
    const trouble = met;
    met = undefined;
    if (trouble === "silence") {
      hang();
      return;
    }
    const code = { "429": 452, "5xx": 451 }[String(trouble)];
    if (code !== undefined) {
      reply(Object.assign(new Error("not now"), { responseCode: code }));
      return;
    }
    taken.push(source.replaceAll("=\r\n", "").replaceAll("=3D", "="));
    if (trouble === "answer lost") cut();
    else reply();
  }

  const port = await startMailServer(receive, sockets);
  const mailer = createMailer({
    server: { host: "127.0.0.1", port, implicitTls: false, startTls: "off", isLoopback: true },
    from: MAIL_FROM,
  });
  onTestFinished(() => {
    cut();
    mailer.close();
    if (taken.length > 0) throw new Error(`nobody expected ${taken.length} mails`);
  });
  const mail: Transports["mail"] = (request) => {
    const { promise: hung, resolve } = Promise.withResolvers<{ readonly kind: "timeout" }>();
    // Time stands still: nobody can wait for an answer that never comes.
    hang = () => resolve({ kind: "timeout" });
    return Promise.race([mailer.send(request), hung]);
  };
  const lab = await vendorLab({ mailFrom: MAIL_FROM }, {}, { mail });
  return {
    lab,
    kind: "email",
    address: MAILBOX,
    meets(trouble) {
      met = trouble;
    },
    arrived() {
      const all = taken;
      taken = [];
      return all.map((source) => byLink(lab, source));
    },
  };
}

/** Stopped when the test is over. @returns its port */
async function startMailServer(
  receive: (source: string, reply: (error?: Error) => void) => void,
  sockets: Set<Socket>,
): Promise<number> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    closeTimeout: 1,
    onData(stream, _session, reply) {
      let source = "";
      stream.on("data", (chunk: Buffer) => {
        source += chunk.toString();
      });
      stream.on("end", () => receive(source, reply));
    },
  });
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => sockets.add(socket));
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  onTestFinished(() => new Promise<void>((closed) => server.close(closed)));
  return (server.server.address() as AddressInfo).port;
}
