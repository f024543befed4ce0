/** Every setting of the environment, as people read of it. `docs/configuration.md` is held to this list by a test. */

export interface Setting {
  readonly name: string;
  /** What holds when it is not set, in words. */
  readonly defaultText: string;
  /** May be given as `file:PATH` or `${OTHER}`, and never appears in a message. */
  readonly isSecret: boolean;
  readonly description: string;
}

export const SETTINGS = [
  {
    name: "TOCSIN_LISTEN",
    defaultText: "127.0.0.1:8420",
    isSecret: false,
    description: "Address and port to listen on; `0.0.0.0:8420` or `[::]:8420` for all.",
  },
  {
    name: "TOCSIN_PUBLIC_URL",
    defaultText: "the address listened on",
    isSecret: false,
    description: "Where people reach Tocsin. Links in pages begin with it.",
  },
  {
    name: "TOCSIN_DATA_DIR",
    defaultText: "./tocsin-data",
    isSecret: false,
    description: "Folder for the embedded database and whatever else Tocsin keeps.",
  },
  {
    name: "TOCSIN_DATABASE_URL",
    defaultText: "sqlite: in the data folder",
    isSecret: true,
    description: "`postgres://…` for a shared database, or `sqlite:PATH`.",
  },
  {
    name: "TOCSIN_PLAYBOOK",
    defaultText: "the one last activated",
    isSecret: false,
    description: "Markdown file or folder to activate at the start.",
  },
  {
    name: "TOCSIN_SMTP_URL",
    defaultText: "no mail is sent",
    isSecret: true,
    description:
      "Mail server: `smtp://USER:PASSWORD@HOST:587` or `smtps://…`; `?starttls=required|opportunistic|off`.",
  },
  {
    name: "TOCSIN_MAIL_FROM",
    defaultText: "none; needed with TOCSIN_SMTP_URL",
    isSecret: false,
    description: "Sender of all mail: `Name <address>` or an address.",
  },
  {
    name: "TOCSIN_NTFY_TOKEN",
    defaultText: "none",
    isSecret: true,
    description: "Access token for the ntfy server, where topics are protected.",
  },
  {
    name: "TOCSIN_NTFY_SERVER",
    defaultText: "https://ntfy.sh",
    isSecret: false,
    description: "The ntfy server that the token is for; no other is sent it.",
  },
  {
    name: "TOCSIN_TELEGRAM_TOKEN",
    defaultText: "none; Telegram is not used",
    isSecret: true,
    description: "Token of the Telegram bot that pages, as @BotFather gives it.",
  },
  {
    name: "TOCSIN_TELEGRAM_WEBHOOK_SECRET",
    defaultText: "none; buttons in Telegram do nothing",
    isSecret: true,
    description:
      "What Telegram sends along with each press of a button: 32 to 256 letters, digits, `_` and `-`.",
  },
  {
    name: "TOCSIN_TELEGRAM_API_URL",
    defaultText: "https://api.telegram.org",
    isSecret: false,
    description: "Where Telegram's Bot API is reached: a server of your own, or a fake for tests.",
  },
  {
    name: "TOCSIN_PUSHOVER_TOKEN",
    defaultText: "none; Pushover is not used",
    isSecret: true,
    description: "API token of your application at Pushover.",
  },
  {
    name: "TOCSIN_PUSHOVER_API_URL",
    defaultText: "https://api.pushover.net",
    isSecret: false,
    description: "Where Pushover's API is reached.",
  },
  {
    name: "TOCSIN_PAGERDUTY_WEBHOOK_SECRETS",
    defaultText: "none; PagerDuty's webhooks are refused",
    isSecret: true,
    description: "What PagerDuty signs its v3 webhooks with; several, separated by commas.",
  },
  {
    name: "TOCSIN_PAGERDUTY_API_URL",
    defaultText: "https://events.pagerduty.com",
    isSecret: false,
    description: "Where incidents are forwarded to; `https://events.eu.pagerduty.com` in Europe.",
  },
  {
    name: "TOCSIN_WEBHOOK_SECRETS",
    defaultText: "none; webhooks go out unsigned",
    isSecret: true,
    description:
      "`whsec_…` secret that signs outgoing webhooks; two, separated by a comma, the newest first, while one replaces the other.",
  },
  {
    name: "TOCSIN_TWILIO_ACCOUNT_SID",
    defaultText: "Twilio sends nothing",
    isSecret: false,
    description: "Account that sends SMS and calls: `AC…`, as Twilio's console shows it.",
  },
  {
    name: "TOCSIN_TWILIO_AUTH_TOKEN",
    defaultText: "none; needed with TOCSIN_TWILIO_ACCOUNT_SID",
    isSecret: true,
    description: "The account's auth token. What Twilio posts is checked with it, too.",
  },
  {
    name: "TOCSIN_TWILIO_FROM",
    defaultText: "none; needed with TOCSIN_TWILIO_ACCOUNT_SID",
    isSecret: false,
    description: "Number that SMS and calls come from: `+12025550100`.",
  },
  {
    name: "TOCSIN_TWILIO_CALLS_FROM",
    defaultText: "TOCSIN_TWILIO_FROM",
    isSecret: false,
    description: "Another number that calls come from.",
  },
  {
    name: "TOCSIN_TWILIO_ANSWERS",
    defaultText: "TOCSIN_TWILIO_CALLS_FROM",
    isSecret: false,
    description:
      "Numbers that open an incident when somebody calls them, separated by commas; the playbook's on-call phone always is one.",
  },
  {
    name: "TOCSIN_TWILIO_URL",
    defaultText: "https://api.twilio.com",
    isSecret: false,
    description: "Another address of Twilio's API, such as one of its regions.",
  },
  {
    name: "TOCSIN_PHONE_GATEWAY_URL",
    defaultText: "none",
    isSecret: false,
    description:
      "HTTP gateway that sends SMS and calls; with Twilio as well, it takes over when Twilio fails.",
  },
  {
    name: "TOCSIN_PHONE_GATEWAY_SECRETS",
    defaultText: "none; needed with TOCSIN_PHONE_GATEWAY_URL",
    isSecret: true,
    description:
      "`whsec_…` secret that signs what goes to the gateway and comes from it; two, the newest first, while one replaces the other.",
  },
  {
    name: "TOCSIN_TRUSTED_PROXIES",
    defaultText: "0",
    isSecret: false,
    description:
      "How many reverse proxies of yours stand in front; so many entries of `X-Forwarded-For`, counted from the right, are believed.",
  },
  {
    name: "TOCSIN_TLS_CERT",
    defaultText: "none; plain HTTP",
    isSecret: false,
    description: "File with the certificate chain in PEM. Needs TOCSIN_TLS_KEY.",
  },
  {
    name: "TOCSIN_TLS_KEY",
    defaultText: "none; plain HTTP",
    isSecret: false,
    description: "File with the certificate's private key in PEM. Needs TOCSIN_TLS_CERT.",
  },
  {
    name: "TOCSIN_ALLOW_PRIVATE_ADDRESSES",
    defaultText: "none",
    isSecret: false,
    description:
      "Private addresses that ntfy, webhooks and health checks may reach all the same, as CIDR blocks separated by commas: `10.2.0.0/16, fd00:7::/32`.",
  },
  {
    name: "TOCSIN_KEEP_RECEIPTS",
    defaultText: "30d",
    isSecret: false,
    description: "How long the raw requests of senders are kept: days, or `forever`.",
  },
  {
    name: "TOCSIN_KEEP_ALERTS",
    defaultText: "90d",
    isSecret: false,
    description: "How long alerts that ended are kept, once their incident is closed.",
  },
  {
    name: "TOCSIN_KEEP_INCIDENTS",
    defaultText: "forever",
    isSecret: false,
    description:
      "How long closed incidents are kept, 30 days at least; one that a postmortem was drawn from is kept for ever.",
  },
  {
    name: "TOCSIN_LOG_LEVEL",
    defaultText: "info",
    isSecret: false,
    description: "debug, info, warn, error, fatal or silent.",
  },
  {
    name: "TOCSIN_HEARTBEAT_URL",
    defaultText: "none",
    isSecret: true,
    description: "Requested while all is well, so that an outside watcher notices when it is not.",
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]["name"];

/** Names of ours that the server does not read: the command line's, the tests'. */
const NAMES_OF_OTHERS = ["TOCSIN_URL", "TOCSIN_TOKEN", "TOCSIN_DEBUG"];
/** A runner's, on a machine that has a server, too. */
const RUNNER_PREFIX = "TOCSIN_RUNNER_";
const TEST_PREFIX = "TOCSIN_TEST_";

/** One sentence for each `TOCSIN_…` variable that nobody reads, with the name that was probably meant. */
export function unknownSettings(env: Readonly<Record<string, string | undefined>>): string[] {
  const known: readonly string[] = [...SETTINGS.map(({ name }) => name), ...NAMES_OF_OTHERS];
  return Object.keys(env)
    .filter((name) => name.startsWith("TOCSIN_") && !name.startsWith(TEST_PREFIX))
    .filter((name) => !name.startsWith(RUNNER_PREFIX))
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
      return `${name} is not a setting and is ignored${hint}`;
    });
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= 4 ? best.candidate : undefined;
}

/** Letters added, left out or changed between two short names. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(changed, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
