/** Commands that show a line to be typed rather than read. */

import { TOOLS } from "./tools/table.ts";

/** Names of programs that are no words of prose. */
const KNOWN = new Set(
  `argocd aws az cat ceph chroot crictl crio curl dig docker docker-compose etcdctl export gcloud git
  grep helm ip journalctl jq kubectl kustomize kubens kubectx lvs mongosh mount mysql netstat nmcli
  nslookup oc odf openssl pg_dump pg_isready ping podman promtool amtool ps psql pvs rabbitmqctl rados rbd
  redis-cli rpm-ostree scp ssh sudo systemctl tail tar terraform vault velero virtctl wget`.split(
    /\s+/u,
  ),
);

/** Programs whose names are words too: they show a command only with an option or a path behind them. */
const WORDS = new Set(
  `at arch awk break builtin cal cast cat certbot column comm command consul continue cut date deploy dig
  dirname echo env eval exec exit expand expect export false file find flux fly fold forge free glances go groups
  head heroku history host hostname id init install jobs join kafka kill kind last less link list ln local locale
  logger logout logrotate look lynx make man mongo more mosh mount node nomad nice open parallel parted paste
  patch ping poetry printf puppet rails rake railway read readonly realpath reboot return rev route run salt
  sc screen script security sensors seq service set shred shutdown siege sleep snap sort source split stat stellar strings stress
  su sync tail test time timeout top touch tree trap true truncate type umount unset update uptime users
  vault vim vercel w wall watch which who whoami write yarn yum zip bun deno expr fetch nl od tac tee tr tty
  uniq wc [ . :`.split(/\s+/u),
);

/** Whether the line's first word is a program everybody knows. */
export function isKnownCommand(line: string): boolean {
  const [word = "", next = ""] = line.trim().split(/\s+/u, 2);
  if (KNOWN.has(word)) return true;
  return TOOLS.has(word) && (!WORDS.has(word) || /^(?:-{1,2}[a-zA-Z]|~?\/|\.\/)/u.test(next));
}
