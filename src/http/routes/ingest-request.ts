/** What the routes that take alerts in have in common: who sends, what the body is, and the answer. */

import type { Context } from "hono";
import { AppError } from "../../domain/error.ts";
import type { InboundReply, Source } from "../../integrations/source.ts";
import type { HttpEnvironment } from "../environment.ts";
import { countFailure } from "../guard.ts";
import { ingestKey } from "../ingest-key.ts";
import type { IngestIntegration } from "../ingest-port.ts";
import { type BoundedBody, readBounded } from "../read-bounded.ts";
import {
  INGEST_BODY_BYTES_MAX,
  type InboundDelivery,
  type IngestOptions,
  takeIn,
} from "../take-in.ts";

export type IngestContext = Context<HttpEnvironment>;

export const INGEST_ACCESS = {
  exempt: "integration-key",
  because: "senders have an integration key, which the route checks itself",
} as const;

interface ReadingOptions extends Pick<IngestOptions, "headers" | "budget"> {
  readonly source: Source;
}

/** Reads the body, has it answered, and gives its room back. */
export async function withBody(
  c: IngestContext,
  { source, budget, headers }: ReadingOptions,
  answer: (body: BoundedBody) => Promise<Response>,
): Promise<Response> {
  let body: BoundedBody;
  try {
    body = await readBounded(c.req.raw, c.env, { bytesMax: INGEST_BODY_BYTES_MAX, budget });
  } catch (error) {
    if (error instanceof AppError && error.code === "overloaded")
      return respond(source.overloaded(), { headers });
    throw error;
  }
  try {
    return await answer(body);
  } finally {
    budget.giveBack(body.bytes.length);
  }
}

/**
 * The integration whose key is in the headers, or the answer to a sender that has none, where its clients
 * read a form of their own.
 * @throws AppError `unauthenticated` where they do not
 */
export async function integrationOfHeaders(
  c: IngestContext,
  source: Source,
  options: IngestOptions,
): Promise<IngestIntegration | Response> {
  const key = keyOfHeaders(c);
  const integration = await findIntegration(key, options);
  if (integration !== undefined) return integration;
  countFailure(c, options);
  const message =
    key === undefined
      ? "Send the integration's key: Authorization: Bearer <key>, the password of basic authentication, or X-Tocsin-Key."
      : "This is the key of no integration in use.";
  const refusal = source.refused?.(message);
  if (refusal !== undefined) return respond(refusal, options);
  throw new AppError("unauthenticated", message);
}

function keyOfHeaders(c: IngestContext): string | undefined {
  return ingestKey({
    authorization: c.req.header("authorization"),
    tocsinKey: c.req.header("x-tocsin-key"),
  });
}

/** Takes a request in whose key is in its headers. */
export async function takeByHeaders(
  c: IngestContext,
  source: Source,
  options: IngestOptions,
): Promise<Response> {
  const integration = await integrationOfHeaders(c, source, options);
  if (integration instanceof Response) return integration;
  return withBody(c, { source, ...options }, async (body) => {
    checkSignature(c, { source, body }, options);
    return take(c, { source, body, integration }, options);
  });
}

/**
 * A sender that signs beside its key must sign rightly. What was cut cannot be checked, and is not thrown
 * away for that: the key was right.
 * @throws AppError `unauthenticated`
 */
function checkSignature(
  c: IngestContext,
  { source: { signature }, body }: Pick<InboundDelivery, "source" | "body">,
  options: IngestOptions,
): void {
  const header = (name: string): string | undefined => c.req.header(name);
  if (signature === undefined || body.truncated) return;
  if (!signature.headers.some((name) => header(name) !== undefined)) return;
  const key = keyOfHeaders(c) ?? "";
  if (signature.isRight({ header, body: body.bytes, key })) return;
  countFailure(c, options);
  throw new AppError(
    "unauthenticated",
    "The signature is not that of this body with the integration's key as the secret.",
  );
}

export async function findIntegration(
  key: string | undefined,
  { keys, dependencies }: IngestOptions,
): Promise<IngestIntegration | undefined> {
  return key === undefined ? undefined : keys.find(key, dependencies.context.clock.now());
}

export async function take(
  c: IngestContext,
  delivery: Omit<InboundDelivery, "contentType">,
  options: IngestOptions,
): Promise<Response> {
  const contentType = c.req.header("content-type") ?? "";
  return respond(await takeIn({ ...delivery, contentType }, options.dependencies), options);
}

export function respond(
  reply: InboundReply,
  { headers }: Pick<IngestOptions, "headers">,
): Response {
  return new Response(reply.body, {
    status: reply.status,
    headers: { ...headers, ...reply.headers },
  });
}
