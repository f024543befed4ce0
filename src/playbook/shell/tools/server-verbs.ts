/**
 * Databases, brokers, web servers and process managers, by the verbs of each tool's own help: RabbitMQ
 * 4.0, Cassandra 5.0, Vault 1.18, Apache 2.4, Supervisor 4.2, pm2 5, Prometheus
 * 3.0, Alertmanager 0.27, Grafana Loki 3.3, Patroni 4.0.
 */

import type { Tool } from "../tool.ts";
import { type VerbTable, verbTool } from "./verb-table.ts";

const RABBIT: VerbTable = {
  options: {
    flags: "-q|--quiet -s|--silent --online --offline --local --no-table-headers --table-headers",
    values: "-n|--node -p|--vhost -t|--timeout --formatter --unit --sections",
  },
  observe:
    "status, cluster_status, ping, list_queues, list_exchanges, list_bindings, list_connections, list_channels, list_consumers, list_vhosts, list_users, list_permissions, list_user_permissions, list_topic_permissions, list_policies, list_operator_policies, list_unresponsive_queues, list_feature_flags, list_deprecated_features, list_node_auth_attempt_stats, list_ciphers, list_hashes, node_health_check, cluster_health, check_running, check_local_alarms, check_alarms, check_port_connectivity, check_port_listener, check_protocol_listener, check_virtual_hosts, check_certificate_expiration, check_if_node_is_quorum_critical, check_if_node_is_mirror_sync_critical, check_if_cluster_has_classic_queue_mirroring_policy, memory_breakdown, alarms, listeners, server_version, erlang_version, os_env_variables, is_booting, is_running, resolve_hostname, resolver_info, runtime_thread_stats, schema_info, quorum_status, stream_status, list_stream_consumers, list_stream_publishers, list_stream_connections, cookie_hash_info, log_location, metadata_store_status, discover_peers, version, help, list, directories, is_enabled",
  reveal:
    "environment, report, list_parameters, list_global_parameters, list_user_limits, list_vhost_limits, cipher_suites, log_tail, export_definitions, encode, decode, cookie_hash",
  change:
    "stop, stop_app, start_app, shutdown, reset, force_reset, force_boot, join_cluster, change_cluster_node_type, forget_cluster_node, rename_cluster_node, update_cluster_nodes, sync_queue, cancel_sync_queue, purge_queue, delete_queue, add_user, delete_user, change_password, clear_password, authenticate_user, set_user_tags, add_vhost, delete_vhost, restart_vhost, set_permissions, clear_permissions, set_topic_permissions, set_policy, clear_policy, set_operator_policy, clear_operator_policy, set_parameter, clear_parameter, set_global_parameter, set_vhost_limits, set_user_limits, set_vm_memory_high_watermark, set_disk_free_limit, close_connection, close_all_connections, close_all_user_connections, eval, eval_file, exec, rotate_logs, suspend_listeners, resume_listeners, await_startup, await_online_nodes, enable, disable, set, enable_feature_flag, import_definitions, set_log_level, trace_on, trace_off, grow, shrink, add_member, delete_member, rebalance, drain, revive, force_gc, hipe_compile, maybe_stuck, restart_stream, reclaim_quorum_memory, transfer_leadership, force_standalone_khepri_boot",
  manual: "observer, remote_shell, log_tail_stream, consume_event_stream",
};

