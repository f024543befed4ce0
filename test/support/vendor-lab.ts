/** The whole of Tocsin with real channels, against fakes of their vendors on the test's clock. */

import { onTestFinished } from "vitest";
import { acknowledgeLinksPort, metricsObserver, metricsPort } from "../../src/app-ports.ts";
import { vapidKeysOf, webPushTransport } from "../../src/app-web-push.ts";
import type { Incident } from "../../src/domain/incident.ts";
import type { ContactMethodKind } from "../../src/domain/playbook.ts";
import type { EngineContext } from "../../src/engine/engine-context.ts";
import {
  createFetchCalendar,
  createSend,
  createTakeBack,
  createTell,
  type Transports,
} from "../../src/engine/send-message.ts";
import type { ChannelSettings } from "../../src/integrations/channel.ts";
import { CHANNELS, SUBSCRIBERS } from "../../src/integrations/registry.ts";
import type { SubscriberSettings } from "../../src/integrations/subscriber.ts";
import { declareIncident } from "../../src/operations/incident/declare.ts";
import { createAddressPolicy } from "../../src/platform/address-policy.ts";
import { createHttpClient } from "../../src/platform/http-client.ts";
import { createMetrics } from "../../src/platform/metrics.ts";
import { signLink } from "../../src/platform/signed-link.ts";
import { subscriptionSecret } from "../../src/platform/subscription-secret.ts";
import { addContactMethod, findPersonByName } from "../../src/store/people.ts";
import { engineOn } from "./engine-fixture.ts";
import { type HttpFixture, httpFixture, LINK_KEY, PUBLIC_URL } from "./http-fixture.ts";
import { START } from "./incident-fixtures.ts";
import { SETUP } from "./operation-context.ts";
import { patientSend } from "./vendor-server.ts";

const LOOPBACK = [
  { address: "127.0.0.0", prefix: 8, family: "ipv4" },
  { address: "::1", prefix: 128, family: "ipv6" },
] as const;

export interface VendorLab extends HttpFixture {
  readonly engine: EngineContext;
  /** Another process on the same database. */
  readonly other: EngineContext;
  /** What was written to the console. */
  readonly printed: readonly string[];
  /** Whether the metrics have this line. */
  counts(line: string): Promise<boolean>;
  /** Gives somebody of the playbook a way to be reached. */
  reach(name: string, kind: ContactMethodKind, address: string): Promise<void>;
  /** Opens an incident that pages Ann, then Ben, then Cleo. */
  page(): Promise<Incident>;
}

/** Ways out that only some channels take. */
interface LabWays {
  readonly mail?: Transports["mail"];
  /** Whoever vouches for push services, in PEM. */
  readonly ca?: string;
}

export async function vendorLab(
  settings: Partial<ChannelSettings>,
  subscribers: SubscriberSettings = {},
  ways: LabWays = {},
): Promise<VendorLab> {
  const metrics = createMetrics({
    version: "0.0.0-test",
    now: () => START,
    lastPassAt: () => null,
    openIncidents: async () => new Map(),
    process: false,
  });
  const { phone } = settings;
  const fixture = await httpFixture((given) => ({
    acknowledgeLinks: acknowledgeLinksPort(given.context, LINK_KEY),
    metrics: metricsPort(metrics),
    ...(phone === undefined ? {} : { phone }),
  }));
  const { context } = fixture;
  const client = createHttpClient({
    policy: createAddressPolicy(LOOPBACK),
    userAgent: "Tocsin/test",
    ...(ways.ca === undefined ? {} : { ca: ways.ca }),
  });
  onTestFinished(() => client.close());
  const http = patientSend(client);
  const pushSettings = { publicUrl: PUBLIC_URL, mailFrom: "" };
  const printed: string[] = [];
  const transports: Transports = {
    http,
    mail: ways.mail ?? (() => Promise.reject(new Error("no mail is expected"))),
    webPush: webPushTransport(await vapidKeysOf(context.database), pushSettings, http),
    console({ text }) {
      printed.push(text);
      return { kind: "answered", status: 200, headers: {}, body: "" };
    },
  };
  const all: ChannelSettings = { mailFrom: "", webhookSecrets: [], ...settings };
  const engine: EngineContext = {
    ...engineOn(context),
    send: createSend(CHANNELS, all, transports),
    tell: createTell(
      SUBSCRIBERS,
      { ...subscribers, signingSecret: (id) => subscriptionSecret(id, LINK_KEY) },
      transports,
    ),
    takeBack: createTakeBack(CHANNELS, all, transports),
    fetchCalendar: createFetchCalendar(transports),
    observe: metricsObserver(metrics),
    incidentUrl: (number) => `${PUBLIC_URL}/incidents/${number}`,
    acknowledgeUrl: (link) => `${PUBLIC_URL}/a/${signLink(link, LINK_KEY)}`,
    callbackUrl: (channel, link) => `${PUBLIC_URL}/callback/${channel}/${signLink(link, LINK_KEY)}`,
  };
  return {
    ...fixture,
    engine,
    other: { ...engine, owner: "other" },
    printed,
    counts: async (line) => (await metrics.render()).text.split("\n").includes(line),
    async reach(name, kind, address) {
      const person = await findPersonByName(context.database.read, name);
      const method = { id: context.newId(), kind, address };
      await context.database.transaction((tx) =>
        addContactMethod(tx, person?.id ?? "", method, context.clock.now()),
      );
    },
    page: () =>
      declareIncident(context, SETUP, { title: "Checkout is <down> & out", severity: "P1" }),
  };
}
