/** What every receiver of lifecycle events implements: pure forms in, pure meaning out. */

import type { LifecycleEvent } from "../domain/lifecycle.ts";
import type { DeliveryOutcome } from "../domain/notification.ts";
import type { OutboundRequest, OutboundResponse } from "./channel.ts";

/** One event on its way to one subscription. */
export interface EventDelivery {
  /** The same for each try: receivers deduplicate on it. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly event: LifecycleEvent;
  readonly address: string;
  /** Signs the event, or is the receiver's own key. */
  readonly secret: string;
  readonly incidentUrl: string;
  /** Of this try, epoch milliseconds. */
  readonly now: number;
}

/** Installation-wide settings, resolved from the environment at start. */
export interface SubscriberSettings {
  /** Without a slash at the end; PagerDuty's own when left out. */
  readonly pagerdutyApiUrl?: string;
}

export interface Subscriber {
  /** A reason why this address cannot be used, or undefined. */
  checkAddress(address: string): string | undefined;
  /** Undefined when the event means nothing to this receiver. */
  render(delivery: EventDelivery, settings: SubscriberSettings): OutboundRequest | undefined;
  interpret(response: OutboundResponse): DeliveryOutcome;
}
