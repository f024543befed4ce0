/** The one list of programs whose command lines are classed. A program that is missing is unknown. */

import type { Tool } from "../tool.ts";
import { aws } from "./aws.ts";
import { ceph } from "./ceph.ts";
import { curl, wget } from "./curl.ts";
import { docker, dockerCompose } from "./docker.ts";
import { etcdctl } from "./etcdctl.ts";
import { filters } from "./filters.ts";
import { git } from "./git.ts";
import { helm } from "./helm.ts";
import { kubectl } from "./kubectl.ts";
import { neverAlone } from "./never-alone.ts";
import { psql } from "./psql.ts";
import { redisCli } from "./redis-cli.ts";
import { shellBuiltins } from "./shell-builtins.ts";
import { systemReporters } from "./system-reporters.ts";
import { journalctl, service, systemctl } from "./systemctl.ts";
import { wrappers } from "./wrappers.ts";

export const TOOLS: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ...neverAlone,
  ...systemReporters,
  ...filters,
  ...shellBuiltins,
  ...wrappers,
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
