/**
 * Azure's and Google's command lines: a path of groups that ends with a verb (`az vm list`,
 * `gcloud compute instances describe`).
 *
 * The verbs follow the naming rules of both (Azure CLI 2.67, "command naming"; Google Cloud SDK 500):
 * `list` and `show` or `describe` read, whatever the group. Groups whose reading answers with keys or
 * with a workload's environment are named, and any other verb is no reading.
 */

import { type Argument, isLiteral, isSlippery } from "../argument.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, opensShell, reveal, unknown, type Verdict } from "../verdict.ts";

interface PathTool {
  readonly roots: ReadonlySet<string>;
  readonly reading: RegExp;
  /** The whole path, where its answer is harmless although a word of it sounds otherwise. */
  readonly harmless: RegExp;
  readonly telling: RegExp;
  readonly changing: RegExp;
  readonly byHand: RegExp;
  /** Options that choose an identity, run something, or read or write files. */
  readonly refused: RegExp;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u));

const AZ: PathTool = {
  roots: words(
    `account acr acs ad advisor afd aks alias apim appconfig appservice backup batch billing bot cdn
    cognitiveservices consumption container containerapp cosmosdb deployment disk disk-access
    disk-encryption-set dns eventgrid eventhubs feature functionapp graph group hdinsight identity image
    iot keyvault lock logic logicapp managedapp maps mariadb ml monitor mysql network policy postgres
    ppg provider redis relay reservations resource restore-point role search security servicebus sf sig
    signalr snapshot sql sshkey staticwebapp storage synapse tag version vm vmss webapp webpubsub advisor
    sentinel front-door datafactory databricks kusto quota rest-health cloud find`,
  ),
  reading:
    /^(?:list|show|exists|wait|list-(?:usage|usages|locations|sizes|skus|versions|instances|ip-addresses|members|deleted|offers|publishers|runtimes|available|vm-resize-options|definitions|categories|namespaces|effective-nsg|associations|logs?)|show-(?:usage|effective-route-table|next-hop|topology|deleted|health)|get-(?:upgrades|versions|instance-view|upgrade-profile)|check-(?:health|name|name-availability|acr|ip-address)|query|version|summarize)$/u,
  harmless:
    /^(?:keyvault (?:secret|key|certificate) list(?:-versions|-deleted)?|keyvault (?:list|show)|webapp log (?:tail|show)|functionapp log tail|containerapp logs show|containerapp (?:replica|revision) list|container logs|aks (?:list|show)|monitor (?:metrics|activity-log|log-analytics) .*|vm boot-diagnostics get-boot-log|network watcher .*|sshkey (?:list|show))$/u,
  telling:
    /\b(?:secrets?|keys?|credentials?|connection-strings?|appsettings|tokens?|passwords?|sas|publishing|env|environment|get-access-token|list-keys|list-connection-strings|list-publishing-\w+|list-secrets|show-connection-string)\b|^(?:container|containerapp|functionapp|deployment|logicapp|apim|bot|batch job) (?:.* )?(?:show|list|export)\b|decrypt/u,
  changing:
    /^(?:create|update|delete|set|unset|add|remove|(?:add|remove|set)-[\w-]+|start|stop|restart|deallocate|reboot|scale|failover|failover-priority-change|failover-group|import|export|purge|recover|backup|restore|upgrade|rotate|regenerate|regenerate-key|regenerate-keys|renew|renew-key|assign|attach|detach|enable|disable|run|invoke|invoke-action|move|redeploy|reimage|swap|deploy|deployment|sync|reset|resize|apply|install|logout|clear|cancel|approve|reject|grant-access|revoke-access|lock|unlock|tag|untag|patch|perform-maintenance|simulate-eviction|convert|generalize|capture|upload|upload-batch|download|download-batch|copy|up|activate|deactivate|register|unregister|promote|set-policy|delete-policy|up|build|get-credentials|undelete|abort|stop-all|force-reboot|rotate-certs|update-instances|delete-instances|start-backup|key-rotation|migrate|merge|publish|replicate|rename|join|cancel-job|config-zip)$/u,
  byHand:
    /^(?:login|interactive|configure|ssh .*|webapp ssh|vm ssh|containerapp exec|container (?:exec|attach)|aks browse|network bastion (?:ssh|rdp|tunnel)|serial-console .*|feedback|.* browse)$/u,
  refused:
    /^--(?:.*file.*|.*path|dest.*|debug|body|uri|url|headers|method|defer|parameters|template.*|config.*|certificate.*|password|admin-password|secure.*)$/u,
};

