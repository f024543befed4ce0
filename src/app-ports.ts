/** What the HTTP side asks of the rest, joined to the operations that do it. */

import type { CompileRequest } from "./compile-apart.ts";
import { AppError } from "./domain/error.ts";
import type { Principal } from "./domain/permission.ts";
import type { Playbook } from "./domain/playbook.ts";
import type { EngineObserver } from "./engine/engine-context.ts";
import type { AcknowledgeLinks } from "./http/acknowledge-links.ts";
import type { MetricsPort, PlaybookPort } from "./http/dependencies.ts";
import type { IngestPort } from "./http/ingest-port.ts";
import type { TestLinks } from "./http/test-links.ts";
import { CHANNELS } from "./integrations/registry.ts";
import type { ParsedRequest } from "./integrations/source.ts";
import type { ReceiveQueue } from "./operations/alert/receive-queue.ts";
import type { OperationContext } from "./operations/context.ts";
import { acknowledgeByLink, lookAtLink } from "./operations/incident/acknowledge-by-link.ts";
import { lookAtTestPage, seeTestPage } from "./operations/person/see-test-page.ts";
import { type Activation, activatePlaybook } from "./operations/playbook/activate.ts";
import type { ResolveAddress } from "./operations/playbook/import-people.ts";
import type { Metrics } from "./platform/metrics.ts";
import { inPathOrder, playbookHash } from "./platform/playbook-hash.ts";
import { isReference } from "./platform/secret-reference.ts";
import { verifyLink } from "./platform/signed-link.ts";
import { repairText } from "./playbook/markdown/encoding.ts";

const EXCERPT_CHARACTERS = 2000;

/** Alerts in: parsed by their sender's integration, stored with whatever else arrives at the time. */
export function ingestPort(
  context: OperationContext,
  queue: ReceiveQueue,
  metrics: Pick<Metrics, "ingestRequest" | "ingestEvents">,
): IngestPort {
  return {
    async ingest({ integration, source, ...request }) {
      const { mapping } = integration;
      const given = {
        ...request,
        receivedAt: context.clock.now(),
        ...(mapping === undefined ? {} : { mapping }),
      };
      const parsed = parseContained(context, () => source.parse(given, context.newId));
      const understood = parsed ?? failedParse(request.body);
      const { events, unparsed, receiptId } = understood;
      try {
        await queue.receive({
          integration,
          ...request,
          events,
          unparsed,
          ...(receiptId === undefined ? {} : { receiptId }),
        });
      } catch (error) {
        metrics.ingestRequest(source.kind, "overloaded");
        throw error;
      }
      metrics.ingestRequest(source.kind, "stored");
      metrics.ingestEvents(source.kind, "understood", events.length);
      metrics.ingestEvents(source.kind, "unparsed", unparsed.length);
      return understood;
    },
  };
}

/** A parser that throws is a mistake of ours: what it was given is kept and pages all the same. */
function parseContained(
  context: OperationContext,
  parse: () => ParsedRequest,
): ParsedRequest | undefined {
  try {
    return parse();
  } catch (error) {
    context.log.error({ err: error }, "a parser failed; the request pages as unparsed");
    return undefined;
  }
}

function failedParse(body: Uint8Array): ParsedRequest {
  const text = new TextDecoder().decode(body.subarray(0, EXCERPT_CHARACTERS));
  const unparsed = [
    { reason: "Tocsin could not read this request", excerpt: repairText(text).text },
  ];
  return { events: [], unparsed, omittedAlerts: 0 };
}

/** Acknowledge links: only tokens this installation signed reach the store. */
export function acknowledgeLinksPort(context: OperationContext, key: Uint8Array): AcknowledgeLinks {
  const verified = (token: string): ReturnType<typeof verifyLink> =>
    verifyLink(token, key, context.clock.now());
  return {
    async look(token) {
      const link = verified(token);
      if (link.kind === "valid") return lookAtLink(context, link.id);
      return { kind: link.kind === "expired" ? "expired" : "not-valid" };
    },
    async acknowledge(token) {
      const link = verified(token);
      if (link.kind === "valid") return acknowledgeByLink(context, link.id);
      return { kind: link.kind === "expired" ? "expired" : "not-valid" };
    },
  };
}

