/** The HTTP API as functions: every path this command uses stands here and nowhere else. */

import type { AccessJson, AttestAccessInput } from "../contract/access.ts";
import type {
  AlertAccepted,
  AlertDetailJson,
  AlertExplanationJson,
  AlertListJson,
  ExplainAlertInput,
  SendAlertInput,
  TestAlertInput,
} from "../contract/alert.ts";
import type { AuditListJson } from "../contract/audit.ts";
import type {
  CalendarFeedListJson,
  CreateCalendarFeedInput,
  CreatedCalendarFeedJson,
} from "../contract/calendar-feed.ts";
import type { ChangeEventListJson } from "../contract/change-event.ts";
import type { AnswerChecklistInput, IncidentChecklistsJson } from "../contract/checklist.ts";
import type { HealthJson } from "../contract/health.ts";
import type {
  AddedHeartbeatJson,
  AddHeartbeatInput,
  HeartbeatJson,
  HeartbeatListJson,
} from "../contract/heartbeat.ts";
import type {
  AcknowledgedManyJson,
  AcknowledgeManyInput,
  DeclareIncidentInput,
  DraftInput,
  DraftsJson,
  IncidentDetailJson,
  IncidentListJson,
  MergeInput,
  MoveAlertsInput,
  SplitInput,
} from "../contract/incident.ts";
import type { DoStepInput, IncidentStepsJson } from "../contract/incident-step.ts";
import type {
  CreatedIntegrationJson,
  CreateIntegrationInput,
  IntegrationListJson,
} from "../contract/integration.ts";
import type {
  CreateMaintenanceInput,
  MaintenanceJson,
  MaintenanceListJson,
} from "../contract/maintenance.ts";
import type { OnCallJson } from "../contract/on-call.ts";
import type {
  AddContactMethodInput,
  ConfirmVerificationInput,
  ContactMethodJson,
  CreatePersonInput,
  EditPersonInput,
  NotificationRulesJson,
  PersonJson,
  PersonListJson,
  SendTestPagesInput,
  SetNotificationRulesInput,
  TestPagesSentJson,
  VerificationSentJson,
} from "../contract/person.ts";
import type {
  ActivatedPlaybook,
  ActivatePlaybookInput,
  ActivePlaybook,
} from "../contract/playbook.ts";
import type { PrincipalJson } from "../contract/principal.ts";
import type { PushLinkJson } from "../contract/push.ts";
import type { ApproveStepInput, IncidentRunbookJson, RunStepInput } from "../contract/runbook.ts";
import type { CreatedRunnerJson, CreateRunnerInput, RunnerListJson } from "../contract/runner.ts";
import type {
  AddOverrideInput,
  OnCallHoursJson,
  OverrideJson,
  OverrideListJson,
  PlanJson,
} from "../contract/schedule.ts";
import type {
  CreateSilenceInput,
  PreviewSilenceInput,
  SilenceJson,
  SilenceListJson,
  SilencePreviewJson,
} from "../contract/silence.ts";
import type {
  CreatedSubscriptionJson,
  CreateSubscriptionInput,
  SubscriptionListJson,
} from "../contract/subscription.ts";
import type { OfferSwapInput, SwapJson, SwapListJson, TakeShiftInput } from "../contract/swap.ts";
import type { ActionListJson, AddActionInput, ChangeActionInput } from "../contract/task.ts";
import type { TimelineEntryJson, TimelineJson } from "../contract/timeline.ts";
import type { CreatedTokenJson, CreateTokenInput, TokenListJson } from "../contract/token.ts";
import type { ApiClient } from "./api-client.ts";

const ROOT = "api/v1";

/** What can be done to an incident that exists; the last part of its path. */
export type IncidentVerb =
  | "acknowledge"
  | "unacknowledge"
  | "escalate"
  | "page"
  | "responders"
  | "reassign"
  | "snooze"
  | "notes"
  | "updates"
  | "severity"
  | `timeline/${string}/${"star" | "correct"}`
  | "severity/accept"
  | "tasks"
  | `tasks/${string}/${"assign" | "accept" | "done"}`
  | "clocks/pause"
  | "clocks/resume"
  | "clocks/excuse"
  | "resolve"
  | "reopen"
  | "close"
  | "relate";

