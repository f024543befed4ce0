/** The settings of who carries SMS and calls; each group is whole or missing. */

import { type ReadValue, readWebhookSecrets, readWebUrl } from "./config-values.ts";
import type { SettingName } from "./settings.ts";

export interface PhoneConfig {
  readonly twilio?: {
    readonly accountSid: string;
    readonly authToken: string;
    readonly from: string;
    readonly callsFrom: string;
    readonly answers: readonly string[];
    readonly baseUrl: string;
  };
  readonly gateway?: { readonly url: string; readonly secrets: readonly string[] };
}

/** Reads one setting, and says what is wrong with it by itself. */
export interface SettingReader {
  text(name: SettingName): string | undefined;
  value<T>(name: SettingName, read: (text: string) => ReadValue<T>): T | undefined;
}

const TWILIO_URL = "https://api.twilio.com";

/** What is set up; undefined where nothing is. What a group lacks is added to the problems. */
export function readPhone(settings: SettingReader, problems: string[]): PhoneConfig | undefined {
  const twilio = readTwilio(settings, problems);
  const gateway = readGateway(settings, problems);
  if (twilio === undefined && gateway === undefined) return undefined;
  if (settings.text("TOCSIN_PUBLIC_URL") === undefined) {
    problems.push(
      "TOCSIN_PUBLIC_URL is needed for SMS and calls: answers and reports of delivery are brought there",
    );
  }
  return {
    ...(twilio === undefined ? {} : { twilio }),
    ...(gateway === undefined ? {} : { gateway }),
  };
}

function readTwilio({ text, value }: SettingReader, problems: string[]): PhoneConfig["twilio"] {
  const accountSid = value("TOCSIN_TWILIO_ACCOUNT_SID", readAccountSid);
  const authToken = text("TOCSIN_TWILIO_AUTH_TOKEN");
  const from = value("TOCSIN_TWILIO_FROM", readPhoneNumber);
  const callsFrom = value("TOCSIN_TWILIO_CALLS_FROM", readPhoneNumber) ?? from;
  const answers = value("TOCSIN_TWILIO_ANSWERS", readPhoneNumbers) ?? [];
  const baseUrl = value("TOCSIN_TWILIO_URL", readWebUrl) ?? TWILIO_URL;
  const names = [
    "TOCSIN_TWILIO_ACCOUNT_SID",
    "TOCSIN_TWILIO_AUTH_TOKEN",
    "TOCSIN_TWILIO_FROM",
  ] as const;
  if (!isWhole(names, { text, problems })) return undefined;
  if (accountSid === undefined || authToken === undefined) return undefined;
  if (from === undefined || callsFrom === undefined) return undefined;
  const answering = answers.length > 0 ? answers : [callsFrom];
  return { accountSid, authToken, from, callsFrom, answers: answering, baseUrl };
}

function readGateway({ text, value }: SettingReader, problems: string[]): PhoneConfig["gateway"] {
  const url = value("TOCSIN_PHONE_GATEWAY_URL", readWebUrl);
  const secrets = value("TOCSIN_PHONE_GATEWAY_SECRETS", readWebhookSecrets);
  const names = ["TOCSIN_PHONE_GATEWAY_URL", "TOCSIN_PHONE_GATEWAY_SECRETS"] as const;
  if (!isWhole(names, { text, problems })) return undefined;
  return url === undefined || secrets === undefined ? undefined : { url, secrets };
}

/** True when all of a group is set; what is missing beside the rest of it is a problem. */
function isWhole(
  names: readonly SettingName[],
  { text, problems }: Pick<SettingReader, "text"> & { readonly problems: string[] },
): boolean {
  const missing = names.filter((name) => text(name) === undefined);
  const [set] = names.filter((name) => !missing.includes(name));
  if (set === undefined) return false;
  for (const name of missing) problems.push(`${name} is needed with ${set}`);
  return missing.length === 0;
}

function readAccountSid(text: string): ReadValue<string> {
  return /^AC[0-9a-f]{32}$/u.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: "must be AC and 32 hexadecimal digits, as Twilio's console shows it" };
}

function readPhoneNumbers(text: string): ReadValue<readonly string[]> {
  const numbers: string[] = [];
  for (const one of text.split(",")) {
    const read = readPhoneNumber(one.trim());
    if (!read.ok) return { ok: false, reason: `${read.reason}; several are separated by commas` };
    numbers.push(read.value);
  }
  return { ok: true, value: numbers };
}

function readPhoneNumber(text: string): ReadValue<string> {
  return /^\+[1-9]\d{7,14}$/u.test(text)
    ? { ok: true, value: text }
    : { ok: false, reason: "must be a phone number with + and the country code: +12025550100" };
}
