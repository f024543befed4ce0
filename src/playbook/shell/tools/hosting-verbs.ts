/**
 * Clients of hosting and of version control: the verbs of GitHub's gh 2.60, GitLab's glab 1.50, Heroku's
 * and Vercel's clients, flyctl 0.3, doctl 1.120, Netlify's, Railway's and Render's clients, Terraform 1.10 (and
 * OpenTofu), Pulumi 3, Wrangler 3, Alembic 1.14,
 * Flyway 11, Ollama 0.5.
 */

import type { Tool } from "../tool.ts";
import { type VerbTable, verbTool } from "./verb-table.ts";

const FLY: VerbTable = {
  options: {
    flags: "-j|--json --all -n|--no-tail --showhealth",
    values: "-a|--app -i|--instance -r|--region --machine -o|--org",
  },
  observe:
    "status, status instance, logs, apps list, app list, apps releases, machine|machines|m list|status, releases, regions list, scale show, volumes|volume list|show, ips list, checks list, secrets list, certs list|show|check, services list, image show, orgs list, platform regions|status|vm-sizes, postgres list, postgres config show, version, doctor, info, history, auth whoami, redis list|status, snapshots list, incidents list",
  reveal:
    "config show|env|display, config view, tokens list, auth token, environment, storage list",
  change:
    "deploy, launch, scale count|vm|memory, regions add|remove|set|backup, machine|machines|m restart|stop|start|destroy|remove|update|clone|run|kill|suspend|cordon|uncordon, apps restart|destroy|create|move|open, app restart, restart, suspend, resume, destroy, secrets set|unset|import|deploy, volumes|volume create|destroy|delete|extend|fork|snapshots|update, ips allocate-v4|allocate-v6|release, certs add|create|remove|delete, image update, postgres create|attach|detach|failover|restart|import|barman, config save, autoscale set|disable, tokens create|revoke, redis create|destroy|update",
  manual:
    "ssh console|sftp|issue, console, proxy, dashboard, auth login, postgres connect, redis connect, open",
};

const TERRAFORM: VerbTable = {
  options: {
    flags: "--json --no-color --check --diff --recursive --refresh-only --detailed-exitcode",
    values: "--state --var --var-file --target",
  },
  singleDash: true,
  observe:
    "version, validate, providers, state list, workspace list|show, graph, metadata functions",
  reveal: "plan, show, output, state show|pull",
  change:
    "apply, destroy, init, import, taint, untaint, refresh, get, fmt, state rm|mv|push|replace-provider, workspace new|select|delete, force-unlock, test, providers lock|mirror, login, logout",
  manual: "console",
};

