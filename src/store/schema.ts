/**
 * The tables, as rows. One schema on both databases: instants are epoch milliseconds, ids are UUIDv7 text,
 * payloads are JSON text, flags are 0 or 1. The columns are made by `migrations/`.
 */

import type { Kysely } from "kysely";
import type { ActionState } from "../domain/action-item.ts";
import type { DeliveryStatus } from "../domain/delivery-status.ts";
import type { CheckState } from "../domain/health-check.ts";
import type { HeartbeatState } from "../domain/heartbeat.ts";
import type { IncidentStatus } from "../domain/incident.ts";
import type { IncidentMode } from "../domain/incident-mode.ts";
import type { Notice } from "../domain/message.ts";
import type { NotificationPurpose, NotificationState, Urgency } from "../domain/notification.ts";
import type { Role } from "../domain/permission.ts";
import type { ContactMethodKind } from "../domain/playbook.ts";
import type { KeptKind } from "../domain/retention.ts";
import type { StepRun } from "../domain/step-run.ts";
import type { TestPage } from "../domain/test-page.ts";

/**
 * `take-back`: a page is taken back at its provider; the subject is the notification, the key its reference
 * there. `event`: a subscription is told what happened to an incident; the subject is the subscription, the
 * key the incident and its entry.
 */
export type OutboxKind = "take-back" | "event";
export type SubscriptionKind = "webhook" | "pagerduty";

export interface IncidentRow {
  id: string;
  number: string;
  title: string;
  status: IncidentStatus;
  severity: string;
  severity_rank: number;
  /** The rank, bounded to 0…7: claims take the worst first by probing each. */
  priority: number;
  playbook_hash: string;
  integration_id: string | null;
  group_key: string | null;
  /** `keyHash(integration_id, group_key)`: group keys can be longer than an index entry may be. */
  group_hash: Uint8Array | null;
  team: string | null;
  opened_at: number;
  acknowledged_at: number | null;
  resolved_at: number | null;
  closed_at: number | null;
  due_at: number | null;
  mode: IncidentMode;
  version: number;
  /** Only `timeline.ts` moves these two. */
  last_seq: number;
  last_entry_at: number;
  /** JSON of what no query asks for. */
  state: string;
}

export interface JoinedGroupRow {
  /** `keyHash(integration_id, group_key)` */
  group_hash: Uint8Array;
  group_key: string;
  incident_id: string;
}

export interface IncidentCounterRow {
  /** `YYYYMMDD` */
  day: string;
  last: number;
}

export interface TimelineEntryRow {
  incident_id: string;
  seq: number;
  at: number;
  kind: string;
  actor: string;
  data: string;
}

export interface ReceiptRow {
  id: string;
  integration_id: string;
  received_at: number;
  /** JSON: of each request its content type, its length in `bodies`, and whether it was cut. */
  requests: string;
  bodies: Uint8Array;
}

export interface AlertRow {
  id: string;
  /** `keyHash(integration_id, dedup_key)` */
  key_hash: Uint8Array;
  integration_id: string;
  dedup_key: string;
  incident_id: string | null;
  status: "firing" | "resolved";
  /** JSON of what no query asks for. */
  detail: string;
  starts_at: number;
  ends_at: number | null;
  last_received_at: number;
  received_count: number;
  /** When the engine is to look at it again; null for never. */
  review_at: number | null;
}

export interface AlertVersionRow {
  integration_id: string;
  version: string;
  /** How many changes of its alerts were noted ever. */
  changes: number;
}

export interface AlertChangeRow {
  integration_id: string;
  /** The `changes` of the version that it leads to. */
  position: number;
  previous: string;
  version: string;
  /** JSON: of the alerts that changed. */
  alert_ids: string;
}

export interface SilenceRow {
  id: string;
  /** JSON */
  matchers: string;
  starts_at: number;
  ends_at: number;
  author: string;
  comment: string;
  team: string | null;
  integration_id: string | null;
  created_at: number;
  updated_at: number;
}

export interface MaintenanceRow {
  id: string;
  /** JSON */
  matchers: string;
  service: string | null;
  team: string | null;
  include_worst: number;
  starts_at: number;
  ends_at: number;
  author: string;
  comment: string;
  created_at: number;
  updated_at: number;
}

