import { AppError } from "../../domain/error.ts";
import { silenceState } from "../../domain/silence.ts";
import { loadSilence } from "../../store/silences.ts";
import type { OperationContext } from "../context.ts";
import type { SilenceMaker } from "./maker.ts";
import { endSilence, noSilence } from "./put.ts";

/**
 * Ends a silence now: what it held, and still fires, pages at once.
 * @throws AppError `not-found` without such a silence, `forbidden` for one of others, `conflict` when it
 *   has ended
 */
export async function expireSilence(
  context: OperationContext,
  maker: SilenceMaker,
  input: { readonly id: string },
): Promise<void> {
  await context.database.transaction(async (tx) => {
    const silence = await loadSilence(tx, input.id);
    if (silence === undefined || !maker.sees(silence)) throw noSilence(input.id);
    if (!maker.mayChange(silence)) {
      throw new AppError("forbidden", "This silence reaches further than you may.");
    }
    if (silenceState(silence, context.clock.now()) === "expired") {
      throw new AppError("conflict", `Silence ${input.id} has ended already.`);
    }
    await endSilence(context, tx, { maker, silence });
  });
}
