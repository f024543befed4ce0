import type { Migration } from "./migration.ts";

/**
 * Notices over one way in particular, which need not be its person's any more: the kind and the address are
 * kept. Null for those that go over whichever way takes them.
 */
export const noticeAddress: Migration = {
  version: 20,
  name: "notice address",
  statements: () => [
    "alter table notice add column channel text",
    "alter table notice add column address text",
  ],
};
