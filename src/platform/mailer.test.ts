import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import { makeTestCertificate } from "../../test/support/test-certificate.ts";
import { createMailer, type MailerOptions, type MailRequest } from "./mailer.ts";
import type { SmtpSettings } from "./smtp-settings.ts";

const certificate = makeTestCertificate(["localhost"]);

const REQUEST: MailRequest = {
  to: "alice@example.test",
  subject: "P0 20261123-001 Queue stands still 🚨",
  text: "plain",
  html: "<p>html</p>",
  messageId: "<n1@tocsin.example.test>",
  references: "<incident-20261123-001@tocsin.example.test>",
  headers: { "Auto-Submitted": "auto-generated", Importance: "high" },
};

interface Received {
  readonly from: string;
  readonly to: string[];
  readonly secure: boolean;
  readonly user: string | undefined;
  readonly source: string;
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A real SMTP server that keeps what it takes. */
async function startServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    ...certificate,
    authOptional: true,
    logger: false,
    onData(stream, session, callback) {
      let source = "";
      stream.setEncoding("utf8");
      stream.on("data", (chunk) => {
        source += chunk;
      });
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
          user: session.user,
          source,
        });
        callback();
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  closing.push(() => new Promise<void>((resolve) => server.close(resolve)));
  return { port: (server.server.address() as AddressInfo).port, received };
}

