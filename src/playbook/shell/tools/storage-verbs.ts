/**
 * Storage and network daemons: Ceph's rbd, rados and radosgw-admin (19.2), Open vSwitch and OVN (24.09),
 * each by the verbs of its manual page.
 */

import type { Tool } from "../tool.ts";
import { type VerbTable, verbTool } from "./verb-table.ts";

const OVS_OPTIONS = "--db --timeout -t|--target -T -O|--protocols -f|--format --columns";
const APPCTL: VerbTable = {
  options: { values: OVS_OPTIONS },
  observe:
    "cluster/status, connection-status, status, version, list-commands, coverage/show, memory/show, vlog/list, dpif/show, dpif/dump-flows, dpctl/show, dpctl/dump-flows, dpctl/dump-conntrack, fdb/show, bfd/show, bond/show, bond/list, lacp/show, stp/show, mdb/show, tnl/ports/show, ofproto/list, upcall/show, dpif-netdev/pmd-stats-show, ovsdb-server/sync-status, ovsdb-server/get-active-ovsdb-server, ovsdb-server/list-dbs, ovsdb-server/list-remotes, ct-zone-list, group-table-list, lflow-cache/show-stats, inc-engine/show-stats, chassis-features-list, sb-connection-status, nb-connection-status, debug/status",
  change:
    "exit, vlog/set, vlog/reopen, vlog/close, coverage/reset, cluster/leave, cluster/kick, cluster/change-election-timer, ovsdb-server/compact, ovsdb-server/reconnect, ovsdb-server/add-remote, ovsdb-server/remove-remote, ovsdb-server/add-db, ovsdb-server/remove-db, fdb/flush, recompute, inc-engine/recompute, pause, resume, revalidator/purge, dpctl/flush-conntrack, dpctl/del-flows",
};

