/** The one list of programs whose command lines are classed. A program that is missing is unknown. */

import type { Tool } from "../tool.ts";
import { awk } from "./awk.ts";
import { aws } from "./aws.ts";
import { ceph } from "./ceph.ts";
import { az, gcloud, openstack } from "./cloud-path.ts";
import { clusterVerbs } from "./cluster-verbs.ts";
import { curl, wget } from "./curl.ts";
import { docker, dockerCompose } from "./docker.ts";
import { etcdctl } from "./etcdctl.ts";
import { filters } from "./filters.ts";
import { frameworks } from "./frameworks.ts";
import { git } from "./git.ts";
import { helm } from "./helm.ts";
import { hostingVerbs } from "./hosting-verbs.ts";
import { kafka } from "./kafka.ts";
import { kubectl } from "./kubectl.ts";
import { machineReporters } from "./machine-reporters.ts";
import { mongosh } from "./mongosh.ts";
import { moreServers } from "./more-servers.ts";
import { mysql } from "./mysql.ts";
import { neverAlone } from "./never-alone.ts";
import { openssl } from "./openssl.ts";
import { packageManagers } from "./package-managers.ts";
import { projectVerbs } from "./project-verbs.ts";
import { psql } from "./psql.ts";
import { redisCli } from "./redis-cli.ts";
import { sed } from "./sed.ts";
import { serverVerbs } from "./server-verbs.ts";
import { shellBuiltins } from "./shell-builtins.ts";
import { shells } from "./shells.ts";
import { storageVerbs } from "./storage-verbs.ts";
import { systemReporters } from "./system-reporters.ts";
import { journalctl, service, systemctl } from "./systemctl.ts";
import { wrappers } from "./wrappers.ts";

export const TOOLS: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ...neverAlone,
  ...systemReporters,
  ...filters,
  ...shellBuiltins,
  ...wrappers,
  ...shells,
  ...machineReporters,
  ...packageManagers,
  ...clusterVerbs,
  ...storageVerbs,
  ...serverVerbs,
  ...hostingVerbs,
  ...moreServers,
  ...projectVerbs,
  ...frameworks,
  ...kafka,
  ["awk", awk],
  ["gawk", awk],
  ["mawk", awk],
  ["sed", sed],
  ["az", az],
  ["gcloud", gcloud],
  ["mysql", mysql],
  ["mariadb", mysql],
  ["mongo", mongosh],
  ["mongosh", mongosh],
  ["openssl", openssl],
  ["openstack", openstack],
  ["aws", aws],
  ["ceph", ceph],
  ["crictl", docker],
  ["curl", curl],
  ["docker", docker],
  ["docker-compose", dockerCompose],
  ["etcdctl", etcdctl],
  ["git", git],
  ["helm", helm],
  ["journalctl", journalctl],
  ["kubectl", kubectl],
  ["nerdctl", docker],
  ["oc", kubectl],
  ["podman", docker],
  ["psql", psql],
  ["redis-cli", redisCli],
  ["service", service],
  ["systemctl", systemctl],
  ["valkey-cli", redisCli],
  ["wget", wget],
]);
