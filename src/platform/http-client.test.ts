import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
} from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeTestCertificate } from "../../test/support/test-certificate.ts";
import { createAddressPolicy } from "./address-policy.ts";
import { parseCidr } from "./cidr.ts";
import { createHttpClient, type HttpClient, type HttpClientOptions } from "./http-client.ts";

const LOOPBACK = ["127.0.0.0/8", "::1"].map(parseCidr).filter((cidr) => cidr !== undefined);
const OPEN = createAddressPolicy(LOOPBACK);
const CLOSED = createAddressPolicy();

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function client(options: Partial<HttpClientOptions> = {}): HttpClient {
  const made = createHttpClient({ policy: OPEN, userAgent: "Tocsin-test", ...options });
  closing.push(() => made.close());
  return made;
}

async function listen(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

const serve = (listener: RequestListener): Promise<number> => listen(createServer(listener));

function post(url: string, headers: Record<string, string> = {}) {
  return { method: "POST", url, headers, body: "{}" } as const;
}

describe("an exchange", () => {
  test("sends method, path, headers and body; gives status, headers and body", async () => {
    const seen: unknown[] = [];
    const port = await serve((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        seen.push([request.method, request.url, request.headers, body]);
        response.writeHead(202, { "X-Reply": "yes", "Set-Cookie": ["a=1", "b=2"] });
        response.end("taken");
      });
    });
    const response = await client().send({
      method: "PUT",
      url: `http://127.0.0.1:${port}/a/b?c=d`,
      headers: { "content-type": "text/plain" },
      body: "grüße",
    });
    expect(response).toMatchObject({
      kind: "answered",
      status: 202,
      headers: { "x-reply": "yes", "set-cookie": "a=1, b=2" },
      body: "taken",
    });
    expect(seen).toEqual([
      [
        "PUT",
        "/a/b?c=d",
        expect.objectContaining({
          "content-type": "text/plain",
          "user-agent": "Tocsin-test",
          "content-length": "7",
        }),
        "grüße",
      ],
    ]);
  });

  test("uses connections again", async () => {
    let connections = 0;
    const server = createServer((_request, response) => response.end("ok"));
    server.on("connection", () => {
      connections += 1;
    });
    const port = await listen(server);
    const http = client();
    for (let index = 0; index < 5; index++) await http.send(post(`http://127.0.0.1:${port}/`));
    // undici may open a second one while the first is still being freed.
    expect(connections).toBeLessThanOrEqual(2);
  });

  test("does not follow a redirect, wherever it leads", async () => {
    let requests = 0;
    const port = await serve((_request, response) => {
      requests += 1;
      response.writeHead(307, { location: "/elsewhere" }).end();
    });
    const response = await client().send(post(`http://127.0.0.1:${port}/`));
    expect(response).toMatchObject({ kind: "answered", status: 307 });
    expect(requests).toBe(1);
  });

  test("keeps 4 KiB of an endless answer, or what is asked for, and can go on afterwards", async () => {
    const port = await serve((request, response) => {
      if (request.url === "/small") {
        response.end("small");
        return;
      }
      const more = (): void => {
        while (!response.destroyed && response.write("x".repeat(10_000)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    });
    const http = client();
    const endless = await http.send(post(`http://127.0.0.1:${port}/`));
    expect(endless).toMatchObject({ kind: "answered", status: 200, body: "x".repeat(4096) });
    const more = { ...post(`http://127.0.0.1:${port}/`), answerBytesMax: 50_000 };
    expect(await http.send(more)).toMatchObject({ body: "x".repeat(50_000) });
    expect(await http.send(post(`http://127.0.0.1:${port}/small`))).toMatchObject({
      body: "small",
    });
  });

  test("an answer that breaks off is still an answer", async () => {
    const port = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.socket?.destroy());
    });
    expect(await client().send(post(`http://127.0.0.1:${port}/`))).toMatchObject({
      kind: "answered",
      status: 200,
    });
  });
});

test("an answer whose end does not come in time is still an answer", async () => {
  const port = await serve((_request, response) => response.writeHead(202).write("beginning"));
  const response = await client({ deadlineMs: 100 }).send(post(`http://127.0.0.1:${port}/`));
  expect(response).toMatchObject({ kind: "answered", status: 202 });
});

