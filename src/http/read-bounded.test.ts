import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { Agent, request } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { ByteBudget } from "./byte-budget.ts";
import { readBounded } from "./read-bounded.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const unused = new Request("http://unused.example/");

async function listen(serve: (incoming: IncomingMessage) => Promise<object>): Promise<number> {
  const server = createServer((incoming, outgoing) => {
    void serve(incoming).then((answer) => outgoing.end(JSON.stringify(answer)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(async () => server.close());
  return (server.address() as AddressInfo).port;
}

describe("readBounded", () => {
  const limits = { bytesMax: 4, budget: new ByteBudget(1000) };
  const post = (body?: string) =>
    new Request("http://tocsin.example/", {
      method: "POST",
      ...(body === undefined ? {} : { body }),
    });

  it("reads web requests up to the limit", async () => {
    const cut = await readBounded(post("0123456789"), undefined, limits);
    expect(Buffer.from(cut.bytes).toString()).toBe("0123");
    expect(cut.truncated).toBe(true);
    expect((await readBounded(post("0123"), undefined, limits)).truncated).toBe(false);
    expect((await readBounded(post(), undefined, limits)).bytes).toHaveLength(0);
  });

  it("discards the rest of a Node request, and the connection serves the next one", async () => {
    const ports = new Set<number | undefined>();
    const budget = new ByteBudget(10_000);
    const port = await listen(async (incoming) => {
      ports.add(incoming.socket.remotePort);
      const body = await readBounded(unused, { incoming }, { bytesMax: 1000, budget });
      return { length: body.bytes.length, truncated: body.truncated };
    });
    const agent = new Agent({ connections: 1, pipelining: 1 });
    closers.push(() => agent.close());
    const send = async (body: string) => {
      const url = `http://127.0.0.1:${port}/`;
      return (await request(url, { method: "POST", body, dispatcher: agent })).body.json();
    };
    expect(await send("x".repeat(3_000_000))).toEqual({ length: 1000, truncated: true });
    expect(await send("x".repeat(10))).toEqual({ length: 10, truncated: false });
    expect(ports.size).toBe(1);
    expect(budget.taken).toBe(1010);
  });

  it("refuses for the moment when all bodies together would take too much", async () => {
    const budget = new ByteBudget(6);
    const first = await readBounded(post("0123"), undefined, { bytesMax: 10, budget });
    const refused = readBounded(post("4567"), undefined, { bytesMax: 10, budget });
    await expect(refused).rejects.toMatchObject({ code: "overloaded" });
    expect(budget.taken).toBe(4);
    budget.giveBack(first.bytes.length);
    await readBounded(post("4567"), undefined, { bytesMax: 10, budget });
  });

  it("gives its bytes back when the client goes away", async () => {
    const budget = new ByteBudget(1000);
    const failed = Promise.withResolvers<unknown>();
    const port = await listen(async (incoming) => {
      readBounded(unused, { incoming }, { bytesMax: 100, budget }).catch(failed.resolve);
      incoming.once("data", () => socket.destroy());
      return new Promise<never>(() => {});
    });
    const socket = connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf");
    expect(await failed.promise).toMatchObject({ code: "invalid-input" });
    expect(budget.taken).toBe(0);
  });
});
