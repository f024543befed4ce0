/**
 * The log: one line of JSON for programs, one line of words for a person at a terminal. Every line is
 * redacted as text, after it is complete, so that no path into it (message, field, error, stack) is
 * forgotten.
 */

import { hostname } from "node:os";
import { type LevelWithSilent, pino } from "pino";
import { humanLine } from "./human-log-line.ts";
import { redact } from "./redact.ts";

/** Fields first, an error among them as `err`; then what happened, as a sentence without values in it. */
export interface LogMethod {
  (fields: object, message: string): void;
  (message: string): void;
}

export interface Log {
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly error: LogMethod;
  readonly fatal: LogMethod;
  /** A log whose lines all carry these fields. */
  child(fields: object): Log;
}

export const LOG_LEVELS = ["debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number] & LevelWithSilent;

export interface LogOptions {
  readonly level: LogLevel;
  /** `human` for a terminal, `json` for everything else. */
  readonly form: "human" | "json";
  /** Only in the human form. */
  readonly colour?: boolean;
  /** Takes whole lines, line break included. */
  readonly write: (line: string) => void;
}

export function createLog({ level, form, colour = false, write }: LogOptions): Log {
  const base = form === "human" ? null : { pid: process.pid, hostname: hostname() };
  return pino(
    {
      level,
      base,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: pino.stdSerializers.errWithCause },
    },
    {
      write: (line: string) => {
        const safe = redact(line);
        write(form === "human" ? humanLine(safe, colour) : safe);
      },
    },
  );
}

/** The log of the process on standard output, in the form that fits where it goes. */
export function processLog(level: LogLevel): Log {
  const isTerminal = process.stdout.isTTY === true;
  return createLog({
    level,
    form: isTerminal ? "human" : "json",
    // https://no-color.org
    colour: isTerminal && (process.env["NO_COLOR"] ?? "") === "",
    write: (line) => process.stdout.write(line),
  });
}
