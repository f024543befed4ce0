/** A small HTTP server that answers what a test expects to be asked, and remembers whatever else it was asked. */

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Problem } from "../../src/contract/problem.ts";
import { ERROR_CODES, type ErrorCode } from "../../src/domain/error.ts";

export interface ReceivedRequest {
  /** `POST /api/v1/incidents` */
  readonly request: string;
  readonly authorization: string | undefined;
  readonly accept: string | undefined;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** By method and path with its query; a function sees what was sent. */
export type Answers = Readonly<Record<string, Answer | ((received: ReceivedRequest) => Answer)>>;

export interface ApiServer {
  readonly url: string;
  readonly received: readonly ReceivedRequest[];
  /** @throws when anything was asked that no test expected */
  close(): Promise<void>;
}

export async function startApiServer(answers: Answers): Promise<ApiServer> {
  const received: ReceivedRequest[] = [];
  const unexpected: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const request = await read(incoming);
    received.push(request);
    const answer = answers[request.request];
    if (answer === undefined) unexpected.push(request.request);
    const { status, headers, body } =
      typeof answer === "function" ? answer(request) : (answer ?? { status: 418 });
    outgoing.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (unexpected.length > 0) throw new Error(`nobody expected ${unexpected.join(", ")}`);
    },
  };
}

export function json(value: unknown, status = 200): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

export function problem(code: ErrorCode, detail: string, more: Partial<Problem> = {}): Answer {
  const { status, title } = ERROR_CODES[code];
  const body: Problem = { type: `/docs/errors#${code}`, title, status, detail, code, ...more };
  return {
    status,
    headers: { "content-type": "application/problem+json" },
    body: JSON.stringify(body),
  };
}

export const noContent: Answer = { status: 204 };

async function read(incoming: IncomingMessage): Promise<ReceivedRequest> {
  let text = "";
  incoming.setEncoding("utf8");
  for await (const chunk of incoming) text += chunk;
  const { authorization, accept } = incoming.headers;
  return {
    request: `${incoming.method} ${incoming.url}`,
    authorization,
    accept,
    body: text === "" ? undefined : JSON.parse(text),
  };
}
