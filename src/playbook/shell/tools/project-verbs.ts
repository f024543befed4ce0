/**
 * Clients of services and projects that playbooks name, by the verbs of each tool's own help: Celery 5.4,
 * Cargo 1.84, Supabase CLI 2, Turso CLI 1, WP-CLI 2.11, Tailscale 1.80, Foundry's cast and forge 1.0, the
 * Stellar CLI 22, minikube 1.35, kind 0.27, Gitleaks 8, Trivy 0.59, Curator 8, .NET 9, EMQX 5, and
 * Fail2ban 1.1; macOS' and Windows' own programs as of macOS 15 and Windows Server 2025.
 */

import type { Tool } from "../tool.ts";
import { type VerbTable, verbTool } from "./verb-table.ts";

const STELLAR: VerbTable = {
  options: { values: "--network --id --rpc-url --output --start-ledger --count --type" },
  observe:
    "version, keys ls|address|public-key, network ls, contract info, contract read, events, ledger entry, tx hash",
  reveal: "keys show|secret, env",
  change:
    "contract *, keys *, network *, tx *, container *, snapshot *, config *, cache *, plugin *, completion",
};

const TABLES: Readonly<Record<string, VerbTable>> = {
  celery: {
    options: {
      flags: "-j|--json -v",
      values: "-A|--app -d|--destination -t|--timeout --loglevel -n -Q",
    },
    observe:
      "status, inspect active|active_queues|clock|ping|registered|reserved|revoked|scheduled|stats|memsample|query_task, list bindings",
    reveal: "inspect conf|report, report, result",
    change: "control *, purge, amqp *, migrate, call, worker, beat, flower, multi *, upgrade *",
    manual: "events, shell, logtool",
  },
  cargo: {
    options: {
      flags: "--locked --offline --all-features -q|--quiet --no-deps --workspace -V --duplicates",
      values: "-p|--package --features -i|--invert --format-version --depth --manifest-path",
    },
    observe: "tree, metadata, search, info, outdated, audit, locate-project, pkgid, version, help",
    change:
      "audit fix, install, uninstall, update, add, remove, rm, clean, publish, yank, login, logout, new, init, fix, package, vendor, owner, fetch, generate-lockfile",
  },
  supabase: {
    options: {
      flags: "--linked --local --debug",
      values: "--project-ref --db-url -o|--output --schema --workdir --profile",
    },
    observe:
      "projects list, status, migration list, functions list, branches list|get, orgs list, secrets list, domains get, inspect db *, services, db lint, network-restrictions get, ssl-enforcement get, backups list",
    reveal: "projects api-keys, gen *, db diff",
    change:
      "db push|reset|pull|start|dump|rollback|restore|remote, migration up|down|repair|new|squash|fetch, functions deploy|delete|new|serve|download, secrets set|unset, link, unlink, start, stop, init, projects create|delete, branches create|delete|update|disable|pause|unpause, storage cp|mv|rm, domains create|activate|delete, network-restrictions update, ssl-enforcement update, backups restore, config push, seed *, bootstrap, postgres-config update|delete, logout",
    manual: "login",
  },
  turso: {
    options: { flags: "--url --http-url --instance-urls", values: "-g|--group" },
    observe: "db list|show|inspect|locations, group list|show, org list, plan show, auth whoami",
    reveal: "auth token, db tokens create, auth api-tokens mint, group tokens create",
    change:
      "db create|destroy|replicate|unarchive|wakeup|import|export, db config *, db tokens invalidate, group *, org *, plan *, auth logout|signup, auth api-tokens revoke, config *, update, dev",
    manual: "db shell, auth login, contact *",
  },
  wp: {
    options: {
      flags: "--all --network --skip-plugins --skip-themes --allow-root",
      values: "--path --url --format --fields --field --status --user --role",
    },
    observe:
      "core version|verify-checksums|check-update|is-installed, plugin list|status|get|path|is-active|is-installed|verify-checksums, theme list|status|get|is-active, user list|get|list-caps, role list, post list, comment list|count, cron event list, cron schedule list, cron test, site list, db check|size|tables|prefix, maintenance-mode status|is-active, cache type, language core list, cli version|info, rewrite list, menu list, widget list, term list",
    reveal: "config get|list, option get|list, db export, transient get|list, user meta *, eval *",
    change:
      "core update|download|install|update-db, plugin update|activate|deactivate|install|delete|uninstall|toggle, theme update|activate|install|delete, user create|update|delete|set-role|add-role|remove-role|reset-password, option update|add|delete|patch, db import|optimize|repair|reset|drop|create|clean, cache flush|delete|set, transient delete|set, maintenance-mode activate|deactivate, search-replace, rewrite flush|structure, cron event run|delete|schedule, config set|create|delete|shuffle-salts, post create|update|delete, comment *, media *, site *, role *, cap *, super-admin *, import, export, scaffold *, language *",
    manual: "db cli, shell",
  },
  tailscale: {
    options: { flags: "--json --peers --self --active -4 -6 --until-direct", values: "-c --c" },
    observe: "status, netcheck, ping, ip, version, whois, dns status, exit-node list, switch list",
    change:
      "up, down, login, logout, set, serve *, funnel *, cert, file *, update, switch *, lock *, drive *, configure *, debug *, bugreport",
    manual: "ssh, nc, web",
  },
  cast: {
    options: {
      flags: "-j|--json --full --trace --confirmations --async",
      values:
        "-r|--rpc-url --rpc-url -b|--block --from-block --to-block --address -c|--chain --field --from",
    },
    observe:
      "call, balance, block, block-number, chain, chain-id, client, code, codesize, codehash, gas-price, base-fee|basefee, nonce, receipt, tx, logs, storage, age, find-block, estimate, lookup-address, resolve-name, implementation|impl, admin, proof, abi-encode, abi-decode, calldata, 4byte, 4byte-decode, 4byte-event, keccak, sig, sig-event, selectors, to-hex, to-dec, to-wei, to-unit, to-ascii, to-utf8, to-bytes32, to-check-sum-address, from-wei, from-utf8, format-bytes32-string, parse-bytes32-string, concat-hex, max-int, max-uint, compute-address, decode-transaction, pretty-calldata, interface, namehash, etherscan-source|source",
    reveal: "wallet *, mktx",
    change: "send, publish, rpc *",
  },
  forge: {
    options: { values: "--root" },
    observe: "tree, remappings, config, version",
    change:
      "script, create, verify-contract, install, update, remove, clean, init, verify-bytecode, fmt, flatten, clone, bind, cache *, soldeer *",
  },
  stellar: STELLAR,
  soroban: STELLAR,
  minikube: {
    options: { values: "-p|--profile -o|--output" },
    observe:
      "status, profile list, ip, version, logs, addons list, image ls, node list, service list",
    reveal: "ssh-key, docker-env",
    change:
      "start, stop, delete, pause, unpause, addons *, image *, node *, profile *, config *, cache *, cp, mount, update-context, kubectl *",
    manual: "ssh, tunnel, dashboard, service",
  },
  kind: {
    options: { values: "--name" },
    observe: "get clusters|nodes, version",
    reveal: "get kubeconfig",
    change: "create *, delete *, load *, export *, build *",
  },
  gitleaks: {
    options: {
      flags: "-v|--verbose --redact --no-git --no-banner --staged --no-color",
      values: "-s|--source -c|--config --log-opts --log-level --exit-code",
    },
    observe: "version",
    reveal: "detect, protect, dir, git, stdin",
  },
  trivy: {
    options: {
      flags: "--ignore-unfixed -q|--quiet --skip-db-update --no-progress --light",
      values:
        "-s|--severity -f|--format --exit-code --scanners --vuln-type --pkg-types --timeout --ignorefile",
    },
    observe: "image|i, fs|filesystem, repo|repository, rootfs, sbom, vm, version",
    reveal: "config|conf, k8s|kubernetes",
    change: "clean *, server, plugin *, registry *, module *",
  },
  curator_cli: {
    options: { values: "--host --hosts --port --config" },
    observe: "show_indices, show_snapshots, show-indices, show-snapshots",
    change:
      "alias, allocation, close, delete_indices, delete-indices, delete_snapshots, delete-snapshots, forcemerge, open, reindex, replicas, restore, rollover, shrink, snapshot",
  },
  dotnet: {
    options: { flags: "--outdated --vulnerable --deprecated --include-transitive" },
    observe:
      "list package|reference, tool list, workload list, sdk check, package list|search, help",
    change:
      "publish, restore, clean, add *, remove *, new *, pack, tool *, workload *, nuget *, sln *, package add|remove|update, ef database *, ef migrations add|remove|bundle, dev-certs *",
    reveal: "user-secrets list",
  },
  nova: {
    options: { flags: "--all-tenants --deleted", values: "--host --status --tenant" },
    observe:
      "list, show, service-list, hypervisor-list, hypervisor-show, hypervisor-stats, flavor-list, image-list, diagnostics, availability-zone-list, host-list, usage, migration-list",
    reveal: "get-password, console-log, get-vnc-console",
    change: "*",
  },
  neutron: {
    observe:
      "agent-list, agent-show, net-list, net-show, subnet-list, subnet-show, port-list, port-show, router-list, router-show, router-port-list, l3-agent-list-hosting-router, dhcp-agent-list-hosting-net, floatingip-list, security-group-list, quota-list",
    change: "*",
  },
  solana: {
    options: {
      flags: "-v|--verbose --lamports",
      values: "-u|--url --output --commitment --keypair",
    },
    observe:
      "confirm, account, balance, block, block-height, block-production, cluster-version, epoch, epoch-info, slot, supply, transaction-count, transaction-history, validators, gossip, leader-schedule, program show, stakes, stake-account, vote-account, nonce-account, rent, version, address, genesis-hash, logs",
    change:
      "transfer, airdrop, program *, config *, create-stake-account, delegate-stake, deactivate-stake, withdraw-stake, create-vote-account, vote-update-validator, create-nonce-account, deploy, feature activate",
  },
  cinder: {
    options: { flags: "--all-tenants", values: "--status --tenant --limit" },
    observe:
      "list, show, service-list, snapshot-list, snapshot-show, backup-list, backup-show, type-list, pool-list, get-pools, quota-show, version-list, transfer-list",
    change:
      "create, delete, force-delete, reset-state, snapshot-create, snapshot-delete, snapshot-reset-state, backup-create, backup-delete, backup-restore, extend, migrate, rename, retype, service-enable, service-disable, failover-host, quota-update, metadata, manage, unmanage, upload-to-image",
  },
  "dotnet-dump": { observe: "ps", change: "collect", manual: "analyze" },
  "dotnet-trace": {
    observe: "ps, list-processes, list-profiles",
    change: "collect, convert, report",
  },
  "dotnet-gcdump": { observe: "ps, report", change: "collect" },
  "dotnet-counters": { observe: "ps, list", change: "collect", manual: "monitor" },
  "py-spy": {
    options: { flags: "-n|--native -s|--subprocesses --nonblocking", values: "-p|--pid" },
    observe: "dump",
    change: "record",
    manual: "top",
  },
  emqx: {
    observe: "ctl status|broker|vm|metrics|stats, ctl cluster status, versions, pid, ping",
    reveal: "ctl clients|subscriptions|topics|admins|conf *",
    change: "start, stop, restart, ctl *, downgrade, upgrade, install, uninstall, eval *",
    manual: "console, foreground, remote_console, attach",
  },
  "fail2ban-client": {
    observe: "status, ping, version, banned, get *",
    change: "start, stop, restart, reload, set *, unban *, add *, flushlogs",
    manual: "interactive",
  },
  launchctl: {
    observe: "list, print, print-disabled, blame, version, managername",
    change:
      "load, unload, start, stop, kickstart, kill, bootstrap, bootout, enable, disable, remove, setenv, unsetenv, submit, reboot",
    reveal: "getenv, dumpstate",
  },
  diskutil: {
    observe: "list, info, apfs list, activity, verifyVolume|verifyvolume, verifyDisk|verifydisk",
    change: "*",
  },
  security: {
    options: { flags: "-w -g -v", values: "-s -a -l -D -c -p" },
    observe: "find-certificate, verify-cert, error, help",
    reveal:
      "find-generic-password, find-internet-password, find-key, dump-keychain, export, find-identity",
    change:
      "add-generic-password, add-internet-password, add-certificates, add-trusted-cert, delete-generic-password, delete-internet-password, delete-certificate, delete-keychain, create-keychain, set-keychain-settings, set-key-partition-list, unlock-keychain, lock-keychain, import, authorizationdb *, remove-trusted-cert",
  },
  "secret-tool": {
    reveal: "lookup, search",
    change: "store, clear, lock",
  },
  sc: {
    observe: "query, queryex, qc, qdescription, qfailure",
    change: "start, stop, delete, create, config, pause, continue, failure, control",
  },
  bootc: {
    options: { flags: "--json", values: "--format" },
    observe: "status",
    change: "upgrade, switch, rollback, install *, edit, usr-overlay",
  },
};

export const projectVerbs: ReadonlyMap<string, Tool> = new Map(
  Object.entries(TABLES).map(([name, table]) => [name, verbTool(table)]),
);
