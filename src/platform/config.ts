/**
 * The installation's settings, from the environment. Everything that is wrong is said at once, in
 * sentences that name the setting and what it should be, and never quote a secret.
 */

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Cidr } from "./cidr.ts";
import {
  type Database,
  type Listen,
  listenUrl,
  type ReadValue,
  readDatabaseUrl,
  readListen,
  readLogLevel,
  readMailFrom,
  readNetworks,
  readPagerDutySecrets,
  readProxyCount,
  readPushoverToken,
  readTelegramSecret,
  readTelegramToken,
  readWebhookSecrets,
  readWebUrl,
} from "./config-values.ts";
import type { LogLevel } from "./log.ts";
import { type PhoneConfig, readPhone } from "./phone-settings.ts";
import { type RetentionConfig, readRetention } from "./retention-settings.ts";
import { resolveSecret } from "./secret-reference.ts";
import { SETTINGS, type SettingName, unknownSettings } from "./settings.ts";
import { readSmtpUrl, type SmtpSettings } from "./smtp-settings.ts";

export interface Config {
  readonly listen: Listen;
  /** Without a slash at the end; undefined when it is not set and the port is not known yet. */
  readonly publicUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  readonly database: Database;
  /** Absolute path of the playbook to activate at the start. */
  readonly playbook: string | undefined;
  readonly smtp: SmtpSettings | undefined;
  /** Empty without a mail server. */
  readonly mailFrom: string;
  readonly ntfyToken: string | undefined;
  /** The server that the token is for; undefined for the public one. */
  readonly ntfyServer: string | undefined;
  readonly telegram: TelegramConfig;
  readonly pushoverToken: string | undefined;
  readonly pushoverApiUrl: string | undefined;
  /** Empty: PagerDuty's webhooks are refused. */
  readonly pagerdutyWebhookSecrets: readonly string[];
  readonly pagerdutyApiUrl: string | undefined;
  /** The newest first. */
  readonly webhookSecrets: readonly string[];
  /** Who carries SMS and calls. */
  readonly phone: PhoneConfig | undefined;
  /** How many proxies stand in front. */
  readonly trustedProxies: number;
  /** Absolute paths of PEM files. */
  readonly tls: { readonly certPath: string; readonly keyPath: string } | undefined;
  readonly allowPrivateAddresses: readonly Cidr[];
  readonly retention: RetentionConfig;
  readonly logLevel: LogLevel;
  readonly heartbeatUrl: string | undefined;
}

export interface TelegramConfig {
  readonly token: string | undefined;
  /** Proves that a post comes from Telegram. */
  readonly webhookSecret: string | undefined;
  readonly apiUrl: string | undefined;
}

/** Settings that cannot be used; the message lists every one. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? "A setting" : `${problems.length} settings`;
    super(`${count} cannot be used:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

export interface ConfigSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What relative paths are relative to. */
  readonly folder: string;
  /** For secrets given as `file:PATH`; throws what `node:fs` throws. */
  readonly readFile: (path: string) => string;
}

/**
 * Reads the settings of this process, or of the surroundings given.
 * @returns the settings and sentences about names that nobody reads
 * @throws ConfigError
 */
