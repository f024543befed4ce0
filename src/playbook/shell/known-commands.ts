/** Commands that show an untagged fence to be shell. */

import { findPrompt } from "./prompt.ts";

const KNOWN = new Set(
  "kubectl oc curl wget psql redis-cli aws gcloud az helm docker podman crictl systemctl journalctl ssh scp git sudo grep tail cat jq dig nslookup ping etcdctl promtool amtool ceph terraform export".split(
    " ",
  ),
);

/** Whether the first line that is neither blank nor a comment begins with a prompt or such a command. */
export function startsWithKnownCommand(body: string): boolean {
  for (const line of body.split(/\r\n|\n|\r/u)) {
    if (findPrompt(line, false) !== undefined) return true;
    const text = line.trim();
    if (text === "" || text.startsWith("#")) continue;
    return KNOWN.has(text.split(/\s/u, 1)[0] ?? "");
  }
  return false;
}
