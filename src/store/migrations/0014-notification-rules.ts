import type { Migration } from "./migration.ts";

/** When a person is told over which channels: JSON, null for the built-in. */
export const notificationRules: Migration = {
  version: 14,
  name: "notification rules",
  statements: () => ["alter table person add column notification_rules text"],
};
