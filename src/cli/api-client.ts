/** Speaks HTTP with a Tocsin server: one place for the token, the time limit, and what a failure means. */

import type { Problem } from "../contract/problem.ts";
import { ERROR_CODES } from "../domain/error.ts";
import { type Connection, isLoopback } from "./connection.ts";
import { CliFailure, problemFailure } from "./failure.ts";

const TIMEOUT_MS = 15_000;

export interface ApiRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Relative to the server's URL, without a slash in front: `api/v1/incidents`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /** In place of the API token: an integration's key. */
  readonly bearer?: string;
}

export class ApiClient {
  readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /**
   * Asks for JSON. The answer is believed to be the contract's once it has the key `expects`: a newer
   * server may add to it, and a command in an emergency should not break over that.
   * @throws CliFailure
   */
  async json<T>(request: ApiRequest, expects: keyof T & string): Promise<T> {
    const text = await this.#send(request, "application/json");
    const value = parseJson(text);
    if (typeof value === "object" && value !== null && expects in value) return value as T;
    throw new CliFailure(
      "internal",
      `${this.connection.url} answered something that is not Tocsin's`,
      {
        help: [`Expected "${expects}". ${this.#whereFrom()}`],
      },
    );
  }

  /** Asks for text in a media type, as it comes. @throws CliFailure */
  text(request: ApiRequest, mediaType: string): Promise<string> {
    return this.#send(request, mediaType);
  }

  /** Asks for something to be done whose answer does not matter. @throws CliFailure */
  async send(request: ApiRequest): Promise<void> {
    await this.#send(request, "application/json");
  }

  async #send(request: ApiRequest, accept: string): Promise<string> {
    const url = this.#url(request);
    const response = await this.#fetch(url, request, accept);
    const text = await response.text().catch((error: unknown) => this.#unreachable(error));
    if (response.ok) return text;
    throw this.#refusal(response, text);
  }

  async #fetch(url: URL, request: ApiRequest, accept: string): Promise<Response> {
    const token = request.bearer ?? this.connection.token;
    try {
      return await fetch(url, {
        method: request.method ?? "GET",
        headers: {
          accept,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(request.body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        // A redirect is shown, not followed: the token is for this server only.
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      return this.#unreachable(error);
    }
  }

  #url(request: ApiRequest): URL {
    const base = this.connection.url.endsWith("/")
      ? this.connection.url
      : `${this.connection.url}/`;
    const url = new URL(request.path, base);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url;
  }

  #refusal(response: Response, text: string): CliFailure {
    const value = parseJson(text);
    if (isProblem(value)) {
      return problemFailure(value, response.headers.get("retry-after") ?? undefined);
    }
    const location = response.headers.get("location");
    const help =
      location === null ? this.#whereFrom() : `It points to ${location}: is that the server's URL?`;
    return new CliFailure(
      response.status >= 500 ? "unavailable" : "internal",
      `${this.connection.url} answered ${response.status} ${response.statusText}, and not in Tocsin's words`,
      { help: [help] },
    );
  }

  #unreachable(error: unknown): never {
    const { url } = this.connection;
    const start = isLoopback(url)
      ? "Start the server with `tocsin serve` (in a checkout: `npm start`), or set TOCSIN_URL."
      : "Is the server up, and is this machine allowed to reach it?";
    throw new CliFailure("unavailable", `cannot reach ${url}: ${networkReason(error)}`, {
      help: [start, this.#whereFrom()],
      cause: error,
    });
  }

  #whereFrom(): string {
    return `The URL comes from ${this.connection.urlFrom}.`;
  }
}

function networkReason(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") {
    return `no answer within ${TIMEOUT_MS / 1000} s`;
  }
  // fetch wraps what the network said; several addresses of one host make an AggregateError.
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const first = cause instanceof AggregateError ? cause.errors[0] : cause;
  const code = first instanceof Error && "code" in first ? String(first.code) : undefined;
  if (code === "ECONNREFUSED") return "nothing listens there";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "the host name is not known";
  return first instanceof Error ? first.message : String(first);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== "object" || value === null) return false;
  const { code, title, detail } = value as Record<string, unknown>;
  return (
    typeof code === "string" &&
    Object.hasOwn(ERROR_CODES, code) &&
    typeof title === "string" &&
    typeof detail === "string"
  );
}