export interface ChangeEventRow {
  id: string;
  integration_id: string;
  team: string | null;
  happened_at: number;
  received_at: number;
  /** JSON of what no query asks for. */
  detail: string;
}

export interface NotificationRow {
  id: string;
  incident_id: string;
  purpose: NotificationPurpose;
  urgency: Urgency;
  round: number;
  step: number;
  role: string;
  person_id: string;
  person_name: string;
  contact_method_id: string;
  channel: ContactMethodKind;
  address: string;
  channel_index: number;
  state: NotificationState;
  due_at: number | null;
  reason: string;
  discriminator: string;
  attempts: number;
  created_at: number;
  lease_until: number | null;
  lease_owner: string | null;
  fence: number;
  delivered_at: number | null;
  last_reason: string | null;
  provider_reference: string | null;
  /** Urgency and severity as one number, 0 first. */
  priority: number;
  /** When it may be claimed: `due_at` when pending, `lease_until` when sending, else null. */
  claim_at: number | null;
}

export interface NotificationAttemptRow {
  id: string;
  notification_id: string;
  fence: number;
  started_at: number;
  ended_at: number | null;
  outcome: string | null;
  reason: string | null;
  /** Who was asked, where a channel has several providers. */
  provider: string | null;
  /** What the provider has reported since, the newest. */
  status: DeliveryStatus | null;
  status_sequence: number | null;
  status_detail: string | null;
}

export interface OutboxItemRow {
  id: string;
  kind: OutboxKind;
  subject: string;
  key: string;
  incident_id: string;
  body: string;
  state: "pending" | "sending" | "done" | "failed";
  due_at: number;
  /** When it may be claimed: `due_at` when pending, `lease_until` when sending, else null. */
  claim_at: number | null;
  attempts: number;
  fence: number;
  lease_owner: string | null;
  lease_until: number | null;
  created_at: number;
  ended_at: number | null;
  last_reason: string | null;
  /** Of a subject and an incident, what has a smaller one is sent before. */
  sequence: number;
}

export interface OutboxAttemptRow {
  outbox_item_id: string;
  fence: number;
  started_at: number;
  ended_at: number | null;
  outcome: string | null;
  reason: string | null;
}

export interface SubscriptionRow {
  id: string;
  kind: SubscriptionKind;
  name: string;
  address: string;
  secret: string | null;
  /** Names of events, each between spaces. */
  events: string;
  team: string | null;
  created_at: number;
  ended_at: number | null;
  failures: number;
  failing_since: number | null;
  put_off_until: number | null;
}

export interface PersonRow {
  id: string;
  name: string;
  /** The name as it compares: `roleKey`. */
  name_key: string;
  title: string | null;
  time_zone: string | null;
  role: Role;
  teams: string;
  created_at: number;
  /** JSON; null for the built-in. */
  notification_rules: string | null;
}

export interface ContactMethodRow {
  id: string;
  person_id: string;
  position: number;
  kind: ContactMethodKind;
  address: string;
  created_at: number;
  verified_at: number | null;
  /** The last test page; null when there was none. */
  test_id: string | null;
  test_sent_at: number | null;
  test_outcome: TestPage["outcome"] | null;
  test_reason: string | null;
  test_seen_at: number | null;
}

export interface TestWatchRow {
  id: number;
  revision: number;
  seen: string;
  due_at: number;
}

export interface ContactVerificationRow {
  contact_method_id: string;
  person_id: string;
  code_hash: string;
  sent_at: number;
  failed_tries: number;
  window_started_at: number;
  codes_in_window: number;
}

export interface OverrideRow {
  id: string;
  schedule_id: string;
  kind: "replace" | "add" | "remove";
  person_name: string;
  instead: string | null;
  starts_at: number;
  ends_at: number;
  created_at: number;
}

export interface CalendarFeedRow {
  id: string;
  token_hash: string;
  /** One of the two, never both. */
  schedule_id: string | null;
  person_id: string | null;
  created_by: string | null;
  created_at: number;
  revoked_at: number | null;
  /** Of the events that were last read. */
  content_hash: string;
  revision: number;
  changed_at: number;
}

