/** Reads a request's body up to a limit, and discards the rest so that the connection can be used again. */

import { Readable } from "node:stream";
import type { HttpBindings } from "@hono/node-server";
import { AppError } from "../domain/error.ts";
import type { ByteBudget } from "./byte-budget.ts";

export interface BoundedBody {
  readonly bytes: Uint8Array;
  /** There was more than the limit; the rest was discarded. */
  readonly truncated: boolean;
}

export interface BodyLimits {
  readonly bytesMax: number;
  /** What all bodies in memory may take together; who reads one gives its bytes back. */
  readonly budget: ByteBudget;
}

const EMPTY: BoundedBody = { bytes: new Uint8Array(0), truncated: false };

/**
 * The body as Node received it; as a web stream only where there is no Node request beneath, because
 * that costs several times as much.
 * @throws AppError `overloaded` when too much is in memory, `invalid-input` when the client goes away
 */
export function readBounded(
  raw: Request,
  env: Partial<HttpBindings> | undefined,
  limits: BodyLimits,
): Promise<BoundedBody> {
  if (env?.incoming !== undefined) return collectBounded(env.incoming, limits);
  return raw.body === null
    ? Promise.resolve(EMPTY)
    : collectBounded(Readable.fromWeb(raw.body), limits);
}

/** What a stream gives, as `readBounded` does; the same errors. */
export function collectBounded(
  stream: Readable,
  { bytesMax, budget }: BodyLimits,
): Promise<BoundedBody> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    let truncated = false;
    let refused = false;
    const letGo = (): void => {
      budget.giveBack(length);
      chunks.length = 0;
      length = 0;
    };
    stream.on("data", (chunk: Uint8Array) => {
      const kept = Math.min(chunk.length, bytesMax - length);
      // Past the limit chunks are let go as they come: memory stays bounded however much is sent.
      if (kept < chunk.length) truncated = true;
      if (kept === 0 || refused) return;
      if (!budget.take(kept)) {
        refused = true;
        letGo();
        return;
      }
      chunks.push(kept === chunk.length ? chunk : chunk.subarray(0, kept));
      length += kept;
    });
    stream.on("end", () => {
      if (refused) {
        reject(new AppError("overloaded", "Too many requests are in memory; send this one again."));
        return;
      }
      const [only] = chunks;
      const bytes = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
      resolve({ bytes, truncated });
    });
    const fail = (cause?: unknown): void => {
      if (stream.readableEnded) return;
      letGo();
      reject(new AppError("invalid-input", "The request ended before its body did.", { cause }));
    };
    stream.on("error", fail);
    stream.on("close", fail);
  });
}
