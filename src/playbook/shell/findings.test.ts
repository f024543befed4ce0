import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { commandFindings } from "./findings.ts";

const parsers = await loadSyntaxParsers();

/** Code and the text it points at. */
function found(command: string, code?: string): string[] {
  return commandFindings(command, { parsers })
    .filter((finding) => code === undefined || finding.code === code)
    .map(({ start, end }) => command.slice(start, end));
}

function messages(command: string, code: string): string[] {
  return commandFindings(command, { parsers })
    .filter((finding) => finding.code === code)
    .map(({ message }) => message);
}

describe("TOC301, what the shell changes", () => {
  test.each([
    ['curl http://prom:9090/api/v1/query?query=up{job="web"}', ['"web"']],
    ["curl http://prom:9090/api/v1/query?query=up{job='web'}", ["'web'"]],
    ["curl http://prom/q?a={b,c}", ["{b,c}"]],
    ['curl -d {"a":1} http://web/', ['"a"']],
    ["curl http://web/a?b=c&d=e", ["&"]],
    ["curl 'http://prom:9090/api/v1/query?query=up{job=\"web\"}'", []],
    ['kubectl get pods --selector="app=web"', []],
    ["kubectl get pods -o jsonpath='{.items}'", []],
    ["cp a{,.bak}", []],
    ["curl http://web/a?b=c", []],
    ["curl http://web/a?b=c & date", []],
    ["curl http://web/ &", []],
  ])("%s", (command, expected) => {
    expect(found(command, "TOC301")).toEqual(expected);
  });

  test("says what arrives", () => {
    expect(messages('curl http://p/q?query=up{job="web"}', "TOC301")).toEqual([
      "the shell removes these quotes: `curl` gets `http://p/q?query=up{job=web}`",
    ]);
  });
});

describe("TOC302, what curl changes", () => {
  test.each([
    ['curl "http://prom/q?query=rate(a[5m])"', ["[5m]"]],
    ["curl 'http://prom/q?query=up{job=\"web\"}'", ['{job="web"}']],
    ["curl http://prom/q?query=up{job=web}", ["{job=web}"]],
    ["curl 'http://web/[1-3]'", ["[1-3]"]],
    ['curl "http://prom/q?query=a or b"', ['"http://prom/q?query=a or b"']],
    ['sudo curl "http://prom/q?query=rate(a[5m])"', ["[5m]"]],
    ['curl -g "http://prom/q?query=rate(a[5m])"', []],
    ['curl -sg "http://prom/q?query=rate(a[5m])"', []],
    ['curl --globoff "http://prom/q?query=rate(a[5m])"', []],
    ["curl http://[::1]:9090/metrics", []],
    ["curl -G http://prom/q --data-urlencode 'query=rate(a[5m])'", []],
    ["curl -d '{\"a\":[1]}' http://web/", []],
    ["curl http://web/", []],
    ["wget 'http://web/[1-3]'", []],
  ])("%s", (command, expected) => {
    expect(found(command, "TOC302")).toEqual(expected);
  });

  test("tells a refusal from a list and a range", () => {
    expect(messages('curl "http://p/q?a[5m]"', "TOC302")[0]).toContain("refuses it (exit 3)");
    expect(messages('curl "http://p/q?a[1-5]"', "TOC302")[0]).toContain("one request for each");
    expect(messages('curl "http://p/q?a{b}"', "TOC302")[0]).toContain(
      "sends `b` without the braces",
    );
  });
});