const TABLES: Readonly<Record<string, VerbTable>> = {
  gh: {
    options: {
      flags:
        "-c|--comments --log --log-failed --exit-status -v|--verbose --required --name-only --patch --archived --all -a --exclude-drafts --exclude-pre-releases --conflicts",
      values:
        "-R|--repo -L|--limit -s|--state -l|--label -A|--author -S|--search -B|--base -H|--head -b|--branch -w|--workflow --json -q|--jq -t|--template -j|--job -r|--ref -u|--user -e|--event --status --assignee --milestone --order --sort -i|--interval --attempt",
    },
    observe:
      "pr list|view|status|checks|diff, issue list|view|status, run list|view|watch, workflow list|view, release list|view, repo list|view, gist list, label list, secret list, variable list, cache list, ruleset list|view|check, org list, project list|view|item-list, search *, status, auth status, deployment list, codespace list, attestation verify, version",
    reveal: "auth token, gist view, config get|list, variable get, ssh-key list, gpg-key list",
    change:
      "pr create|merge|close|reopen|edit|comment|review|ready|checkout|lock|unlock|update-branch|revert, issue create|close|reopen|edit|comment|delete|transfer|pin|unpin|lock|unlock|develop, run rerun|cancel|delete|download, workflow run|enable|disable, release create|edit|delete|upload|download|delete-asset, repo create|clone|fork|delete|edit|rename|archive|unarchive|sync|set-default|deploy-key, gist create|edit|delete|clone|rename, label create|edit|delete|clone, secret set|delete|remove, variable set|delete, cache delete, auth logout|refresh|setup-git|switch, config set|clear-cache, extension *, alias *, project create|edit|close|delete|copy|item-add|item-create|item-edit|item-delete|field-create|field-delete|link|unlink|mark-template, codespace create|delete|stop|edit|rebuild|cp, ssh-key add|delete, gpg-key add|delete, attestation download",
    manual: "auth login, browse, codespace ssh|code|logs|jupyter, copilot *",
  },
  glab: {
    options: {
      flags: "-c|--comments -a|--all -A -c -m -d",
      values:
        "-R|--repo -P|--per-page -p|--page -l|--label -b|--branch -s|--status --author -F|--output",
    },
    observe:
      "mr list|view|diff|issues|approvers, issue list|view|board, ci|pipeline list|status|get, pipeline view, release list|view, repo list|view|contributors, label list, job list, auth status, schedule list, version",
    reveal: "ci trace, variable get|list|export, config get, auth token, token list",
    change:
      "mr create|merge|close|reopen|update|note|approve|revoke|rebase|checkout|delete|todo|subscribe|unsubscribe, issue create|close|reopen|update|note|delete|subscribe|unsubscribe, ci|pipeline run|retry|cancel|delete|trigger|lint, release create|delete|upload|download, repo clone|fork|create|delete|archive|mirror|transfer|search, label create|delete, variable set|delete|update, schedule create|run|delete|update, config set, auth logout",
    manual: "auth login, ci view, mr browse",
  },
  heroku: {
    options: {
      flags: "-t|--tail --json --num --all -x|--extended",
      values: "-a|--app -n -p|--ps -r|--remote -s|--source -d|--dyno",
    },
    observe:
      "ps, logs, releases, releases:info, status, apps, apps:info, info, addons, addons:info, domains, certs, certs:info, pipelines, pipelines:info, pipelines:diff, features, labs, maintenance, buildpacks, regions, spaces, drains, members, pg:info, pg:diagnose, pg:locks, pg:ps, pg:blocking, pg:bloat, pg:long-running-queries, pg:outliers, pg:cache-hit, pg:index-usage, pg:table-size, pg:total-table-size, pg:seq-scans, pg:vacuum-stats, pg:unused-indexes, pg:user-connections, pg:backups, pg:backups:info, pg:backups:schedules, pg:maintenance, redis:info, redis:maintenance, kafka:info, kafka:topics, kafka:topics:info, kafka:consumer-groups, auth:whoami, whoami, version, ps:type, ps:autoscale, access, webhooks",
    reveal:
      "config, config:get, pg:credentials, pg:credentials:url, redis:credentials, auth:token, authorizations, pg:connection-pooling",
    change:
      "ps:restart, dyno:restart, restart, ps:stop, ps:kill, dyno:kill, ps:scale, dyno:scale, scale, ps:resize, ps:type:set, rollback, releases:rollback, config:set, config:unset, maintenance:on, maintenance:off, addons:create, addons:destroy, addons:upgrade, addons:attach, addons:detach, apps:create, apps:destroy, apps:rename, domains:add, domains:remove, certs:add, certs:remove, certs:update, pipelines:promote, features:enable, features:disable, pg:kill, pg:killall, pg:promote, pg:reset, pg:copy, pg:push, pg:pull, pg:backups:capture, pg:backups:restore, pg:backups:delete, pg:backups:schedule, pg:maintenance:run, pg:credentials:rotate, pg:upgrade, pg:unfollow, redis:timeout, redis:maxmemory, redis:promote, redis:upgrade, kafka:fail, buildpacks:set, drains:add, drains:remove, git:remote, auth:logout, container:push, container:release, builds:create, ps:autoscale:enable, ps:autoscale:disable, run:detached",
    manual:
      "pg:psql, redis:cli, ps:exec, run, run:inside, login, auth:login, console, open, ps:copy, ps:forward",
  },
  vercel: {
    options: {
      flags: "-F|--follow -j|--json --logs -y",
      values:
        "--scope -S --since --until -n|--limit --count --environment -m|--meta --status --level --timeout",
    },
    observe:
      "ls, list, inspect, logs, log, whoami, domains ls|inspect, env ls|list, dns ls, alias ls|list, certs ls, teams ls|list, project ls|inspect, projects ls, target ls, rollback status, promote status, httpstat",
    reveal: "env pull|run",
    change:
      "rollback, promote, redeploy, deploy, alias set|rm, env add|rm|update, remove, rm, domains add|rm|buy|move|transfer-in, dns add|rm|import, certs issue|rm, project add|rm, link, git connect|disconnect, build, pull, init, secrets *, blob *, integration *, logout, switch, target *, teams add|switch|invite",
    manual: "login, dev, bisect, open",
    alone: "change",
  },
  netlify: {
    options: { flags: "--json --verbose", values: "--filter" },
    observe: "status, sites:list, watch, functions:list, recipes:list",
    reveal: "env:list, env:get, api",
    change:
      "deploy, build, sites:create, sites:delete, env:set, env:unset, env:import, link, unlink, init, functions:create, functions:invoke",
    manual: "login, dev, open, logs",
  },
  railway: {
    options: {
      flags: "--json -d|--deployment -b|--build --tail",
      values: "-s|--service -e|--environment -n|--lines",
    },
    observe: "status, logs, list, whoami, environment list, domain list",
    reveal: "variables, variable list, run",
    change:
      "variables set|delete, variable set|delete, up, down, rollback, redeploy, deploy, link, unlink, add, init, delete, environment *, domain, volume *, scale, restart, logout",
    manual: "login, shell, ssh, connect, open",
  },
  render: {
    options: { values: "-o|--output -r|--resources --limit --level --start --end --text" },
    observe:
      "services, services list, deploys list, jobs list, logs, environments, projects, workspace current, whoami, version",
    change: "deploys create|cancel, jobs create|cancel, restart, workspace set, logout",
    manual: "login, psql, ssh",
  },
  wrangler: {
    options: {
      flags: "--json --remote --local",
      values: "-e|--env --name --format --status -n|--limit",
    },
    observe:
      "deployments list|status|view, versions list|view, tail, whoami, secret list, kv namespace list, kv key list, d1 list|info|insights, d1 migrations list, r2 bucket list|info, r2 object list, queues list|info, pages deployment list|tail, pages project list, pages secret list, hyperdrive list",
    reveal: "kv key get, d1 time-travel info",
    change:
      "deploy, publish, rollback, delete, secret put|delete|bulk, kv key put|delete, kv bulk put|delete, kv namespace create|delete, d1 execute|export|create|delete, d1 migrations apply|create, d1 time-travel restore, r2 object put|get|delete, r2 bucket create|delete, queues create|delete, pages deploy|publish, pages project create|delete, pages secret put|delete, versions deploy|upload, logout",
    manual: "login, dev",
  },
  alembic: {
    options: { flags: "-v|--verbose", values: "-r|--rev-range" },
    observe: "current, history, heads, branches, show",
    change: "upgrade, downgrade, stamp, revision, merge, init, ensure_version",
    manual: "edit",
  },
  flyway: {
    singleDash: true,
    observe: "info, validate, version",
    change: "migrate, repair, undo, baseline, clean",
  },
  ollama: {
    options: { flags: "--verbose" },
    observe: "list, ls, ps, show",
    change: "pull, push, rm, cp, create, stop, serve",
    manual: "run",
  },
  fly: FLY,
  flyctl: FLY,
  doctl: {
    options: {
      flags: "--no-header -f|--follow --verbose",
      values:
        "-o|--output --format --type --region --tail --deployment --component --tag-name --page --size",
    },
    observe:
      "account get|ratelimit, balance get, compute droplet list|get|actions|backups|kernels|neighbors|snapshots, compute droplet-action get, compute action list|get|wait, compute volume list|get, compute snapshot list|get, compute image list|get, compute firewall list|get|list-by-droplet, compute load-balancer list|get, compute domain list|get, compute domain records, compute ssh-key list|get, compute size list, compute region list, compute certificate list|get, compute reserved-ip list|get, compute tag list|get, compute cdn list|get, kubernetes|k8s cluster list|get|get-upgrades|list-associated-resources, kubernetes|k8s cluster node-pool list|get, kubernetes|k8s options *, databases|database|db list|options, databases|database|db backups|replica|firewalls|pool|db|maintenance-window list|get, apps list|get|logs|list-deployments|get-deployment|list-regions|list-alerts, apps tier *, projects list|get, registry get, registry repository list|list-v2|list-tags|list-manifests, registry garbage-collection get-active|list, vpcs list|get, monitoring alert list|get, monitoring uptime list|get, invoice list|get|summary, serverless status, version",
    reveal:
      "databases|database|db get|connection, databases|database|db user list|get, apps spec get, registry docker-config|kubernetes-manifest, auth list, serverless functions get, kubernetes|k8s cluster kubeconfig show",
    change:
      "compute droplet create|delete|tag|untag, compute droplet-action reboot|power-off|power-on|power-cycle|shutdown|resize|rebuild|restore|rename|snapshot|enable-backups|disable-backups|password-reset|change-kernel|enable-ipv6, compute volume create|delete, compute volume-action attach|detach|resize, compute snapshot delete, compute firewall create|delete|update|add-rules|remove-rules|add-droplets|remove-droplets, compute load-balancer create|delete|update|add-droplets|remove-droplets|add-forwarding-rules|remove-forwarding-rules|purge-cache, compute domain create|delete, kubernetes|k8s cluster create|delete|update|upgrade|delete-selective, kubernetes|k8s cluster node-pool create|delete|update|delete-node|replace-node, kubernetes|k8s cluster kubeconfig save|remove, databases|database|db create|delete|resize|migrate|fork, databases|database|db user create|delete|reset, databases|database|db replica create|delete|promote, databases|database|db firewalls append|remove|replace, databases|database|db configuration update, databases|database|db maintenance-window update|install, apps create|update|delete|create-deployment|restart|propose|upgrade-buildpack|update-alert-destinations, registry create|delete|login|logout|garbage-collection, projects create|delete|update, vpcs create|delete|update, auth remove|switch, serverless deploy|connect|undeploy|install",
    manual: "auth init, compute ssh, apps console|dev, serverless connect",
  },
  terraform: TERRAFORM,
  tofu: TERRAFORM,
  pulumi: {
    options: { flags: "-j|--json --show-urns -i|--show-ids -a|--all", values: "-s|--stack" },
    observe: "stack ls|history|graph, about, version, whoami, policy ls, org ls",
    reveal: "preview, stack output|export, config, config get, logs, stack",
    change:
      "up|update, destroy, refresh, import, cancel, state delete|rename|unprotect|move|edit, stack init|select|rm|import|rename|tag|change-secrets-provider, config set|rm|set-all|refresh, login, logout, watch, new, plugin *, policy *",
    manual: "console",
  },
};

export const hostingVerbs: ReadonlyMap<string, Tool> = new Map(
  Object.entries(TABLES).map(([name, table]) => [name, verbTool(table)]),
);
