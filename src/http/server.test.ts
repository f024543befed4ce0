import { connect } from "node:net";
import { Agent, request } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { makeTestCertificate } from "../../test/support/test-certificate.ts";
import { type HttpServer, startServer } from "./server.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const LOCAL = { host: "127.0.0.1", port: 0 };

async function start(answer: () => Response | Promise<Response>): Promise<HttpServer> {
  const server = await startServer({ fetch: answer }, LOCAL);
  closers.push(() => server.drain(0));
  return server;
}

describe("startServer", () => {
  it("lets a request in flight finish while it drains, and accepts no new one", async () => {
    const arrived = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const server = await startServer(
      {
        fetch: async () => {
          arrived.resolve();
          await finish.promise;
          return new Response("done");
        },
      },
      LOCAL,
    );
    const url = `http://127.0.0.1:${server.port}/`;
    const inFlight = request(url);
    await arrived.promise;
    const drained = server.drain(10_000);
    await expect(request(url, { dispatcher: new Agent() })).rejects.toThrow(/ECONNREFUSED/);
    finish.resolve();
    expect(await (await inFlight).body.text()).toBe("done");
    // Its connection was kept alive by the client; the drain does not wait for it to come again.
    expect(await drained).toBe(0);
  });

  it("cuts off what does not finish within the limit", async () => {
    const arrived = Promise.withResolvers<void>();
    const server = await start(() => {
      arrived.resolve();
      return new Promise(() => {});
    });
    const inFlight = request(`http://127.0.0.1:${server.port}/`);
    const cutOff = expect(inFlight).rejects.toThrow();
    await arrived.promise;
    expect(await server.drain(20)).toBe(1);
    await cutOff;
  });

  it("says what to do about an address that cannot be had", async () => {
    const { port } = await start(() => new Response("ok"));
    const taken = startServer({ fetch: () => new Response("ok") }, { ...LOCAL, port });
    await expect(taken).rejects.toMatchObject({
      code: "unavailable",
      message: `Another program listens on 127.0.0.1:${port} already. Stop it, or give another address with TOCSIN_LISTEN.`,
    });
    // Reserved for documentation (RFC 5737), so no machine has it.
    const foreign = startServer(
      { fetch: () => new Response("ok") },
      { host: "192.0.2.1", port: 0 },
    );
    await expect(foreign).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("This machine has no address 192.0.2.1"),
    });
  });

  it("refuses headers that are too long", async () => {
    const server = await start(() => new Response("ok"));
    const answer = await request(`http://127.0.0.1:${server.port}/`, {
      headers: { "x-long": "x".repeat(20_000) },
    });
    expect(answer.statusCode).toBe(431);
    await answer.body.dump();
  });

  it("answers a malformed request and goes on", async () => {
    const server = await start(() => new Response("ok"));
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(server.port, "127.0.0.1", () => socket.write("nonsense\r\n\r\n"));
      socket.on("data", (data) => resolve(data.toString()));
    });
    expect(answer).toContain("400 Bad Request");
    const next = await request(`http://127.0.0.1:${server.port}/`);
    expect(await next.body.text()).toBe("ok");
  });

  it("speaks TLS with a certificate", async () => {
    const tls = makeTestCertificate(["localhost"]);
    const server = await startServer({ fetch: () => new Response("secret") }, { ...LOCAL, tls });
    closers.push(() => server.drain(0));
    const agent = new Agent({ connect: { ca: tls.cert } });
    closers.push(() => agent.destroy());
    const answer = await request(`https://localhost:${server.port}/`, { dispatcher: agent });
    expect(await answer.body.text()).toBe("secret");
  });
});
