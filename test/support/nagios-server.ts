/** Debian's Nagios, with one service whose state a test sets, and the configuration that `tocsin integration create` prints. */

import { appendFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { Lab } from "./lab.ts";
import { waitUntil } from "./wait-until.ts";

/** As plugins end: https://nagios-plugins.org/doc/guidelines.html#AEN78 */
const CODES = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 } as const;

export interface NagiosServer {
  /** What the service's next checks find; there is one every second. */
  set(state: keyof typeof CODES, output: string): void;
  /** As somebody does it in its web interface. */
  acknowledge(author: string, comment: string): Promise<void>;
}

export function startNagios(lab: Lab, snippet: string): NagiosServer {
  const folder = lab.subfolder("nagios");
  const at = (name: string): string => join(folder, name);
  const set: NagiosServer["set"] = (state, output) =>
    writeFileSync(at("check.sh"), `cat <<'END'\n${output}\nEND\nexit ${CODES[state]}\n`);
  set("OK", "all is well");
  writeFileSync(at("objects.cfg"), objects(at("check.sh"), snippet));
  writeFileSync(at("nagios.cfg"), configuration(at));
  const program = lab.start({
    name: "Nagios",
    command: "/usr/sbin/nagios4",
    args: [at("nagios.cfg")],
  });
  return {
    set,
    async acknowledge(author, comment) {
      await waitUntil("Nagios takes commands", () => program.isRunning);
      const now = Math.floor(Date.now() / 1000);
      const command = `ACKNOWLEDGE_SVC_PROBLEM;db-3;disk;1;1;0;${author};${comment}`;
      appendFileSync(at("nagios.cmd"), `[${now}] ${command}\n`);
    },
  };
}

function configuration(at: (name: string) => string): string {
  const { username } = userInfo();
  const settings: Record<string, string | number> = {
    log_file: at("nagios.log"),
    cfg_file: at("objects.cfg"),
    object_cache_file: at("objects.cache"),
    status_file: at("status.dat"),
    command_file: at("nagios.cmd"),
    lock_file: at("nagios.lock"),
    temp_file: at("nagios.tmp"),
    temp_path: at(""),
    check_result_path: at(""),
    query_socket: at("nagios.qh"),
    nagios_user: username,
    nagios_group: username,
    check_external_commands: 1,
    interval_length: 1,
    use_syslog: 0,
    retain_state_information: 0,
    // As Debian's own configuration has it.
    illegal_macro_output_chars: "`~$&|'\"<>",
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

function objects(check: string, snippet: string): string {
  const always = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    .map((day) => `  ${day} 00:00-24:00`)
    .join("\n");
  return `define timeperiod {
  timeperiod_name 24x7
  alias always
${always}
}
define command {
  command_name check-disk
  command_line /bin/sh ${check}
}
define host {
  host_name db-3
  address 127.0.0.1
  max_check_attempts 1
  check_period 24x7
  notification_period 24x7
  notification_interval 0
  contacts tocsin
}
define service {
  host_name db-3
  service_description disk
  check_command check-disk
  max_check_attempts 1
  check_interval 1
  retry_interval 1
  check_period 24x7
  notification_period 24x7
  notification_interval 1
  contacts tocsin
}
${snippet}
`;
}
