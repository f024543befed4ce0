/**
 * The compiled playbook: what `src/playbook` makes of the Markdown and everything else runs on.
 *
 * The names here are a published contract (`tocsin compile --json`): keys may be added, never
 * renamed. Durations are ISO 8601 text (`PT15M`, `P14D`); every object says where it was read.
 */

import type { Effect } from "./effect.ts";

/** Where in the playbook's files something was read. Lines and columns start at 1. */
export interface SourceRef {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** An ISO 8601 duration, e.g. `PT30M`. Parse with `durationMs`. */
export type IsoDuration = string;

interface Sourced {
  readonly source: SourceRef;
}

/** A measurable threshold read from text, e.g. ">5%" or "p95 < 500ms". */
export interface Condition {
  /** What is measured, as far as the text says: "error rate", "p95", "CPU". */
  readonly metric: string;
  readonly operator: "<" | "<=" | ">" | ">=" | "=";
  readonly value: number;
  /** "%", "ms", "s", "GB"… or "" when the text gives none. */
  readonly unit: string;
}

export interface SeverityExample extends Sourced {
  readonly text: string;
  readonly condition?: Condition;
}

export type ResponseActionKind =
  | "page"
  | "notify"
  | "all-hands"
  | "status-page"
  | "ticket"
  | "assign"
  | "monitor"
  | "schedule"
  | "other";

export interface ResponseAction extends Sourced {
  readonly text: string;
  readonly kind: ResponseActionKind;
  /** The role that is paged, engaged or told, in the playbook's words ("on-call engineer"). */
  readonly role?: string;
  /** Audiences told, each with the condition the text gives ("if needed"). */
  readonly audiences?: readonly { readonly audience: string; readonly when?: string }[];
  /** True when the role must take part ("engage", "involve"), not only be told ("notify"). */
  readonly engages?: boolean;
}

export interface ServiceLevel extends Partial<Sourced> {
  readonly response?: IsoDuration;
  readonly resolution?: IsoDuration;
  /** The longest time between two updates. */
  readonly communication?: IsoDuration;
  /** The times that count only in working hours: "next business day". A day is then a working day. */
  readonly inWorkingTime?: readonly ("response" | "resolution" | "communication")[];
}

export interface Severity extends Sourced {
  /** As the playbook writes it: "P0", "SEV1". The order of the list is from worst to least. */
  readonly id: string;
  readonly name: string;
  readonly definition: string;
  readonly condition?: Condition;
  readonly examples: readonly SeverityExample[];
  readonly responseActions: readonly ResponseAction[];
  readonly sla: ServiceLevel;
  /** Every place that names it or gives one of its times, the first of each kind first. */
  readonly places?: readonly (Sourced & {
    readonly says: "name" | "response" | "resolution" | "communication";
    /** The time is told in a sentence, and counts where it is stated nowhere. */
    readonly inSentence?: true;
  })[];
}

/** A time that is promised without naming a severity: "updates every 30 minutes". Shown, and starts no clock. */
export interface GeneralPromise extends Sourced {
  readonly clock: "response" | "resolution" | "communication";
  readonly time: IsoDuration;
}

export interface EscalationStep extends Sourced {
  /** The role in words, box-art line breaks mended: "On-Call Engineer". */
  readonly role: string;
  /** Since the start of the round. */
  readonly after: IsoDuration;
  /** A title given in parentheses: "CTO". */
  readonly title?: string;
}

export interface EscalationPath extends Sourced {
  readonly severity: string;
  readonly steps: readonly EscalationStep[];
  readonly stakeholders: readonly (Sourced & {
    readonly audience: string;
    readonly when?: string;
  })[];
  /** Other boxes of the path: "Status Page Update", "Ticket + Monitor". */
  readonly actions: readonly (Sourced & { readonly text: string })[];
}

/** What shows by itself that a step is done. */
export type StepFact =
  | "acknowledged"
  | "commander"
  | "role-accepted"
  | "role-told"
  | "severity"
  | "update"
  | "public-update";

export interface PhaseItem extends Sourced {
  readonly text: string;
  /** Of an action: what shows that it is done. */
  readonly showsIn?: StepFact;
}

export interface Phase extends Sourced {
  readonly id: string;
  readonly title: string;
  /** Since the incident was opened; absent when the text gives no window. */
  readonly start?: IsoDuration;
  readonly end?: IsoDuration;
  readonly sources: readonly PhaseItem[];
  readonly actions: readonly PhaseItem[];
  readonly objectives: readonly PhaseItem[];
}

export type ChecklistItemType = "choice" | "boolean" | "text" | "list" | "measure";

export interface ChecklistItem extends Sourced {
  readonly id: string;
  readonly text: string;
  readonly type: ChecklistItemType;
  readonly choices?: readonly string[];
  /** The answer that counts as done: "true", "< 0.1%", or a hint such as "Check last 24h". */
  readonly expect?: string;
  readonly condition?: Condition;
  /** Answers that speak for a severity, with the line of it that says the same. */
  readonly proposes?: readonly (Sourced & {
    readonly answer: string;
    readonly severity: string;
    readonly text: string;
  })[];
  /** The role that is wanted when the answer is yes. */
  readonly calls?: string;
  /** A yes tells the audiences that the playbook names for the severity. */
  readonly tells?: true;
  /** Roles of which it cannot be told which is wanted: nobody is called. */
  readonly callsOneOf?: readonly string[];
}

export interface Checklist extends Sourced {
  readonly id: string;
  readonly title: string;
  /** The phase it belongs to, by id. */
  readonly phase?: string;
  readonly groups: readonly (Sourced & {
    readonly id: string;
    readonly title: string;
    readonly items: readonly ChecklistItem[];
    /** Its points show that an incident is over. */
    readonly verifies?: true;
  })[];
}

/** A value the text leaves open in a command: `<pod-name>`, `$REGION`, `YOUR_BUCKET`. */
export interface Placeholder {
  readonly name: string;
  /** As written, brackets included. */
  readonly text: string;
}

export interface RunbookStep extends Sourced {
  /** The comment or sentence that introduces the step; the command itself when there is none. */
  readonly text: string;
  readonly command?: string;
  readonly effect?: Effect;
  readonly placeholders: readonly Placeholder[];
  readonly optional?: boolean;
  /** What the text shows as the command's output, where it does. */
  readonly expectedOutput?: string;
  /** Where a person types it, when that is not the shell of a runner: Tocsin runs no such step. */
  readonly typedInto?: TypedInto;
}

export interface TypedInto {
  /** A shell on another machine or in a container, or a client: of a database, or a language's console. */
  readonly client: "shell" | "sql" | "redis" | "mongosh" | "script";
  /** What it does there. */
  readonly effect: Effect;
}

export interface RunbookOption extends Sourced {
  readonly title: string;
  /** The condition a branch is taken on: "OOM". Choices have none. */
  readonly when?: string;
  readonly steps: readonly RunbookStep[];
}

export type RunbookBlock = Sourced & { readonly title?: string } & (
    | { readonly kind: "sequence"; readonly steps: readonly RunbookStep[] }
    | { readonly kind: "hint"; readonly steps: readonly RunbookStep[] }
    | { readonly kind: "choice"; readonly options: readonly RunbookOption[] }
    | { readonly kind: "branch"; readonly options: readonly RunbookOption[] }
  );

export interface Runbook extends Sourced {
  readonly id: string;
  readonly title: string;
  readonly phase?: string;
  readonly blocks: readonly RunbookBlock[];
}

export interface Template extends Sourced {
  readonly id: string;
  readonly title: string;
  /** The phase it is sent in, by id. */
  readonly phase?: string;
  /** Where it is sent: "slack", "status-page", "email"… */
  readonly channel: string;
  /** For a status page: the states the text gives a wording for, in order. */
  readonly states?: readonly string[];
  readonly body: string;
  /** Where the words stand that name it: its label, or the heading. */
  readonly titleSource?: SourceRef;
}

/** A heading of the postmortem template with the shape of what stands under it; never its sample values. */
export interface PostmortemSection extends Sourced {
  readonly title: string;
  readonly level: number;
  readonly shape: "text" | "table" | "fields" | "list" | "groups";
  /** Column titles of a table, labels of fields, or sub-headings of groups. */
  readonly labels: readonly string[];
  /** Where groups are headings of their own: the same as `labels`, with level and place. */
  readonly parts?: readonly (Sourced & { readonly title: string; readonly level: number })[];
}

export interface PostmortemTemplate extends Partial<Sourced> {
  readonly dueAfter?: IsoDuration;
  /** The document's title with its blank: "Incident Postmortem: [Title]". */
  readonly title?: string;
  /** Where the title stands, when it has a heading inside the template. */
  readonly titleSource?: SourceRef & { readonly level: number };
  /** The labels of the header block: Date, Duration, Severity… */
  readonly header: readonly string[];
  readonly sections: readonly PostmortemSection[];
}

export interface RotationShift extends Sourced {
  /** The first day, `YYYY-MM-DD`; hand-off time and zone are in `Playbook.defaults`. */
  readonly start: string;
  /** Column title to person, as written without a title in parentheses. */
  readonly assignments: Readonly<Record<string, string>>;
}

export interface Rotation extends Sourced {
  readonly id: string;
  readonly columns: readonly string[];
  readonly shifts: readonly RotationShift[];
  /** Titles given in parentheses: Carol → CTO. */
  readonly titles?: Readonly<Record<string, string>>;
}

export interface Contact extends Sourced {
  readonly service: string;
  readonly contact: string;
  readonly email?: string;
  readonly phone?: string;
  readonly statusPage?: string;
}

export interface Link extends Sourced {
  readonly title: string;
  readonly url: string;
}

export type DiagnosticLevel = "error" | "warning" | "info";

/** One finding of the compiler or the doctor. Every code has a page in `docs/diagnostics/`. */
export interface Diagnostic {
  /** Stable, e.g. `TOC101`. */
  readonly code: string;
  readonly level: DiagnosticLevel;
  /** What is wrong, in one sentence. */
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Exclusive; equals `column` when only a point is known. */
  readonly endColumn?: number;
  /** What to do about it. */
  readonly help?: string;
}

/** A value the prose leaves open and the default that fills it, shown by `tocsin check`. */
export interface AppliedDefault {
  readonly what: string;
  readonly value: string;
  /** Why this value, in words. */
  readonly because: string;
}

/** How much of the text became behaviour: lines of content, blank lines left out. */
export interface Coverage {
  readonly understoodLines: number;
  /** Kept as readable documentation. */
  readonly textLines: number;
}

export interface Playbook {
  readonly title: string;
  readonly version?: string;
  readonly lastUpdated?: string;
  readonly onCallPhone?: string;
  /** SHA-256 of the sources, the overlay and the compiler, hex. An incident is pinned to it. */
  readonly hash: string;
  /** IANA zone of hand-offs and incident numbers. */
  readonly timeZone: string;
  /** Hand-off, `HH:MM` in `timeZone`. */
  readonly handoffTime: string;
  readonly severities: readonly Severity[];
  readonly promises?: readonly GeneralPromise[];
  readonly escalation: readonly EscalationPath[];
  readonly phases: readonly Phase[];
  readonly checklists: readonly Checklist[];
  readonly runbooks: readonly Runbook[];
  readonly templates: readonly Template[];
  readonly postmortem: PostmortemTemplate;
  readonly rotations: readonly Rotation[];
  readonly contacts: readonly Contact[];
  readonly links: readonly Link[];
  readonly access: readonly (Sourced & { readonly text: string })[];
  readonly related: readonly (Sourced & { readonly path: string; readonly title: string })[];
  readonly naming: { readonly incidentChannel?: string };
  readonly overlay: Overlay;
  readonly defaults: readonly AppliedDefault[];
  readonly coverage: Coverage;
  readonly diagnostics: readonly Diagnostic[];
}

export const CONTACT_METHOD_KINDS = [
  "email",
  "ntfy",
  "telegram",
  "pushover",
  "sms",
  "voice",
  "webhook",
  "web-push",
  "console",
] as const;
export type ContactMethodKind = (typeof CONTACT_METHOD_KINDS)[number];

export interface OverlayContactMethod {
  readonly kind: ContactMethodKind;
  /** An address, or a `${ENV}` / `file:` reference that platform resolves. */
  readonly address: string;
}

export interface OverlayRule {
  readonly via: ContactMethodKind;
  readonly after: IsoDuration;
}

export interface OverlayPerson {
  readonly name: string;
  readonly title?: string;
  readonly timeZone?: string;
  readonly role?: "viewer" | "responder" | "manager" | "admin";
  readonly teams?: readonly string[];
  readonly contact: readonly OverlayContactMethod[];
  /** When which of the ways are used. */
  readonly rules?: {
    readonly important?: readonly OverlayRule[];
    readonly default?: readonly OverlayRule[];
  };
  /** Items of *required access* this person has confirmed. */
  readonly access?: readonly string[];
}

/** Who fills a role: a column of the rotation tables, a schedule by its id, or a person. */
export interface OverlayRole {
  readonly column?: string;
  readonly schedule?: string;
  readonly person?: string;
}

/** An entry of the service catalogue: a thing that is monitored. */
export interface OverlayService {
  readonly name: string;
  readonly description?: string;
  readonly team?: string;
  /** Names of other services in the catalogue. */
  readonly dependsOn?: readonly string[];
}

/** Of a schedule; see `domain/schedule/schedule.ts`. Times on the wall, `YYYY-MM-DDTHH:MM`. */
export type OverlayLayer = {
  readonly name?: string;
  readonly timeZone?: string;
  /** When it counts; always when absent. Days from 1, Monday, to 7. */
  readonly when?: readonly {
    readonly days: readonly number[];
    readonly from: string;
    readonly to: string;
  }[];
  readonly until?: string;
} & (
  | {
      readonly people: readonly string[];
      readonly start: string;
      readonly every: {
        readonly count: number;
        readonly unit: "hours" | "days" | "weeks" | "months";
      };
    }
  | {
      readonly shifts: readonly {
        readonly person: string;
        readonly start: string;
        readonly end: string;
      }[];
    }
  | {
      /** Where the calendar is read that says whose shift it is: an address, or a reference. */
      readonly calendar: string;
    }
);

export interface OverlaySchedule {
  readonly name?: string;
  readonly timeZone?: string;
  readonly layers: readonly OverlayLayer[];
}

/**
 * Who is on call changes for a while: in a column of a rotation, or in a schedule. Local date-times,
 * `YYYY-MM-DDTHH:MM`, in the zone of the schedule.
 */
export interface OverlayOverride {
  /** The rotation's id; the only one when absent. */
  readonly rotation?: string;
  readonly column?: string;
  readonly schedule?: string;
  /** `replace` when absent. */
  readonly kind?: "replace" | "add" | "remove";
  readonly person: string;
  readonly instead?: string;
  readonly start: string;
  readonly end: string;
}

/** What holds for everybody's shifts. */
export interface OverlayOnCall {
  /** `YYYY-MM-DD`, each in the zone of the schedule that is counted. */
  readonly holidays?: readonly string[];
  /** Whether both sides are told when a shift changes hands; true when absent. */
  readonly handOffNotices?: boolean;
  /** How long before it a shift is announced to whoever has it; a day when absent. */
  readonly upcomingShiftNotice?: IsoDuration | "never";
  /** What a call to the on-call number opens; the worst severity that pages when absent. */
  readonly phoneSeverity?: string;
  /** Whether whoever is on call at some time is sent test pages unasked; monthly when absent. */
  readonly testPages?: "monthly" | "never";
}

/** From an alert's labels to what it is, in the order of the file. */
export interface OverlayRoute extends Partial<Sourced> {
  /** Labels and the values they must have. */
  readonly match?: Readonly<Record<string, string>>;
  /** In Alertmanager's syntax, `alertname=~"Disk.*"`; all must hold, and those of `match`. */
  readonly matchers?: readonly string[];
  readonly severity?: string;
  readonly service?: string;
  readonly runbook?: string;
  readonly team?: string;
  /** Labels of which the same values make one incident; "..." for each alert its own. */
  readonly groupBy?: readonly string[];
  /** For so long an alert pages nobody: what ends before heals itself. */
  readonly delay?: IsoDuration;
  /** Whether that holds of the worst severity, too. */
  readonly delayWorst?: boolean;
  /** Rules behind it are asked for what it leaves unsaid. */
  readonly continue?: boolean;
}

/** What is stated about a rotation table, by the rotation's id. */
export interface OverlayRotation {
  /** True: the table is meant to begin again after its last row. */
  readonly repeats?: true;
  /** The weekday on which its shifts are meant to begin, in lower-case English. */
  readonly startsOn?: string;
}

/** Whom a step calls on. */
export interface OverlayTarget {
  readonly kind: "person" | "role" | "schedule" | "team" | "webhook";
  readonly name: string;
}

export interface OverlayStep {
  /** What it is called; whoever fills the role where there are no targets. */
  readonly role: string;
  readonly after: IsoDuration;
  readonly targets?: readonly OverlayTarget[];
  readonly nextEachTime?: true;
  readonly only?: "within working hours" | "outside working hours";
  readonly moreThan?: { readonly alerts: number; readonly within: IsoDuration };
}

/** Stretches of the week; days from 1, Monday, to 7. */
export interface OverlayWorkingHours {
  readonly timeZone?: string;
  readonly when: readonly {
    readonly days: readonly number[];
    readonly from: string;
    readonly to: string;
  }[];
}

/** What is stated about whom a severity pages, beyond the playbook's matrix. */
export interface OverlayEscalation {
  /** Step offsets, replacing the default (k−1)/n of the response time. */
  readonly after?: readonly IsoDuration[];
  /** Further rounds before the catch-all joins. */
  readonly repeat?: number;
  /** In place of the matrix's steps. */
  readonly steps?: readonly OverlayStep[];
  /** How many people must acknowledge. */
  readonly acknowledgements?: number;
  /** Who may, beside whoever was told. */
  readonly acknowledgers?: readonly OverlayTarget[];
  /** How long an acknowledgement holds that no entry of a person follows. */
  readonly acknowledgementLapses?: IsoDuration | "never";
}

/** While alerts of the source fire, those of the target page nobody. Matchers in Alertmanager's syntax. */
export interface OverlayInhibition {
  readonly source: readonly string[];
  readonly target: readonly string[];
  /** Labels of which both have to have the same values. */
  readonly equal: readonly string[];
}

/** Maintenance that comes every week; what it gives of matchers, service and team has to hold, all of it. */
export interface OverlayMaintenance extends Partial<Sourced> {
  readonly name: string;
  /** In Alertmanager's syntax. */
  readonly matchers?: readonly string[];
  readonly service?: string;
  readonly team?: string;
  /** Days from 1, Monday, to 7. */
  readonly when: OverlayWorkingHours["when"];
  /** Where its times are; the playbook's zone when absent. */
  readonly timeZone?: string;
  /** Whether alerts of the worst severity page nobody either. */
  readonly includeWorst?: boolean;
}

/** When an alert that comes and goes is damped; see `domain/flapping.ts`. */
export interface OverlayFlapping {
  readonly changes?: number;
  readonly within?: IsoDuration;
  readonly steady?: IsoDuration;
}

/** What Tocsin itself asks at intervals whether it is well; one of `http`, `tcp`, `tls`. */
export interface OverlayCheck {
  readonly name: string;
  readonly http?: string;
  /** `host:port`. */
  readonly tcp?: string;
  readonly tls?: string;
  readonly status?: number;
  readonly contains?: string;
  readonly certificateDays?: number;
  readonly every?: IsoDuration;
  readonly timeout?: IsoDuration;
  readonly failures?: number;
  readonly recoveries?: number;
  readonly severity?: string;
}

/** `tocsin.yaml`: what the prose does not say. Its JSON Schema is `docs/schema/tocsin.schema.json`. */
export interface Overlay {
  readonly timeZone?: string;
  readonly handoffTime?: string;
  readonly people: readonly OverlayPerson[];
  /** Role in words (compared without case or punctuation) to who fills it: one of the three. */
  readonly roles: Readonly<Record<string, OverlayRole>>;
  /** By severity. */
  readonly escalation: Readonly<Record<string, OverlayEscalation>>;
  /** By the names that steps call on. */
  readonly webhooks?: Readonly<Record<string, OverlayContactMethod>>;
  /** What steps that are for working hours only mean; weekdays from 9 to 17 when absent. */
  readonly workingHours?: OverlayWorkingHours;
  /** Paged when the last round has gone unanswered: names of people. */
  readonly catchAll: readonly string[];
  /** What an alert's labels say; the first that matches wins, unless it lets the search go on. */
  readonly routes: readonly OverlayRoute[];
  /** Runbook step (its command as written) to the argv to run instead. */
  readonly stepOverrides: readonly {
    readonly command: string;
    readonly argv: readonly string[];
    readonly reason?: string;
  }[];
  readonly audiences: Readonly<
    Record<string, { readonly channels: readonly OverlayContactMethod[] }>
  >;
  /** Metric in words to the PromQL that measures it. */
  readonly measures: Readonly<Record<string, string>>;
  /** Where `namespace`-less kubectl lines go, and other stated completions. */
  readonly runbookDefaults: { readonly namespace?: string; readonly prometheus?: string };
  readonly services?: readonly OverlayService[];
  /** By id, beside the columns of the playbook's tables. */
  readonly schedules?: Readonly<Record<string, OverlaySchedule>>;
  readonly overrides?: readonly OverlayOverride[];
  readonly rotations?: Readonly<Record<string, OverlayRotation>>;
  readonly onCall?: OverlayOnCall;
  readonly inhibit?: readonly OverlayInhibition[];
  readonly maintenance?: readonly OverlayMaintenance[];
  /** False: no alert is damped. */
  readonly flapping?: OverlayFlapping | false;
  readonly checks?: readonly OverlayCheck[];
}
