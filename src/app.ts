/**
 * The whole of Tocsin, wired. One straight composition: store, clock, engine, HTTP; taken down in the
 * reverse order. Embeddable: it reads no environment and writes to no terminal by itself.
 */

import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
  acknowledgeLinksPort,
  compileAndActivate,
  ingestPort,
  metricsObserver,
  metricsPort,
  type PlaybookCompiling,
  playbookPort,
  testLinksPort,
} from "./app-ports.ts";
import { pushPort, vapidKeysOf, webPushTransport } from "./app-web-push.ts";
import type { CompileRequest } from "./compile-apart.ts";
import type { Principal } from "./domain/permission.ts";
import type { ContactMethodKind } from "./domain/playbook.ts";
import type { Retention } from "./domain/retention.ts";
import { startAuditor } from "./engine/auditor.ts";
import { startEngine } from "./engine/engine.ts";
import type { EngineContext } from "./engine/engine-context.ts";
import {
  createFetchCalendar,
  createSend,
  createTakeBack,
  createTell,
  type Transports,
} from "./engine/send-message.ts";
import { createSharedClock } from "./engine/shared-clock.ts";
import { createHttpApp, type HttpApp } from "./http/app.ts";
import type { HealthPort, HttpSettings } from "./http/dependencies.ts";
import { startServer } from "./http/server.ts";
import type { ChannelSettings } from "./integrations/channel.ts";
import { CHANNELS, SUBSCRIBERS } from "./integrations/registry.ts";
import type { SubscriberSettings } from "./integrations/subscriber.ts";
import { createReceiveQueue } from "./operations/alert/receive-queue.ts";
import type { OperationContext } from "./operations/context.ts";
import { checkHealth } from "./operations/health/check.ts";
import type { Activation } from "./operations/playbook/activate.ts";
import { createToken } from "./operations/token/create.ts";
import type { Clock } from "./platform/clock.ts";
import { listenUrl } from "./platform/config-values.ts";
import type { HttpRequest, HttpResponse } from "./platform/http-client.ts";
import { createIdSource } from "./platform/ids.ts";
import type { Log } from "./platform/log.ts";
import { createMetrics } from "./platform/metrics.ts";
import type { Probe } from "./platform/prober.ts";
import { pooledRandomBytes } from "./platform/random.ts";
import { signLink, verifyLink } from "./platform/signed-link.ts";
import { subscriptionSecret } from "./platform/subscription-secret.ts";
import { type Database, openDatabase } from "./store/database.ts";
import { countUnresolvedBySeverity } from "./store/incident-counts.ts";
import { activePlaybookHash } from "./store/playbooks.ts";
import { ensureSetting } from "./store/settings.ts";
import { listTokens } from "./store/tokens.ts";

const LINK_KEY_BYTES = 32;
/** Requests and sends under way get so long; with what follows, a stop takes less than ten seconds. */
const DRAIN_MS = 8000;

/** Who acts when the process itself does something that needs a right. */
const START_UP: Principal = { name: "start-up", role: "admin", teams: [] };

/** How messages leave this machine. */
export interface WaysOut extends Omit<Transports, "http" | "webPush"> {
  http(request: HttpRequest): Promise<HttpResponse>;
}

export interface AppOptions {
  readonly databaseUrl: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Where people reach it; without one, where it listens. */
  readonly publicUrl?: string;
  readonly trustedProxyHops: number;
  readonly version: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly channels: ChannelSettings;
  readonly subscribers?: SubscriberSettings;
  /** What PagerDuty signs its webhooks with; without one they are refused. */
  readonly pagerdutyWebhookSecrets?: readonly string[];
  /** What Telegram sends along with each update; without one its buttons do nothing. */
  readonly telegramWebhookSecret?: string;
  readonly mailConfigured: boolean;
  /** How long what is over is kept; for ever when left out. */
  readonly retention?: Retention;
  /** Asks what health checks ask; without it they are not asked. */
  readonly probe?: Probe;
  readonly transports: WaysOut;
  readonly compiling: PlaybookCompiling;
  /** Told only when the auditor found nothing. */
  readonly heartbeat?: () => Promise<void>;
}

export interface App {
  /** Where people reach it. */
  readonly publicUrl: string;
  /** Where this machine reaches it. */
  readonly url: string;
  readonly context: OperationContext;
  /** Puts a playbook in force. @throws AppError `playbook-refused` */
  activatePlaybook(files: CompileRequest): Promise<Activation>;
  activePlaybookHash(): Promise<string | undefined>;
  /** A first administrator's token while there is no other; undefined afterwards. */
  firstToken(): Promise<string | undefined>;
  /** Starts paging. Separate from listening, so that a playbook can be put in force first. */
  startEngine(): void;
  /**
   * Stops taking requests and claiming, lets what is under way finish, closes the store; all within ten
   * seconds. A send that takes longer is left: its outcome is unknown, and whoever starts next repeats it
   * and says so.
   */
  close(): Promise<void>;
}

/** Opens the store and listens; nothing pages before `startEngine`. */
export async function startApp(options: AppOptions): Promise<App> {
  const database = await openDatabase({
    url: options.databaseUrl,
    applicationVersion: options.version,
    now: () => options.clock.now(),
  });
  try {
    return await startOn(database, options);
  } catch (error) {
    // Its connections would keep a process alive that serves nobody.
    await database.close();
    throw error;
  }
}

