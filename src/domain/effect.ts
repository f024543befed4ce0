/**
 * What running a command line does to the world, from harmless to not known.
 *
 * - `observe`: reads only; runs by itself.
 * - `reveal`: reads, and may print secrets; needs a click, output masked.
 * - `change`: alters something; needs an approval.
 * - `manual`: a person does it (terminal, editor, chat command, prose).
 * - `unknown`: not recognised; manual until an administrator says otherwise.
 */
export const EFFECTS = ["observe", "reveal", "change", "manual", "unknown"] as const;
export type Effect = (typeof EFFECTS)[number];

/** Classes of what is started at all. */
export type RunnableEffect = Exclude<Effect, "manual" | "unknown">;

/** Whether one class asks for more care than another. */
export function exceeds(effect: Effect, claimed: Effect): boolean {
  return EFFECTS.indexOf(effect) > EFFECTS.indexOf(claimed);
}
