/** What the HTTP side is given by whoever wires the application. */

import type { HealthJson } from "../contract/health.ts";
import type { Principal } from "../domain/permission.ts";
import type { Diagnostic } from "../domain/playbook.ts";
import type { PhoneSettings } from "../integrations/channel.ts";
import type { OperationContext, Send } from "../operations/context.ts";
import type { Undelivered } from "../operations/notification/report-status.ts";
import type { AcknowledgeLinks } from "./acknowledge-links.ts";
import type { IngestPort } from "./ingest-port.ts";
import type { PushPort } from "./push-port.ts";
import type { TestLinks } from "./test-links.ts";

export interface HttpSettings {
  /** Where people reach this installation, without a slash at the end: `https://tocsin.example`. */
  readonly publicUrl: string;
  /** How many reverse proxies of ours stand in front; each appends to `X-Forwarded-For`. */
  readonly trustedProxyHops: number;
  readonly version: string;
  /** When this process started, epoch milliseconds. */
  readonly startedAt: number;
}

export interface PlaybookFile {
  /** Relative to the playbook's folder, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface PlaybookActivation {
  readonly hash: string;
  readonly title: string;
  readonly activatedAt: number;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PlaybookPort {
  /**
   * Compiles a playbook and puts it in force.
   * @throws AppError `playbook-refused` with `details.diagnostics` when it has errors.
   */
  activate(
    principal: Principal,
    input: { readonly files: readonly PlaybookFile[]; readonly overlay?: PlaybookFile },
  ): Promise<PlaybookActivation>;
}

export interface EngineStatus {
  /** When the last pass ended; null before the first. */
  readonly lastPassAt: number | null;
}

export interface HealthPort {
  engine(): EngineStatus;
  /** Asks the store something small. @throws when it does not answer */
  probeStore(): Promise<void>;
  /** Further checks of this installation: mail, playbook, who can be reached. */
  checks(): Promise<HealthJson["checks"]>;
}

export interface MetricsPort {
  /** Prometheus text exposition format. */
  render(): Promise<string>;
  /** What came of a report of delivery: undefined where nothing follows from it. */
  reported(undelivered: Undelivered | undefined): void;
}

/** What proves that a call-back comes from the provider it says it is from. */
export interface ProviderCallbacks {
  /** What Telegram sends along; without one its call-backs are refused. */
  readonly telegramSecret?: string;
  /** What PagerDuty signs with; without one its webhooks are refused. */
  readonly pagerdutySecrets: readonly string[];
  /** The notification whose call-back address a token is; undefined when it is not ours, or too old. */
  notificationOf(token: string): string | undefined;
}

export interface HttpDependencies {
  readonly context: OperationContext;
  readonly settings: HttpSettings;
  readonly ingest: IngestPort;
  /** For what a person is told at once because somebody asked for it. */
  readonly send: Send;
  readonly acknowledgeLinks: AcknowledgeLinks;
  readonly testLinks: TestLinks;
  readonly callbacks: ProviderCallbacks;
  readonly push: PushPort;
  /** What signs a subscription's events. */
  readonly subscriptionSecret: (subscriptionId: string) => string;
  readonly playbooks: PlaybookPort;
  readonly health: HealthPort;
  readonly metrics: MetricsPort;
  /** Whose callbacks are believed; absent where nobody carries SMS and calls. */
  readonly phone?: PhoneSettings;
}
