import type { Diagnostic, Playbook } from "../../domain/playbook.ts";
import type { SourceText } from "../markdown/source-texts.ts";

/** Looks at the whole compiled playbook for one kind of mistake. Pure; the texts are for exact places. */
export type Lint = (playbook: Playbook, texts: readonly SourceText[]) => readonly Diagnostic[];