export function listIncidents(
  api: ApiClient,
  query: { readonly status?: string; readonly limit?: number; readonly before?: string },
): Promise<IncidentListJson> {
  return api.json({ path: `${ROOT}/incidents`, query }, "incidents");
}

export function showIncident(api: ApiClient, number: string): Promise<IncidentDetailJson> {
  return api.json({ path: incidentPath(number) }, "number");
}

export function declareIncident(
  api: ApiClient,
  body: DeclareIncidentInput,
): Promise<IncidentDetailJson> {
  return api.json({ method: "POST", path: `${ROOT}/incidents`, body }, "number");
}

/** Of several, each answered by itself. */
export function acknowledgeMany(
  api: ApiClient,
  body: AcknowledgeManyInput,
): Promise<AcknowledgedManyJson> {
  return api.json({ method: "POST", path: `${ROOT}/incidents/acknowledge`, body }, "results");
}

/** Answers with the incident as it then stands. */
export function changeIncident(
  api: ApiClient,
  number: string,
  change: { readonly verb: IncidentVerb; readonly body?: object },
): Promise<IncidentDetailJson> {
  const path = incidentPath(number, change.verb);
  return api.json({ method: "POST", path, body: change.body ?? {} }, "number");
}

/** Answers with the incident that goes on. */
export function mergeIncident(
  api: ApiClient,
  number: string,
  body: MergeInput,
): Promise<IncidentDetailJson> {
  return api.json({ method: "POST", path: incidentPath(number, "merge"), body }, "number");
}

/** Answers with the new incident. */
export function splitIncident(
  api: ApiClient,
  number: string,
  body: SplitInput,
): Promise<IncidentDetailJson> {
  return api.json({ method: "POST", path: incidentPath(number, "split"), body }, "number");
}

/** Answers with the incident that they are in now. */
export function moveAlerts(api: ApiClient, body: MoveAlertsInput): Promise<IncidentDetailJson> {
  return api.json({ method: "POST", path: `${ROOT}/alerts/move`, body }, "number");
}

export function readSteps(api: ApiClient, number: string): Promise<IncidentStepsJson> {
  return api.json({ path: incidentPath(number, "steps") }, "phases");
}

/** Answers with the steps as they then stand. */
export function doStep(
  api: ApiClient,
  number: string,
  body: DoStepInput,
): Promise<IncidentStepsJson> {
  return api.json({ method: "POST", path: incidentPath(number, "steps"), body }, "phases");
}

export function listActions(api: ApiClient, status: "open" | "all"): Promise<ActionListJson> {
  return api.json({ path: `${ROOT}/actions`, query: { status } }, "actions");
}

/** Of one incident, also those that are over. */
export function listActionsOf(api: ApiClient, number: string): Promise<ActionListJson> {
  return api.json({ path: incidentPath(number, "actions") }, "actions");
}

/** Answers with the incident's action items as they then stand. */
export function addAction(
  api: ApiClient,
  number: string,
  body: AddActionInput,
): Promise<ActionListJson> {
  return api.json({ method: "POST", path: incidentPath(number, "actions"), body }, "actions");
}

/** Answers with the incident's action items as they then stand. */
export function changeAction(
  api: ApiClient,
  number: string,
  change: { readonly item: number; readonly body: ChangeActionInput },
): Promise<ActionListJson> {
  const path = incidentPath(number, `actions/${change.item}`);
  return api.json({ method: "POST", path, body: change.body }, "actions");
}

export function readChecklists(api: ApiClient, number: string): Promise<IncidentChecklistsJson> {
  return api.json({ path: incidentPath(number, "checklists") }, "checklists");
}

