import type { List } from "mdast";
import type { Section } from "../markdown/document.ts";

/** So many headings whose list goes on where the one above stopped are no accident. */
const CONTINUED_MIN = 2;

/**
 * Whether the numbers of the lists go on from one heading below to the next, "3." after "2.": then they
 * are the steps of one procedure, however its stages are called.
 */
export function numbersGoOn({ children }: Section): boolean {
  let last = 0;
  let continued = 0;
  for (const { content } of children) {
    const lists = content.filter(
      (node): node is List => node.type === "list" && node.ordered === true,
    );
    const [first] = lists;
    if (first === undefined) continue;
    if (last > 0 && first.start === last + 1) continued += 1;
    last = lists.reduce(
      (end, { start, children: items }) => (start ?? end + 1) + items.length - 1,
      0,
    );
  }
  return continued >= CONTINUED_MIN;
}
