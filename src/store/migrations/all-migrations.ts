import { incidents } from "./0001-incidents.ts";
import { notifications } from "./0002-notifications.ts";
import { people } from "./0003-people.ts";
import { records } from "./0004-records.ts";
import { rosterVersion } from "./0005-roster-version.ts";
import { alertVersion } from "./0006-alert-version.ts";
import { receiptCompression } from "./0007-receipt-compression.ts";
import { scheduleOverride } from "./0008-schedule-override.ts";
import { outbox } from "./0009-outbox.ts";
import { phone } from "./0010-phone.ts";
import { calendarFeed } from "./0011-calendar-feed.ts";
import { contactVerification } from "./0012-contact-verification.ts";
import { personLinks } from "./0013-person-links.ts";
import { notificationRules } from "./0014-notification-rules.ts";
import { subscription } from "./0015-subscription.ts";
import { escalationTurn } from "./0016-escalation-turn.ts";
import { shiftNotice } from "./0017-shift-notice.ts";
import { swap } from "./0018-swap.ts";
import { silence } from "./0019-silence.ts";
import { noticeAddress } from "./0020-notice-address.ts";
import { inboundCall } from "./0021-inbound-call.ts";
import { changeEvent } from "./0022-change-event.ts";
import { heartbeat } from "./0023-heartbeat.ts";
import { testPage } from "./0024-test-page.ts";
import { alertList } from "./0025-alert-list.ts";
import { inhibition } from "./0026-inhibition.ts";
import { integrationMapping } from "./0027-integration-mapping.ts";
import { retention } from "./0028-retention.ts";
import { healthCheck } from "./0029-health-check.ts";
import { stepWebhook } from "./0030-step-webhook.ts";
import { calendarSource } from "./0031-calendar-source.ts";
import { alertChange } from "./0032-alert-change.ts";
import { maintenance } from "./0033-maintenance.ts";
import { joinedGroup } from "./0034-joined-group.ts";
import { actionItem } from "./0035-action-item.ts";
import { incidentMode } from "./0036-incident-mode.ts";
import { stepRun } from "./0037-step-run.ts";
import { audienceChannel } from "./0038-audience-channel.ts";
import type { Migration } from "./migration.ts";

/** In order; version numbers are 1, 2, 3 … without a gap. */
export const ALL_MIGRATIONS: readonly Migration[] = [
  incidents,
  notifications,
  people,
  records,
  rosterVersion,
  alertVersion,
  receiptCompression,
  scheduleOverride,
  outbox,
  phone,
  calendarFeed,
  contactVerification,
  personLinks,
  notificationRules,
  subscription,
  escalationTurn,
  shiftNotice,
  swap,
  silence,
  noticeAddress,
  inboundCall,
  changeEvent,
  heartbeat,
  testPage,
  alertList,
  inhibition,
  integrationMapping,
  retention,
  healthCheck,
  stepWebhook,
  calendarSource,
  alertChange,
  maintenance,
  joinedGroup,
  actionItem,
  incidentMode,
  stepRun,
  audienceChannel,
];