export interface ActionItemRow {
  incident_id: string;
  item: number;
  text: string;
  purpose: ActionState["purpose"];
  owner: string | null;
  owner_id: string | null;
  due_at: number | null;
  status: ActionState["status"];
  created_at: number;
  changed_at: number;
  /** When its owner is reminded next. */
  remind_at: number | null;
  reminders: number;
}

export interface SwapRow {
  id: string;
  offered_by: string;
  offered_to: string | null;
  schedule_id: string;
  starts_at: number;
  ends_at: number;
  /** All three or none. */
  return_schedule_id: string | null;
  return_starts_at: number | null;
  return_ends_at: number | null;
  state: "offered" | "taken" | "withdrawn";
  taken_by: string | null;
  created_at: number;
}

export interface ShiftWatchRow {
  /** 1: there is one. */
  id: number;
  revision: number;
  seen: string;
  due_at: number;
  /** JSON of `ShiftWatch`. */
  state: string;
}

export interface NoticeRow {
  id: string;
  kind: Notice["kind"];
  person_id: string;
  headline: string;
  body: string;
  /** Both or neither: the one way that it goes over. */
  channel: ContactMethodKind | null;
  address: string | null;
  state: "pending" | "sending" | "delivered" | "failed";
  claim_at: number | null;
  attempts: number;
  lease_owner: string | null;
  created_at: number;
  ended_at: number | null;
  last_reason: string | null;
}

export interface TokenRow {
  id: string;
  hash: string;
  name: string;
  person_id: string | null;
  role: Role;
  teams: string;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
  revoked_at: number | null;
}

export interface IntegrationRow {
  id: string;
  kind: string;
  name: string;
  key_hash: string;
  team: string | null;
  created_at: number;
  disabled_at: number | null;
  /** JSON; null for the plain form itself. */
  mapping: string | null;
}

export interface HeartbeatRow {
  id: string;
  name: string;
  team: string | null;
  severity: string | null;
  interval_ms: number;
  grace_ms: number;
  /** JSON of the labels whose alerts are its pings. */
  fed_by: string | null;
  ping_hash: string;
  integration_id: string;
  state: HeartbeatState;
  last_heard_at: number | null;
  started_at: number | null;
  trouble_since: number | null;
  due_at: number | null;
  created_at: number;
}

export interface ListeningRow {
  /** 1: there is one. */
  id: number;
  since: number;
  until: number;
}

export interface HealthCheckRow {
  name: string;
  state: CheckState["state"];
  failures: number;
  successes: number;
  down_since: number | null;
  reported_at: number | null;
  detail: string;
  checked_at: number | null;
  due_at: number;
  fence: number;
}

export interface RunnerRow {
  id: string;
  name: string;
  key_hash: string;
  /** JSON. */
  programs: string;
  changes: number;
  created_at: number;
  last_seen_at: number | null;
  revoked_at: number | null;
}

export interface StepRunRow {
  id: string;
  incident_id: string;
  number: number;
  step_key: string;
  text: string;
  playbook_hash: string;
  effect: StepRun["effect"];
  /** JSON: what is run. */
  work: string;
  digest: string;
  state: StepRun["state"];
  /** JSON. */
  asked_by: string;
  asked_at: number;
  /** JSON. */
  approved_by: string | null;
  approved_at: number | null;
  start_before: number;
  runner_id: string | null;
  lease_until: number | null;
  fence: number;
  started_at: number | null;
  ended_at: number | null;
  /** JSON. */
  outcome: string | null;
  output: string | null;
}

export interface FirstLookRow {
  incident_id: string;
  at: number;
}

export interface SweepRow {
  kind: KeptKind;
  due_at: number;
  place: string;
  removed: number;
  ended_at: number | null;
  removed_last: number;
}

export interface PostmortemRow {
  incident_id: string;
  first_drawn_at: number;
}

export interface RetiredIncidentRow {
  incident_id: string;
  number: string;
  entries: number;
  closed_at: number;
  retired_at: number;
}

export interface PlaybookRow {
  hash: string;
  title: string;
  compiled: string;
  sources: string;
  saved_at: number;
  activated_at: number | null;
  /** Grows with each activation; the highest is live, whatever the clock did. */
  activation: number | null;
}