/** What the engine does, as metrics. */
export function metricsObserver(metrics: Metrics): EngineObserver {
  return {
    escalated: (latenessMs) => metrics.escalationLateness(latenessMs),
    delivered: (channel, outcome) =>
      metrics.notification(
        channel,
        outcome.kind,
        outcome.kind === "delivered" ? "" : outcome.reason,
      ),
    reported: ({ channel, reason }) => metrics.notification(channel, "reported", reason),
    outbox: (kind, outcome) =>
      metrics.outbox(kind, outcome.kind, outcome.kind === "delivered" ? "" : outcome.reason),
    fault: (part) => metrics.fault(part),
  };
}

/** What HTTP shows of them, and counts. */
export function metricsPort(metrics: Metrics): MetricsPort {
  return {
    render: async () => (await metrics.render()).text,
    reported(undelivered) {
      if (undelivered === undefined) return;
      metrics.notification(undelivered.channel, "reported", undelivered.reason);
    },
  };
}

/** Links of test pages, likewise. */
export function testLinksPort(context: OperationContext, key: Uint8Array): TestLinks {
  const verified = (token: string): ReturnType<typeof verifyLink> =>
    verifyLink(token, key, context.clock.now());
  return {
    async look(token) {
      const link = verified(token);
      if (link.kind === "valid") return lookAtTestPage(context, link.id);
      return { kind: link.kind === "expired" ? "expired" : "not-valid" };
    },
    async see(token) {
      const link = verified(token);
      if (link.kind === "valid") return seeTestPage(context, link.id, "link");
      return { kind: link.kind === "expired" ? "expired" : "not-valid" };
    },
  };
}

export interface PlaybookCompiling {
  /** Compiles, findings and overlay included; in a thread of its own where pages must not wait. */
  readonly compile: (request: CompileRequest) => Promise<Playbook>;
  /** For the playbook that the server is started with, and for no other. */
  readonly resolveAddress: ResolveAddress;
}

/** Compiles a playbook from its files and puts it in force. */
export async function compileAndActivate(
  context: OperationContext,
  principal: Principal,
  input: CompileRequest,
  compiling: PlaybookCompiling,
): Promise<Activation> {
  const playbook = await compiling.compile(input);
  const sources = input.files.map(({ path, bytes }) => ({ path, text: repairText(bytes).text }));
  return activatePlaybook(context, principal, {
    playbook,
    sources: { files: input.overlay === undefined ? sources : [...sources, input.overlay] },
    resolveAddress: usableAddress(compiling.resolveAddress),
  });
}

function usableAddress(resolveAddress: ResolveAddress): ResolveAddress {
  return (address, kind) => {
    const resolved = resolveAddress(address, kind);
    if (!resolved.ok) return resolved;
    const reason = CHANNELS[kind].checkAddress(resolved.value);
    return reason === undefined ? resolved : { ok: false, reason: `it ${reason}` };
  };
}

/**
 * Who may send a playbook over HTTP may not thereby read the server's environment and files, which hold
 * more than the playbook's secrets: the database's password, the mail server's.
 */
const addressAsSent: ResolveAddress = (address) =>
  isReference(address)
    ? {
        ok: false,
        reason:
          "a playbook that is sent to the server may not name the server's environment variables and files",
        help:
          "Add the person's address with `tocsin person contact add` before you send it, or name the " +
          "playbook in TOCSIN_PLAYBOOK where the server runs.",
      }
    : { ok: true, value: address };

/** Playbooks over HTTP: the files that were sent are all there is beside them. */
export function playbookPort(
  context: OperationContext,
  { compile }: Pick<PlaybookCompiling, "compile">,
): PlaybookPort {
  return {
    async activate(principal, { files, overlay }) {
      if (files.length === 0)
        throw new AppError("invalid-input", "A playbook has at least one file.");
      const text =
        overlay === undefined
          ? undefined
          : { path: overlay.path, text: new TextDecoder().decode(overlay.bytes) };
      return compileAndActivate(
        context,
        principal,
        {
          // As a folder is read: the order of the files is the order of what is in them.
          files: inPathOrder(files),
          ...(text === undefined ? {} : { overlay: text }),
          hash: playbookHash(files, text),
          presentFiles: new Set(files.map(({ path }) => path)),
        },
        { compile, resolveAddress: addressAsSent },
      );
    },
  };
}
