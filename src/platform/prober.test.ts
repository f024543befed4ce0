/** Against real servers on this machine. */

import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { makeTestCertificate } from "../../test/support/test-certificate.ts";
import { createAddressPolicy } from "./address-policy.ts";
import { parseCidr } from "./cidr.ts";
import { createHttpClient } from "./http-client.ts";
import { createProber, type Probe, type ProbeTarget } from "./prober.ts";

const LOOPBACK = ["127.0.0.0/8", "::1/128"].map(parseCidr).filter((cidr) => cidr !== undefined);

function prober(options: { readonly ca?: string; readonly isInside?: boolean } = {}): Probe {
  const policy = createAddressPolicy(options.isInside === false ? [] : LOOPBACK);
  const lookUp = async () => [{ address: "127.0.0.1", family: 4 }];
  const ca = options.ca === undefined ? {} : { ca: options.ca };
  const http = createHttpClient({ policy, userAgent: "test", lookUp, ...ca });
  onTestFinished(() => http.close());
  return createProber({ http, policy, lookUp, ...ca });
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function page(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  onTestFinished(() => server.closeAllConnections());
  return `http://checked.test:${await listening(server)}`;
}

const ask = (probe: Probe, target: ProbeTarget, certificate = false, timeoutMs = 5000) =>
  probe({ target, timeoutMs, certificate });

describe("a page", () => {
  it("is seen with its status and its beginning", async () => {
    const url = await page((_, response) => response.writeHead(503).end("x".repeat(200_000)));
    const seen = await ask(prober(), { kind: "http", url });
    expect(seen).toMatchObject({ kind: "answered", status: 503 });
    expect(seen.kind === "answered" && seen.body.length).toBe(64 * 1024);
  });

  it("is followed where it leads, a few times", async () => {
    const url = await page((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
      else response.end("here");
    });
    expect(await ask(prober(), { kind: "http", url: `${url}/5` })).toMatchObject({ body: "here" });
    expect(await ask(prober(), { kind: "http", url: `${url}/6` })).toEqual({
      kind: "failed",
      detail: "more than 5 redirects",
    });
  });

  it("is not followed where nobody may go", async () => {
    const url = await page((_, response) => {
      response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
    });
    const seen = await ask(prober(), { kind: "http", url });
    expect(seen).toMatchObject({ kind: "failed" });
    expect(JSON.stringify(seen)).toContain("private or reserved address");
    const nowhere = await page((_, response) =>
      response.writeHead(302, { location: "http://[" }).end(),
    );
    expect(await ask(prober(), { kind: "http", url: nowhere })).toEqual({
      kind: "failed",
      detail: "a redirect leads nowhere",
    });
    const file = await page((_, response) =>
      response.writeHead(302, { location: "file:///etc" }).end(),
    );
    expect(await ask(prober(), { kind: "http", url: file })).toMatchObject({ kind: "failed" });
  });

  it("inside is not asked unless the operator says so", async () => {
    const url = await page((_, response) => response.end("inside"));
    expect(await ask(prober({ isInside: false }), { kind: "http", url })).toMatchObject({
      kind: "failed",
      detail: expect.stringContaining("TOCSIN_ALLOW_PRIVATE_ADDRESSES"),
    });
  });

  it("that does not answer in time has failed", async () => {
    const url = await page(() => {});
    expect(await ask(prober(), { kind: "http", url }, false, 200)).toEqual({
      kind: "failed",
      detail: "no answer within 0.2 s",
    });
  });
});

describe("a port", () => {
  it("takes connections, or does not", async () => {
    const server = createTcpServer((socket) => socket.destroy());
    const port = await listening(server);
    const target = { kind: "tcp", host: "checked.test", port } as const;
    expect(await ask(prober(), target)).toEqual({ kind: "connected" });
    await new Promise((resolve) => server.close(resolve));
    expect(await ask(prober(), target)).toEqual({
      kind: "failed",
      detail: "checked.test: the connection was refused",
    });
  });

  it("inside is not asked unless the operator says so", async () => {
    const port = await listening(createTcpServer());
    for (const host of ["checked.test", "127.0.0.1"]) {
      const seen = await ask(prober({ isInside: false }), { kind: "tcp", host, port });
      expect(seen).toMatchObject({ kind: "failed" });
    }
  });
});

describe("a certificate", () => {
  const { cert, key } = makeTestCertificate(["checked.test"]);

  async function secure(): Promise<number> {
    const server = createSecureServer({ cert, key }, (_, response) => response.end("safe"));
    onTestFinished(() => server.closeAllConnections());
    return listening(server);
  }

  it("is seen with its end, of a port and of a page", async () => {
    const port = await secure();
    const probe = prober({ ca: cert });
    const ofPort = await ask(probe, { kind: "tls", host: "checked.test", port }, true);
    const ofPage = await ask(probe, { kind: "http", url: `https://checked.test:${port}` }, true);
    for (const seen of [ofPort, ofPage]) {
      const endsAt = seen.kind === "failed" ? undefined : seen.certificateEndsAt;
      const leftHours = ((endsAt ?? 0) - Date.now()) / 3_600_000;
      expect(leftHours).toBeGreaterThan(22);
      expect(leftHours).toBeLessThan(25);
    }
    expect(ofPage).toMatchObject({ kind: "answered", status: 200, body: "safe" });
  });

  it("that nobody trusts, or of another name, is a failure", async () => {
    const port = await secure();
    const untrusted = await ask(prober(), { kind: "tls", host: "checked.test", port }, true);
    expect(untrusted).toEqual({
      kind: "failed",
      detail: "checked.test: its certificate is signed by itself alone",
    });
    const other = await ask(prober({ ca: cert }), { kind: "tls", host: "other.test", port }, true);
    expect(other).toEqual({
      kind: "failed",
      detail: "other.test: its certificate is for another name",
    });
  });
});
