/**
 * A shell that the text opens in a container, and what is typed into it.
 *
 * `oc rsh`, `kubectl exec … -- sh`, `docker exec -it … bash`: the commands that follow run in there,
 * where no runner is, so a person types them. `ssh` only says which machine is meant, and a runner may
 * well be on it: what follows it counts by itself. The shell stays open until `exit`, until the program that opened it is
 * used again (which is not in there), or until the next heading.
 */

import type { CommandClass } from "./classify.ts";

/** Programs that open such shells; those of one family stand outside of each other's shells. */
const FAMILIES: readonly ReadonlySet<string>[] = [
  new Set(["kubectl", "oc"]),
  new Set(["docker", "podman", "nerdctl", "docker-compose"]),
];

const LEAVING = /^(?:exit|logout|\\q|quit|Ctrl[-+]D)\b/iu;

export class OpenShell {
  /** Lines of the document's headings, ascending. */
  readonly #headings: () => readonly number[];
  #family: ReadonlySet<string> | undefined;
  #closesAt = Number.POSITIVE_INFINITY;

  constructor(headings: () => readonly number[]) {
    this.#headings = headings;
  }

  /** Whether the command at this line, of this class, is typed into a shell that was opened above it. */
  takes(command: string, { opensShell }: CommandClass, line: number): boolean {
    const program = programOf(command);
    if (line >= this.#closesAt || this.#family?.has(program) === true) this.#family = undefined;
    if (this.#family !== undefined) {
      if (LEAVING.test(withoutPrompt(command))) this.#family = undefined;
      return true;
    }
    const family = opensShell ? FAMILIES.find((one) => one.has(program)) : undefined;
    if (family !== undefined) {
      this.#family = family;
      this.#closesAt = firstAbove(this.#headings(), line);
    }
    return false;
  }
}

/** The command as it is typed, without a prompt that was kept. */
export function withoutPrompt(command: string): string {
  return command.trim().replace(/^(?:\S*[#$>]\s+)/u, "");
}

function programOf(command: string): string {
  return /^(?:sudo\s+)?(\S+)/u.exec(withoutPrompt(command))?.[1] ?? "";
}

/** The first of the ascending numbers that is greater. */
function firstAbove(numbers: readonly number[], bound: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) > bound) high = middle;
    else low = middle + 1;
  }
  return numbers[low] ?? Number.POSITIVE_INFINITY;
}