/** Answers with the checklists as they then stand. */
export function answerChecklist(
  api: ApiClient,
  number: string,
  body: AnswerChecklistInput,
): Promise<IncidentChecklistsJson> {
  const path = incidentPath(number, "checklists");
  return api.json({ method: "POST", path, body }, "checklists");
}

export function draftMessages(
  api: ApiClient,
  number: string,
  body: DraftInput,
): Promise<DraftsJson> {
  return api.json({ method: "POST", path: incidentPath(number, "drafts"), body }, "drafts");
}

export type RoleDeed = "offer" | "accept" | "decline" | "hand-over";
export function runStep(
  api: ApiClient,
  number: string,
  body: RunStepInput,
): Promise<IncidentRunbookJson> {
  return api.json({ method: "POST", path: incidentPath(number, "runbook/run"), body }, "steps");
}

export function approveStep(
  api: ApiClient,
  number: string,
  body: ApproveStepInput,
): Promise<IncidentRunbookJson> {
  return api.json({ method: "POST", path: incidentPath(number, "runbook/approve"), body }, "steps");
}

export function listRunners(api: ApiClient): Promise<RunnerListJson> {
  return api.json({ path: `${ROOT}/runners` }, "runners");
}

export function createRunner(api: ApiClient, body: CreateRunnerInput): Promise<CreatedRunnerJson> {
  return api.json({ method: "POST", path: `${ROOT}/runners`, body }, "secret");
}

export function revokeRunner(api: ApiClient, id: string): Promise<void> {
  return api.send({ method: "DELETE", path: `${ROOT}/runners/${encodeURIComponent(id)}` });
}

export function readRunbook(api: ApiClient, number: string): Promise<IncidentRunbookJson> {
  return api.json({ path: incidentPath(number, "runbook") }, "steps");
}

/** Answers with the incident as it then stands. */
export function changeRole(
  api: ApiClient,
  number: string,
  change: { readonly role: string; readonly deed: RoleDeed; readonly body?: object },
): Promise<IncidentDetailJson> {
  const path = incidentPath(number, `roles/${encodeURIComponent(change.role)}/${change.deed}`);
  const { body } = change;
  return api.json({ method: "POST", path, ...(body === undefined ? {} : { body }) }, "number");
}

/**
 * Every entry after a sequence number, however many answers it takes.
 * @param after 0 for all
 */
export async function readTimeline(
  api: ApiClient,
  number: string,
  after: number,
): Promise<TimelineJson> {
  const entries: TimelineEntryJson[] = [];
  let lastSeq = after;
  for (;;) {
    const path = incidentPath(number, "timeline");
    const page = await api.json<TimelineJson>({ path, query: { after: lastSeq } }, "entries");
    entries.push(...page.entries);
    if (page.entries.length === 0 || page.lastSeq <= lastSeq) return { ...page, entries, lastSeq };
    lastSeq = page.lastSeq;
  }
}

/** In Markdown, or its facts as JSON text. */
export function readPostmortem(
  api: ApiClient,
  number: string,
  mediaType: "text/markdown" | "application/json",
): Promise<string> {
  return api.text({ path: incidentPath(number, "postmortem") }, mediaType);
}

export function sendAlert(api: ApiClient, body: SendAlertInput): Promise<AlertAccepted> {
  return api.json({ method: "POST", path: `${ROOT}/alerts`, body }, "status");
}

export function sendTestAlert(api: ApiClient, body: TestAlertInput): Promise<AlertAccepted> {
  return api.json({ method: "POST", path: `${ROOT}/alerts/test`, body }, "status");
}

export function listAlerts(
  api: ApiClient,
  query: Readonly<Record<string, string>>,
): Promise<AlertListJson> {
  return api.json({ path: `${ROOT}/alerts`, query }, "alerts");
}

export function showAlert(api: ApiClient, id: string): Promise<AlertDetailJson> {
  return api.json({ path: `${ROOT}/alerts/${encodeURIComponent(id)}` }, "id");
}

export function explainAlert(
  api: ApiClient,
  body: ExplainAlertInput,
): Promise<AlertExplanationJson> {
  return api.json({ method: "POST", path: `${ROOT}/alerts/explain`, body }, "severity");
}

