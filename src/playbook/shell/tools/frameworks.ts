/**
 * Commands of web frameworks, which a script of the project runs: Django's manage.py 5.1, Laravel's
 * artisan 11, Rails 8. Only the framework's own commands are known; a project may add any other.
 */

import { type Argument, isLiteral } from "../argument.ts";
import type { Tool, ToolContext } from "../tool.ts";
import { atLeast, manual, unknown, type Verdict } from "../verdict.ts";
import { type VerbTable, verbTool } from "./verb-table.ts";

const DJANGO: VerbTable = {
  options: {
    flags: "--deploy --plan --list -l --all",
    values: "--database -v|--verbosity --settings",
  },
  observe: "check, showmigrations, sqlmigrate, version, help",
  reveal: "diffsettings, dumpdata, inspectdb",
  change:
    "migrate, makemigrations, squashmigrations, optimizemigration, flush, sqlflush, loaddata, collectstatic, createcachetable, clearsessions, compilemessages, makemessages, remove_stale_contenttypes, rebuild_index, update_index, startapp, startproject, runserver, sendtestemail",
  manual: "shell, shell_plus, dbshell, createsuperuser, changepassword",
};

const ARTISAN: VerbTable = {
  options: { flags: "--json --pending", values: "--path --method --queue" },
  observe:
    "list, about, env, route:list, migrate:status, schedule:list, queue:failed, event:list, db:show, db:monitor, db:table, horizon:list, horizon:status, model:show, channel:list",
  reveal: "config:show, env:decrypt",
  change:
    "migrate, migrate:fresh, migrate:install, migrate:refresh, migrate:reset, migrate:rollback, db:seed, db:wipe, queue:restart, queue:retry, queue:retry-batch, queue:flush, queue:forget, queue:clear, queue:work, queue:listen, queue:prune-failed, queue:prune-batches, cache:clear, cache:forget, cache:table, config:cache, config:clear, down, up, optimize, optimize:clear, view:clear, view:cache, route:cache, route:clear, event:cache, event:clear, key:generate, storage:link, schedule:run, schedule:work, horizon, horizon:pause, horizon:continue, horizon:terminate, horizon:clear, horizon:purge, horizon:snapshot, telescope:prune, telescope:clear, serve, vendor:publish, package:discover, env:encrypt, model:prune, auth:clear-resets, passport:purge",
  manual: "tinker, db",
};

const RAILS: VerbTable = {
  observe:
    "about, routes, stats, middleware, notes, initializers, time:zones, db:migrate:status, db:version, db:abort_if_pending_migrations",
  change:
    "db:create, db:drop, db:migrate, db:migrate:up, db:migrate:down, db:migrate:redo, db:rollback, db:forward, db:reset, db:seed, db:setup, db:prepare, db:schema:load, db:schema:dump, db:schema:cache:clear, db:truncate_all, db:environment:set, assets:precompile, assets:clobber, assets:clean, tmp:clear, tmp:cache:clear, log:clear, cache:clear, generate, g, destroy, d, server, s, new, restart",
  reveal: "credentials:show, encrypted:show, secrets:show",
  manual: "console, c, dbconsole, db, credentials:edit, encrypted:edit, secrets:edit",
};

const django = verbTool(DJANGO);
const artisan = verbTool(ARTISAN);

/** What a script of a framework does, given to its interpreter; undefined for any other script. */
export function frameworkScript(
  args: readonly Argument[],
  context: ToolContext,
): Verdict | undefined {
  const [script, ...words] = args;
  if (!isLiteral(script)) return undefined;
  const file = script.value.replace(/^(?:[\w.-]+\/)*/u, "");
  if (/^python[\d.]*$/u.test(context.name) && file === "manage.py")
    return django(words, { ...context, name: "manage.py" });
  if (context.name === "php" && file === "artisan")
    return artisan(words, { ...context, name: "artisan" });
  return undefined;
}

/** `poetry run COMMAND`: in the project's own environment, where only the project's programs differ. */
function inEnvironment(verb: string, own: VerbTable): Tool {
  const ownVerbs = verbTool(own);
  return (args, context) => {
    const [first, ...command] = args;
    if (first?.value !== verb) return ownVerbs(args, context);
    if (command.length === 0) return manual(`\`${context.name} ${verb}\` names no command`);
    return command[0]?.value.startsWith("-") === true
      ? atLeast(unknown("an option is not known"), context.classify(command.slice(1), false))
      : context.classify(command, context.hasInput);
  };
}

export const frameworks: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  // Named by their path; see who believes a program there.
  ["manage.py", django],
  ["artisan", artisan],
  ["rails", verbTool(RAILS)],
  ["rake", verbTool({ ...RAILS, manual: "console" })],
  [
    "poetry",
    inEnvironment("run", {
      observe: "show, check, env info|list, about, debug info",
      change:
        "install, add, remove, update, lock, sync, build, publish, init, new, self *, cache *, env use|remove, config, export",
      manual: "shell",
    }),
  ],
  [
    "uv",
    inEnvironment("run", {
      observe: "pip list|show|freeze|tree|check, tree, python list|find|dir, tool list",
      change:
        "sync, lock, add, remove, init, venv, build, publish, pip install|uninstall|sync|compile, python install|uninstall|pin, tool install|uninstall|upgrade|run, cache *, self *",
    }),
  ],
  [
    "pipenv",
    inEnvironment("run", {
      observe: "graph, check, verify, requirements",
      change: "install, uninstall, update, upgrade, lock, sync, clean, open",
      manual: "shell",
    }),
  ],
  [
    "bundle",
    inEnvironment("exec", {
      observe: "list, show, info, outdated, check, version, platform, doctor",
      change: "install, update, add, remove, clean, lock, config, package, cache, pristine, init",
      manual: "open, console",
    }),
  ],
]);
