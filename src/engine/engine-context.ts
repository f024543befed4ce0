import type { LifecycleEvent } from "../domain/lifecycle.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import type { ContactMethodKind } from "../domain/playbook.ts";
import type { PageToTakeBack } from "../domain/take-back.ts";
import type { OutboundResponse } from "../integrations/channel.ts";
import type { OperationContext, Send } from "../operations/context.ts";
import type { Undelivered } from "../operations/notification/report-status.ts";
import type { OutboxKind } from "../store/schema.ts";
import type { Subscription } from "../store/subscriptions.ts";

/** Takes one page back at its provider and says what became of it. Never throws for what a provider does. */
export type TakeBackPage = (
  channel: ContactMethodKind,
  page: PageToTakeBack,
) => Promise<DeliveryOutcome>;

/** Tells one subscription one event and says what became of it. Never throws for what an endpoint does. */
export type TellSubscriber = (told: {
  readonly subscription: Subscription;
  /** The same for each try. */
  readonly id: string;
  readonly event: LifecycleEvent;
  readonly incidentUrl: string;
  readonly now: number;
}) => Promise<DeliveryOutcome>;

/** Reads a calendar, at most its first MiB. Never throws for what the other side does. */
export type FetchCalendar = (address: string) => Promise<OutboundResponse>;

/** What the engine is given. */
export interface EngineContext extends OperationContext {
  /** Names this process in leases. */
  readonly owner: string;
  readonly send: Send;
  /** Address of the incident for people, and of the acknowledge page for a link's id. */
  readonly incidentUrl: (number: string) => string;
  readonly acknowledgeUrl: (link: { readonly id: string; readonly expiresAt: number }) => string;
  /** Address of the page on which somebody says that they have seen a test page. */
  readonly testPageUrl: (link: { readonly id: string; readonly expiresAt: number }) => string;
  /** Where a provider reports that a person has answered. */
  readonly callbackUrl: (
    channel: ContactMethodKind,
    link: { readonly id: string; readonly expiresAt: number },
  ) => string;
  readonly takeBack: TakeBackPage;
  readonly tell: TellSubscriber;
  readonly fetchCalendar: FetchCalendar;
  readonly observe: EngineObserver;
}

/** Counts what the engine does; metrics in production, assertions in simulations. */
export interface EngineObserver {
  /** How late an escalation that was due was committed. */
  escalated(latenessMs: number): void;
  delivered(channel: ContactMethodKind, outcome: DeliveryOutcome): void;
  /** A provider reported that what it had taken did not arrive. */
  reported(undelivered: Undelivered): void;
  /** One try to send an item of the outbox. */
  outbox(kind: OutboxKind, outcome: DeliveryOutcome): void;
  fault(what: string): void;
}
