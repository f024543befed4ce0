/** Errors on the wire: RFC 9457 problem details. */

import { z } from "zod";
import { ERROR_CODES, type ErrorCode } from "../domain/error.ts";
import { diagnosticSchema } from "./playbook.ts";

export const PROBLEM_MEDIA_TYPE = "application/problem+json";

/** Where each code is explained; `docs/errors.md` of the project is the same page. */
export const ERROR_DOCS_PATH = "/docs/errors";

const ERROR_CODE_NAMES = Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]];

export const problemSchema = z
  .object({
    type: z.string().meta({ description: "The code's page in the documentation" }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "What was attempted, on which id, and what to do" }),
    code: z.enum(ERROR_CODE_NAMES),
    instance: z
      .string()
      .optional()
      .meta({ description: "For an internal error: the id under which the log has it" }),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "The fields that are not valid, each with its reason" }),
    diagnostics: z
      .array(diagnosticSchema)
      .optional()
      .meta({ description: "Why a playbook was refused" }),
  })
  .meta({ id: "Problem", description: "An error, as RFC 9457 has it" });
export type Problem = z.infer<typeof problemSchema>;