describe("TOC303, placeholders that redirect", () => {
  test.each([
    ["kubectl describe pod <pod-name> -n shop", ["<pod-name>"]],
    ["kubectl logs <pod> -n <ns>", ["<pod>"]],
    ["kubectl logs '<pod>'", []],
    ['kubectl logs "<pod>" -n "<ns>"', []],
    ["kubectl logs '<pod>' -n <ns>", ["<ns>"]],
    ["cat <<END\n<pod>\nEND", []],
    ["echo YOUR_NAME", []],
  ])("%s", (command, expected) => {
    expect(found(command, "TOC303")).toEqual(expected);
  });

  test("says where the output goes", () => {
    expect(messages("kubectl describe pod <pod-name> -n shop", "TOC303")).toEqual([
      "whoever copies this without filling in `<pod-name>` redirects: the shell reads a file named `pod-name`, and writes into one named `-n`",
    ]);
    expect(messages("kubectl logs <pod>", "TOC303")).toEqual([
      "whoever copies this without filling in `<pod>` redirects: the shell reads a file named `pod`",
    ]);
    expect(messages("kubectl logs <pod> \\\n  -n shop", "TOC303")[0]).toContain("one named `-n`");
  });
});

describe("TOC304, xargs on the wrong side", () => {
  test.each([
    ["kubectl exec c -- redis-cli --scan | xargs redis-cli DEL", ["xargs redis-cli"]],
    ["ssh web ls /tmp | grep old | xargs -n 1 rm", ["xargs -n 1 rm"]],
    ["docker exec c ls | xargs rm -f", ["xargs rm"]],
    ["kubectl exec c -- ls | xargs -I{} kubectl exec c -- rm {}", []],
    ["kubectl exec c -- ls | xargs echo", []],
    ["kubectl get pods -o name | xargs kubectl delete", []],
    ["ls | xargs rm", []],
  ])("%s", (command, expected) => {
    expect(found(command, "TOC304")).toEqual(expected);
  });
});

describe("TOC305, no namespace", () => {
  test.each([
    "kubectl get pods",
    "kubectl get all",
    "kubectl get pods,nodes",
    "kubectl get deploy/web -o yaml",
    "kubectl describe pod <pod>",
    "kubectl logs -l app=web",
    "kubectl logs web-0",
    "kubectl exec web-0 -- date -n 5",
    "kubectl rollout undo deployment/web",
    "kubectl set env deploy/web A=b",
    "kubectl apply -f web.yaml",
    "kubectl delete pod web-0",
    "kubectl create secret generic a",
    "kubectl top pods",
    "kubectl port-forward svc/web 80",
    "oc get routes",
    "sudo kubectl get pods",
    "kubectl get pods -o name | xargs kubectl delete -n shop",
    "POD=$(kubectl get pods -o name)",
  ])("missing: %s", (command) => {
    expect(found(command, "TOC305")).toHaveLength(1);
  });

  test.each([
    "kubectl get pods -n shop",
    "kubectl get pods -nshop",
    "kubectl -n shop get pods",
    "kubectl get pods --namespace=shop",
    "kubectl get pods --namespace shop",
    "kubectl get pods -A",
    "kubectl get pods --all-namespaces",
    "kubectl exec -n shop web-0 -- date",
    "kubectl get nodes",
    "kubectl get node/a -o yaml",
    "kubectl describe ns shop",
    "kubectl get storageclass",
    "kubectl top nodes",
    "kubectl drain node-1",
    "kubectl cordon node-1",
    "kubectl debug node/a",
    "kubectl version",
    "kubectl config current-context",
    "kubectl get widgets",
    "kubectl get <kind>",
    "kubectl get $(cat options)",
    "kubectl api-resources",
    "docker ps",
  ])("not missing: %s", (command) => {
    expect(found(command, "TOC305")).toEqual([]);
  });

  test("points at the program and its verb", () => {
    expect(found("date; kubectl logs web-0", "TOC305")).toEqual(["kubectl logs"]);
  });
});

