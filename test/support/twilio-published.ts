/**
 * The requests that make a message and a call, and the answers to them, as Twilio publishes them:
 * https://github.com/twilio/twilio-oai, `spec/json/twilio_api_v2010.json` of 2026-04-14, `CreateMessage` and
 * `CreateCall`. Bounds that it gives in words only (1,600 characters, 36,000 and 600 seconds) stand here too.
 */

import { z } from "zod";

const sid = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`, "u"));
const text = z.string();
const integer = z.string().regex(/^-?\d+$/u, "no integer");
const boolean = z.enum(["true", "false"]);
const uri = z.url();
const method = z.enum(["GET", "POST"]);
const within = (min: number, max: number) =>
  integer.refine((value) => Number(value) >= min && Number(value) <= max, "out of range");
const phoneNumber = z.string().regex(/^\+\d{8,15}$/u, "no number");

/** Each parameter of a form is given once, but for those that are lists. */
function formOf<Once extends z.ZodRawShape, Lists extends z.ZodRawShape>(once: Once, lists: Lists) {
  const schema = z.strictObject({ ...once, ...lists }).partial();
  const isList = (name: string): boolean => Object.hasOwn(lists, name);
  /** What is wrong with a form; undefined when nothing is. */
  return (form: URLSearchParams): string | undefined => {
    const fields = [...new Set(form.keys())].map((name): [string, unknown] => {
      const values = form.getAll(name);
      return [name, isList(name) || values.length > 1 ? values : values[0]];
    });
    const read = schema.safeParse(Object.fromEntries(fields));
    return read.success ? undefined : z.prettifyError(read.error);
  };
}

export const problemOfMessage = formOf(
  {
    To: phoneNumber,
    From: phoneNumber,
    Body: text.min(1).max(1600),
    StatusCallback: uri,
    ValidityPeriod: within(1, 36_000),
    ApplicationSid: sid("AP"),
    MessagingServiceSid: sid("MG"),
    ContentSid: sid("HX"),
    ContentVariables: text,
    FallbackFrom: phoneNumber,
    MaxPrice: text,
    Attempt: integer,
    ProvideFeedback: boolean,
    ForceDelivery: boolean,
    SmartEncoded: boolean,
    ShortenUrls: boolean,
    SendAsMms: boolean,
    SendAt: z.iso.datetime(),
  },
  { MediaUrl: z.array(uri), PersistentAction: z.array(text) },
);

export const problemOfCall = formOf(
  {
    To: phoneNumber,
    From: phoneNumber,
    Twiml: text.max(4000),
    Url: uri,
    Method: method,
    FallbackUrl: uri,
    FallbackMethod: method,
    StatusCallback: uri,
    StatusCallbackMethod: method,
    Timeout: within(1, 600),
    TimeLimit: integer,
    SendDigits: text,
    CallReason: text,
    MachineDetection: text,
    MachineDetectionTimeout: integer,
    AsyncAmd: text,
    Record: boolean,
    ApplicationSid: sid("AP"),
  },
  { StatusCallbackEvent: z.array(z.enum(["initiated", "ringing", "answered", "completed"])) },
);

/** Statuses that a message and a call may have. */
export const MESSAGE_STATUSES = [
  "queued",
  "sending",
  "sent",
  "failed",
  "delivered",
  "undelivered",
  "receiving",
  "received",
  "accepted",
  "scheduled",
  "read",
  "partially_delivered",
  "canceled",
] as const;
export const CALL_STATUSES = [
  "queued",
  "ringing",
  "in-progress",
  "completed",
  "busy",
  "failed",
  "no-answer",
  "canceled",
] as const;

/** The answer to a request that was taken: all keys, as they are before anything has become of it. */
export function createdMessage(id: string, accountSid: string, form: URLSearchParams): object {
  return {
    ...created(id, accountSid, form),
    body: form.get("Body"),
    num_segments: "1",
    num_media: "0",
    direction: "outbound-api",
    messaging_service_sid: null,
    error_code: null,
    error_message: null,
    date_sent: null,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${id}.json`,
  };
}

export function createdCall(id: string, accountSid: string, form: URLSearchParams): object {
  return {
    ...created(id, accountSid, form),
    to_formatted: form.get("To"),
    from_formatted: form.get("From"),
    parent_call_sid: null,
    phone_number_sid: `PN${"7".repeat(32)}`,
    start_time: null,
    end_time: null,
    duration: null,
    direction: "outbound-api",
    answered_by: null,
    forwarded_from: null,
    group_sid: null,
    caller_name: null,
    queue_time: "0",
    trunk_sid: null,
    uri: `/2010-04-01/Accounts/${accountSid}/Calls/${id}.json`,
  };
}

function created(id: string, accountSid: string, form: URLSearchParams): object {
  return {
    sid: id,
    account_sid: accountSid,
    to: form.get("To"),
    from: form.get("From"),
    status: "queued",
    price: null,
    price_unit: "USD",
    api_version: "2010-04-01",
    date_created: "Fri, 23 Jan 2026 12:00:00 +0000",
    date_updated: "Fri, 23 Jan 2026 12:00:00 +0000",
    subresource_uris: {},
  };
}
