import type { Migration } from "./migration.ts";

/** Where an integration's senders put what an alert needs, as JSON; null for the plain form itself. */
export const integrationMapping: Migration = {
  version: 27,
  name: "mappings of integrations",
  statements: () => ["alter table integration add column mapping text"],
};