describe("TOC306, a terminal", () => {
  test.each([
    ["kubectl exec -it db-0 -- psql -c 'SELECT 1'", ["-it"]],
    ["kubectl exec -ti db-0 -- date", ["-ti"]],
    ["kubectl exec -t db-0 -- date", ["-t"]],
    ["kubectl exec --tty db-0 -- date", ["--tty"]],
    ["docker exec -it web date", ["-it"]],
    ["kubectl exec -i db-0 -- date", []],
    ["kubectl exec db-0 -- tail -t", []],
    ["kubectl exec -it db-0 -- bash", []],
    ["kubectl exec -it db-0 -- psql -U shop -d orders", []],
    ["docker exec -it cache redis-cli -h cache -n 2", []],
    ["docker exec -it cache redis-cli -h cache INFO memory", ["-it"]],
    ["docker compose exec -it db mysql -u root -e 'SHOW PROCESSLIST'", ["-it"]],
    ["docker exec -it web python3", []],
    ["docker exec -it web python3 manage.py check", ["-it"]],
    ["docker exec -it web top", []],
    ["kubectl exec -it db-0", []],
    ["kubectl get pods -t", []],
  ])("%s", (command, expected) => {
    expect(found(command, "TOC306")).toEqual(expected);
  });

  test("says what to write instead", () => {
    const help = (command: string): (string | undefined)[] =>
      commandFindings(command, { parsers })
        .filter(({ code }) => code === "TOC306")
        .map((finding) => finding.help);
    expect(help("kubectl exec -it db-0 -- date")).toEqual(["write `-i` instead"]);
    expect(help("kubectl exec -t db-0 -- date")).toEqual(["leave out `-t`"]);
  });
});

describe("TOC308, secrets", () => {
  test.each([
    ["kubectl get secret a -o yaml", true],
    ["kubectl exec a -- env", true],
    ["kubectl get secret a", false],
    ["kubectl get configmap a -o yaml", false],
    ["kubectl get pods", false],
  ])("%s: %s", (command, expected) => {
    expect(found(command, "TOC308")).toEqual(expected ? [command] : []);
  });
});

describe("TOC310, exit codes", () => {
  test.each([
    ["kubectl logs a -n b | grep ERROR", ["grep"]],
    ["kubectl get events -n b | head -15", ["head"]],
    ["kubectl logs a -n b | grep ERROR | head -5", ["head"]],
    ["grep ERROR /var/log/syslog", ["grep"]],
    ["kubectl logs a -n b | grep ERROR | wc -l", []],
    ["head -5 /var/log/syslog", []],
  ])("%s", (command, expected) => {
    expect(found(command, "TOC310")).toEqual(expected);
  });
});

describe("TOC311, not shell", () => {
  test.each([
    ["sum(rate(a[5m]))", true],
    ["echo 'never closed", true],
    ["echo $(date", true],
    ["curl http://p/q?query=rate(a[5m])", true],
    ["kubectl get pods | | grep a", true],
    ["kubectl describe pod <pod> -n shop", false],
    ["kubectl get <a|b>", false],
  ])("%s: %s", (command, expected) => {
    expect(commandFindings(command, { parsers }).some(({ code }) => code === "TOC311")).toBe(
      expected,
    );
  });
});

test("nothing to find in good lines", () => {
  for (const command of [
    "kubectl get pods -n shop",
    "curl https://web/",
    "date",
    "sh-4.4# ls",
    "\0",
  ])
    expect(found(command)).toEqual([]);
});

test("any text has findings inside of it, in order", () => {
  const pieces = fc.constantFrom(
    "kubectl ",
    "get ",
    "exec -it a -- b ",
    "curl http://a/?b=",
    "{c}",
    "[5m]",
    '"x"',
    "<pod> ",
    "| xargs rm ",
    "| grep a ",
    "| head ",
    "&",
    ";",
    "'",
    "$(",
    ")",
    "\n",
    " ",
    "é",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
      const command = parts.join("");
      let last = 0;
      for (const { start, end } of commandFindings(command, { parsers })) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeLessThanOrEqual(command.length);
        last = start;
      }
    }),
    { numRuns: 1000 },
  );
});
