/** Commands that show a line to be typed rather than read. */

/** Names of programs that are no words of prose. */
const KNOWN = new Set(
  `argocd aws az cat ceph chroot crictl crio curl dig docker docker-compose etcdctl export gcloud git
  grep helm ip journalctl jq kubectl kustomize kubens kubectx lvs mongosh mount mysql netstat nmcli
  nslookup oc odf openssl pg_dump pg_isready ping podman promtool amtool ps psql pvs rabbitmqctl rados rbd
  redis-cli rpm-ostree scp ssh sudo systemctl tail tar terraform vault velero virtctl wget`.split(
    /\s+/u,
  ),
);

/** Whether the line's first word is a program everybody knows. */
export function isKnownCommand(line: string): boolean {
  return KNOWN.has(line.trim().split(/\s/u, 1)[0] ?? "");
}
