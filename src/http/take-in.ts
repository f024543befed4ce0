/** What taking alerts in needs, whether Hono or Node's own request brings them. */

import { AppError } from "../domain/error.ts";
import { alertmanager } from "../integrations/alertmanager.ts";
import { grafana } from "../integrations/grafana.ts";
import { grafanaOncall } from "../integrations/grafana-oncall.ts";
import { icinga, nagios } from "../integrations/nagios.ts";
import { opsgenie } from "../integrations/opsgenie.ts";
import { plain } from "../integrations/plain.ts";
import { prometheusAlerts } from "../integrations/prometheus-alerts.ts";
import type { InboundReply, Source } from "../integrations/source.ts";
import { uptimeKuma } from "../integrations/uptime-kuma.ts";
import { zabbix } from "../integrations/zabbix.ts";
import type { ByteBudget } from "./byte-budget.ts";
import type { HttpDependencies } from "./dependencies.ts";
import type { FailedAttempts } from "./failed-attempts.ts";
import type { IngestIntegration } from "./ingest-port.ts";
import type { IntegrationKeys } from "./integration-keys.ts";
import type { BoundedBody } from "./read-bounded.ts";

/** Of a longer body the first 5 MiB are kept, and page as unparsed. */
export const INGEST_BODY_BYTES_MAX = 5 * 1024 * 1024;
/** All bodies of senders whose key is right in memory together: over it they are asked to come again. */
export const KNOWN_SENDERS_BYTES_MAX = 256 * 1024 * 1024;

/** A sender whose key is in a header is known before its body is read. */
export const HEADER_KEY_ROUTES = [
  { path: "/ingest/alertmanager", source: alertmanager },
  { path: "/ingest/grafana", source: grafana },
  { path: "/ingest/grafana-oncall", source: grafanaOncall },
  { path: "/api/v2/alerts", source: prometheusAlerts },
  { path: "/ingest/nagios", source: nagios },
  { path: "/ingest/icinga", source: icinga },
  { path: "/ingest/uptime-kuma", source: uptimeKuma },
  { path: "/ingest/zabbix", source: zabbix },
  { path: "/ingest/plain", source: plain },
  { path: "/v2/alerts", source: opsgenie },
  { path: "/ingest/opsgenie/v2/alerts", source: opsgenie },
] as const;

export interface IngestOptions {
  readonly dependencies: HttpDependencies;
  readonly attempts: FailedAttempts;
  readonly keys: IntegrationKeys<IngestIntegration>;
  /** Of `KNOWN_SENDERS_BYTES_MAX`. */
  readonly budget: ByteBudget;
  /** Headers of every answer; these routes stand before the middleware that sets them. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface InboundDelivery {
  readonly source: Source;
  readonly body: BoundedBody;
  readonly contentType: string;
  /** Where the sender's API has several addresses: the method and the address below its root. */
  readonly target?: string;
  readonly integration: IngestIntegration;
}

export type TakeInDependencies = Pick<HttpDependencies, "ingest" | "context">;

/** Hands a request over; the reply comes once it is on disk. Never throws: what failed is to be sent again. */
export async function takeIn(
  { source, body, ...delivery }: InboundDelivery,
  { ingest, context }: TakeInDependencies,
): Promise<InboundReply> {
  try {
    const parsed = await ingest.ingest({
      ...delivery,
      source,
      body: body.bytes,
      truncated: body.truncated,
    });
    return source.reply(parsed);
  } catch (error) {
    // Whatever it was, nothing is stored, and 503 is what makes every sender try again.
    if (!(error instanceof AppError && error.code === "overloaded"))
      context.log.error(
        { err: error, integration: delivery.integration.id },
        "alerts could not be stored",
      );
    return source.overloaded();
  }
}
