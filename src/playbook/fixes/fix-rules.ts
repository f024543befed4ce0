import type { DiagnosticCode } from "../diagnostic-codes.ts";
import { askForNoTerminal, quotePlaceholder, quoteWord, turnGlobbingOff } from "./command-fixes.ts";
import { closeFence, matchCase } from "./document-fixes.ts";
import type { FixRule } from "./fix-rule.ts";

/**
 * The findings for which the right text can be certain. TOC001 is put right before any of these, because
 * their places count in the repaired text. For every other finding only its author knows what is meant.
 */
export const FIX_RULES: Readonly<Partial<Record<DiagnosticCode, FixRule>>> = {
  TOC002: closeFence,
  TOC301: quoteWord,
  TOC302: turnGlobbingOff,
  TOC303: quotePlaceholder,
  TOC306: askForNoTerminal,
  TOC401: matchCase,
};
