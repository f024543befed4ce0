import { onTestFinished } from "vitest";
import type { HttpApp } from "../../src/http/app.ts";
import { type ServedApp, startServer } from "../../src/http/server.ts";

/** Serves the application on a free port of this machine; stopped when the test is over. */
export async function liveServer({ app, direct }: HttpApp): Promise<string> {
  const fetch: ServedApp["fetch"] = (request, env) => app.fetch(request, env);
  const server = await startServer({ fetch, direct }, { host: "127.0.0.1", port: 0 });
  onTestFinished(async () => {
    await server.drain(0);
  });
  return `http://127.0.0.1:${server.port}`;
}
