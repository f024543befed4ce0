/** What an input takes, by its name: `<a|b>` offers a choice, all others a kind of value. */

import { type InputKind, inputKind } from "../../domain/input-value.ts";

export interface InputForm {
  readonly kind: InputKind;
  readonly choices?: readonly string[];
}

const CHOICE = /^[\w.-]+(?:\|[\w.-]+)+$/u;

export function inputForm(name: string): InputForm {
  if (CHOICE.test(name)) return { kind: "text", choices: name.split("|") };
  return { kind: inputKind(name) };
}
