import type { Diagnostic, Playbook, RunbookStep } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { CONTACT_HELP, isReachableByOverlay, unreachable } from "../lints/person-contact.ts";
import { closestName } from "../words/closest-name.ts";
import {
  type OverlayReference,
  overlayContacts,
  overlayReferences,
  type ReferenceKind,
} from "./overlay-references.ts";
import type { OverlaySources } from "./overlay-source.ts";
import { uselessRoutes } from "./useless-routes.ts";

/** What of a playbook the names in its overlay refer to. */
export type OverlayFacts = Pick<
  Playbook,
  "overlay" | "severities" | "escalation" | "rotations" | "runbooks" | "access"
>;

/**
 * TOC504 for every name in the overlay that means nothing in the playbook beside it, TOC503 for lists
 * that do not fit it, TOC203 for people the overlay has paged who cannot be reached, TOC507 for rules that
 * no alert gets to. Call it only for an overlay that was read without findings: places are the file's, so nothing may have been left out.
 */
export function checkOverlay(playbook: OverlayFacts, sources: OverlaySources): Diagnostic[] {
  const vocabulary = vocabularyOf(playbook);
  const unknown = overlayReferences(playbook.overlay).flatMap((reference) =>
    unknownName(reference, vocabulary[reference.kind], sources),
  );
  return [
    ...unknown,
    ...stepCounts(playbook, sources),
    ...describedTwice(playbook, sources),
    ...unreachablePeople(playbook, sources),
    ...uselessRoutes(playbook.overlay.routes, sources),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** TOC505 for every reference whose secret cannot be had; `reasonMissing` asks the environment. */
export function unresolvedSecrets(
  playbook: Pick<Playbook, "overlay">,
  sources: OverlaySources,
  reasonMissing: (reference: string) => string | undefined,
): Diagnostic[] {
  return overlayContacts(playbook.overlay).flatMap(({ path, method }) => {
    const reason = reasonMissing(method.address);
    if (reason === undefined) return [];
    return [
      diagnostic(
        "TOC505",
        sources.locate(path),
        `this secret cannot be had: ${reason}`,
        "Set it where Tocsin runs, then try again.",
      ),
    ];
  });
}

interface Known {
  /** As the end of the sentence: "a severity of this playbook". */
  readonly what: string;
  readonly names: readonly string[];
  /** Compared letter by letter, because that is how it is looked up later. */
  readonly exact?: true;
  /** More than the playbook's own are allowed: only a near miss is a mistake. */
  readonly open?: boolean;
}

function vocabularyOf(playbook: OverlayFacts): Readonly<Record<ReferenceKind, Known>> {
  const { overlay, rotations } = playbook;
  const services = (overlay.services ?? []).map(({ name }) => name);
  const teams = [
    ...overlay.people.flatMap((person) => person.teams ?? []),
    ...(overlay.services ?? []).flatMap(({ team }) => team ?? []),
  ];
  return {
    severity: {
      what: "a severity of this playbook",
      names: playbook.severities.map(({ id }) => id),
      exact: true,
    },
    column: {
      what: "a column of any rotation",
      names: [...new Set(rotations.flatMap(({ columns }) => columns))],
      exact: true,
    },
    schedule: {
      what: 'a schedule of "schedules"',
      names: Object.keys(overlay.schedules ?? {}),
      exact: true,
    },
    webhook: {
      what: 'a webhook of "webhooks"',
      names: Object.keys(overlay.webhooks ?? {}),
      exact: true,
    },
    rotation: { what: "the id of a rotation", names: rotations.map(({ id }) => id), exact: true },
    person: { what: 'a person whom the rotation or "people" names', names: knownPeople(playbook) },
    runbook: {
      what: "a runbook of this playbook",
      names: playbook.runbooks.flatMap(({ id, title }) => [title, id]),
    },
    command: { what: "a command of any runbook", names: commandsOf(playbook), exact: true },
    service: {
      what: "a service of the catalogue",
      names: services,
      exact: true,
      open: services.length === 0,
    },
    team: { what: "a team of anybody or anything", names: teams, open: teams.length === 0 },
    access: {
      what: "an item of the required access",
      names: playbook.access.map(({ text }) => text),
    },
    role: {
      what: "a role of the escalation",
      names: playbook.escalation.flatMap(({ steps }) => steps.map(({ role }) => role)),
      open: true,
    },
  };
}

function unknownName(
  reference: OverlayReference,
  known: Known,
  sources: OverlaySources,
): Diagnostic[] {
  const { name, path, isKey } = reference;
  const same = (other: string): boolean =>
    known.exact === true ? other === name : roleKey(other) === roleKey(name);
  if (known.names.some(same)) return [];
  const meant = closestName(name, known.names);
  if (known.open === true && meant === undefined) return [];
  const at = isKey === true ? sources.locateKey(path) : sources.locate(path);
  return [diagnostic("TOC504", at, `"${name}" is not ${known.what}`, nameHelp(known, meant))];
}

const NAMES_SHOWN_MAX = 8;

function nameHelp(known: Known, meant: string | undefined): string {
  if (meant !== undefined) return `Did you mean "${meant}"?`;
  if (known.names.length === 0) return `The playbook has none: take this out, or add it there.`;
  const shown = [...new Set(known.names)].slice(0, NAMES_SHOWN_MAX).map((name) => `"${name}"`);
  const more = known.names.length > NAMES_SHOWN_MAX ? ", …" : "";
  return `Known are ${shown.join(", ")}${more}.`;
}

/** Times for the steps of a severity must be as many as the steps. */
function stepCounts(playbook: OverlayFacts, sources: OverlaySources): Diagnostic[] {
  return Object.entries(playbook.overlay.escalation).flatMap(([severity, { after }]) => {
    const steps = playbook.escalation.find((path) => path.severity === severity)?.steps;
    if (after === undefined || steps === undefined || steps.length === after.length) return [];
    return [
      diagnostic(
        "TOC503",
        sources.locateKey(["escalation", severity, "after"]),
        `${severity} has ${steps.length} escalation step${steps.length === 1 ? "" : "s"}, ` +
          `but ${after.length} time${after.length === 1 ? " is" : "s are"} given`,
        `Give one time for each: ${steps.map(({ role }) => role).join(", ")}.`,
      ),
    ];
  });
}

function describedTwice(playbook: OverlayFacts, sources: OverlaySources): Diagnostic[] {
  const keys = playbook.overlay.people.map(({ name }) => roleKey(name));
  return playbook.overlay.people.flatMap(({ name }, index) =>
    keys.indexOf(roleKey(name)) === index
      ? []
      : [
          diagnostic(
            "TOC503",
            sources.locate(["people", index, "name"]),
            `${name} is described twice`,
            "Put everything about one person into one entry.",
          ),
        ],
  );
}

/** People whom only the overlay has paged; those of a rotation are reported at the rotation. */
function unreachablePeople(playbook: OverlayFacts, sources: OverlaySources): Diagnostic[] {
  const seen = new Set(rotationNames(playbook).map(roleKey));
  const known = new Set(knownPeople(playbook).map(roleKey));
  const mentions = overlayReferences(playbook.overlay)
    .filter(({ kind, name }) => kind === "person" && known.has(roleKey(name)))
    .map(({ name, path }) => ({ name, at: sources.locate(path) }))
    .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  return mentions.flatMap(({ name, at }) => {
    if (seen.has(roleKey(name))) return [];
    seen.add(roleKey(name));
    if (isReachableByOverlay(playbook, name)) return [];
    return [diagnostic("TOC203", at, unreachable(name), CONTACT_HELP)];
  });
}

function knownPeople(playbook: OverlayFacts): string[] {
  return [...playbook.overlay.people.map(({ name }) => name), ...rotationNames(playbook)];
}

function rotationNames(playbook: OverlayFacts): string[] {
  return playbook.rotations.flatMap(({ shifts }) =>
    shifts.flatMap(({ assignments }) => Object.values(assignments)),
  );
}

function commandsOf(playbook: OverlayFacts): string[] {
  const steps = playbook.runbooks.flatMap(({ blocks }) =>
    blocks.flatMap((block): readonly RunbookStep[] =>
      "steps" in block ? block.steps : block.options.flatMap((option) => option.steps),
    ),
  );
  return steps.flatMap(({ command }) => (command === undefined ? [] : [command]));
}
