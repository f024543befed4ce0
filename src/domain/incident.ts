/**
 * An incident: `open → acknowledged → resolved → closed`, reopened by the same alert within 30 minutes of
 * *resolved*, later by hand; beside it the public status. `decide.ts` holds the transitions.
 */

import type { RoutedTo } from "./alert-routing.ts";
import type { ProposedSeverity } from "./checklist.ts";
import type { IncidentMode } from "./incident-mode.ts";
import type { WeeklyWindow } from "./schedule/schedule.ts";
import type { Target } from "./target.ts";
import type { WorkingTime } from "./working-time.ts";

export type IncidentStatus = "open" | "acknowledged" | "resolved" | "closed";
export type PublicStatus = "investigating" | "identified" | "monitoring" | "resolved";

/** A severity's behaviour, frozen into the incident when it is opened or its severity changes. */
export interface SeverityRules {
  readonly id: string;
  readonly name: string;
  /** 0 is the worst. */
  readonly rank: number;
  /** False: notifies at low urgency. */
  readonly pages: boolean;
  readonly steps: readonly PolicyStep[];
  /** The length of a round: the next one begins when it is over. */
  readonly roundMs: number;
  /** How many further rounds before the catch-all joins. */
  readonly repeat: number;
  /** How many people must acknowledge before paging stops. */
  readonly acknowledgements: number;
  /** Who may, beside whoever was told; anybody where there is none. */
  readonly acknowledgers: readonly Target[];
  /** An acknowledgement lapses when no entry of a person follows for this long; null: it does not. */
  readonly acknowledgementLapsesMs: number | null;
  readonly responseMs: number | null;
  readonly resolutionMs: number | null;
  readonly communicationMs: number | null;
  /** Within which its postmortem is to be written; absent where none is wanted. */
  readonly postmortemMs?: number;
  /** Clocks that run in working hours only, and what those are. */
  readonly inWorkingTime?: { readonly clocks: readonly ClockKind[]; readonly hours: WorkingTime };
  /** Roles that must take part, e.g. "incident commander": asked for until somebody has accepted. */
  readonly engages: readonly string[];
  /** Roles told once at opening. */
  readonly informs: readonly {
    readonly role: string;
    readonly text: string;
    readonly column: string | null;
  }[];
  /** What a person has to do, with the playbook's line. */
  readonly actions: readonly { readonly text: string; readonly line: number }[];
  /** What phases ask of roles, with the playbook's line. */
  readonly duties?: readonly { readonly text: string; readonly line: number }[];
}

export interface PolicyStep {
  readonly role: string;
  readonly afterMs: number;
  /** The rotation column that fills the role, where the matrix is mapped to one. */
  readonly column: string | null;
  /** Whom it calls on, where that is not whoever fills the role. */
  readonly targets?: readonly Target[];
  /** Passed over at any other time. */
  readonly hours?: StepHours;
  /** It calls on one of them each time, in turn. */
  readonly takesTurns?: true;
  /** Passed over unless more alerts than that have fired within the time before. */
  readonly moreThan?: { readonly alerts: number; readonly withinMs: number };
}

/** When a step counts: within stretches of the week, or outside them. */
export interface StepHours {
  readonly when: "within" | "outside";
  readonly windows: readonly WeeklyWindow[];
  readonly timeZone: string;
}

/**
 * Where paging stands.
 *
 * `running`: steps fire until somebody acknowledges. `role-only`: acknowledged, but a role the severity
 * engages is not accepted yet, so its steps go on. `stopped`: nothing pages.
 */
export interface EscalationState {
  readonly mode: "running" | "role-only" | "stopped";
  /** Counts up over the incident's whole life, so that no notification's key is used twice; −1 before the first. */
  readonly round: number;
  /** The round this run began with: repeats are counted from here. */
  readonly firstRound: number;
  readonly roundStartedAt: number;
  /** Places in the policy of the steps that have fired (or were skipped) in this round. */
  readonly fired: readonly number[];
  /** Whom somebody has reassigned it to: called on first, in each round. */
  readonly assigned?: {
    readonly target: Target;
    /** Pages of rounds before are no longer wanted. */
    readonly sinceRound: number;
  };
}

/** Somebody who has said "I have it". Paging goes on while there are too few of them. */
export interface Acknowledgement {
  /** Null where it was no person. */
  readonly personId: string | null;
  readonly name: string;
  readonly at: number;
}

/** Somebody who was asked by hand to take part, or does. */
export interface Responder {
  readonly personId: string;
  readonly name: string;
  /** As what they were asked: "responder", or the role, schedule or team that was called on. */
  readonly role: string;
  /** Null while they have not answered. */
  readonly joinedAt: number | null;
  /** How often they were asked, over the incident's life: no notification's key is used twice. */
  readonly asks: number;
  /** How often they are asked again by itself. */
  readonly asksLeft: number;
  /** When that is, or when it is said that they did not answer; null when neither. */
  readonly askAgainAt: number | null;
}

