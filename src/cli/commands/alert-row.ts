import type { Line } from "../styled.ts";

/** One line of what is said of an alert, below the others. */
export function alertRow(name: string, text: string): Line {
  return ["  ", { text: name.padEnd(10), style: "dim" }, " ", text];
}
