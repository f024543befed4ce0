/** PostgreSQL functions that only read, and those known to change the server. */

import { change, reveal, unknown, type Verdict } from "../verdict.ts";

const READING = new Set(
  `abs age any_value array_agg array_append array_length array_position array_remove array_to_string avg
  bit_and bit_or bool_and bool_or btrim cardinality ceil ceiling char_length character_length
  clock_timestamp coalesce col_description concat concat_ws count cume_dist current_catalog
  current_database current_query current_role current_schema current_schemas current_user date_bin
  date_part date_trunc dense_rank div every exp extract first_value floor format format_type
  generate_series generate_subscripts greatest has_database_privilege has_schema_privilege
  has_table_privilege host inet_client_addr inet_client_port inet_server_addr inet_server_port initcap
  json_agg json_array_length json_build_object json_object_agg jsonb_agg jsonb_array_length
  jsonb_build_object jsonb_object_agg justify_days justify_hours justify_interval lag last_value lead
  least left length ln localtime localtimestamp log lower lpad ltrim make_interval max md5 min mod mode
  now nth_value ntile nullif obj_description octet_length overlay percent_rank percentile_cont
  percentile_disc pg_backend_pid pg_blocking_pids pg_column_size pg_conf_load_time
  pg_current_wal_flush_lsn pg_current_wal_insert_lsn pg_current_wal_lsn pg_database_size
  pg_encoding_to_char pg_get_constraintdef pg_get_expr pg_get_function_arguments pg_get_functiondef
  pg_get_indexdef pg_get_ruledef pg_get_triggerdef pg_get_userbyid pg_get_viewdef
  pg_get_wal_replay_pause_state pg_indexes_size pg_is_in_recovery pg_is_wal_replay_paused
  pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp pg_postmaster_start_time
  pg_relation_filepath pg_relation_size pg_safe_snapshot_blocking_pids pg_size_bytes pg_size_pretty
  pg_stat_get_activity pg_table_is_visible pg_table_size pg_tablespace_size pg_total_relation_size
  pg_typeof pg_wal_lsn_diff pg_walfile_name position power quote_ident quote_literal rank
  regexp_match regexp_matches regexp_replace regexp_split_to_array repeat replace reverse right round
  row_number rpad rtrim session_user shobj_description sign split_part sqrt starts_with
  statement_timestamp stddev stddev_pop stddev_samp string_agg string_to_array strpos substr substring
  sum timeofday timezone to_char to_date to_number to_timestamp transaction_timestamp translate trim
  trunc txid_snapshot_xmin unnest upper var_pop var_samp variance version width_bucket`.split(
    /\s+/u,
  ),
);

/** The same in MySQL, SQLite and BigQuery. */
const READING_ELSEWHERE = new Set(
  `convert_tz countif curdate curtime date date_add date_diff date_format date_sub datediff datetime
  datetime_sub day dayofweek from_unixtime group_concat hour ifnull iif instr json_extract json_unquote
  json_value julianday minute month safe_divide second strftime sysdate time timestamp timestamp_diff
  timestamp_sub timestampdiff to_days total unix_timestamp unixepoch utc_timestamp week year`.split(
    /\s+/u,
  ),
);

const READING_SECRETS = new Set(
  "current_setting pg_read_file pg_read_binary_file pg_ls_dir pg_stat_file lo_get pg_hba_file_rules pg_show_all_settings pg_ls_logdir pg_ls_waldir row_to_json to_json to_jsonb query_to_xml table_to_xml convert_from decode pgp_sym_decrypt pgp_pub_decrypt decrypt".split(
    " ",
  ),
);

const CHANGING =
  /^(?:lo_|dblink|pg_(?:terminate|cancel|reload|rotate|promote|switch|create|drop|advance|replication|backup|start_backup|stop_backup|wal_replay|log_|advisory|try_advisory|stat_reset|stat_statements_reset|logical|copy|notify|import|export_snapshot|file_|write|sync|extension|current_xact|stat_clear|prewarm|repack)|set_config|setval|nextval|txid_current$|pg_stat_force)/u;

/** Undefined for a function that only reads. */
export function classFunction(names: readonly string[]): Verdict | undefined {
  const name = names.at(-1) ?? "";
  const own = names.length === 1 || (names.length === 2 && names[0] === "pg_catalog");
  if (own && (READING.has(name) || READING_ELSEWHERE.has(name))) return undefined;
  if (READING_SECRETS.has(name)) return reveal(`${name} may print secrets`);
  if (CHANGING.test(name)) return change(`${name} changes the server`);
  return unknown(`the function ${name} is not known to only read`);
}
