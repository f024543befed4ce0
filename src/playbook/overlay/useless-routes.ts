/** Rules of `routes:` that no alert ever gets to. */

import { matchersOf } from "../../domain/alert-routes.ts";
import { compileMatchers, formatMatchers, type Matcher } from "../../domain/matcher.ts";
import type { Diagnostic, OverlayRoute } from "../../domain/playbook.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import type { OverlaySources } from "./overlay-source.ts";

/**
 * TOC507: a rule whose matchers exclude each other, or which stands behind one that matches all that it
 * matches and lets nothing through. Several rules that only together leave nothing are not seen.
 */
export function uselessRoutes(
  routes: readonly OverlayRoute[],
  sources: OverlaySources,
): readonly Diagnostic[] {
  const rules = routes.map((route) => ({ route, matchers: matchersOf(route) ?? [] }));
  return rules.flatMap(({ matchers }, index) => {
    const clash = clashOf(matchers);
    const winner =
      clash === undefined
        ? rules.findIndex(
            (earlier, place) =>
              place < index &&
              earlier.route.continue !== true &&
              matchesAllOf(earlier.matchers, matchers),
          )
        : -1;
    if (clash === undefined && winner < 0) return [];
    const at = sources.locate(["routes", index]);
    return clash === undefined
      ? [hidden(at, sources.locate(["routes", winner]).line)]
      : [diagnostic("TOC507", at, clash, "Take one of the two out, or make two rules of it.")];
  });
}

function hidden(at: ReturnType<OverlaySources["locate"]>, line: number): Diagnostic {
  return diagnostic(
    "TOC507",
    at,
    `no alert gets to this rule: the one in line ${line} matches everything that it matches, and comes first`,
    `Put this rule before line ${line}, or say "continue: true" there.`,
  );
}

/** A label and the few values that are left to it. */
interface Admitted {
  readonly name: string;
  readonly values: readonly string[];
}

/** `a|b`: a pattern that only lists values. */
const LISTED = /^[\w:/-]+(?:\|[\w:/-]+)*$/u;

/** What the matchers leave of each label that they give values for. */
function admitted(matchers: readonly Matcher[]): readonly Admitted[] {
  return matchers.flatMap(({ name, operator, value }) => {
    if (operator === "=") return [{ name, values: [value] }];
    return operator === "=~" && LISTED.test(value) ? [{ name, values: value.split("|") }] : [];
  });
}

/** Why no labels satisfy all of the matchers, as far as one label tells; undefined when some may. */
function clashOf(matchers: readonly Matcher[]): string | undefined {
  for (const { name, values } of admitted(matchers)) {
    const ofLabel = matchers.filter((matcher) => matcher.name === name);
    const holds = compileMatchers(ofLabel);
    if (!values.some((value) => holds({ [name]: value }))) {
      return `no alert satisfies ${formatMatchers(ofLabel)}: the label has one value`;
    }
  }
  return undefined;
}

/** Whether everything that satisfies `narrow` satisfies each of `wide`; false where that is not certain. */
function matchesAllOf(wide: readonly Matcher[], narrow: readonly Matcher[]): boolean {
  const left = admitted(narrow);
  return wide.every((matcher) => {
    const isSame = narrow.some(
      ({ name, operator, value }) =>
        name === matcher.name && operator === matcher.operator && value === matcher.value,
    );
    if (isSame) return true;
    const holds = compileMatchers([matcher]);
    return left.some(
      ({ name, values }) =>
        name === matcher.name && values.every((value) => holds({ [name]: value })),
    );
  });
}
