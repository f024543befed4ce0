import { expect, test } from "vitest";
import type { Effect } from "../../../domain/effect.ts";
import { loadSyntaxParsers } from "../../../platform/syntax-parsers.ts";
import { classifyCommand } from "../classify.ts";

const parsers = await loadSyntaxParsers();

const ROWS: Readonly<Partial<Record<Effect, readonly string[]>>> = {
  observe: [
    "sudo systemctl status web",
    "sudo -n -u postgres psql -c 'SELECT 1'",
    "sudo -u postgres -- psql -c 'SELECT 1'",
    "time kubectl get pods",
    "time -p kubectl get pods",
    "timeout 5 kubectl get pods",
    "timeout -k 1 5s kubectl get pods",
    "nice -n 10 df -h",
    "env kubectl get pods",
    "env LC_ALL=C sort",
    "LC_ALL=C sort",
    "TZ=UTC date",
    "command -v kubectl",
    "command kubectl get pods",
    "chroot /host systemctl status kubelet",
    "kubectl get pods -o name | xargs echo",
    "kubectl get pods -o name | xargs -n 1 echo",
    "kubectl get ns -o name | xargs -I{} kubectl get pods -n {}",
  ],
  reveal: ["env", "sudo env", "sudo cat /etc/shadow", "timeout 5 printenv"],
  change: [
    "sudo rm -rf a",
    "sudo -u root rm a",
    "env rm a",
    "time rm a",
    "timeout 5 rm a",
    "nice rm a",
    "stdbuf -oL rm a",
    "command rm a",
    "chroot /host systemctl restart kubelet",
    "ls | xargs rm",
    "ls | xargs -r -n 1 rm -f",
    "ls | xargs -I{} rm {}",
    "ls | xargs -0 sudo rm",
    "kubectl get pods -o name | xargs kubectl delete",
    "kubectl get pods -o name | xargs -I % kubectl -n % delete pods --all",
    "sudo env time timeout 5 rm a",
  ],
  manual: [
    "watch kubectl get pods",
    "watch -n 1 rm a",
    "sudo",
    "sudo vi a",
    "timeout 5",
    "chroot /host",
    "sudo -u a ssh host",
  ],
  unknown: [
    "sudo -s",
    "sudo -i",
    "sudo -E kubectl get pods",
    "sudo A=b kubectl get pods",
    "sudo su -",
    "sudo bash",
    "sudo $COMMAND",
    "env -i kubectl get pods",
    "env -S 'rm a'",
    "env -u A kubectl get pods",
    "env PATH=a kubectl get pods",
    "env KUBECONFIG=a kubectl get pods",
    'env "$SETTING" kubectl get pods',
    "env A=b kubectl get pods",
    "nohup kubectl get pods",
    "nohup rm a",
    "setsid kubectl get pods",
    "command -p kubectl get pods",
    "command",
    "exec kubectl get pods",
    "builtin echo a",
    "timeout --unheard-of 5 kubectl get pods",
    "chroot --userspec=a /host ls",
    "kubectl get pods -o name | xargs kubectl describe",
    "kubectl get pods -o name | xargs -I{} kubectl describe {}",
    "kubectl get pods -o name | xargs -I{} {} get pods",
    "ls | xargs sh -c",
    "ls | xargs -a a echo",
    'ls | xargs -I "$MARK" echo',
    "ls | xargs kubectl",
    "ls | xargs -P 4 bash",
  ],
};

test.each(
  Object.entries(ROWS).flatMap(([effect, commands]) =>
    commands.map((command) => [effect, command]),
  ),
)("%s: %s", (effect, command) => {
  expect(classifyCommand(command, parsers)).toMatchObject({ effect });
});
