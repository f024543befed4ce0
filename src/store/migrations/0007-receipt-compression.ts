import type { Migration } from "./migration.ts";

/**
 * PostgreSQL compresses long values. By its default method that takes as long as all the rest of storing a
 * receipt; LZ4 takes a tenth. Servers that were built without LZ4 keep the default.
 */
export const receiptCompression: Migration = {
  version: 7,
  name: "receipt compression",
  statements(dialect) {
    if (dialect === "sqlite") return [];
    return [
      `do $$ begin
         alter table receipt alter column bodies set compression lz4;
       exception when feature_not_supported then null;
       end $$`,
    ];
  },
};
