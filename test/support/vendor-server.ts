/**
 * What the fakes of vendors share: an HTTP server that misbehaves when it is told to, remembers what
 * nobody has expected, and refuses what the vendor's documents do not have.
 */

import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { HttpClient } from "../../src/platform/http-client.ts";

/** Says that no answer would come, so that nobody has to wait for none. */
export const HANGS = "x-test-hangs";

/** Sends over real HTTP, and takes what says that it hangs for silence. */
export function patientSend(client: HttpClient): HttpClient["send"] {
  return async (request) => {
    const response = await client.send(request);
    return response.kind === "answered" && HANGS in response.headers
      ? { kind: "timeout" }
      : response;
  };
}

export interface VendorRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** As it was sent. */
  readonly text: string;
  readonly body: unknown;
}

export interface VendorAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the next request meets in place of service. */
export type Misbehaviour =
  /** Nothing is done. */
  | { readonly kind: "answers"; readonly answer: VendorAnswer }
  | { readonly kind: "hangs" }
  /** It is done, and the connection breaks before anybody hears of it. */
  | { readonly kind: "accepts-and-loses" };

export class VendorServer {
  /** In the order of their arrival, those that were refused among them. */
  readonly requests: VendorRequest[] = [];
  readonly #problems: string[] = [];
  readonly #misbehaviours: Misbehaviour[] = [];
  readonly #serve: (request: VendorRequest) => VendorAnswer;
  #url = "";

  constructor(serve: (request: VendorRequest) => VendorAnswer) {
    this.#serve = serve;
  }

  get url(): string {
    return this.#url;
  }

  /** Listens until the test is over; the test fails when something arrived that it did not expect. */
  async start(unexpected: () => readonly string[]): Promise<void> {
    const server = createServer((incoming, outgoing) => {
      void this.#answer(incoming, outgoing);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    onTestFinished(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      const complaints = [...this.#problems, ...unexpected()];
      if (complaints.length > 0) throw new Error(complaints.join("\n"));
    });
  }

  /** The next requests meet these, one each. */
  misbehave(...next: readonly Misbehaviour[]): void {
    this.#misbehaviours.push(...next);
  }

  /** Something is not as the vendor's documents have it: the test fails. */
  complain(about: string): void {
    this.#problems.push(about);
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await read(incoming);
    this.requests.push(request);
    const misbehaviour = this.#misbehaviours.shift();
    if (misbehaviour?.kind === "hangs") {
      outgoing.writeHead(504, { [HANGS]: "yes" }).end();
      return;
    }
    const answer = misbehaviour?.kind === "answers" ? misbehaviour.answer : this.#serve(request);
    if (misbehaviour?.kind === "accepts-and-loses") {
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(answer.status, {
      "content-type": "application/json",
      ...answer.headers,
    });
    outgoing.end(JSON.stringify(answer.body));
  }
}

async function read(incoming: IncomingMessage): Promise<VendorRequest> {
  let text = "";
  incoming.setEncoding("utf8");
  for await (const chunk of incoming) text += chunk;
  const body: unknown = text === "" ? undefined : JSON.parse(text);
  const { method = "", url = "", headers } = incoming;
  return { method, path: url, headers, text, body };
}
