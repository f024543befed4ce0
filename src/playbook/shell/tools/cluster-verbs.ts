/**
 * Clusters of machines and what runs on them. The verbs are those of each tool's own help: odf-cli 4.18,
 * ocm 1.0, rosa 1.2, Velero 1.15, Argo CD 2.13, Flux 2.4, istioctl 1.24, linkerd 2.16, kubeadm 1.31,
 * Nomad 1.9, Consul 1.20, virsh 10, virtctl 1.3, CRI-O 1.31, rpm-ostree 2024.
 */

import { isLiteral } from "../argument.ts";
import type { Tool } from "../tool.ts";
import { change, observe } from "../verdict.ts";
import { type VerbTable, verbTool } from "./verb-table.ts";

const NAMED = "-n|--namespace -o|--output -l|--selector --timeout";

const TABLES: Readonly<Record<string, VerbTable>> = {
  odf: {
    options: {
      flags: "--orphaned --stale",
      values: "-n|--namespace --storage-client --operator-namespace",
    },
    observe:
      "cephfs-snap ls, subvolume ls, subvolume-snapshot ls, get health|dr-health|dr-prereq|mon-endpoints|recovery-profile, version, help",
    change:
      "cephfs-snap delete, subvolume delete, subvolume-snapshot delete, maintenance start|stop, operator rook, purge-osd, restore *, set *, unset *, subvolume set",
  },
  ocm: {
    options: {
      flags: "--managed --no-headers --history",
      values: "--parameter --columns --header --padding",
    },
    observe:
      "list *, describe *, whoami, version, account orgs|quota|roles|status|users, backplane status|version, cluster status",
    reveal: "get *, token, config get, backplane elevate",
    change:
      "create *, delete *, edit *, patch *, post *, hibernate *, resume *, upgrade *, config set, logout, backplane script|managedjob|logout",
    manual: "login, backplane login|console|tunnel|session|cloud, cluster login, tunnel",
  },
  rosa: {
    options: { flags: "--all -y", values: "-c|--cluster -o|--output --region --tail" },
    observe: "list *, describe *, verify *, whoami, version, logs *",
    change:
      "create *, delete *, edit *, upgrade *, install *, uninstall *, grant *, revoke *, link *, unlink *, hibernate *, resume *, init, register *, login, logout",
  },
  velero: {
    options: { flags: "--details", values: NAMED },
    observe:
      "backup|restore|schedule|backup-location|snapshot-location|repo|plugin get, backup|restore|schedule describe, backup|restore logs, get *, describe *, version",
    change:
      "backup|restore|schedule|backup-location|snapshot-location create|delete|set, backup download, schedule pause|unpause, plugin add|remove, create *, delete *, install, uninstall, debug, repo unlock",
  },
  argocd: {
    options: {
      flags: "--refresh --show-operation --show-params --grpc-web",
      values: "-o|--output -l|--selector -N|--app-namespace -p|--project --tail",
    },
    observe:
      "app list|get|history|diff|logs|resources|wait, appset list|get, cluster list|get, repo list|get, proj list|get, account can-i|get-user-info|list, version, context",
    reveal: "app manifests, account generate-token, admin export, admin initial-password",
    change:
      "app sync|rollback|delete|create|set|unset|patch|patch-resource|delete-resource|terminate-op|edit|add-source|remove-source, app actions, appset create|delete, cluster add|rm|set|rotate-auth, repo add|rm, proj create|delete|edit|set|add-source|add-destination, account update-password, logout, login, relogin",
  },
  flux: {
    options: {
      flags: "-A|--all-namespaces --status-selector --watch",
      values: `${NAMED} --kind --name --level --tail --since --for`,
    },
    observe: "get *, check, logs, events, stats, trace *, tree *, version",
    reveal: "export *, build *, diff *",
    change:
      "reconcile *, suspend *, resume *, create *, delete *, install, uninstall, bootstrap *, push *, pull *, tag *",
  },
  istioctl: {
    options: {
      flags: "-A|--all-namespaces --short --remote",
      values: "-n|--namespace -i|--istioNamespace -o|--output",
    },
    observe:
      "analyze, proxy-status|ps, version, proxy-config|pc cluster|clusters|listener|listeners|route|routes|endpoint|endpoints|log, describe|x *, experimental describe, validate",
    reveal: "proxy-config|pc all|bootstrap|secret|secrets",
    change: "install, upgrade, uninstall, create-remote-secret, kube-inject, tag *, waypoint *",
    manual: "dashboard|d *",
  },
  linkerd: {
    options: { flags: "-A|--all-namespaces --proxy --pre", values: NAMED },
    observe:
      "check, version, viz check|stat|edges|routes|list, stat, edges, routes, diagnostics endpoints",
    change: "install, uninstall, upgrade, inject, uninject, viz install|uninstall, prune",
    manual: "viz dashboard|top|tap, dashboard, top, tap",
  },
  kubeadm: {
    observe: "certs check-expiration, version, config images, upgrade plan",
    reveal: "token list|create|generate, config print",
    change:
      "init, join, reset, upgrade apply|node, certs renew, token delete, config migrate, config images pull",
  },
  kops: {
    options: { values: "--name -o|--output" },
    observe: "get clusters|cluster|instancegroups|ig|instances, validate cluster, version",
    change:
      "create *, delete *, edit *, update *, rolling-update *, upgrade *, replace *, set *, toolbox *, export *",
  },
  eksctl: {
    options: { values: "--cluster --name -r|--region -o|--output --nodegroup" },
    observe: "get *, info, version",
    change:
      "create *, delete *, scale *, upgrade *, update *, drain *, set *, unset *, utils *, enable *, register *, deregister *, associate *, disassociate *, apply, anywhere *, write *",
  },
  nomad: {
    options: {
      flags: "--short --verbose --stats --json --allocs --evals --self --tail",
      values: "--namespace --region --n",
    },
    singleDash: true,
    observe:
      "status, job status|history|deployments|allocs, node status, alloc status|logs|checks, server members, deployment list|status, eval list|status, namespace list|status, operator raft list-peers, operator autopilot get-config, volume status, version, service list|info, system status",
    reveal: "job inspect, alloc fs, var get|list, agent-info, operator debug",
    change:
      "job run|stop|restart|revert|scale|dispatch|promote|eval|deployments, run, stop, alloc restart|stop|signal, node drain|eligibility|config, deployment promote|fail|pause|resume, system gc|reconcile, namespace apply|delete, var put|purge, volume *, server join|force-leave, operator raft|autopilot *",
    manual: "alloc exec, exec, monitor, ui",
  },
  consul: {
    options: { flags: "--detailed --wan --services --tags", values: "--datacenter --namespace" },
    singleDash: true,
    observe:
      "members, catalog datacenters|nodes|services, operator raft list-peers, operator autopilot get-config|state, version, rtt, intention list|check|get, peering list, validate",
    reveal: "kv get|export, info, config read|list, acl *, snapshot inspect",
    change:
      "kv put|delete|import, services register|deregister, snapshot save|restore, leave, join, force-leave, reload, maint, lock, event, config write|delete, intention create|delete, operator raft remove-peer, operator raft transfer-leader, acl token|policy|role create|update|delete, acl bootstrap, connect *, login, logout",
    manual: "monitor, watch, exec",
  },
  virsh: {
    options: {
      flags:
        "--all --inactive --persistent --title --name --uuid --details --inherit --full --lease --raw",
      values: "-c|--connect --domain --pool --source",
    },
    observe:
      "list, dominfo, domstate, domstats, domblklist, domblkinfo, domblkstat, domblkerror, domiflist, domifstat, domifaddr, domif-getlink, dommemstat, domjobinfo, domhostname, domid, domname, domuuid, domcontrol, domtime, dumpxml, guestinfo, guestvcpus, vcpuinfo, vcpucount, nodeinfo, nodecpustats, nodememstats, freecell, capabilities, domcapabilities, net-list, net-info, net-dumpxml, net-dhcp-leases, pool-list, pool-info, pool-dumpxml, vol-list, vol-info, vol-dumpxml, snapshot-list, snapshot-info, checkpoint-list, iface-list, nodedev-list, sysinfo, hostname, uri, version, help",
    change:
      "start, shutdown, destroy, reboot, reset, suspend, resume, undefine, define, create, migrate, save, restore, managedsave, dump, setmem, setmaxmem, setvcpus, attach-device, detach-device, attach-disk, detach-disk, attach-interface, detach-interface, blockcommit, blockcopy, blockjob, blockpull, blockresize, autostart, snapshot-create, snapshot-create-as, snapshot-delete, snapshot-revert, net-start, net-destroy, net-define, pool-start, pool-destroy, pool-refresh, vol-create, vol-delete, vol-resize, domfsfreeze, domfsthaw, domfstrim, inject-nmi, send-key, qemu-monitor-command, set-user-password, domrename",
    manual: "console, edit, event, net-edit, pool-edit",
    alone: "manual",
  },
  virtctl: {
    options: { values: "-n|--namespace" },
    observe: "guestosinfo, fslist, userlist, version, help",
    change:
      "start, stop, restart, migrate, migrate-cancel, pause, unpause, soft-reboot, reset, addvolume, removevolume, image-upload, expose, guestfs, create, memory-dump, vmexport, credentials *, adm *, permitted-devices, scp",
    manual: "console, vnc, ssh, port-forward, usbredir",
  },
  crio: {
    observe: "status info|containers|goroutines|config, version",
    reveal: "config",
    change: "wipe",
  },
  "rpm-ostree": {
    options: { flags: "-v|--verbose --json --booted --pending-exit-77 -a --advisories" },
    observe: "status, db list|diff, kargs, search, version",
    change:
      "upgrade, update, rebase, rollback, deploy, install, uninstall, override *, reset, cleanup, initramfs, refresh-md, apply-live, usroverlay, reload, cancel, compose *",
    alone: "observe",
  },
  kubectx: { options: { flags: "-c|--current" }, change: "*", alone: "observe" },
  kubens: { options: { flags: "-c|--current" }, change: "*", alone: "observe" },
};

const GUEST_READING =
  /^\{\s*"execute"\s*:\s*"guest-(?:get-\w[\w-]*|info|ping|network-get-interfaces)"\s*\}$/u;
const VIRSH = verbTool(TABLES["virsh"] ?? {});

/** Of what a guest can be told, only the questions about itself are a reading. */
const virsh: Tool = (args, context) => {
  const [verb, ...rest] = args;
  if (verb?.text !== "qemu-agent-command") return VIRSH(args, context);
  return rest.length === 2 && rest.some((word) => isLiteral(word) && GUEST_READING.test(word.value))
    ? observe("the guest answers about itself")
    : change("the guest may be told to do something");
};

export const clusterVerbs: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ...Object.entries(TABLES).map(([name, table]): [string, Tool] => [name, verbTool(table)]),
  ["virsh", virsh],
]);