/** Posts what an Alertmanager would, with the integration's key. */
export function sendAlertmanagerWebhook(api: ApiClient, key: string, body: object): Promise<void> {
  return api.send({ method: "POST", path: "ingest/alertmanager", body, bearer: key });
}

export function readOnCall(api: ApiClient, at: string | undefined): Promise<OnCallJson> {
  return api.json({ path: `${ROOT}/oncall`, query: { at } }, "rotations");
}

export function readPlan(
  api: ApiClient,
  query: { readonly from: string; readonly to: string },
): Promise<PlanJson> {
  return api.json({ path: `${ROOT}/schedules`, query }, "schedules");
}

export function readOnCallHours(
  api: ApiClient,
  query: { readonly from: string; readonly to: string },
): Promise<OnCallHoursJson> {
  return api.json({ path: `${ROOT}/oncall/hours`, query }, "schedules");
}

export function listOverrides(api: ApiClient): Promise<OverrideListJson> {
  return api.json({ path: `${ROOT}/overrides` }, "overrides");
}

export function addOverride(api: ApiClient, body: AddOverrideInput): Promise<OverrideJson> {
  return api.json({ method: "POST", path: `${ROOT}/overrides`, body }, "id");
}

export function removeOverride(api: ApiClient, id: string): Promise<void> {
  return api.send({ method: "DELETE", path: `${ROOT}/overrides/${encodeURIComponent(id)}` });
}

export function takeShift(api: ApiClient, body: TakeShiftInput): Promise<OverrideJson> {
  return api.json({ method: "POST", path: `${ROOT}/oncall/take`, body }, "id");
}

export function previewSilence(
  api: ApiClient,
  body: PreviewSilenceInput,
): Promise<SilencePreviewJson> {
  return api.json({ method: "POST", path: `${ROOT}/silences/preview`, body }, "count");
}

export function createSilence(api: ApiClient, body: CreateSilenceInput): Promise<SilenceJson> {
  return api.json({ method: "POST", path: `${ROOT}/silences`, body }, "id");
}

export function listSilences(
  api: ApiClient,
  { ended }: { readonly ended: boolean },
): Promise<SilenceListJson> {
  const query = ended ? { ended: "true" } : {};
  return api.json({ path: `${ROOT}/silences`, query }, "silences");
}

export function expireSilence(api: ApiClient, id: string): Promise<void> {
  return api.send({ method: "DELETE", path: `${ROOT}/silences/${encodeURIComponent(id)}` });
}

export function createMaintenance(
  api: ApiClient,
  body: CreateMaintenanceInput,
): Promise<MaintenanceJson> {
  return api.json({ method: "POST", path: `${ROOT}/maintenance`, body }, "id");
}

export function listMaintenance(
  api: ApiClient,
  { ended }: { readonly ended: boolean },
): Promise<MaintenanceListJson> {
  const query = ended ? { ended: "true" } : {};
  return api.json({ path: `${ROOT}/maintenance`, query }, "windows");
}

export function endMaintenance(api: ApiClient, id: string): Promise<void> {
  return api.send({ method: "DELETE", path: `${ROOT}/maintenance/${encodeURIComponent(id)}` });
}

export function listChanges(api: ApiClient): Promise<ChangeEventListJson> {
  return api.json({ path: `${ROOT}/changes` }, "changes");
}

export function listSwaps(api: ApiClient): Promise<SwapListJson> {
  return api.json({ path: `${ROOT}/swaps` }, "swaps");
}

export function offerSwap(api: ApiClient, body: OfferSwapInput): Promise<SwapJson> {
  return api.json({ method: "POST", path: `${ROOT}/swaps`, body }, "id");
}

export function takeSwap(api: ApiClient, id: string): Promise<SwapJson> {
  const path = `${ROOT}/swaps/${encodeURIComponent(id)}/take`;
  return api.json({ method: "POST", path }, "id");
}