/** What somebody is asked to do while the incident lasts. Done, or at the end, it is in the timeline only. */
export interface Task {
  /** In its incident; action items go on with the count. */
  readonly number: number;
  readonly text: string;
  /** Null while it is nobody's. */
  readonly personId: string | null;
  readonly name: string | null;
  readonly dueAt: number | null;
  /** When its person said that they have understood. */
  readonly acceptedAt: number | null;
  /** It was said that its time is over. */
  readonly toldDue: boolean;
}

/** A role that somebody was asked to take. */
export interface RoleOffer {
  readonly role: string;
  readonly personId: string;
  readonly name: string;
  /** Who offers it, by name. */
  readonly by: string;
  readonly at: number;
}

export type ClockKind = "response" | "resolution" | "communication";

/** One judged stretch of a clock. History is never overwritten: a change closes it and opens another. */
export interface ClockSegment {
  readonly kind: ClockKind;
  readonly audience: string | null;
  readonly targetMs: number;
  readonly startedAt: number;
  readonly warnedAt: number | null;
  readonly breachedAt: number | null;
  readonly endedAt: number | null;
  readonly outcome: "met" | "breached" | "superseded" | null;
  /** The rank of the severity whose promise it is. */
  readonly rank?: number;
  /** It runs in these hours only. */
  readonly working?: WorkingTime;
  /** What counted under severities before, in this clock's present run. */
  readonly before?: readonly CountedTime[];
  /** Of that, what counts towards this target. */
  readonly carriedMs?: number;
  /** What counted up to `runsSince`. */
  readonly ranMs?: number;
  /** Since when it runs; null while it is paused. Since its start when absent. */
  readonly runsSince?: number | null;
  /** It runs again by itself then; null while it runs. */
  readonly pausedUntil?: number | null;
}

/** Time of a clock under severities of one rank. */
export interface CountedTime {
  readonly rank: number;
  readonly ms: number;
  readonly inWorkingTime: boolean;
}

/** A severity that an answer to a checklist speaks for, until a person sets one. */
export interface SeverityProposal extends ProposedSeverity {
  /** The point that was answered, by its key and in the playbook's words; and the answer. */
  readonly point: string;
  readonly question: string;
  readonly answer: string;
}

/** Everything `decide` needs to know of an incident. */
export interface Incident {
  readonly id: string;
  /** `YYYYMMDD-NNN` */
  readonly number: string;
  readonly title: string;
  readonly severity: string;
  /** A person has set the severity: alerts no longer raise it. */
  readonly severityByPerson: boolean;
  readonly status: IncidentStatus;
  readonly publicStatus: PublicStatus;
  readonly playbookHash: string;
  readonly integrationId: string | null;
  readonly groupKey: string | null;
  readonly team: string | null;
  /** What a rule said of the alert that opened it, beside its severity. */
  readonly routedTo?: RoutedTo;
  /** What it is when it is not real. */
  readonly mode?: Exclude<IncidentMode, "real">;
  readonly openedAt: number;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  readonly resolvedAt: number | null;
  readonly closedAt: number | null;
  /** Where it ended, when it was merged: it is closed then, and stays so. */
  readonly mergedInto?: Pick<Incident, "id" | "number">;
  /** One that somebody had declared was merged into it: it does not end with its alerts. */
  readonly holdsDeclared?: true;
  /** Since it was opened last, or taken back. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** Severities that answers to checklists speak for, one for each point at most. */
  readonly proposals?: readonly SeverityProposal[];
  /** When alerts fired lately, as far as a step asks how many did. */
  readonly firedAt: readonly number[];
  /** When the engine has to look next; never null while open. */
  readonly dueAt: number | null;
  readonly firingAlerts: number;
  readonly rules: SeverityRules;
  readonly escalation: EscalationState;
  readonly clocks: readonly ClockSegment[];
  /** Role to the name of who accepted it. */
  readonly roles: Readonly<Record<string, string>>;
  /** Roles that somebody was asked to take and has neither accepted nor declined. */
  readonly offers?: readonly RoleOffer[];
  /** How often those who take part were asked for a commander, and when last. */
  readonly commandAsked?: { readonly times: number; readonly at: number };
  /** Tasks that are open. */
  readonly tasks?: readonly Task[];
  /** How many tasks and action items there have been: the last one's number. */
  readonly itemsNumbered?: number;
  /** The action item of its postmortem. */
  readonly postmortem?: number;
  /** Ids of people who have been notified: they are told when it ends. */
  readonly told: readonly string[];
  /** Names of the audiences that have been told: they hear how it goes on. */
  readonly audiences?: readonly string[];
  /** Asked by hand to take part, and recorded as taking part. */
  readonly responders: readonly Responder[];
  /** Nobody is paged until then; null when it is not snoozed. */
  readonly snoozedUntil: number | null;
  /** The last entry a person made; an acknowledgement lapses when nothing follows it. */
  readonly lastHumanEntryAt: number | null;
  /** Compare-and-set: grows by one with each save. */
  readonly version: number;
  /** The last timeline entry's sequence number and instant. */
  readonly lastSeq: number;
  readonly lastEntryAt: number;
}