export interface AuditEntryRow {
  seq: number;
  id: string;
  at: number;
  actor: string;
  action: string;
  subject: string;
  detail: string;
  previous_hash: string;
  hash: string;
}

export interface AccessAttestationRow {
  person_id: string;
  item: string;
  attested_at: number;
}

export interface OneTimeLinkRow {
  id: string;
  purpose: string;
  incident_id: string;
  person_id: string;
  role: string;
  expires_at: number;
  used_at: number | null;
}

export interface ReplyCodeRow {
  /** The number that was written to. */
  address: string;
  code: string;
  incident_id: string;
  person_id: string;
  role: string;
  sent_at: number;
}

export interface InboundMessageRow {
  id: string;
  received_at: number;
}

export interface InboundCallRow {
  /** Who calls, E.164, or what the provider says where the number is withheld. */
  number: string;
  /** The incident that this number opened last. */
  incident_id: string | null;
  opened_at: number | null;
  /** How often it has called about that. */
  calls: number;
  called_at: number;
}

export interface PersonLinkRow {
  id: string;
  purpose: string;
  person_id: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

export interface EscalationTurnRow {
  key: string;
  last: string;
}

export interface CalendarSourceRow {
  /** Schedule and layer. */
  id: string;
  schedule: string;
  address: string;
  time_zone: string;
  due_at: number;
  fetched_at: number | null;
  failing_since: number | null;
  last_reason: string | null;
  /** JSON: a list of sentences. */
  unread: string;
}

export interface ImportedShiftsRow {
  id: string;
  /** JSON of `ImportedShift`s. */
  shifts: string;
}

export interface AudienceChannelRow {
  id: string;
  audience: string;
  /** From 0, in the order in which they were stated. */
  position: number;
  kind: ContactMethodKind;
  address: string;
}

export interface StepWebhookRow {
  name: string;
  id: string;
  address: string;
}

export interface SettingRow {
  key: string;
  value: string;
}

export interface Schema {
  incident: IncidentRow;
  incident_counter: IncidentCounterRow;
  joined_group: JoinedGroupRow;
  timeline_entry: TimelineEntryRow;
  receipt: ReceiptRow;
  alert: AlertRow;
  alert_version: AlertVersionRow;
  alert_change: AlertChangeRow;
  silence: SilenceRow;
  maintenance: MaintenanceRow;
  notification: NotificationRow;
  notification_attempt: NotificationAttemptRow;
  outbox_item: OutboxItemRow;
  outbox_attempt: OutboxAttemptRow;
  subscription: SubscriptionRow;
  person: PersonRow;
  contact_method: ContactMethodRow;
  contact_verification: ContactVerificationRow;
  schedule_override: OverrideRow;
  calendar_feed: CalendarFeedRow;
  shift_watch: ShiftWatchRow;
  test_watch: TestWatchRow;
  swap: SwapRow;
  action_item: ActionItemRow;
  change_event: ChangeEventRow;
  notice: NoticeRow;
  token: TokenRow;
  integration: IntegrationRow;
  heartbeat: HeartbeatRow;
  listening: ListeningRow;
  health_check: HealthCheckRow;
  runner: RunnerRow;
  step_run: StepRunRow;
  first_look: FirstLookRow;
  sweep: SweepRow;
  postmortem: PostmortemRow;
  retired_incident: RetiredIncidentRow;
  playbook: PlaybookRow;
  audit_entry: AuditEntryRow;
  access_attestation: AccessAttestationRow;
  one_time_link: OneTimeLinkRow;
  person_link: PersonLinkRow;
  setting: SettingRow;
  step_webhook: StepWebhookRow;
  audience_channel: AudienceChannelRow;
  calendar_source: CalendarSourceRow;
  imported_shifts: ImportedShiftsRow;
  escalation_turn: EscalationTurnRow;
  reply_code: ReplyCodeRow;
  inbound_message: InboundMessageRow;
  inbound_call: InboundCallRow;
}

/** A transaction, or the connection for single queries outside one (`Database.read`). */
export type Tx = Kysely<Schema>;
