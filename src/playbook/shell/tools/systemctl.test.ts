import { expect, test } from "vitest";
import type { Effect } from "../../../domain/effect.ts";
import { loadSyntaxParsers } from "../../../platform/syntax-parsers.ts";
import { classifyCommand } from "../classify.ts";

const parsers = await loadSyntaxParsers();

const ROWS: Readonly<Partial<Record<Effect, readonly string[]>>> = {
  observe: [
    "systemctl status web",
    "systemctl status web --no-pager -l",
    "systemctl is-active web",
    "systemctl is-failed web.service",
    "systemctl list-units --failed",
    "systemctl --failed",
    "systemctl show web -p MainPID",
    "systemctl cat web",
    "systemctl list-timers --all",
    "sudo systemctl status <service>",
    "journalctl -u web",
    "journalctl -u web --since '10 minutes ago' -n 100 --no-pager",
    "journalctl -xeu web",
    "journalctl -f -u web",
    "journalctl -b -1 -p err",
    "journalctl --disk-usage",
    "journalctl -k -o short-iso _PID=1",
    "service web status",
    "service --status-all",
  ],
  change: [
    "systemctl restart web",
    "systemctl start web",
    "systemctl stop web",
    "systemctl reload web",
    "systemctl enable --now web",
    "systemctl daemon-reload",
    "systemctl mask web",
    "systemctl kill web",
    "systemctl reset-failed",
    "systemctl set-property web MemoryMax=1G",
    "systemctl isolate rescue.target",
    "systemctl reboot",
    "sudo systemctl restart web",
    "journalctl --vacuum-size=1G",
    "journalctl --vacuum-time=1d",
    "journalctl --rotate",
    "journalctl --flush",
    "journalctl --cursor-file=a",
    "service web restart",
    "service web stop",
  ],
  manual: ["systemctl edit web"],
  unknown: [
    "systemctl -H host status web",
    "systemctl -M a status web",
    "systemctl --root=/a status web",
    "systemctl $VERB web",
    "systemctl <verb> web",
    "systemctl unheard-of",
    "journalctl --vac=1",
    "journalctl --file a",
    "journalctl $OPTIONS_LIST $(cat a)",
    "service web $VERB",
    "service web unheard-of",
    "service ../../tmp/a status",
    "SYSTEMD_PAGER=a systemctl status web",
  ],
};

test.each(
  Object.entries(ROWS).flatMap(([effect, commands]) =>
    commands.map((command) => [effect, command]),
  ),
)("%s: %s", (effect, command) => {
  expect(classifyCommand(command, parsers)).toMatchObject({ effect });
});
