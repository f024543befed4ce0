/** What reading a file shows: logs and the kernel's own numbers are harmless, anything else may be a secret. */

import type { Argument } from "../argument.ts";
import { COMPUTED } from "../holes.ts";
import { observe, reveal, strongest, type Verdict } from "../verdict.ts";

const HARMLESS_FILES = new Set(
  "/dev/null /etc/fstab /etc/hostname /etc/hosts /etc/nsswitch.conf /etc/os-release /etc/redhat-release /etc/resolv.conf /etc/services /etc/timezone /etc/issue /etc/debian_version /etc/localtime /etc/lsb-release /etc/mtab /etc/centos-release /proc/buddyinfo /proc/cmdline /proc/cpuinfo /proc/diskstats /proc/interrupts /proc/loadavg /proc/mdstat /proc/meminfo /proc/modules /proc/mounts /proc/partitions /proc/softirqs /proc/zoneinfo /proc/slabinfo /proc/stat /proc/swaps /proc/uptime /proc/version /proc/vmstat -".split(
    " ",
  ),
);

/** `/dev/fd/` is another command of the same line, which is classed for itself. */
const HARMLESS_FOLDERS = /^\/(?:var\/log|sys|proc\/(?:net|sys|pressure)|dev\/fd)\//u;
/** A log, wherever it is kept. */
const LOG_FILES =
  /(?:^|\/)logs?\/[\w.-]+\.(?:jsonl?|txt|out|err)$|\.log(?:[.-]\d[\d-]*)?(?:\.(?:gz|bz2|xz|zst))?$/u;
const PROCESS_FILES =
  /^\/proc\/[^/]+\/(?:cgroup|io|limits|loginuid|maps|mountinfo|mounts|net\/[\w-]+|oom_adj|oom_score|oom_score_adj|sched|schedstat|smaps|smaps_rollup|stat|statm|status|wchan)$/u;
const TELLING_NAMES =
  /secret|token|passw|credential|private|\.(?:pem|key|p12|pfx|jks|env)\b|kubeconfig|id_(?:rsa|ed25519)/iu;

/** Classes reading these files, given as arguments; no file at all reads what is piped in. */
export function readingFiles(program: string, files: readonly Argument[]): Verdict {
  return strongest([
    observe(`\`${program}\` only reads`),
    ...files
      .filter((file) => !isHarmlessFile(file))
      .map((file) =>
        reveal(`\`${program}\` prints the file \`${file.text}\`, which may hold secrets`),
      ),
  ]);
}

export function isHarmlessFile({ value: written, form }: Argument): boolean {
  // Where a debugging pod mounts the node's own files.
  const value = written.replace(/^\/host(?=\/)/u, "");
  if (form === "spread" || value.split("/").includes("..") || TELLING_NAMES.test(value))
    return false;
  if (form === "computed") return value === `/dev/fd/${COMPUTED}`;
  if (
    form === "plain" &&
    (HARMLESS_FILES.has(value) || PROCESS_FILES.test(value) || LOG_FILES.test(value))
  )
    return true;
  // A file name pattern cannot climb out of the folder that it begins with.
  return HARMLESS_FOLDERS.test(value);
}
