/** Single values of `tocsin.yaml`, and contact methods: their forms and what is said when they are wrong. */

import * as z from "zod";
import { durationMs } from "../../domain/duration.ts";
import { RULE_AFTER_MS_MAX, RULES_MAX } from "../../domain/notification-rules.ts";
import { CONTACT_METHOD_KINDS, type ContactMethodKind } from "../../domain/playbook.ts";
import { statedDuration } from "./overlay-duration.ts";
import { hasEmbeddedReference, isSecretAddress, isSecretReference } from "./overlay-secret.ts";

/** Marks an issue as a secret in clear text (TOC506 instead of TOC503). */
const SECRET_ISSUE: { secret: true } = { secret: true };

/** Text that is not empty. */
export const text = (description: string, examples: string[] = []) =>
  z
    .string()
    .trim()
    .min(1)
    .meta({ description, ...(examples.length === 0 ? {} : { examples }) });

export const duration = z
  .string()
  .transform((written, context) => {
    const iso = statedDuration(written);
    if (iso !== undefined) return iso;
    context.addIssue({
      code: "custom",
      message: 'must be a duration such as "5m", "15 minutes" or "PT5M"',
    });
    return z.NEVER;
  })
  .meta({ description: "A duration.", examples: ["5m", "15 minutes", "1 h 30 min", "PT5M"] });

export const timeZone = (description: string) =>
  z
    .string()
    .refine(isTimeZone, { error: 'must be a time zone by its IANA name, such as "Europe/Berlin"' })
    .meta({ description, examples: ["UTC", "Europe/Berlin", "America/New_York"] });

export const timeOfDay = (description: string) =>
  z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of day such as "09:00"' })
    .meta({ description, examples: ["09:00"] });

const LOCAL_DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/;
export const localDateTime = (description: string) =>
  z
    .string()
    .refine(isLocalDateTime, { error: 'must be a local date and time such as "2026-03-02T09:00"' })
    .meta({ description, examples: ["2026-03-02T09:00"] });

/** A browser's subscription is made by the browser. */
type StatedContactKind = Exclude<ContactMethodKind, "web-push">;

export const contactMethod = z
  .strictObject({
    kind: z
      .enum(CONTACT_METHOD_KINDS)
      .exclude(["web-push"])
      .meta({ description: "How the page is sent. `console` prints it where Tocsin runs." }),
    address: z
      .string()
      .trim()
      .min(1)
      .meta({
        description:
          // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a reference is written
          "email: an e-mail address. ntfy: the full address of a topic. telegram: a chat id. pushover: a user key. sms and voice: a phone number in quotes, with + and the country code. webhook: an http(s) address. console: none. Any of them may be a reference, ${NAME} or file:PATH; an address that carries a token must be one.",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a reference is written
        examples: ["priya@example.com", "${OPS_WEBHOOK_URL}"],
      })
      .exactOptional(),
  })
  .check((context) => {
    const refusal = refusedAddress(context.value.kind, context.value.address);
    if (refusal !== undefined)
      context.issues.push({ code: "custom", input: context.value, path: ["address"], ...refusal });
  })
  .transform((method) => ({ ...method, address: method.address ?? "" }))
  .meta({ description: "One way to reach somebody." });

/** An address that may be a secret. */
export const httpAddress = z
  .string()
  .trim()
  .min(1)
  .check((context) => {
    const refusal = refusedAddress("webhook", context.value);
    if (refusal !== undefined)
      context.issues.push({ code: "custom", input: context.value, ...refusal });
  })
  .meta({
    description:
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a reference is written
      "An http(s) address, or a reference, ${NAME} or file:PATH; one that carries a token must be a reference.",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a reference is written
    examples: ["${BRIDGE_URL}"],
  });

/** Where a program of one's own takes what a step tells it. */
export const webhookAddress = httpAddress.transform((address) => ({
  kind: "webhook" as const,
  address,
}));

const rule = z.strictObject({
  via: z
    .enum(CONTACT_METHOD_KINDS)
    .exclude(["web-push"])
    .meta({ description: "A kind of contact method: every one of that kind is used." }),
  after: duration
    .refine((iso) => durationMs(iso) <= RULE_AFTER_MS_MAX, { error: "must be 30 minutes at most" })
    .default("PT0S"),
});

export const notificationRules = z
  .strictObject({
    important: z
      .array(rule)
      .max(RULES_MAX)
      .meta({
        description: "For what pages. Default: the ways in their order, a minute apart.",
        examples: [[{ via: "ntfy" }, { via: "email", after: "1m" }]],
      })
      .exactOptional(),
    default: z
      .array(rule)
      .max(RULES_MAX)
      .meta({ description: "For everything else. Default: quiet ways first." })
      .exactOptional(),
  })
  .meta({ description: "When this person is told over which way." });

function isTimeZone(name: string): boolean {
  // Offsets such as "+02:00" are accepted by Intl and know no daylight-saving time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A date and time that exists in the calendar; whether in a zone, the zone decides. */
export function isLocalDateTime(written: string): boolean {
  if (!LOCAL_DATE_TIME.test(written)) return false;
  try {
    Temporal.PlainDateTime.from(written, { overflow: "reject" });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

type Refusal = { message: string; params?: { secret: true } };

function refusedAddress(kind: StatedContactKind, address: string | undefined): Refusal | undefined {
  if (address === undefined)
    return kind === "console"
      ? undefined
      : { message: `is missing: a contact of kind ${kind} needs one` };
  if (isSecretReference(address)) return undefined;
  if (hasEmbeddedReference(address))
    return { message: "must be the reference alone: put the whole address into the variable" };
  if (kind !== "email" && isSecretAddress(address))
    return {
      message: "carries a secret in clear text",
      params: SECRET_ISSUE,
    };
  const form = ADDRESS_FORMS[kind];
  return form.pattern.test(address) ? undefined : { message: form.message };
}

const PHONE_NUMBER = {
  // The same as `checkPhoneNumber` of the integrations has it.
  pattern: /^\+[1-9]\d{7,14}$/,
  message: 'must be a phone number in quotes, with + and the country code: "+4915112345678"',
} as const;

const ADDRESS_FORMS = {
  email: {
    pattern: /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/,
    message: 'must be an e-mail address such as "priya@example.com"',
  },
  webhook: { pattern: /^https?:\/\/[^\s/?#]+\S*$/i, message: "must be an http(s) address" },
  ntfy: {
    pattern: /^https?:\/\/[^\s/?#]+\/[-\w]{1,64}$/i,
    message: 'must be the full address of an ntfy topic, such as "https://ntfy.sh/my-topic"',
  },
  telegram: {
    pattern: /^[1-9]\d{0,15}$/,
    message:
      'must be the id of a chat with the bot, such as "123456789"; the bot tells it when you send it /start',
  },
  pushover: {
    pattern: /^[A-Za-z0-9]{30}$/,
    message:
      "must be a Pushover user key: 30 letters and digits, shown on the first page of pushover.net",
  },
  console: { pattern: /^$/, message: "must be left out: a page is printed where Tocsin runs" },
  sms: PHONE_NUMBER,
  voice: PHONE_NUMBER,
} as const satisfies Record<StatedContactKind, { pattern: RegExp; message: string }>;
