import type { Notification, PlannedNotification } from "../domain/notification.ts";
import type { NotificationRow } from "./schema.ts";

export interface NewNotification extends PlannedNotification {
  readonly id: string;
  readonly incidentId: string;
  readonly createdAt: number;
}

/** What a planned notification writes. */
export const NEW_NOTIFICATION_COLUMNS = {
  id: "text",
  incident_id: "text",
  purpose: "text",
  urgency: "text",
  round: "integer",
  step: "integer",
  role: "text",
  person_id: "text",
  person_name: "text",
  contact_method_id: "text",
  channel: "text",
  address: "text",
  channel_index: "integer",
  state: "text",
  due_at: "integer",
  reason: "text",
  discriminator: "text",
  created_at: "integer",
} as const;

const READ_COLUMNS = [
  ...Object.keys(NEW_NOTIFICATION_COLUMNS),
  "attempts",
  "lease_until",
  "fence",
  "delivered_at",
  "last_reason",
  "provider_reference",
  "priority",
];

/** What `notificationFromRow` needs, and the priority, of the table `notification`. */
export const NOTIFICATION_SELECTION = READ_COLUMNS.map((name) => `notification.${name}`).join(", ");

export type NewNotificationRow = Pick<NotificationRow, keyof typeof NEW_NOTIFICATION_COLUMNS>;

export function newNotificationToRow(notification: NewNotification): NewNotificationRow {
  return {
    id: notification.id,
    incident_id: notification.incidentId,
    purpose: notification.purpose,
    urgency: notification.urgency,
    round: notification.round,
    step: notification.step,
    role: notification.role,
    person_id: notification.personId,
    person_name: notification.personName,
    contact_method_id: notification.contactMethodId,
    channel: notification.channel,
    address: notification.address,
    channel_index: notification.channelIndex,
    state: notification.state,
    due_at: notification.dueAt,
    reason: notification.reason,
    discriminator: notification.discriminator,
    created_at: notification.createdAt,
  };
}

export type LoadedNotificationRow = Omit<NotificationRow, "lease_owner" | "claim_at">;

export function notificationFromRow(row: LoadedNotificationRow): Notification {
  return {
    id: row.id,
    incidentId: row.incident_id,
    purpose: row.purpose,
    urgency: row.urgency,
    round: row.round,
    step: row.step,
    role: row.role,
    personId: row.person_id,
    personName: row.person_name,
    contactMethodId: row.contact_method_id,
    channel: row.channel,
    address: row.address,
    channelIndex: row.channel_index,
    state: row.state,
    dueAt: row.due_at,
    reason: row.reason,
    discriminator: row.discriminator,
    attempts: row.attempts,
    createdAt: row.created_at,
    leaseUntil: row.lease_until,
    fence: row.fence,
    deliveredAt: row.delivered_at,
    lastReason: row.last_reason,
    providerReference: row.provider_reference,
  };
}
