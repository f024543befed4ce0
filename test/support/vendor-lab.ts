/** The whole of Tocsin with real channels, against fakes of their vendors on the test's clock. */

import { onTestFinished } from "vitest";
import type { Incident } from "../../src/domain/incident.ts";
import type { ContactMethodKind } from "../../src/domain/playbook.ts";
import type { EngineContext } from "../../src/engine/engine-context.ts";
import {
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
import { signLink } from "../../src/platform/signed-link.ts";
import { subscriptionSecret } from "../../src/platform/subscription-secret.ts";
import { addContactMethod, findPersonByName } from "../../src/store/people.ts";
import { engineOn } from "./engine-fixture.ts";
import { type HttpFixture, httpFixture, LINK_KEY, PUBLIC_URL } from "./http-fixture.ts";
import { SETUP } from "./operation-context.ts";
import { HANGS } from "./vendor-server.ts";

export interface VendorLab extends HttpFixture {
  readonly engine: EngineContext;
  /** Another process on the same database. */
  readonly other: EngineContext;
  /** Gives somebody of the playbook a way to be reached. */
  reach(name: string, kind: ContactMethodKind, address: string): Promise<void>;
  /** Opens an incident that pages Ann, then Ben, then Cleo. */
  page(): Promise<Incident>;
}

export async function vendorLab(
  settings: Partial<ChannelSettings>,
  subscribers: SubscriberSettings = {},
): Promise<VendorLab> {
  const fixture = await httpFixture();
  const { context } = fixture;
  const client = createHttpClient({
    policy: createAddressPolicy([{ address: "127.0.0.0", prefix: 8, family: "ipv4" }]),
    userAgent: "Tocsin/test",
  });
  onTestFinished(() => client.close());
  const transports: Transports = {
    async http(request) {
      const response = await client.send(request);
      return response.kind === "answered" && HANGS in response.headers
        ? { kind: "timeout" }
        : response;
    },
    mail: () => Promise.reject(new Error("no mail is expected")),
    webPush: () => Promise.reject(new Error("no web push is expected")),
    console: () => {
      throw new Error("nothing is expected on the console");
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
    incidentUrl: (number) => `${PUBLIC_URL}/incidents/${number}`,
    acknowledgeUrl: (link) => `${PUBLIC_URL}/a/${signLink(link, LINK_KEY)}`,
    callbackUrl: (channel, link) => `${PUBLIC_URL}/callback/${channel}/${signLink(link, LINK_KEY)}`,
  };
  return {
    ...fixture,
    engine,
    other: { ...engine, owner: "other" },
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
