/** Errors become answers here, once: problem details for what was refused, an id and nothing more for what is broken. */

import { HTTPException } from "hono/http-exception";
import {
  ERROR_DOCS_PATH,
  PROBLEM_MEDIA_TYPE,
  type Problem,
  problemSchema,
} from "../contract/problem.ts";
import { AppError, ERROR_CODES, type ErrorCode } from "../domain/error.ts";

/** Where an internal error leaves what it must not tell the client. */
export interface ProblemContext {
  readonly newId: () => string;
  readonly log: { error(particulars: object, message: string): void };
}

/** The answer to anything that was thrown while a request was served. */
export function problemResponse(error: unknown, context: ProblemContext): Response {
  const refused = asAppError(error);
  if (refused === undefined) return internalProblem(error, context);
  const headers = new Headers({ "content-type": PROBLEM_MEDIA_TYPE });
  const retryAfterSeconds = refused.details?.["retryAfterSeconds"];
  if (typeof retryAfterSeconds === "number") headers.set("retry-after", String(retryAfterSeconds));
  if (refused.code === "unauthenticated") headers.set("www-authenticate", 'Bearer realm="tocsin"');
  return respond({ ...problem(refused.code, refused.message), ...extensions(refused) }, headers);
}

function internalProblem(error: unknown, context: ProblemContext): Response {
  const instance = context.newId();
  context.log.error({ err: error, instance }, "a request failed for a reason that is ours");
  const detail = "The request failed inside Tocsin. Its log says why, under the id in `instance`.";
  return respond(
    { ...problem("internal", detail), instance },
    new Headers({ "content-type": PROBLEM_MEDIA_TYPE }),
  );
}

function problem(code: ErrorCode, detail: string): Problem {
  const { status, title } = ERROR_CODES[code];
  return { type: `${ERROR_DOCS_PATH}#${code}`, title, status, detail, code };
}

function respond(body: Problem, headers: Headers): Response {
  return new Response(JSON.stringify(body), { status: body.status, headers });
}

/** Only what the published form has: other particulars stay inside. */
function extensions(error: AppError): Pick<Problem, "errors" | "diagnostics"> {
  const known = problemSchema.pick({ errors: true, diagnostics: true }).safeParse(error.details);
  return known.success ? known.data : {};
}

function asAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (!(error instanceof HTTPException)) return undefined;
  // Hono's own refusals: a body that is no JSON, or one that is too long.
  const code = CODE_BY_STATUS.get(error.status);
  return code === undefined ? undefined : new AppError(code, error.message, { cause: error });
}

const CODE_BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [400, "invalid-input"],
  [413, "too-large"],
  [415, "unsupported-media-type"],
]);
