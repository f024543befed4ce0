import { AppError, type ErrorCode } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import type { OperationContext } from "../context.ts";
import { acknowledgeIncident } from "./acknowledge.ts";

/** What became of one of several. */
export type Acknowledged =
  | { readonly number: string; readonly refused: null }
  | {
      readonly number: string;
      readonly refused: { readonly code: ErrorCode; readonly message: string };
    };

/**
 * Acknowledges several incidents, each in a transaction of its own and answered by itself: one that is
 * refused keeps no other from being taken.
 */
export async function acknowledgeMany(
  context: OperationContext,
  principal: Principal,
  input: { readonly numbers: readonly string[]; readonly via: string },
): Promise<readonly Acknowledged[]> {
  const answers: Acknowledged[] = [];
  for (const number of new Set(input.numbers)) {
    answers.push(await acknowledgeOne(context, principal, { number, via: input.via }));
  }
  return answers;
}

async function acknowledgeOne(
  context: OperationContext,
  principal: Principal,
  input: { readonly number: string; readonly via: string },
): Promise<Acknowledged> {
  const { number } = input;
  try {
    await acknowledgeIncident(context, principal, input);
    return { number, refused: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { number, refused: { code: error.code, message: error.message } };
  }
}