describe("failures", () => {
  test("nobody answers in time", async () => {
    const port = await serve(() => undefined);
    const response = await client({ deadlineMs: 50 }).send(post(`http://127.0.0.1:${port}/`));
    expect(response).toEqual({ kind: "timeout" });
  });

  test("a name look-up that hangs counts into the deadline", async () => {
    const lookUp = () => new Promise<never>(() => undefined);
    const http = createHttpClient({ policy: OPEN, userAgent: "t", deadlineMs: 50, lookUp });
    expect(await http.send(post("http://hooks.test/"))).toEqual({ kind: "timeout" });
  });

  test("nobody listens", async () => {
    const server = createTcpServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const response = await client().send(post(`http://127.0.0.1:${port}/secret-path`));
    expect(response).toEqual({ kind: "unreachable", detail: "127.0.0.1: ECONNREFUSED" });
  });

  test("the connection is cut, or what answers does not speak HTTP", async () => {
    const cut = await listen(createTcpServer((socket) => socket.destroy()));
    const other = await listen(
      createTcpServer((socket) => socket.resume().end("220 smtp ready\r\n")),
    );
    for (const port of [cut, other]) {
      const response = await client().send(post(`http://127.0.0.1:${port}/secret-path`));
      expect(response).toMatchObject({ kind: "unreachable" });
      expect(JSON.stringify(response)).not.toContain("secret-path");
    }
  });

  test("a name that does not exist", async () => {
    const error = Object.assign(new Error("getaddrinfo ENOTFOUND x"), { code: "ENOTFOUND" });
    const http = client({ lookUp: () => Promise.reject(error) });
    expect(await http.send(post("http://hooks.test/"))).toEqual({
      kind: "unreachable",
      detail: "hooks.test: ENOTFOUND",
    });
  });

  test("a header that cannot be sent is our fault, and is not repeated in the error", async () => {
    const port = await serve((_request, response) => response.end());
    const response = await client().send(
      post(`http://127.0.0.1:${port}/`, { authorization: "Bearer canary\r\nX-Evil: 1" }),
    );
    expect(response.kind).toBe("not-configured");
    expect(JSON.stringify(response)).not.toContain("canary");
  });

  test.each(["", "nonsense", "http://", "http://[::1"])("%j is no address", async (url) => {
    expect(await client().send(post(url))).toMatchObject({ kind: "not-configured" });
  });

  test.each([
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "data:text/plain,x",
    "http://user@example.test/",
    "http://user:password@example.test/",
    "http://8.8.8.8@127.0.0.1/",
  ])("%s is not used", async (url) => {
    const response = await client().send(post(url));
    expect(response.kind).toBe("blocked-address");
    expect(JSON.stringify(response)).not.toContain("password");
  });
});

describe("addresses inside are refused, however they are written", () => {
  let port = 0;
  let requests = 0;
  beforeEach(async () => {
    requests = 0;
    port = await serve((_request, response) => {
      requests += 1;
      response.end("inside");
    });
  });

  test.each([
    "127.0.0.1",
    "127.1",
    "0",
    "0.0.0.0",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[2002:7f00:1::]",
    "169.254.169.254",
    "[fd00:ec2::254]",
    "10.0.0.1",
    "192.168.0.1",
    "100.100.100.200",
  ])("http://%s/", async (host) => {
    const response = await client({ policy: CLOSED }).send(post(`http://${host}:${port}/`));
    expect(response.kind).toBe("blocked-address");
    expect(requests).toBe(0);
  });

  test.each(["localhost", "localhost.", "LOCALHOST"])(
    "http://%s/ by the real look-up",
    async (host) => {
      const response = await client({ policy: CLOSED }).send(post(`http://${host}:${port}/`));
      // Some resolvers do not know the name with a dot at its end.
      expect(["blocked-address", "unreachable"]).toContain(response.kind);
      expect(requests).toBe(0);
    },
  );

  test.each([["127.0.0.1"], ["::1"], ["::ffff:127.0.0.1"], ["10.0.0.1", "192.168.0.1"]])(
    "a name that resolves to %s",
    async (...addresses) => {
      const lookUp = async () =>
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      const response = await client({ policy: CLOSED, lookUp }).send(
        post(`http://rebind.test:${port}/`),
      );
      expect(response).toMatchObject({
        kind: "blocked-address",
        detail: expect.stringContaining("TOCSIN_ALLOW_PRIVATE_ADDRESSES"),
      });
      expect(JSON.stringify(response)).not.toContain(addresses[0]);
      expect(requests).toBe(0);
    },
  );

  test("a name is looked up once: what was checked is what is connected to", async () => {
    const answers = ["127.0.0.1", "169.254.169.254"];
    let lookUps = 0;
    const lookUp = async () => {
      const address = answers[lookUps] ?? "169.254.169.254";
      lookUps += 1;
      return [{ address, family: 4 }];
    };
    const response = await client({ lookUp }).send(post(`http://rebind.test:${port}/`));
    expect(response).toMatchObject({ kind: "answered", body: "inside" });
    expect(lookUps).toBe(1);
  });

  test("of a name with both kinds of address only the allowed one is used", async () => {
    const lookUp = async () => [
      { address: "10.0.0.1", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ];
    const response = await client({ lookUp }).send(post(`http://both.test:${port}/`));
    expect(response).toMatchObject({ kind: "answered", body: "inside" });
  });

  test("what the operator lists can be reached", async () => {
    expect(await client().send(post(`http://127.0.0.1:${port}/`))).toMatchObject({
      body: "inside",
    });
  });
});

describe("TLS", () => {
  const certificate = makeTestCertificate(["hooks.test"]);
  const lookUp = async () => [{ address: "127.0.0.1", family: 4 }];

  test("is checked against the name, although an address is connected to", async () => {
    const port = await listen(
      createTlsServer(certificate, (_request, response) => response.end("tls")),
    );
    const http = client({ lookUp, ca: certificate.cert });
    expect(await http.send(post(`https://hooks.test:${port}/`))).toMatchObject({ body: "tls" });
    expect(await http.send(post(`https://other.test:${port}/`))).toEqual({
      kind: "unreachable",
      detail: "other.test: ERR_TLS_CERT_ALTNAME_INVALID",
    });
  });

  test("a certificate nobody vouches for is not accepted", async () => {
    const port = await listen(
      createTlsServer(certificate, (_request, response) => response.end("tls")),
    );
    expect(await client({ lookUp }).send(post(`https://hooks.test:${port}/`))).toEqual({
      kind: "unreachable",
      detail: "hooks.test: DEPTH_ZERO_SELF_SIGNED_CERT",
    });
  });
});
