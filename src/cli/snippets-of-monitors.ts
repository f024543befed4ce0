/** What to paste into the configuration of monitors that tell of alerts by a command or script of ours. */

/** Where a sender posts to, and its key. */
export interface SnippetTarget {
  readonly url: string;
  readonly key: string;
}

/** 503 and a connection that is refused are worth another try; the monitor itself tries no notification twice. */
const CURL = [
  ...["/usr/bin/curl", "--silent", "--show-error", "--fail", "--output", "/dev/null"],
  ...["--max-time", "10", "--retry", "3", "--retry-connrefused"],
] as const;

interface Macros {
  readonly type: string;
  readonly host: string;
  readonly author: string;
  readonly comment: string;
}

function formOf(macros: Macros, of: Readonly<Record<string, string>>): readonly string[] {
  const { type, host, author, comment } = macros;
  return Object.entries({ type, host, ...of, author, comment }).map(
    ([name, macro]) => `${name}=$${macro}$`,
  );
}

const NAGIOS: Macros = {
  type: "NOTIFICATIONTYPE",
  host: "HOSTNAME",
  author: "NOTIFICATIONAUTHOR",
  comment: "NOTIFICATIONCOMMENT",
};

/** Nagios hands the line to a shell; of what macros hold it leaves out quotes, `$` and the like by itself. */
export function nagiosSnippet(to: SnippetTarget): readonly string[] {
  const command = (name: string, of: Readonly<Record<string, string>>): string[] => {
    const form = formOf(NAGIOS, of).map((field) => `--data-urlencode "${field}"`);
    const line = [...CURL, `--header "X-Tocsin-Key: ${to.key}"`, ...form, `"${to.url}"`].join(" ");
    return ["define command {", `  command_name ${name}`, `  command_line ${line}`, "}"];
  };
  return [
    "# A file of Nagios's configuration; then name the contact tocsin where you name contacts",
    ...command("notify-service-by-tocsin", {
      service: "SERVICEDESC",
      state: "SERVICESTATE",
      output: "SERVICEOUTPUT",
    }),
    ...command("notify-host-by-tocsin", { state: "HOSTSTATE", output: "HOSTOUTPUT" }),
    "define contact {",
    "  contact_name tocsin",
    "  service_notification_period 24x7",
    "  host_notification_period 24x7",
    "  service_notification_options w,u,c,r,f",
    "  host_notification_options d,u,r,f",
    "  service_notification_commands notify-service-by-tocsin",
    "  host_notification_commands notify-host-by-tocsin",
    "}",
  ];
}

const ICINGA: Macros = {
  type: "notification.type",
  host: "host.name",
  author: "notification.author",
  comment: "notification.comment",
};

export function icingaSnippet(to: SnippetTarget): readonly string[] {
  const command = (name: string, of: Readonly<Record<string, string>>): string[] => {
    const form = formOf(ICINGA, of).flatMap((field) => ["--data-urlencode", field]);
    const words = [...CURL, "--header", `X-Tocsin-Key: ${to.key}`, ...form, to.url];
    const listed = words.map((word) => `    ${JSON.stringify(word)},`);
    return [`object NotificationCommand "${name}" {`, "  command = [", ...listed, "  ]", "}"];
  };
  const apply = (what: string): string[] => [
    `apply Notification "tocsin" to ${what} {`,
    `  command = "tocsin-${what.toLowerCase()}"`,
    '  users = [ "tocsin" ]',
    "  assign where true",
    "}",
  ];
  return [
    "// /etc/icinga2/conf.d/tocsin.conf",
    ...command("tocsin-service", {
      service: "service.name",
      state: "service.state",
      output: "service.output",
    }),
    ...command("tocsin-host", { state: "host.state", output: "host.output" }),
    'object User "tocsin" { }',
    ...apply("Service"),
    ...apply("Host"),
  ];
}

export function zabbixSnippet({ url, key }: SnippetTarget): readonly string[] {
  return [
    "// Alerts, Media types, Create media type, Webhook, with these parameters:",
    "//   eventid    {EVENT.ID}          value     {EVENT.VALUE}",
    "//   name       {EVENT.NAME}        severity  {EVENT.SEVERITY}",
    "//   host       {HOST.NAME}         triggerid {TRIGGER.ID}",
    "//   opdata     {EVENT.OPDATA}      message   {ALERT.MESSAGE}",
    "// and this script:",
    "var request = new HttpRequest();",
    'request.addHeader("Content-Type: application/json");',
    `request.addHeader(${JSON.stringify(`X-Tocsin-Key: ${key}`)});`,
    `var answer = request.post(${JSON.stringify(url)}, value);`,
    "if (request.getStatus() >= 300) throw 'Tocsin answered ' + request.getStatus() + ': ' + answer;",
    "return answer;",
  ];
}

export function uptimeKumaSnippet({ url, key }: SnippetTarget): readonly string[] {
  return [
    "Settings, Notifications, Setup Notification:",
    "  Notification Type   Webhook",
    `  Post URL            ${url}`,
    "  Request Body        Preset - application/json",
    `  Additional Headers  ${JSON.stringify({ "X-Tocsin-Key": key })}`,
  ];
}