const GCLOUD: PathTool = {
  roots: words(
    `access-context-manager active-directory ai alloydb api-gateway app apps artifacts asset auth batch beta
    bigtable billing bigquery builds certificate-manager composer compute config container dataflow dataproc
    deploy deployment-manager dns domains endpoints eventarc filestore firestore firebase functions iam info
    kms logging memcache metastore monitoring network-connectivity network-management network-security
    organizations policy-troubleshoot projects pubsub redis resource-manager run scheduler secrets
    service-directory services source spanner sql storage tasks trace transfer version workflows workspace
    alpha resource-settings recommender privateca notebooks looker healthcare migration`,
  ),
  reading:
    /^(?:list|describe|read|get-iam-policy|get-ancestors|get-ancestors-iam-policy|get-health|get-serial-port-output|get-value|get-server-config|get-status|list-instances|list-ip-owners|list-usable|list-instance-configs|list-errors|list-named-ports|list-members|list-grantable-roles|list-testable-permissions|list-rules|list-addresses|list-available-features|list-dependencies|list-policies|search-all-resources|search-all-iam-policies|tail|logs|info|version|wait)$/u,
  harmless:
    /^(?:secrets (?:versions )?(?:list|describe)|kms (?:keys|keyrings|locations|keys versions) (?:list|describe|get-iam-policy)|auth list|config (?:list|get-value|get|configurations list)|(?:iam )?service-accounts keys list|iam service-accounts keys list)$/u,
  telling:
    /\b(?:print-access-token|print-identity-token|access|keys?|tokens?|credentials?|env|decrypt|passwords?|get-serial-port-output)\b|^(?:(?:alpha|beta) )?(?:run (?:services|revisions|jobs)|functions|app versions|builds|composer environments|compute instance-templates|compute instances|deployment-manager \w+|batch jobs|workflows) (?:.* )?describe\b/u,
  changing:
    /^(?:create|create-\w+|create-with-container|update|update-container|update-traffic|delete|deploy|set|set-[\w-]+|unset|add|add-[\w-]+|remove-[\w-]+|start|stop|restart|reset|suspend|resume|resize|move|attach-disk|detach-disk|patch|clone|failover|switchover|promote-replica|import|export|backup|restore|restore-backup|rotate|enable|disable|destroy|undelete|apply|cancel|submit|publish|pull|ack|seek|purge|drain|rollback|rolling-action|recreate-instances|abandon-instances|delete-instances|get-credentials|upgrade|execute|run|call|trigger|approve|reject|promote|cp|mv|rm|rsync|copy|activate-service-account|revoke|upload|download|replace|replace-[\w-]+|replicate|simulate-maintenance-event|copy-files|scp|invalidate-cdn-cache|tag|untag|init-transition|write|truncate|grant|batch-\w+|reschedule|pause|migrate|browse|reload)$/u,
  byHand:
    /^(?:init|auth login|auth application-default login|(?:alpha |beta )?compute ssh|(?:alpha |beta )?compute (?:start-iap-tunnel|connect-to-serial-port|reset-windows-password)|app instances ssh|cloud-shell .*|interactive|sql connect|feedback|survey)$/u,
  refused:
    /^--(?:flags-file|configuration|account|impersonate-service-account|access-token-file|billing-project|log-http|.*-file|.*destination.*|credential-file-override|.*-from-file.*|command)$/u,
};

