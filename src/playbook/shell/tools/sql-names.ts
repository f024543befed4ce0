/** Tables, columns and settings of PostgreSQL that may show secrets. */

import { observe, reveal, type Verdict } from "../verdict.ts";

const TELLING_TABLES = new Set(
  "pg_authid pg_auth_members pg_shadow pg_hba_file_rules pg_ident_file_mappings pg_file_settings pg_settings pg_db_role_setting pg_user_mapping pg_user_mappings user_mappings user_mapping_options pg_foreign_server foreign_server_options pg_subscription pg_statistic pg_largeobject".split(
    " ",
  ),
);

const TELLING_NAMES =
  /pass(?:w|phrase|code)|pwd|secret|token|api_?key|private_?key|access_?key|credential|salt|cvv|ssn|conninfo|session_?(?:id|key)/iu;

/** Functions that can be written like a column of a row, and print all of the row. */
const WHOLE_ROW = /json|^quote_|^(?:text|varchar|bpchar|hstore|record_out|xml)$/u;

const TELLING_SETTINGS =
  /^(?:all|primary_conninfo|ssl_passphrase_command|.*(?:pass|secret|token|key).*)$/iu;

export function classTable(name: string): Verdict | undefined {
  if (TELLING_TABLES.has(name) || TELLING_NAMES.test(name))
    return reveal(`the table ${name} holds secrets`);
  return undefined;
}

/** In pg_stats these hold values of the tables themselves. */
const SAMPLES =
  /^(?:most_common_(?:val|elem|base_freq)s?|histogram_bounds|range_(?:length|bounds)_histogram)$/u;

export function classColumn(names: readonly string[], star: boolean): Verdict | undefined {
  const sampled = names.find((name) => SAMPLES.test(name));
  if (sampled !== undefined) return reveal(`the column ${sampled} holds values of a table`);
  const telling = names.find((name) => TELLING_NAMES.test(name));
  if (telling !== undefined) return reveal(`the column ${telling} may hold secrets`);
  const last = names.at(-1) ?? "";
  if (!star && names.length > 1 && WHOLE_ROW.test(last)) return reveal(`${last} prints whole rows`);
  return undefined;
}

/** Whether `*` over this table can show only what the server keeps about itself. */
export function isCatalogue(table: string, schema: string): boolean {
  if (schema === "information_schema") return true;
  return (schema === "" || schema === "pg_catalog") && /^pg_(?!stats)/u.test(table);
}

export function classSetting(name: string): Verdict {
  return TELLING_SETTINGS.test(name)
    ? reveal(`the setting ${name} may hold secrets`)
    : observe("SHOW only reads");
}
