/**
 * Arguments that Tocsin never starts a program with, not even with an approval: they make it take its
 * orders, its identity or its server from elsewhere, or read, write and run things on the machine of the
 * runner. What only reads is known option by option already; these rules are for what changes something,
 * whose other options are the playbook's own. A program that changes something and has no rule here is a
 * person's to start.
 */

import type { Effect } from "../../domain/effect.ts";

/** Why not, without a full stop; undefined where nothing speaks against it. */
type Rule = (words: readonly string[]) => string | undefined;

/** The rule for one word or another. */
function never(pattern: RegExp, because: string): Rule {
  return (words) => {
    const word = words.find((one) => pattern.test(one));
    return word === undefined ? undefined : `\`${shown(word)}\` ${because}`;
  };
}

function all(...rules: readonly Rule[]): Rule {
  return (words) => rules.map((rule) => rule(words)).find((reason) => reason !== undefined);
}

/** For the words before `--`; those behind it are another program's. */
function before(rule: Rule): Rule {
  return (words) => {
    const end = words.indexOf("--");
    return rule(end < 0 ? words : words.slice(0, end));
  };
}

const ELSEWHERE = "chooses another cluster, identity or program than the runner's own";

const kubectl: Rule = all(
  before(
    never(
      /^(?:-s|--(?:kubeconfig|server|token|as(?:-group|-uid|-user-extra)?|context|cluster|user|username|password|client-certificate|client-key|certificate-authority|insecure-skip-tls-verify|tls-server-name|raw|cache-dir|profile|profile-output|log-file|log-dir))(?:=|$)|^-s./u,
      ELSEWHERE,
    ),
  ),
  before(
    firstWord(
      /^(?:config|proxy|port-forward|cp|edit|attach|debug|plugin|kustomize|completion|alpha|rsync|login|logout|extract|diff)$/u,
      "is a person's to run",
    ),
  ),
  inContainer,
);

const psql: Rule = all(
  never(
    /^(?:-[a-zA-Z]*[oLf]|--(?:output|log-file|file))(?:$|[^a-z])/u,
    "reads, writes or runs a file on the machine of the runner",
  ),
  never(/^-[oLf]./u, "reads, writes or runs a file on the machine of the runner"),
  never(
    /^\s*\\(?!d[a-zA-Z]{0,3}[+S]{0,2}(?:\s|$)|l\+?(?:\s|$))/u,
    "is a command of psql's own that runs programs, or reads or writes files",
  ),
  never(/\n\s*\\|\\(?:!|copy|o\b|i\b|ir\b|g|w\b|setenv)/u, "holds a command of psql's own"),
  never(
    /\bcopy\b[\s\S]*\b(?:to|from)\b/iu,
    "is a COPY, which reads or writes files, or runs a program, on the server",
  ),
  never(
    /\b(?:lo_import|lo_export|pg_read_(?:binary_)?file|pg_ls_dir|dblink\w*|pg_execute_server_program)\b/iu,
    "reaches files or other servers through the database",
  ),
);

const redis: Rule = all(
  never(
    /^(?:eval|evalsha|eval_ro|evalsha_ro|fcall|fcall_ro|function|script|module|debug|monitor|migrate|slaveof|replicaof|restore|acl|shutdown|save|bgsave|psync|sync)$/iu,
    "runs a script, loads code, or moves the server's data: a person does that",
  ),
  never(
    /^(?:dir|dbfilename|appenddirname|appendfilename|loadmodule|logfile|unixsocket|aclfile|requirepass|masterauth|masteruser|enable-\w+-?\w*|protected-mode|bind)$/iu,
    "is a setting that lets the server write files or lets others in",
  ),
  never(
    /^--(?:eval|pipe|rdb|functions-rdb|replica|slave|cluster|ldb|askpass)/u,
    "is more than one command",
  ),
  // `-x` reads the last argument from the input, which is closed.
  never(/^-[xX]$/u, "reads its input, and a step has none"),
);

