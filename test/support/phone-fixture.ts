/** The real engine and HTTP side with providers of SMS and calls: everything but the providers is ours. */

import { onTestFinished } from "vitest";
import type { ContactMethodKind } from "../../src/domain/playbook.ts";
import type { EngineContext } from "../../src/engine/engine-context.ts";
import { createSend } from "../../src/engine/send-message.ts";
import type { PhoneSettings } from "../../src/integrations/channel.ts";
import { CHANNELS } from "../../src/integrations/registry.ts";
import { addContactMethod } from "../../src/operations/person/add-contact-method.ts";
import { createAddressPolicy } from "../../src/platform/address-policy.ts";
import { createHttpClient } from "../../src/platform/http-client.ts";
import { findPersonByName } from "../../src/store/people.ts";
import { UNOBSERVED } from "./engine-fixture.ts";
import { FakePhoneGateway } from "./fake-phone-gateway.ts";
import { FakeTwilio, type PostForm } from "./fake-twilio.ts";
import { type HttpFixture, httpFixture, PUBLIC_URL } from "./http-fixture.ts";
import { START } from "./incident-fixtures.ts";
import { SETUP } from "./operation-context.ts";
import { patientSend } from "./vendor-server.ts";

const LOOPBACK = [{ address: "127.0.0.0", prefix: 8, family: "ipv4" }] as const;

export interface PhoneFixture extends HttpFixture {
  readonly twilio: FakeTwilio;
  /** Heeded only where it is set up. */
  readonly gateway: FakePhoneGateway;
  readonly engine: EngineContext;
  /** Addresses that mail was sent to, in order. */
  readonly mails: string[];
  /** Adds ways to reach somebody of the playbook, in this order. */
  reach(name: string, ...methods: readonly (readonly [ContactMethodKind, string])[]): Promise<void>;
}

/** @param providers those that are set up */
export async function phoneFixture(
  ...providers: readonly ("twilio" | "gateway")[]
): Promise<PhoneFixture> {
  let now = (): number => START;
  const twilio = await FakeTwilio.start(PUBLIC_URL);
  const gateway = await FakePhoneGateway.start(PUBLIC_URL, () => now());
  const phone: PhoneSettings = {
    callbackUrl: `${PUBLIC_URL}/callback`,
    ...(providers.includes("twilio") ? { twilio: twilio.settings } : {}),
    ...(providers.includes("gateway") ? { gateway: gateway.settings } : {}),
  };
  const fixture = await httpFixture(() => ({ phone }));
  const { context, app } = fixture;
  now = () => context.clock.now();
  const post: PostForm = async (path, form) => app.request(path, { method: "POST", ...form });
  twilio.bringTo(post);
  gateway.bringTo(post);
  const client = createHttpClient({
    policy: createAddressPolicy(LOOPBACK),
    userAgent: "Tocsin/test",
  });
  onTestFinished(() => client.close());
  const mails: string[] = [];
  const settings = { mailFrom: "tocsin@example.test", webhookSecrets: [], phone };
  const engine: EngineContext = {
    ...context,
    owner: "test",
    send: createSend(CHANNELS, settings, {
      http: patientSend(client),
      mail: async ({ to }) => {
        mails.push(to);
        return { kind: "answered", status: 250, headers: {}, body: "" };
      },
      webPush: () => Promise.reject(new Error("no web push is expected")),
      console: () => {
        throw new Error("nobody is told on the console");
      },
    }),
    takeBack: () => Promise.reject(new Error("nothing is to be taken back")),
    fetchCalendar: () => Promise.reject(new Error("no calendar is expected")),
    tell: () => Promise.reject(new Error("nobody has subscribed")),
    callbackUrl: (channel, { id }) => `${PUBLIC_URL}/callback/${channel}/${id}`,
    incidentUrl: (number) => `${PUBLIC_URL}/incidents/${number}`,
    testPageUrl: ({ id }) => `${PUBLIC_URL}/t/${id}`,
    acknowledgeUrl: ({ id }) => `${PUBLIC_URL}/a/${id}`,
    observe: {
      ...UNOBSERVED,
      fault: (what) => {
        throw new Error(`a fault: ${what}`);
      },
    },
  };
  return {
    ...fixture,
    twilio,
    gateway,
    engine,
    mails,
    async reach(name, ...methods) {
      const person = await findPersonByName(context.database.read, name);
      for (const [kind, address] of methods) {
        await addContactMethod(context, SETUP, {
          personId: person?.id ?? "",
          kind,
          address,
        });
      }
    },
  };
}