async function startOn(database: Database, options: AppOptions): Promise<App> {
  const { log, clock } = options;
  for (const warning of database.warnings) log.warn(warning);
  const sharedClock = createSharedClock(database, clock);
  await sharedClock.follow();
  const context: OperationContext = {
    database,
    clock: sharedClock,
    newId: createIdSource({ now: () => clock.now(), randomBytes: pooledRandomBytes() }),
    log,
  };
  const linkKey = await installationKey(database);
  const vapidKeys = await vapidKeysOf(database);
  const queue = createReceiveQueue(context);
  let engine: ReturnType<typeof startEngine> | undefined;
  const lastPassAt = (): number | null => {
    const at = engine?.lastPassAt() ?? 0;
    return at === 0 ? null : at;
  };
  const metrics = createMetrics({
    version: options.version,
    now: () => sharedClock.now(),
    lastPassAt,
    openIncidents: () => countUnresolvedBySeverity(database.read),
  });
  const missingSettings = missingSettingsOf(options.channels);
  const health: HealthPort = {
    engine: () => ({ lastPassAt: lastPassAt() }),
    async probeStore() {
      await activePlaybookHash(database.read);
    },
    async checks() {
      const breaches = auditor.lastBreaches() ?? [];
      return [
        ...(await checkHealth(context, { ...options, missingSettings })),
        ...breaches.map(({ invariant, count }) => ({
          name: "auditor",
          status: "failing" as const,
          detail: `The auditor found that ${invariant} (${count}). The log has more.`,
        })),
      ];
    },
  };
  // Listening comes first, because only then the address is known; no request is read before the
  // application stands, for nothing is awaited in between.
  let served: HttpApp | undefined;
  const server = await startServer(
    {
      fetch: (request, env) =>
        served?.app.fetch(request, env) ?? new Response(null, { status: 503 }),
      direct: (incoming, outgoing) => served?.direct(incoming, outgoing) ?? false,
    },
    options,
  );
  const auditor = startAuditor({
    database,
    clock: sharedClock,
    log,
    ...(options.heartbeat === undefined ? {} : { heartbeat: options.heartbeat }),
  });
  const url = listenUrl({ host: options.host, port: server.port }, options.tls !== undefined);
  const publicUrl = options.publicUrl ?? url;
  const settings: HttpSettings = {
    publicUrl,
    trustedProxyHops: options.trustedProxyHops,
    version: options.version,
    startedAt: clock.now(),
  };
  const webPush = webPushTransport(
    vapidKeys,
    { publicUrl, mailFrom: options.channels.mailFrom },
    options.transports.http,
  );
  const transports: Transports = { ...options.transports, webPush };
  const { publicKey } = vapidKeys;
  const send = createSend(CHANNELS, options.channels, transports);
  served = createHttpApp({
    context,
    settings,
    ingest: ingestPort(context, queue, metrics),
    send,
    acknowledgeLinks: acknowledgeLinksPort(context, linkKey),
    testLinks: testLinksPort(context, linkKey),
    callbacks: {
      pagerdutySecrets: options.pagerdutyWebhookSecrets ?? [],
      ...(options.telegramWebhookSecret === undefined
        ? {}
        : { telegramSecret: options.telegramWebhookSecret }),
      notificationOf(token) {
        const link = verifyLink(token, linkKey, sharedClock.now());
        return link.kind === "valid" ? link.id : undefined;
      },
    },
    push: pushPort({ context, settings, linkKey, publicKey, transport: webPush }),
    subscriptionSecret: (id) => subscriptionSecret(id, linkKey),
    playbooks: playbookPort(context, options.compiling),
    health,
    metrics: metricsPort(metrics),
    ...(options.channels.phone === undefined ? {} : { phone: options.channels.phone }),
  });
  const engineContext: EngineContext = {
    ...context,
    owner: context.newId(),
    send,
    incidentUrl: (number) => `${publicUrl}/incidents/${number}`,
    acknowledgeUrl: (link) => `${publicUrl}/a/${signLink(link, linkKey)}`,
    testPageUrl: (link) => `${publicUrl}/t/${signLink(link, linkKey)}`,
    callbackUrl: (channel, link) => `${publicUrl}/callback/${channel}/${signLink(link, linkKey)}`,
    tell: createTell(
      SUBSCRIBERS,
      { ...options.subscribers, signingSecret: (id) => subscriptionSecret(id, linkKey) },
      transports,
    ),
    takeBack: createTakeBack(CHANNELS, options.channels, transports),
    fetchCalendar: createFetchCalendar(transports),
    observe: metricsObserver(metrics),
  };

  return {
    publicUrl,
    url,
    context,
    activatePlaybook: (files) => compileAndActivate(context, START_UP, files, options.compiling),
    activePlaybookHash: () => activePlaybookHash(database.read),
    async firstToken() {
      if ((await listTokens(database.read)).length > 0) return undefined;
      const name = "first administrator";
      const input = { name, role: "admin", teams: [] } as const;
      return (await createToken(context, START_UP, input)).secret;
    },
    startEngine() {
      engine ??= startEngine(engineContext, () => sharedClock.follow(), options);
    },
    async close() {
      const limit = pause(DRAIN_MS, undefined, { ref: false });
      await Promise.all([server.drain(DRAIN_MS), Promise.race([engine?.stop(), limit])]);
      await queue.drained();
      await auditor.stop();
      await database.close();
    },
  };
}

/** Channels that cannot be used, with the setting that each lacks. */
function missingSettingsOf(settings: ChannelSettings): ReadonlyMap<ContactMethodKind, string> {
  return new Map(
    Object.values(CHANNELS).flatMap(({ kind, missingSetting }) => {
      const missing = missingSetting?.(settings);
      return missing === undefined ? [] : [[kind, missing] as const];
    }),
  );
}

/** The key that signs links: made once, kept in the store, the same for all replicas. */
async function installationKey(database: Database): Promise<Uint8Array> {
  const fresh = randomBytes(LINK_KEY_BYTES).toString("base64");
  const kept = await database.transaction((tx) => ensureSetting(tx, "link-signing-key", fresh));
  return Buffer.from(kept, "base64");
}
