import { expect, test } from "vitest";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { classifyCommand } from "./classify.ts";

const parsers = await loadSyntaxParsers();

/** Used as a word where an option would matter: observed only if the substitution prints names. */
const effectOf = (substitution: string): string =>
  classifyCommand(`kubectl logs $(${substitution})`, parsers).effect;

test.each([
  "kubectl get pods -o name",
  "oc get pods -l app=pump -oname | head -1",
  "kubectl get pods -o jsonpath='{.items[0].metadata.name}'",
  "kubectl get pods -o custom-columns=:.metadata.name --no-headers | grep pump",
  "kubectl get pods -A | grep pump | awk '{print $2}'",
  "kubectl get pods --no-headers | awk 'NR==1 {print $1}'",
  "kubectl get pods -o name | cut -d/ -f2",
  "kubectl get pvc pump -o json | jq -r '.spec.storageClassName'",
])("names: %s", (substitution) => {
  expect(effectOf(substitution)).toBe("observe");
});

test.each([
  "cat pods",
  "kubectl get pods",
  "kubectl get pods -o yaml",
  "kubectl get configmap a -o jsonpath='{.data.pod}'",
  "kubectl get clusterroles -o name",
  "kubectl get pods | awk '{print $2}'",
  "kubectl get pods -o name | grep -o '.$'",
  "kubectl get pods -o name | grep pump /tmp/names",
  "kubectl get pods -o name | sed s/a/-/",
  "kubectl get pods -o name; cat pods",
  "kubectl get pods -o json | jq -r '.metadata.annotations.pod'",
  "my-kubectl get pods -o name",
])("anything: %s", (substitution) => {
  expect(effectOf(substitution)).not.toBe("observe");
});

test("a variable and a loop hand the names on", () => {
  const line = "POD=$(kubectl get pods -o name | head -1); kubectl logs $POD";
  expect(classifyCommand(line, parsers).effect).toBe("observe");
  const loop = "for pod in $(kubectl get pods -o name); do kubectl logs $pod; done";
  expect(classifyCommand(loop, parsers).effect).toBe("observe");
  const other = "for pod in $(cat pods); do kubectl describe pod $pod; done";
  expect(classifyCommand(other, parsers).effect).toBe("unknown");
});
