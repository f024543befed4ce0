import { AppError } from "../domain/error.ts";

/** @throws AppError `invalid-input` for what is no IANA time zone */
export function refuseTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch (cause) {
    const message = `${timeZone} is no IANA time zone; Europe/Berlin is one.`;
    throw new AppError("invalid-input", message, { cause });
  }
}
