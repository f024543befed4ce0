import type { OnCallJson } from "../contract/on-call.ts";
import type { Terminal } from "./terminal.ts";

/** Who cannot be relied on to be reached, a line each, and what to do. */
export function printWarnings(warnings: OnCallJson["warnings"], terminal: Terminal): void {
  if (warnings.length === 0) return;
  terminal.print("", ...warnings.map(({ text }) => ({ text, style: "yellow" }) as const));
  terminal.print({
    text: "Add with `tocsin person contact add`, prove with `tocsin person verify`.",
    style: "dim",
  });
}
