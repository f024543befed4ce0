import { closestName } from "../playbook/words/closest-name.ts";
import { CliFailure } from "./failure.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * The thing that is meant by a name (without regard to case) or an id.
 * @param kind what it is called in messages: "person"
 * @throws CliFailure `not-found`, with the nearest name; `conflict` when several have the name
 */
export function pickByName<T extends Named>(
  things: readonly T[],
  written: string,
  kind: string,
): T {
  const wanted = written.trim().toLowerCase();
  const found = things.filter(({ id, name }) => id === written || name.toLowerCase() === wanted);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  if (first !== undefined) {
    throw new CliFailure("conflict", `several have the name "${written}": say which by its id`, {
      help: found.map(({ id, name }) => `${id}  ${name}`),
    });
  }
  const meant = closestName(
    written,
    things.map(({ name }) => name),
  );
  throw new CliFailure("not-found", `there is no ${kind} "${written}"`, {
    help: [
      ...(meant === undefined ? [] : [`Did you mean "${meant}"?`]),
      `\`tocsin ${kind} list\` shows them.`,
    ],
  });
}
