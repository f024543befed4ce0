import { expect, test } from "vitest";
import type { Effect } from "../../../domain/effect.ts";
import { loadSyntaxParsers } from "../../../platform/syntax-parsers.ts";
import { classifyCommand } from "../classify.ts";

const parsers = await loadSyntaxParsers();

const ROWS: Readonly<Partial<Record<Effect, readonly string[]>>> = {
  observe: [
    "az vm list -g shop -o table",
    "az keyvault secret list --vault-name a --query '[].name' -o tsv",
    "az aks show --name a --resource-group b",
    "az monitor metrics list --resource a",
    "az account show",
    "az webapp log tail --name a",
    "gcloud compute instances list",
    "gcloud compute disks describe web-1 --zone a",
    "gcloud sql instances describe db",
    "gcloud logging read 'severity>=ERROR' --limit 10",
    "gcloud config list",
    "gcloud container clusters list --project shop",
    "gcloud projects get-iam-policy shop",
  ],
  reveal: [
    "az keyvault secret show --vault-name a --name b",
    "az storage account keys list -n a",
    "az webapp config appsettings list -n a",
    "az account get-access-token",
    "az containerapp show -n a",
    "gcloud secrets versions access latest --secret=a",
    "gcloud auth print-access-token",
    "gcloud run services describe shop",
  ],
  change: [
    "az network dns record-set a add-record -g a -z b -n c -a 10.0.0.1",
    "gcloud secrets versions add a --data-file=-",
    "az vm restart -g shop -n web",
    "az keyvault secret set --vault-name a --name b --value c",
    "az aks get-credentials -n a",
    "az webapp deployment slot swap -n a",
    "az group delete -n a",
    "gcloud compute instances delete web-1",
    "gcloud sql instances failover db",
    "gcloud container clusters get-credentials a",
    "gcloud run services update-traffic shop --to-latest",
    "gcloud config set project a",
  ],
  manual: ["az login", "az webapp ssh -n a", "gcloud compute ssh web-1", "gcloud auth login"],
  unknown: [
    "az",
    "az vm",
    "az unheard-of list",
    "az vm $VERB",
    "az vm list --query @file",
    "az vm list --config-file a",
    "az vm list $(cat options)",
    "az rest --url https://evil",
    "gcloud",
    "gcloud unheard-of list",
    "gcloud compute instances list --impersonate-service-account=a",
    "gcloud compute instances list --flags-file=a",
  ],
};

test.each(
  Object.entries(ROWS).flatMap(([effect, commands]) =>
    commands.map((command) => [effect, command]),
  ),
)("%s: %s", (effect, command) => {
  expect(classifyCommand(command, parsers)).toMatchObject({ effect });
});
