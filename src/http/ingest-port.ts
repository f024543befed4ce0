import type { InboundMapping } from "../domain/inbound-mapping.ts";
import type { ParsedRequest, Source } from "../integrations/source.ts";

/** Whom alerts come from, as far as taking them in needs to know. */
export interface IngestIntegration {
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  readonly mapping?: InboundMapping;
}

export interface IngestRequest {
  readonly integration: IngestIntegration;
  readonly source: Source;
  readonly body: Uint8Array;
  readonly contentType: string;
  /** The body was longer than the limit and has been cut. */
  readonly truncated: boolean;
  /** Where the sender's API has several addresses: the method and the address below its root. */
  readonly target?: string;
}

/** Takes alerts in. Concurrent requests share a commit. */
export interface IngestPort {
  /**
   * Resolves once everything is on disk, and not before: the answer is sent then.
   * @throws AppError `overloaded` when there is no room; anything else means that nothing was stored.
   */
  ingest(request: IngestRequest): Promise<ParsedRequest>;
}
