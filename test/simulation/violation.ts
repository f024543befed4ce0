/** Something that must always hold does not. */
export class Violation extends Error {
  override readonly name = "Violation";
}

/** @throws Violation that says what does not hold */
export function holds(condition: boolean, what: string): void {
  if (!condition) throw new Violation(what);
}