const TABLES: Readonly<Record<string, VerbTable>> = {
  rbd: {
    options: {
      flags: "-l|--long -a|--all --verbose --pretty-format --exact",
      values: "-p|--pool --namespace --image --snap --format --id -n|--name --count --sort-by",
    },
    observe:
      "ls|list, info, status, du|disk-usage, snap ls|list, snapshot ls|list, mirror image status, mirror pool status|info, mirror snapshot schedule ls|list|status, lock ls|list, trash ls|list, showmapped, device ls|list, children, namespace ls|list, pool stats, perf image iostat, image-meta list, group ls|list, group image ls|list, group snap ls|list, task list, help",
    reveal: "image-meta get, config image get|list, config pool get|list, config global get|list",
    change:
      "create, rm|remove, resize, rename|mv, cp|copy, deep cp|copy, clone, flatten, map, unmap, snap create|add|rm|remove|rollback|revert|purge|protect|unprotect|rename|mv|limit, snapshot create|rm|rollback|purge, mirror image enable|disable|promote|demote|resync|snapshot, mirror pool enable|disable|peer|promote|demote|bootstrap, mirror snapshot schedule add|rm, lock add|rm|remove, trash mv|move|rm|remove|restore|purge, feature enable|disable, import, export, import-diff, export-diff, bench, migration *, image-meta set|rm, namespace create|rm, group create|rm|rename, device map|attach|unmap|detach, object-map rebuild|check, sparsify, pool init",
    manual: "watch, perf image iotop",
  },
  rados: {
    options: { flags: "--all", values: "-p|--pool -N|--namespace --format --id -n|--name" },
    observe:
      "df, lspools, ls, stat, stat2, listxattr, listomapkeys, list-inconsistent-pg, list-inconsistent-obj, list-inconsistent-snapset, listwatchers, lssnap, lock list|info",
    reveal: "getxattr, getomapval, listomapvals, getomapheader",
    change:
      "get, put, append, truncate, create, rm, purge, cp, setxattr, rmxattr, setomapval, rmomapkey, clearomap, mksnap, rmsnap, rollback, bench, load-gen, cleanup, import, export, lock get|break, cppool, mkpool, rmpool",
  },
  "radosgw-admin": {
    options: {
      values:
        "--bucket --uid --rgw-realm --rgw-zonegroup --rgw-zone --start-date --end-date --max-entries",
    },
    observe:
      "bucket stats|list|check|limit|radoslist, bucket limit check, bucket sync status, sync status|info, sync error list, data sync status, metadata sync status, usage show, realm list, zonegroup list|get, zone list, period list|get-current, user list|stats, gc list, lc list, reshard status|list, datalog list|status, mdlog list|status, bilog list|status, quota get, orphans list-jobs, topic list, version",
    reveal:
      "user info, zone get, period get, realm get, subuser info, metadata get, caps list, key list, object stat, log show",
    change:
      "user create|modify|rm|suspend|enable, subuser create|modify|rm, key create|rm, caps add|rm, bucket link|unlink|rm|reshard|chown|rewrite, bucket sync enable|disable|init|run, object rm|unlink|rewrite, quota set|enable|disable, zone create|modify|set|delete, zonegroup create|modify|set|delete|default, realm create|delete|default|pull, period update|commit|pull, sync error trim, data sync init|run, metadata sync init|run, metadata put|rm, gc process, lc process, reshard add|cancel|process, datalog trim, mdlog trim, bilog trim, usage trim, log rm, orphans find",
  },
  "ovs-appctl": APPCTL,
  "ovn-appctl": APPCTL,
  "ovs-vsctl": {
    options: { flags: "--if-exists --no-heading --bare", values: OVS_OPTIONS },
    observe:
      "show, list, list-br, list-ports, list-ifaces, br-exists, br-to-vlan, br-to-parent, iface-to-br, port-to-br, get, find, get-controller, get-manager, get-fail-mode, get-ssl, get-aa-mapping, list-zone-tp",
    change:
      "add-br, del-br, add-port, del-port, set, add, remove, clear, create, destroy, set-controller, del-controller, set-manager, del-manager, set-fail-mode, set-ssl, del-ssl, init, emer-reset, add-bond, br-set-external-id, add-zone-tp, del-zone-tp, wait-until",
  },
  "ovs-ofctl": {
    options: { flags: "--no-stats --names --no-names", values: OVS_OPTIONS },
    observe:
      "show, dump-flows, dump-ports, dump-ports-desc, dump-tables, dump-table-features, dump-groups, dump-group-stats, dump-aggregate, dump-meters, queue-stats, queue-get-config, ofp-parse, diff-flows, probe",
    change:
      "add-flow, add-flows, mod-flows, del-flows, replace-flows, mod-port, mod-table, add-group, mod-group, del-groups, add-meter, mod-meter, del-meters, packet-out, set-frags",
    manual: "monitor, snoop",
  },
  "ovs-dpctl": {
    options: { flags: "-s|--statistics -m|--more --names" },
    observe: "show, dump-dps, dump-flows, get-flow, dump-conntrack, ct-stats-show",
    change:
      "add-dp, del-dp, add-if, del-if, set-if, add-flow, mod-flow, del-flow, del-flows, flush-conntrack",
  },
  "ovsdb-client": {
    options: { values: OVS_OPTIONS },
    observe:
      "list-dbs, list-tables, list-columns, get-schema, get-schema-version, dump, needs-conversion",
    change: "transact, convert, restore, lock, steal, unlock",
    manual: "monitor",
  },
  "ovn-nbctl": {
    options: { flags: "--no-leader-only --bare --no-heading", values: OVS_OPTIONS },
    observe:
      "show, list, find, get, ls-list, lsp-list, lsp-get-addresses, lsp-get-up, lsp-get-enabled, lsp-get-type, lsp-get-options, lsp-get-port-security, lr-list, lrp-list, lrp-get-gateway-chassis, lr-route-list, lr-policy-list, lr-nat-list, lr-lb-list, ls-lb-list, lb-list, acl-list, qos-list, meter-list, pg-list, dhcp-options-list, get-connection, sync",
    change:
      "ls-add, ls-del, lsp-add, lsp-del, lsp-set-addresses, lsp-set-type, lsp-set-options, lr-add, lr-del, lrp-add, lrp-del, lr-route-add, lr-route-del, lr-policy-add, lr-policy-del, lr-nat-add, lr-nat-del, lb-add, lb-del, ls-lb-add, ls-lb-del, acl-add, acl-del, set, add, remove, clear, create, destroy, set-connection, del-connection, init",
  },
  "ovn-sbctl": {
    options: {
      flags: "--no-leader-only --bare --no-heading --uuid --ovs --stats",
      values: OVS_OPTIONS,
    },
    observe: "show, list, find, get, lflow-list, dump-flows, count-flows, get-connection",
    change:
      "chassis-add, chassis-del, lsp-bind, lsp-unbind, set, add, remove, clear, create, destroy, set-connection, del-connection, init",
  },
};

export const storageVerbs: ReadonlyMap<string, Tool> = new Map(
  Object.entries(TABLES).map(([name, table]) => [name, verbTool(table)]),
);
