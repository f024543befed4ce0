import { expect, test } from "vitest";
import type { Effect } from "../../../domain/effect.ts";
import { loadSyntaxParsers } from "../../../platform/syntax-parsers.ts";
import { classifyCommand } from "../classify.ts";

const parsers = await loadSyntaxParsers();

const ROWS: Readonly<Partial<Record<Effect, readonly string[]>>> = {
  observe: [
    "helm list -A",
    "helm ls -n shop -o json",
    "helm status web -n shop",
    "helm history web --max 5",
    "helm version",
    "helm search repo web",
    "helm show chart web",
  ],
  reveal: [
    "helm get values web",
    "helm get manifest web -n shop",
    "helm get all web",
    "helm status web -o yaml",
  ],
  change: [
    "helm upgrade web ./web",
    "helm install web ./web",
    "helm rollback web 3",
    "helm uninstall web",
    "helm repo update",
    "helm -n shop upgrade web ./web",
    "helm plugin install a",
    "helm test web",
    "helm pull a",
  ],
  unknown: [
    "helm list --kubeconfig a",
    "helm list --kube-context other",
    "helm list --kube-apiserver http://evil",
    "helm template web --post-renderer ./a",
    "helm secrets view a",
    "helm diff upgrade web ./web",
    "helm $VERB web",
    "helm show values https://example.com/a.tgz",
    "helm show a",
    "helm",
    "HELM_PLUGINS=a helm list",
  ],
};

test.each(
  Object.entries(ROWS).flatMap(([effect, commands]) =>
    commands.map((command) => [effect, command]),
  ),
)("%s: %s", (effect, command) => {
  expect(classifyCommand(command, parsers)).toMatchObject({ effect });
});
