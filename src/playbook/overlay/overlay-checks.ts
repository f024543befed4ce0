/** `checks:` in `tocsin.yaml`: what Tocsin itself asks at intervals whether it is well. */

import * as z from "zod";
import { durationMs, MS } from "../../domain/duration.ts";
import { duration, text } from "./overlay-values.ts";

const CHECKS_MAX = 500;

function between(min: number, max: number, said: string) {
  return duration.refine((iso) => durationMs(iso) >= min && durationMs(iso) <= max, {
    error: `must be ${said}`,
  });
}

/** `host:port`, an IPv6 address in brackets. */
const ADDRESS = /^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?):\d{1,5}$/u;
const PORT_MAX = 65_535;
const HTTP_URL =
  /^https?:\/\/(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?(?:[/?][^\s#]*)?$/u;

const address = z
  .string()
  .refine(
    (written) => ADDRESS.test(written) && portOf(written) >= 1 && portOf(written) <= PORT_MAX,
    {
      error: 'must be HOST:PORT, such as "db.example.com:5432"',
    },
  )
  .meta({ examples: ["db.example.com:5432"] });

function portOf(written: string): number {
  return Number(written.slice(written.lastIndexOf(":") + 1));
}

const TARGETS = ["http", "tcp", "tls"] as const;

const check = z
  .strictObject({
    name: text("What it is called, in its alert too.", ["Checkout answers"]),
    http: z
      .string()
      .max(2000)
      .regex(HTTP_URL, { error: "must be an http(s) address without a user name" })
      .meta({
        description: "A page that has to answer. Up to five redirects are followed.",
        examples: ["https://shop.example.com/health"],
      })
      .exactOptional(),
    tcp: address.meta({ description: "A port that has to take connections." }).exactOptional(),
    tls: address
      .meta({ description: "A port that has to speak TLS, with a certificate that is trusted." })
      .exactOptional(),
    status: z
      .int()
      .min(100)
      .max(599)
      .meta({ description: "The status that http has to answer. Default: any of 200 to 299." })
      .exactOptional(),
    contains: text("What the body of http has to hold, in its first 64 KiB.").exactOptional(),
    certificateDays: z
      .int()
      .min(1)
      .max(365)
      .meta({ description: "For how many days more its certificate has to be good. Of tls: 14." })
      .exactOptional(),
    every: between(15 * MS.second, MS.day, "between 15 s and a day")
      .meta({ description: "How often it is asked. Default: 1m." })
      .exactOptional(),
    timeout: between(MS.second, 30 * MS.second, "between 1 s and 30 s")
      .meta({ description: "How long an answer may take. Default: 10s." })
      .exactOptional(),
    failures: z
      .int()
      .min(1)
      .max(20)
      .meta({ description: "So many failures in a row are an alert. Default: 3." })
      .exactOptional(),
    recoveries: z
      .int()
      .min(1)
      .max(20)
      .meta({ description: "So many successes in a row end it. Default: 2." })
      .exactOptional(),
    severity: text("A severity of the playbook. Default: what an alert without a label has.", [
      "P1",
    ]).exactOptional(),
  })
  .refine((one) => TARGETS.filter((target) => one[target] !== undefined).length === 1, {
    error: 'must give one of "http", "tcp" and "tls"',
  })
  .refine((one) => one.http !== undefined || (one.status ?? one.contains) === undefined, {
    error: 'must not give "status" or "contains", which are of "http"',
  })
  .refine((one) => one.certificateDays === undefined || isEncrypted(one), {
    error: 'must not give "certificateDays" of what has no certificate',
  })
  .meta({ oneOf: TARGETS.map((target) => ({ required: [target] })) });

function isEncrypted({ http, tls }: { http?: string; tls?: string }): boolean {
  return tls !== undefined || http?.startsWith("https:") === true;
}

export const checks = z
  .array(check)
  .max(CHECKS_MAX)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
    error: "must have a name each that no other has",
  })
  .meta({ description: "What Tocsin itself asks at intervals whether it is well." });
