import { createServer, type IncomingMessage } from "node:http";
import { closed, listening } from "./inbox.ts";

const BODY_BYTES_MAX = 1024 * 1024;

export interface JsonServer {
  readonly url: string;
  close(): void;
}

/** Takes posts of JSON and answers them; 400 for what is none. */
export async function startJsonServer(
  port: number,
  take: (path: string, body: Readonly<Record<string, unknown>>) => object,
): Promise<JsonServer> {
  const server = createServer(async (request, response) => {
    try {
      const answer = take(request.url ?? "/", JSON.parse(await textOf(request)));
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    } catch (error) {
      response.writeHead(400).end(String(error));
    }
  });
  return { url: await listening(server, port), close: () => closed(server) };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) {
    text += chunk;
    if (text.length > BODY_BYTES_MAX) throw new Error("the body is too long");
  }
  return text;
}