const curl: Rule = all(
  never(
    /^(?:-[a-zA-Z#0-9]*[KOTJoxEncDwQtP:]|--(?!request$|header$|data$|data-raw$|data-ascii$|url$|silent$|show-error$|include$|head$|fail$|fail-with-body$|location$|max-time$|connect-timeout$|retry$|compressed$|get$|globoff$|json$)[a-z0-9-]+)/u,
    "is an option with which curl does more than ask one address",
  ),
  never(/^@|^[^=\s{}"']*=?@\//u, "sends a file of the machine of the runner"),
  never(/^(?!https?:)[a-z][a-z0-9+.-]*:\/\//iu, "is no address of the web"),
  never(
    /^https?:\/\/(?:[^/?#]*@|[^/?#]*[^\x21-\x7e])/iu,
    "is an address with a user, or with letters that only look like others",
  ),
  never(
    /^https?:\/\/(?:169\.254\.|100\.100\.100\.200|\[?fe[89ab][0-9a-f]:|\[?fd00:ec2:|\[?::ffff:|metadata\.|\d+[/:?]|\d+$|0x)/iu,
    "is the address of a machine's own metadata, or a number",
  ),
);

const aws: Rule = all(
  never(
    /^--(?:endpoint-url|ca-bundle|no-verify-ssl|cli-input-json|cli-input-yaml|profile|no-sign-request|debug)(?:=|$)/u,
    ELSEWHERE,
  ),
  never(/^(?:[^=\s]*=)?fileb?:\/\//u, "reads a file on the machine of the runner"),
  never(
    /^(?:configure|s3|emr|deploy|ssm|ecs|codeartifact|eks|login|cloudformation|opsworks)$/u,
    "has commands that write files or start programs on the machine of the runner",
  ),
);

const helm: Rule = all(
  never(
    /^--(?:kubeconfig|kube-[a-z-]+|post-renderer(?:-args)?|registry-config|repository-config|repository-cache|cert-file|key-file|ca-file|set-file)(?:=|$)/u,
    ELSEWHERE,
  ),
  firstWord(/^(?!rollback$|upgrade$|uninstall$|test$)/u, "is a person's to run"),
);

const docker: Rule = firstWord(
  /^(?!restart$|start$|stop$|kill$|pause$|unpause$)/u,
  "is a person's to run: it may start or read anything on the machine",
);

const systemctl: Rule = all(
  never(
    /^(?:-[HM]|--(?:host|machine|root|image|user))/u,
    "is about another machine or another system",
  ),
  firstWord(
    /^(?!restart$|try-restart$|reload$|reload-or-restart$|start$|stop$|reset-failed$)/u,
    "is a person's to run",
  ),
);

/** The first word that is no option, and no value of `-n` or `--namespace`. */
function firstWord(pattern: RegExp, because: string): Rule {
  return (words) => {
    const verb = words.find(
      (word, index) =>
        !word.startsWith("-") && !/^(?:-n|--namespace)$/u.test(words[index - 1] ?? ""),
    );
    return verb !== undefined && pattern.test(verb) ? `\`${shown(verb)}\` ${because}` : undefined;
  };
}

/** `exec POD -- psql …`: the rules of what runs inside. */
function inContainer(words: readonly string[]): string | undefined {
  const dashes = words.indexOf("--");
  if (dashes < 0) return undefined;
  const [program = "", ...inner] = words.slice(dashes + 1);
  return INSIDE.get(program)?.(inner);
}

const INSIDE: ReadonlyMap<string, Rule> = new Map([
  ["psql", psql],
  ["redis-cli", redis],
  ["valkey-cli", redis],
]);

const RULES: ReadonlyMap<string, Rule> = new Map([
  ...INSIDE,
  ["kubectl", kubectl],
  ["oc", kubectl],
  ["curl", curl],
  ["aws", aws],
  ["helm", helm],
  ["docker", docker],
  ["podman", docker],
  ["systemctl", systemctl],
]);

/** Why a program is not started with these words, without a full stop; undefined where it may be. */
export function refusedArguments(
  [program = "", ...words]: readonly string[],
  effect: Effect,
): string | undefined {
  if (effect !== "change") return undefined;
  const rule = RULES.get(program);
  if (rule === undefined)
    return `\`${program}\` changes something, and nothing is known of what it may be given: a person runs it`;
  return rule(words);
}

const SHOWN_MAX = 60;

function shown(word: string): string {
  const line = word.replaceAll(/\s+/gu, " ").replaceAll(/\uE000+/gu, "…");
  return line.length > SHOWN_MAX ? `${line.slice(0, SHOWN_MAX - 1)}…` : line;
}