/** `openstack OBJECT VERB` (python-openstackclient 7): the same two verbs read for every object. */
const OPENSTACK: PathTool = {
  roots: words(
    `access address aggregate application availability baremetal catalog coe compute configuration
    consistency console container credential dns domain endpoint extension federation flavor floating group
    host hypervisor image implied ip keypair limits loadbalancer metric network object orchestration placement
    policy port project quota recordset region role router security server service share snapshot stack
    subnet trust usage user volume zone`,
  ),
  reading: /^(?:list|show|stats|summary)$/u,
  harmless: /^(?:keypair list|user list|(?:compute|volume|network) service list)$/u,
  telling:
    /^(?:credential|application credential|console|ec2 credentials|access token|stack (?:output|environment|show|template)|server show|object (?:show|list)) ?/u,
  changing:
    /^(?:create|delete|set|unset|add|remove|start|stop|reboot|rebuild|resize|migrate|evacuate|pause|unpause|suspend|resume|shelve|unshelve|lock|unlock|rescue|unrescue|restore|save|attach|detach|failover|import|export|accept|issue|revoke|update|abandon|adopt|cancel|check|associate|disassociate|manage|unmanage|backup|dump|trigger|purge|maintain|provide|inspect|clean|deploy|undeploy|enable|disable)$/u,
  byHand: /^(?:server ssh|console url .*|complete)$/u,
  refused: /^--(?:os-.*|.*file.*|user-data.*|debug|log-file.*)$/u,
};

export const openstack = pathTool(OPENSTACK);
export const az = pathTool(AZ);
export const gcloud = pathTool(GCLOUD);

function pathTool(known: PathTool): Tool {
  return (args, { name }) => {
    const first = args.findIndex(({ value }) => value.startsWith("-"));
    const path = first < 0 ? args : args.slice(0, first);
    const options = first < 0 ? [] : args.slice(first);
    const literals = path.filter(isLiteral).map(({ value }) => value);
    if (literals.length === 0 && args.length === 1 && args[0]?.text === "--version")
      return observe(`\`${name} --version\` only prints about itself`);
    if (literals.length === 0) return unknown("the verb is not known before it runs");
    const verdict = classPath(literals, known, name);
    if (verdict.effect === "change" || verdict.effect === "manual") return verdict;
    const slippery = args.find(isSlippery);
    if (slippery !== undefined)
      return unknown(`what \`${slippery.text}\` becomes may be read as an option`);
    return refusedOption(options, known) ?? verdict;
  };
}

/** The verb is the last word that is one: `gcloud compute instances describe web-1`. */
function classPath(path: readonly string[], known: PathTool, name: string): Verdict {
  const [root = ""] = path;
  const whole = path.join(" ");
  const shown = `\`${name} ${whole}\``;
  if (
    known.byHand.test(whole) ||
    known.byHand.test(path.slice(0, 2).join(" ")) ||
    known.byHand.test(path.slice(0, 3).join(" "))
  )
    return /\bssh\b/u.test(whole)
      ? opensShell(`${shown} opens a shell`)
      : manual(`${shown} needs a person at a terminal`);
  if (!known.roots.has(root)) return unknown(`\`${name} ${root}\` is not known`);
  const at = path.findIndex(
    (word, index) =>
      (index > 0 || path.length === 1) && (known.reading.test(word) || known.changing.test(word)),
  );
  const phrase = path.slice(0, at + 1).join(" ");
  if (at >= 0 && known.harmless.test(phrase)) return observe(`\`${name} ${phrase}\` only reads`);
  if (known.harmless.test(whole)) return observe(`${shown} only reads`);
  if (at >= 0 && known.changing.test(path[at] ?? ""))
    return change(`\`${name} ${phrase}\` may change something`);
  if (known.telling.test(at < 0 ? whole : phrase)) return reveal(`${shown} may print secrets`);
  return at < 0 ? unknown(`${shown} is not known`) : observe(`\`${name} ${phrase}\` only reads`);
}

function refusedOption(options: readonly Argument[], { refused }: PathTool): Verdict | undefined {
  for (const option of options) {
    const [written = ""] = option.value.split("=", 1);
    const isOption = option.value.startsWith("-");
    if (isOption && (!/^-{1,2}[a-z][\w-]*$/iu.test(written) || refused.test(written)))
      return unknown(`\`${option.text}\` is not an option known to be harmless`);
    // "@file" is read from a file by both.
    if (/^@|=@/u.test(option.value)) return unknown(`\`${option.text}\` is read from a file`);
  }
  return undefined;
}