export function readConfig(surroundings: ConfigSurroundings = ofThisProcess()): {
  readonly config: Config;
  readonly warnings: readonly string[];
} {
  const problems: string[] = [];
  const config = collect(surroundings, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return { config, warnings: unknownSettings(surroundings.env) };
}

function ofThisProcess(): ConfigSurroundings {
  return {
    env: process.env,
    folder: process.cwd(),
    readFile: (path) => readFileSync(path, "utf8"),
  };
}

function collect({ env, folder, readFile }: ConfigSurroundings, problems: string[]): Config {
  const text = (name: SettingName): string | undefined => {
    const given = env[name]?.trim();
    if (given === undefined || given === "") return undefined;
    if (!isSecret(name)) return given;
    const resolved = resolveSecret(given, env, readFile);
    if (resolved.ok) return resolved.value.trim();
    problems.push(`${name}: ${resolved.reason}`);
    return undefined;
  };
  const value = <T>(name: SettingName, read: (text: string) => ReadValue<T>): T | undefined => {
    const given = text(name);
    if (given === undefined) return undefined;
    const result = read(given);
    if (result.ok) return result.value;
    problems.push(`${name} ${result.reason}`);
    return undefined;
  };
  const path = (name: SettingName): string | undefined => {
    const given = text(name);
    return given === undefined ? undefined : resolve(folder, given);
  };

  const listen = value("TOCSIN_LISTEN", readListen) ?? { host: "127.0.0.1", port: 8420 };
  const dataDir = path("TOCSIN_DATA_DIR") ?? resolve(folder, "tocsin-data");
  const tls = readTls(path("TOCSIN_TLS_CERT"), path("TOCSIN_TLS_KEY"), problems);
  const smtp = value("TOCSIN_SMTP_URL", readSmtp);
  const mailFrom = value("TOCSIN_MAIL_FROM", readMailFrom) ?? "";
  if (smtp !== undefined && text("TOCSIN_MAIL_FROM") === undefined) {
    problems.push("TOCSIN_MAIL_FROM is needed with TOCSIN_SMTP_URL: the sender of all mail");
  }
  return {
    listen,
    publicUrl: value("TOCSIN_PUBLIC_URL", readWebUrl) ?? knownUrl(listen, tls !== undefined),
    dataDir,
    database: value("TOCSIN_DATABASE_URL", (url) => readDatabaseUrl(url, folder)) ?? {
      kind: "sqlite",
      path: join(dataDir, "tocsin.db"),
    },
    playbook: path("TOCSIN_PLAYBOOK"),
    smtp,
    mailFrom,
    ntfyToken: text("TOCSIN_NTFY_TOKEN"),
    ntfyServer: value("TOCSIN_NTFY_SERVER", readWebUrl),
    telegram: {
      token: value("TOCSIN_TELEGRAM_TOKEN", readTelegramToken),
      webhookSecret: value("TOCSIN_TELEGRAM_WEBHOOK_SECRET", readTelegramSecret),
      apiUrl: value("TOCSIN_TELEGRAM_API_URL", readWebUrl),
    },
    pushoverToken: value("TOCSIN_PUSHOVER_TOKEN", readPushoverToken),
    pushoverApiUrl: value("TOCSIN_PUSHOVER_API_URL", readWebUrl),
    pagerdutyWebhookSecrets: value("TOCSIN_PAGERDUTY_WEBHOOK_SECRETS", readPagerDutySecrets) ?? [],
    pagerdutyApiUrl: value("TOCSIN_PAGERDUTY_API_URL", readWebUrl),
    webhookSecrets: value("TOCSIN_WEBHOOK_SECRETS", readWebhookSecrets) ?? [],
    phone: readPhone({ text, value }, problems),
    trustedProxies: value("TOCSIN_TRUSTED_PROXIES", readProxyCount) ?? 0,
    tls,
    allowPrivateAddresses: value("TOCSIN_ALLOW_PRIVATE_ADDRESSES", readNetworks) ?? [],
    retention: readRetention(value),
    logLevel: value("TOCSIN_LOG_LEVEL", readLogLevel) ?? "info",
    heartbeatUrl: value("TOCSIN_HEARTBEAT_URL", readWebUrl),
  };
}

function isSecret(name: SettingName): boolean {
  return SETTINGS.some((setting) => setting.name === name && setting.isSecret);
}

function readSmtp(text: string): ReadValue<SmtpSettings> {
  const read = readSmtpUrl(text);
  return read.ok ? { ok: true, value: read.settings } : read;
}

function readTls(
  certPath: string | undefined,
  keyPath: string | undefined,
  problems: string[],
): Config["tls"] {
  if (certPath !== undefined && keyPath !== undefined) return { certPath, keyPath };
  if (certPath !== undefined) problems.push("TOCSIN_TLS_KEY is needed with TOCSIN_TLS_CERT");
  if (keyPath !== undefined) problems.push("TOCSIN_TLS_CERT is needed with TOCSIN_TLS_KEY");
  return undefined;
}

/** Undefined while the port is not known yet. */
function knownUrl(listen: Listen, isTls: boolean): string | undefined {
  return listen.port === 0 ? undefined : listenUrl(listen, isTls);
}