/** A server that is none: it does what the handler does with each connection. */
async function startRaw(handle: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    handle(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

function mailer(
  port: number,
  changes: Partial<SmtpSettings> = {},
  options: Partial<MailerOptions> = {},
) {
  const made = createMailer({
    server: {
      host: "localhost",
      port,
      implicitTls: false,
      startTls: "required",
      isLoopback: false,
      ...changes,
    },
    from: "Tocsin <pager@tocsin.example.test>",
    ca: certificate.cert,
    ...options,
  });
  closing.push(() => made.close());
  return made;
}

describe("sending", () => {
  test("goes out over STARTTLS with envelope, headers and both bodies", async () => {
    const { port, received } = await startServer();
    const response = await mailer(port).send(REQUEST);
    expect(response).toMatchObject({ kind: "answered", status: 250 });
    expect(received).toMatchObject([
      { from: "pager@tocsin.example.test", to: ["alice@example.test"], secure: true },
    ]);
    const source = received[0]?.source ?? "";
    for (const line of [
      "From: Tocsin <pager@tocsin.example.test>",
      "To: alice@example.test",
      "Message-ID: <n1@tocsin.example.test>",
      "References: <incident-20261123-001@tocsin.example.test>",
      "Auto-Submitted: auto-generated",
      "Importance: high",
      "Content-Type: multipart/alternative",
      "plain",
      "<p>html</p>",
    ]) {
      expect(source).toContain(line);
    }
  });

  test("uses a connection for many messages, and TLS from the first byte where asked", async () => {
    let connections = 0;
    const { port, received } = await startServer({
      secure: true,
      onConnect(_session, callback) {
        connections += 1;
        callback();
      },
    });
    const mail = mailer(port, { implicitTls: true });
    for (let index = 0; index < 5; index++) await mail.send(REQUEST);
    expect(received).toHaveLength(5);
    expect(connections).toBe(1);
  });

  test("a connection that the server closed meanwhile costs no message and no time", async () => {
    const sockets = new Set<Socket>();
    const { port, received } = await startServer();
    const proxy = await startRaw((socket) => {
      sockets.add(socket);
      const upstream = connect(port, "localhost").on("error", () => undefined);
      socket.on("close", () => upstream.destroy());
      socket.pipe(upstream).pipe(socket);
    });
    const mail = mailer(proxy);
    await mail.send(REQUEST);
    const sending = mail.send(REQUEST);
    for (const socket of sockets) socket.resetAndDestroy();
    expect(await sending).toMatchObject({ kind: "answered", status: 250 });
    expect(received).toHaveLength(2);
    expect(sockets.size).toBe(2);
  });

  test("signs in", async () => {
    const { port, received } = await startServer({
      onAuth({ username, password }, _session, callback) {
        callback(null, username === "tocsin" && password === "right" ? { user: username } : {});
      },
    });
    const credentials = (password: string) => ({ credentials: { user: "tocsin", password } });
    expect(await mailer(port, credentials("right")).send(REQUEST)).toMatchObject({ status: 250 });
    expect(received[0]?.user).toBe("tocsin");
    const refused = await mailer(port, credentials("wrong-canary")).send(REQUEST);
    expect(refused).toMatchObject({ kind: "answered", status: 535 });
    expect(JSON.stringify(refused)).not.toContain("wrong-canary");
  });

  test("a line break in a header makes no second header, an odd address no second recipient", async () => {
    const { port, received } = await startServer();
    const mail = mailer(port);
    await mail.send({ ...REQUEST, subject: "x\r\nBcc: eve@example.test" });
    await mail.send({ ...REQUEST, to: "alice@example.test, eve@example.test" });
    await mail.send({ ...REQUEST, to: "alice@example.test\r\nRCPT TO:<eve@example.test>" });
    const recipients = received.flatMap(({ to }) => to);
    expect(recipients.filter((address) => address === "eve@example.test")).toEqual([]);
    expect(received[0]?.source).not.toMatch(/^Bcc:/mu);
  });
});

describe("refusals are answers", () => {
  const failing = (responseCode: number, message: string) =>
    Object.assign(new Error(message), { responseCode });

  test.each([450, 550, 553])("a recipient refused with %i", async (code) => {
    const { port } = await startServer({
      onRcptTo: (_address, _session, callback) => callback(failing(code, "5.1.1 not here")),
    });
    expect(await mailer(port).send(REQUEST)).toMatchObject({
      kind: "answered",
      status: code,
      body: expect.stringContaining("not here"),
    });
  });

  test("a sender refused", async () => {
    const { port } = await startServer({
      onMailFrom: (_address, _session, callback) => callback(failing(451, "later")),
    });
    expect(await mailer(port).send(REQUEST)).toMatchObject({ kind: "answered", status: 451 });
  });

  test("a message refused after it was read", async () => {
    const { port } = await startServer({
      onData(stream, _session, callback) {
        stream.resume();
        stream.on("end", () => callback(failing(552, "too big")));
      },
    });
    expect(await mailer(port).send(REQUEST)).toMatchObject({ kind: "answered", status: 552 });
  });

  test("a server that is full says so in its greeting", async () => {
    const port = await startRaw((socket) => socket.resume().end("421 4.3.2 try later\r\n"));
    expect(await mailer(port).send(REQUEST)).toMatchObject({ kind: "answered", status: 421 });
  });

  test("an address that no server could take", async () => {
    const { port } = await startServer();
    expect(await mailer(port).send({ ...REQUEST, to: "" })).toMatchObject({ status: 553 });
  });
});

describe("without an answer", () => {
  test("nobody listens", async () => {
    const port = await startRaw(() => undefined);
    await closing.pop()?.();
    expect(await mailer(port).send(REQUEST)).toMatchObject({ kind: "unreachable" });
  });

  test("a server that says nothing runs into the deadline", async () => {
    const port = await startRaw(() => undefined);
    const response = await mailer(port, {}, { deadlineMs: 100 }).send(REQUEST);
    expect(response).toEqual({ kind: "timeout" });
  });

  test("a connection cut after the message was handed over: once, and not silently again", async () => {
    let handedOver = 0;
    const { port } = await startServer({
      onData(stream) {
        stream.resume();
        stream.on("end", () => {
          handedOver += 1;
          for (const socket of sockets) socket.destroy();
        });
      },
    });
    const sockets = new Set<Socket>();
    const proxy = await startRaw((socket) => {
      const upstream = connect(port, "localhost").on("error", () => undefined);
      socket.pipe(upstream).pipe(socket);
      sockets.add(socket).add(upstream);
    });
    expect(await mailer(proxy).send(REQUEST)).toMatchObject({ kind: "unreachable" });
    expect(handedOver).toBe(1);
  });

  test("a server without STARTTLS gets neither password nor message", async () => {
    const { port, received } = await startServer({ disabledCommands: ["STARTTLS"] });
    const response = await mailer(port).send(REQUEST);
    expect(response.kind === "answered" && response.status < 300).toBe(false);
    expect(received).toEqual([]);
  });

  test("a certificate nobody vouches for is refused, except on this very machine", async () => {
    const { port, received } = await startServer();
    const server = { host: "localhost", port, implicitTls: false, startTls: "required" } as const;
    const from = "tocsin@example.test";
    const untrusting = createMailer({ from, server: { ...server, isLoopback: false } });
    closing.push(() => untrusting.close());
    expect(await untrusting.send(REQUEST)).toMatchObject({ kind: "unreachable" });
    expect(received).toEqual([]);
    const local = createMailer({ from, server: { ...server, isLoopback: true } });
    closing.push(() => local.close());
    expect(await local.send(REQUEST)).toMatchObject({ status: 250 });
  });

  test("no server is set", async () => {
    const mail = createMailer({ server: undefined, from: "" });
    expect(await mail.send(REQUEST)).toMatchObject({
      kind: "not-configured",
      detail: expect.stringContaining("TOCSIN_SMTP_URL"),
    });
    mail.close();
  });
});