const TABLES: Readonly<Record<string, VerbTable>> = {
  rabbitmqctl: RABBIT,
  "rabbitmq-diagnostics": RABBIT,
  "rabbitmq-queues": RABBIT,
  "rabbitmq-streams": RABBIT,
  "rabbitmq-upgrade": RABBIT,
  "rabbitmq-plugins": RABBIT,
  rabbitmqadmin: {
    options: { values: "-H|--host -P|--port -V|--vhost -f|--format -d|--depth -N|--node" },
    observe: "list *, show *, help",
    reveal: "export, get",
    change: "declare *, delete *, close *, purge *, publish, import",
  },
  nodetool: {
    options: {
      flags: "-r|--resolve-ip -T|--tokens -H|--human-readable",
      values: "-h|--host -p|--port -F|--format",
    },
    observe:
      "status, info, ring, tpstats, compactionstats, compactionhistory, netstats, gossipinfo, describecluster, describering, tablestats, cfstats, tablehistograms, cfhistograms, proxyhistograms, version, gcstats, getcompactionthroughput, getcompactionthreshold, getconcurrentcompactors, getstreamthroughput, getinterdcstreamthroughput, getlogginglevels, getendpoints, getsstables, gettimeout, gettraceprobability, getseeds, getmaxhintwindow, getcachestats, listsnapshots, listpendinghints, statusgossip, statusbinary, statusbackup, statushandoff, statusautocompaction, viewbuildstatus, failuredetector, rangekeysample, toppartitions, clientstats, datapaths, help",
    change:
      "repair, repair_admin, cleanup, flush, drain, decommission, removenode, assassinate, compact, scrub, upgradesstables, snapshot, clearsnapshot, stop, stopdaemon, move, rebuild, rebuild_index, refresh, import, join, bootstrap, abortbootstrap, abortdecommission, garbagecollect, invalidatekeycache, invalidaterowcache, invalidatecountercache, reloadlocalschema, reloadtriggers, reloadseeds, reloadssl, replaybatchlog, resetlocalschema, truncatehints, verify, relocatesstables, recompress_sstables, enableautocompaction, disableautocompaction, enablebackup, disablebackup, enablebinary, disablebinary, enablegossip, disablegossip, enablehandoff, disablehandoff, pausehandoff, resumehandoff, setcompactionthroughput, setcompactionthreshold, setconcurrentcompactors, setstreamthroughput, setlogginglevel, settimeout, settraceprobability, setcachecapacity, sethintedhandoffthrottlekb, setmaxhintwindow, sjk, profileload",
  },
  vault: {
    options: {
      flags: "--detailed",
      values: "--format --field --mount --namespace --ns --version",
    },
    singleDash: true,
    observe:
      "status, version, list *, kv list, kv metadata get, secrets list, auth list, policy list, audit list, namespace list, plugin list, operator members, operator key-status, operator raft list-peers, operator raft autopilot state, operator raft autopilot get-config, token capabilities, path-help, lease lookup, license inspect|get, pki health-check",
    reveal:
      "read *, kv get *, policy read, token lookup, token create, print token, unwrap, operator generate-root, debug, operator diagnose, monitor, transit *, ssh *",
    change:
      "write *, delete *, patch *, kv put|patch|delete|undelete|destroy|rollback|enable-versioning, kv metadata put|patch|delete, operator init|unseal|seal|rekey|rotate|step-down|migrate|usage, operator raft join|remove-peer|snapshot, operator raft autopilot set-config, secrets enable|disable|tune|move, auth enable|disable|tune|move, policy write|delete|fmt, audit enable|disable, token renew|revoke, lease renew|revoke, namespace create|delete|lock|unlock|patch, plugin register|deregister|reload, login *, server, agent, proxy, events",
    manual: "login",
  },
  apachectl: {
    options: { flags: "-t -S -v -V -M" },
    observe: "configtest, status, fullstatus",
    change: "start, stop, restart, graceful, graceful-stop",
  },
  supervisorctl: {
    options: {},
    observe: "status, tail, pid, avail, version, maintail, help",
    change: "start, stop, restart, reload, reread, update, add, remove, clear, signal, shutdown",
    manual: "fg",
    alone: "manual",
  },
  pm2: {
    options: { flags: "--nostream --raw --timestamp", values: "--lines" },
    observe: "list, ls, l, status, show, describe, info, logs, id, pid, ping, report",
    reveal: "env, jlist, prettylist, conf, get",
    change:
      "start, stop, restart, reload, delete, del, kill, scale, save, resurrect, startup, unstartup, flush, reset, update, reloadLogs, sendSignal, deploy, install, uninstall, set, unset",
    manual: "monit, dashboard, attach",
  },
  promtool: {
    options: {
      flags: "--lint-fatal --extended --debug",
      values: "--start --end --step --format -o --lint --match",
    },
    observe:
      "check config|rules|metrics|service-discovery|web-config|healthy|ready, query instant|range|series|labels|analyze, test rules, tsdb list|analyze, promql format",
    reveal: "tsdb dump|dump-openmetrics",
    change:
      "push metrics, tsdb create-blocks-from|bench, debug all|metrics|pprof, promql label-matchers",
  },
  amtool: {
    options: {
      flags: "--extended -q|--quiet --expired -a|--active -s|--silenced -i|--inhibited",
      values: "--alertmanager.url -o|--output --receiver --id-only --within --created-by",
    },
    observe:
      "alert, alert query, silence query, silence, check-config, cluster show, config routes test, config routes show, template render",
    reveal: "config show, config",
    change: "silence add|expire|update|import, alert add, silence create",
  },
  logcli: {
    options: {
      flags: "-q|--quiet --no-labels --forward",
      values:
        "--addr --limit --since --from --to --step --interval -o|--output --org-id --timezone",
    },
    observe: "query, instant-query, labels, series, stats, volume, volume_range, detected-fields",
  },
  patronictl: {
    options: {
      flags: "-e|--extended -t|--timestamp",
      values: "-c|--config-file -f|--format -d|--dcs-url",
    },
    observe: "list, topology, history, version, dsn",
    reveal: "show-config, query",
    change:
      "switchover, failover, restart, reload, reinit, pause, resume, flush, remove, scaffold, demote-cluster, promote-cluster",
    manual: "edit-config",
  },
  repmgr: {
    options: { flags: "--compact --csv", values: "-f|--config-file" },
    observe:
      "cluster show|matrix|crosscheck|event, node status|check, daemon status, service status",
    change:
      "primary register|unregister, standby register|unregister|clone|follow|promote|switchover, witness register|unregister, node rejoin|service|control, cluster cleanup, daemon start|stop, service pause|unpause",
  },
  pgbackrest: {
    options: { values: "--stanza --output --set --repo" },
    observe: "info, check, verify, version, help",
    change:
      "backup, restore, expire, start, stop, stanza-create, stanza-delete, stanza-upgrade, archive-push, archive-get, repo-get, repo-put",
  },
  barman: {
    observe:
      "list-server|list-servers, list-backup|list-backups, show-backup, check, status, check-backup, diagnose, replication-status",
    reveal: "show-server|show-servers",
    change:
      "backup, recover, delete, cron, switch-wal|switch-xlog, receive-wal, keep, archive-wal, get-wal, put-wal, verify-backup, restore, sync-backup, lock-directory-cleanup",
  },
};

export const serverVerbs: ReadonlyMap<string, Tool> = new Map(
  Object.entries(TABLES).map(([name, table]) => [name, verbTool(table)]),
);
