/** Shell and environment variables: which ones steer programs, and which are a person's to fill in. */

/** May stand before a command without changing what it does to the world. */
const HARMLESS = new Set("LC_ALL LANG LANGUAGE TZ NO_COLOR COLUMNS LINES".split(" "));

/** Names that the shell, the loader or a program that may run by itself obeys. */
const STEERING = new RegExp(
  [
    "^(?:PATH|HOME|IFS|ENV|CDPATH|SHELL|SHELLOPTS|TMPDIR|PS[0-4]|PROMPT_COMMAND|GLOBIGNORE|EDITOR|VISUAL|BROWSER|POSIXLY_CORRECT)$",
    "^(?:LOCPATH|NLSPATH|GCONV_PATH|HOSTALIASES|RES_OPTIONS|LOCALDOMAIN|TERM|TERMINFO.*|LS_COLORS)$",
    "^(?:LD|DYLD|BASH|XDG|HIST|MALLOC|GLIBC|NSS|SUDO|OPENSSL|SSH|LESS|GREP|JQ|SYSTEMD)(?:_.*)?$",
    "^(?:KUBE|PG|PSQL|CURL|GIT|HELM|COMPOSE|REDISCLI|CEPH)[A-Z]*(?:_.*)?$",
    "^DOCKER_(?:HOST|CONTEXT|CONFIG|CERT_PATH|TLS.*|API_VERSION|BUILDKIT|CLI_.*|DEFAULT_PLATFORM|CONTENT_TRUST.*)$",
    "^(?!AWS_(?:DEFAULT_)?REGION$)(?:AWS|AMAZON|WGET|CONTAINER|ETCDCTL|CONTAINERD|CRI|KRB5|OC)_",
    "^SSL_CERT_(?:FILE|DIR)$|PAGER$|PROXY$|OPTIONS$|OPTS$|(?:^|_)RC$|ENDPOINT_URL",
  ].join("|"),
  "u",
);

/** Set by the shell or the machine, so that nobody is asked for them. */
const GIVEN = new Set("HOME USER LOGNAME PWD HOSTNAME RANDOM UID EUID PPID SECONDS".split(" "));

/** Hand a password to one command. They choose no other program, file or server. */
const CREDENTIALS = new Set("PGPASSWORD REDISCLI_AUTH MYSQL_PWD".split(" "));

/** Whether a variable before a command only gives it a password. */
export function isCredentialVariable(name: string): boolean {
  return CREDENTIALS.has(name);
}

/** Whether `NAME=value` before a command changes nothing but words and times in its output. */
export function isHarmlessSetting(name: string, value: string): boolean {
  return HARMLESS.has(name) && /^(?!.*\.\.)(?:[\w.@+-][\w.@/+-]*)?$/u.test(value);
}

/** Whether setting it changes how later commands run. Lower-case proxies count too. */
export function isSteeringVariable(name: string): boolean {
  return STEERING.test(name.toUpperCase());
}

export function isGivenVariable(name: string): boolean {
  return GIVEN.has(name);
}

/** Whether a name says that the value is a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAMES.test(name);
}

/** Addresses of databases and webhooks carry their passwords. */
const SECRET_NAMES =
  /PASS|PWD$|SECRET|TOKEN|CREDENTIAL|API_?KEY|PRIVATE|ACCESS_?KEY|(?:^|_)KEY$|(?:^|_)PW$|DSN|CONN(?:ECTION)?_?STR|(?:DATABASE|DB|REDIS|MONGO(?:DB)?|AMQP|RABBITMQ|POSTGRES|PG|MYSQL|BROKER|WEBHOOK)_?UR[IL]/iu;
