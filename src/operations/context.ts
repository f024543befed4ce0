import type { Message } from "../domain/message.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import type { ContactMethodKind } from "../domain/playbook.ts";
import type { Log } from "../platform/log.ts";
import type { Database } from "../store/database.ts";

/** What every operation is given besides its principal and its input. */
export interface OperationContext {
  readonly database: Database;
  /** The one clock: on PostgreSQL it follows the database's. Epoch milliseconds. */
  readonly clock: { now(): number };
  /** A new UUIDv7. */
  readonly newId: () => string;
  readonly log: Log;
}

/** Sends one message over one channel and says what became of it. Never throws for what a provider does. */
export type Send = (
  channel: ContactMethodKind,
  address: string,
  message: Message,
) => Promise<DeliveryOutcome>;
