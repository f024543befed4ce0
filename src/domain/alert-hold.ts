/**
 * What keeps an alert that fires from paging. It is stored like any other; when nothing holds it any more
 * and it still fires, it opens its incident then. Alerts that have an incident are never held: to quiet
 * those is to acknowledge or to snooze.
 */

import type { RuleDelay, RulePlace, SaidByRule } from "./alert-routes.ts";
import type { AlertJudgement } from "./alert-routing.ts";
import {
  describeScope,
  type MaintainedAlert,
  type Maintenance,
  maintainedAlert,
  type OpenMaintenance,
} from "./maintenance.ts";
import { formatMatchers, type Labels } from "./matcher.ts";
import type { Playbook } from "./playbook.ts";
import { activeSilences, type CompiledSilence, type Silence } from "./silence.ts";

/** Stored forms may be added to, never renamed. */
export type HoldReason =
  /** A silence that matches its labels. */
  | { readonly kind: "silenced"; readonly silenceId: string }
  /** A maintenance window that is open once. */
  | { readonly kind: "maintenance"; readonly maintenanceId: string }
  /** One of `tocsin.yaml`, open until an instant. */
  | {
      readonly kind: "recurring-maintenance";
      readonly name: string;
      readonly at?: RulePlace;
      readonly until: number;
    }
  /** A rule of `tocsin.yaml` that waits whether it ends by itself. */
  | { readonly kind: "delayed"; readonly at?: RulePlace; readonly until: number }
  /** Another alert that fires, by a rule of `tocsin.yaml`. */
  | { readonly kind: "inhibited"; readonly alertId: string };

export interface AlertHold {
  /** At least one. */
  readonly reasons: readonly HoldReason[];
  /** When it began to fire; unknown of what was held before delays were. */
  readonly since?: number;
  /** When it may be over: the engine looks at the alert again then. */
  readonly reviewAt: number;
}

/** Whoever ends what holds an alert has it looked at: until then there is nothing to do. */
const WHEN_TOLD = Number.MAX_SAFE_INTEGER;

export interface Holding {
  /** Those of the alert's integration. */
  readonly silences: readonly CompiledSilence[];
  /** Those that are open. */
  readonly maintenance: readonly OpenMaintenance[];
  /** The alert that inhibits it, if any does. */
  readonly inhibitorId?: string | undefined;
  readonly now: number;
}

interface Hold {
  readonly reason: HoldReason;
  readonly endsAt: number;
}

export interface HoldableAlert {
  readonly labels: Labels;
  /** When it began to fire, as far as it was heard of. */
  readonly since: number;
  /** One that flaps has shown that it does not heal itself: it is delayed no more. */
  readonly isFlapping?: boolean;
  /** What it is by the rules; left out where it could not be read: then silences alone hold it. */
  readonly judged?: JudgedAlert | undefined;
}

export interface JudgedAlert extends MaintainedAlert {
  readonly delay: SaidByRule<RuleDelay> | undefined;
}

/** @param alert with the team of its integration */
export function judgedAlert(
  playbook: Pick<Playbook, "severities">,
  judgement: AlertJudgement,
  alert: Pick<MaintainedAlert, "labels" | "team">,
): JudgedAlert {
  return { ...maintainedAlert(playbook, judgement, alert), delay: judgement.delay };
}

/** What holds an alert now, if anything does. */
export function holdFor(
  { labels, since, isFlapping = false, judged }: HoldableAlert,
  { silences, maintenance, inhibitorId, now }: Holding,
): AlertHold | undefined {
  const open = judged === undefined ? [] : maintenance.filter(({ covers }) => covers(judged));
  const holds: Hold[] = [
    ...activeSilences(silences, labels, now).map(
      ({ id, endsAt }): Hold => ({ reason: { kind: "silenced", silenceId: id }, endsAt }),
    ),
    ...open.map(holdOfMaintenance),
    ...(isFlapping ? [] : delayOf(judged, since)),
  ].filter(({ endsAt }) => endsAt > now);
  if (inhibitorId !== undefined) {
    holds.push({ reason: { kind: "inhibited", alertId: inhibitorId }, endsAt: WHEN_TOLD });
  }
  if (holds.length === 0) return undefined;
  return {
    reasons: holds.map(({ reason }) => reason),
    since,
    // While one lasts, the end of another changes nothing.
    reviewAt: Math.max(...holds.map(({ endsAt }) => endsAt)),
  };
}

function holdOfMaintenance({ window, endsAt }: OpenMaintenance): Hold {
  if ("id" in window) return { reason: { kind: "maintenance", maintenanceId: window.id }, endsAt };
  const { name, at } = window;
  const place = at === undefined ? {} : { at };
  return { reason: { kind: "recurring-maintenance", name, ...place, until: endsAt }, endsAt };
}

function delayOf(judged: JudgedAlert | undefined, since: number): readonly Hold[] {
  if (judged?.delay === undefined) return [];
  const { value, at } = judged.delay;
  if (judged.isWorst && !value.includeWorst) return [];
  const until = since + value.delayMs;
  return [
    { reason: { kind: "delayed", ...(at === undefined ? {} : { at }), until }, endsAt: until },
  ];
}

/** What the reasons of a hold name, as far as it is known. */
export interface NamedByHolds {
  readonly silences: readonly Silence[];
  readonly maintenance: readonly Maintenance[];
}

/** What holds an alert, for people. */
export function describeHold(reason: HoldReason, named: NamedByHolds): string {
  switch (reason.kind) {
    case "silenced": {
      const silence = named.silences.find(({ id }) => id === reason.silenceId);
      if (silence === undefined) return `silence ${reason.silenceId}`;
      const { id, author, comment, matchers } = silence;
      return `silence ${id} of ${author}, ${formatMatchers(matchers)}: ${comment}`;
    }
    case "maintenance": {
      const window = named.maintenance.find(({ id }) => id === reason.maintenanceId);
      if (window === undefined) return `maintenance ${reason.maintenanceId}`;
      const { id, author, comment } = window;
      return `maintenance ${id} of ${author}, ${describeScope(window)}: ${comment}`;
    }
    case "recurring-maintenance":
      return `weekly maintenance, ${reason.name}${placeOf(reason.at)}`;
    case "delayed":
      return `delayed, in case it ends by itself${placeOf(reason.at)}`;
    case "inhibited":
      return `alert ${reason.alertId}, which fires and inhibits it`;
  }
}

function placeOf(at: RulePlace | undefined): string {
  return at === undefined ? "" : ` (${at.file}:${at.line})`;
}

/** When it is over; null where no time ends it, or none is known. */
export function endOfHold(reason: HoldReason, named: NamedByHolds): number | null {
  switch (reason.kind) {
    case "silenced":
      return named.silences.find(({ id }) => id === reason.silenceId)?.endsAt ?? null;
    case "maintenance":
      return named.maintenance.find(({ id }) => id === reason.maintenanceId)?.endsAt ?? null;
    case "recurring-maintenance":
    case "delayed":
      return reason.until;
    case "inhibited":
      return null;
  }
}