export function withdrawSwap(api: ApiClient, id: string): Promise<void> {
  return api.send({ method: "DELETE", path: `${ROOT}/swaps/${encodeURIComponent(id)}` });
}

export function listCalendarFeeds(api: ApiClient): Promise<CalendarFeedListJson> {
  return api.json({ path: `${ROOT}/calendar-feeds` }, "feeds");
}

export function createCalendarFeed(
  api: ApiClient,
  body: CreateCalendarFeedInput,
): Promise<CreatedCalendarFeedJson> {
  return api.json({ method: "POST", path: `${ROOT}/calendar-feeds`, body }, "url");
}

export function revokeCalendarFeed(api: ApiClient, id: string): Promise<void> {
  return api.send({ method: "DELETE", path: `${ROOT}/calendar-feeds/${encodeURIComponent(id)}` });
}

export function listPeople(api: ApiClient): Promise<PersonListJson> {
  return api.json({ path: `${ROOT}/people` }, "people");
}

export function showPerson(api: ApiClient, id: string): Promise<PersonJson> {
  return api.json({ path: personPath(id) }, "id");
}

export function readNotificationRules(
  api: ApiClient,
  personId: string,
): Promise<NotificationRulesJson> {
  return api.json({ path: `${personPath(personId)}/notification-rules` }, "important");
}

/** Answers with the rules as they then stand. */
export function setNotificationRules(
  api: ApiClient,
  personId: string,
  body: SetNotificationRulesInput,
): Promise<NotificationRulesJson> {
  const path = `${personPath(personId)}/notification-rules`;
  return api.json({ method: "PUT", path, body }, "important");
}

/** They go out; the person's contact methods say how it goes. */
export function sendTestPages(
  api: ApiClient,
  personId: string,
  body: SendTestPagesInput,
): Promise<TestPagesSentJson> {
  const path = `${personPath(personId)}/test-pages`;
  return api.json({ method: "POST", path, body }, "tests");
}

export function sendVerification(
  api: ApiClient,
  personId: string,
  methodId: string,
): Promise<VerificationSentJson> {
  const path = verificationPath(personId, methodId);
  return api.json({ method: "POST", path }, "expiresAt");
}

export function confirmVerification(
  api: ApiClient,
  personId: string,
  method: { readonly id: string; readonly body: ConfirmVerificationInput },
): Promise<ContactMethodJson> {
  const path = verificationPath(personId, method.id);
  return api.json({ method: "PUT", path, body: method.body }, "id");
}

export function addPerson(api: ApiClient, body: CreatePersonInput): Promise<PersonJson> {
  return api.json({ method: "POST", path: `${ROOT}/people`, body }, "id");
}

export function editPerson(
  api: ApiClient,
  personId: string,
  body: EditPersonInput,
): Promise<PersonJson> {
  return api.json({ method: "PATCH", path: personPath(personId), body }, "id");
}

export function removePerson(api: ApiClient, personId: string): Promise<void> {
  return api.send({ method: "DELETE", path: personPath(personId) });
}

export function addContactMethod(
  api: ApiClient,
  personId: string,
  body: AddContactMethodInput,
): Promise<ContactMethodJson> {
  return api.json({ method: "POST", path: `${personPath(personId)}/contact-methods`, body }, "id");
}

export function makePushLink(api: ApiClient, personId: string): Promise<PushLinkJson> {
  return api.json({ method: "POST", path: `${personPath(personId)}/push-link` }, "url");
}

export function removeContactMethod(
  api: ApiClient,
  personId: string,
  methodId: string,
): Promise<void> {
  const path = `${personPath(personId)}/contact-methods/${encodeURIComponent(methodId)}`;
  return api.send({ method: "DELETE", path });
}

export function attestAccess(
  api: ApiClient,
  personId: string,
  body: AttestAccessInput,
): Promise<void> {
  return api.send({ method: "PUT", path: `${personPath(personId)}/access`, body });
}

export function readAccess(api: ApiClient): Promise<AccessJson> {
  return api.json({ path: `${ROOT}/access` }, "required");
}

