/** The closed list of reasons for which an operation is refused; each maps once to an HTTP status and an exit code. */
export const ERROR_CODES = {
  "invalid-input": { status: 400, exitCode: 2, title: "The request is not valid" },
  unauthenticated: { status: 401, exitCode: 3, title: "Authentication is needed" },
  forbidden: { status: 403, exitCode: 3, title: "This is not allowed" },
  "not-found": { status: 404, exitCode: 4, title: "There is no such thing" },
  conflict: { status: 409, exitCode: 5, title: "The present state does not allow this" },
  gone: { status: 410, exitCode: 5, title: "This link or thing is no longer valid" },
  "too-large": { status: 413, exitCode: 2, title: "The request is too large" },
  "unsupported-media-type": {
    status: 415,
    exitCode: 2,
    title: "The content type is not supported",
  },
  "playbook-refused": {
    status: 422,
    exitCode: 1,
    title: "The playbook has errors and was not activated",
  },
  "too-many-requests": { status: 429, exitCode: 6, title: "Too many requests" },
  internal: { status: 500, exitCode: 70, title: "Something is broken in Tocsin" },
  overloaded: { status: 503, exitCode: 6, title: "Tocsin is overloaded; try again" },
  unavailable: { status: 503, exitCode: 6, title: "Tocsin is not ready" },
} as const satisfies Record<string, { status: number; exitCode: number; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** A refused operation. The message says what was attempted, on which id, and what to do; never a secret. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Machine-readable particulars, e.g. the fields that are not valid. */
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      readonly cause?: unknown;
      readonly details?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = options.details;
  }
}