export function listTokens(api: ApiClient): Promise<TokenListJson> {
  return api.json({ path: `${ROOT}/tokens` }, "tokens");
}

export function createToken(api: ApiClient, body: CreateTokenInput): Promise<CreatedTokenJson> {
  return api.json({ method: "POST", path: `${ROOT}/tokens`, body }, "secret");
}

export function revokeToken(api: ApiClient, id: string): Promise<void> {
  return api.send({ method: "DELETE", path: `${ROOT}/tokens/${encodeURIComponent(id)}` });
}

export function listIntegrations(api: ApiClient): Promise<IntegrationListJson> {
  return api.json({ path: `${ROOT}/integrations` }, "integrations");
}

export function createIntegration(
  api: ApiClient,
  body: CreateIntegrationInput,
): Promise<CreatedIntegrationJson> {
  return api.json({ method: "POST", path: `${ROOT}/integrations`, body }, "key");
}

export function disableIntegration(api: ApiClient, id: string): Promise<void> {
  return api.send({ method: "DELETE", path: `${ROOT}/integrations/${encodeURIComponent(id)}` });
}

export function listSubscriptions(api: ApiClient): Promise<SubscriptionListJson> {
  return api.json({ path: `${ROOT}/subscriptions` }, "subscriptions");
}

export function createSubscription(
  api: ApiClient,
  body: CreateSubscriptionInput,
): Promise<CreatedSubscriptionJson> {
  return api.json({ method: "POST", path: `${ROOT}/subscriptions`, body }, "secret");
}

export function endSubscription(api: ApiClient, id: string): Promise<void> {
  return api.send({ method: "DELETE", path: `${ROOT}/subscriptions/${encodeURIComponent(id)}` });
}

export function listHeartbeats(api: ApiClient): Promise<HeartbeatListJson> {
  return api.json({ path: `${ROOT}/heartbeats` }, "heartbeats");
}

export function addHeartbeat(api: ApiClient, body: AddHeartbeatInput): Promise<AddedHeartbeatJson> {
  return api.json({ method: "POST", path: `${ROOT}/heartbeats`, body }, "url");
}

/** Answers with the heartbeat as it then stands. */
export function changeHeartbeat(
  api: ApiClient,
  id: string,
  verb: "pause" | "resume",
): Promise<HeartbeatJson> {
  const path = `${ROOT}/heartbeats/${encodeURIComponent(id)}/${verb}`;
  return api.json({ method: "POST", path }, "state");
}

export function removeHeartbeat(api: ApiClient, id: string): Promise<void> {
  return api.send({ method: "DELETE", path: `${ROOT}/heartbeats/${encodeURIComponent(id)}` });
}

export function readPlaybook(api: ApiClient): Promise<ActivePlaybook> {
  return api.json({ path: `${ROOT}/playbook` }, "hash");
}

export function activatePlaybook(
  api: ApiClient,
  body: ActivatePlaybookInput,
): Promise<ActivatedPlaybook> {
  return api.json({ method: "POST", path: `${ROOT}/playbook`, body }, "hash");
}

export function readAudit(
  api: ApiClient,
  query: { readonly limit?: number; readonly before?: number },
): Promise<AuditListJson> {
  return api.json({ path: `${ROOT}/audit`, query }, "entries");
}

export function readHealth(api: ApiClient): Promise<HealthJson> {
  return api.json({ path: `${ROOT}/health` }, "checks");
}

export function whoAmI(api: ApiClient): Promise<PrincipalJson> {
  return api.json({ path: `${ROOT}/me` }, "role");
}

function incidentPath(number: string, below?: string): string {
  const path = `${ROOT}/incidents/${encodeURIComponent(number)}`;
  return below === undefined ? path : `${path}/${below}`;
}

function personPath(id: string): string {
  return `${ROOT}/people/${encodeURIComponent(id)}`;
}

function verificationPath(personId: string, methodId: string): string {
  return `${personPath(personId)}/contact-methods/${encodeURIComponent(methodId)}/verification`;
}
