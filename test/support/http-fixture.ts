/** The whole HTTP side on a fresh database, with a playbook in force and a token for each role. */

import type { Role } from "../../src/domain/permission.ts";
import type { Person } from "../../src/domain/person.ts";
import { createHttpApp, type HttpApp } from "../../src/http/app.ts";
import type { HttpDependencies } from "../../src/http/dependencies.ts";
import { createReceiveQueue } from "../../src/operations/alert/receive-queue.ts";
import type { OperationContext } from "../../src/operations/context.ts";
import {
  acknowledgeByLink,
  lookAtLink,
} from "../../src/operations/incident/acknowledge-by-link.ts";
import { createPerson } from "../../src/operations/person/create.ts";
import { makePushLink } from "../../src/operations/person/make-push-link.ts";
import { lookAtTestPage, seeTestPage } from "../../src/operations/person/see-test-page.ts";
import { lookAtPushLink, subscribeByLink } from "../../src/operations/person/subscribe-by-link.ts";
import { createToken } from "../../src/operations/token/create.ts";
import { verifyLink } from "../../src/platform/signed-link.ts";
import { subscriptionSecret } from "../../src/platform/subscription-secret.ts";
import { START } from "./incident-fixtures.ts";
import {
  activateTestPlaybook,
  contextWithPlaybook,
  SETUP,
  type TestContext,
} from "./operation-context.ts";

export const PUBLIC_URL = "https://tocsin.example";
export const TELEGRAM_SECRET = "secret-of-the-webhook-of-telegram";
export const PAGERDUTY_SECRET = "secret-of-the-webhook-of-pagerduty";
/** Signs the addresses that providers call back. */
export const LINK_KEY = new Uint8Array(32).fill(7);
/** Any point will do where no browser looks at it. */
export const VAPID_PUBLIC_KEY =
  "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

export interface HttpFixture extends HttpApp {
  readonly context: TestContext;
  /** A token of each role, confined to no team. */
  readonly tokens: Readonly<Record<Role, string>>;
  /** Whose the responder's token is. */
  readonly responder: Person;
  /** Sends a request; an object as `body` goes as JSON. */
  send(method: string, path: string, options?: RequestOptions): Promise<Response>;
}

export interface RequestOptions {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function httpFixture(
  replace: (dependencies: HttpDependencies) => Partial<HttpDependencies> = () => ({}),
): Promise<HttpFixture> {
  const context = await contextWithPlaybook();
  const responder = await createPerson(context, SETUP, {
    name: "Rita Responder",
    role: "responder",
    teams: [],
    contactMethods: [{ kind: "email", address: "rita@example.test" }],
  });
  const dependencies = dependenciesOf(context);
  const built = createHttpApp({ ...dependencies, ...replace(dependencies) });
  return {
    ...built,
    context,
    tokens: {
      viewer: await tokenOf(context, { role: "viewer" }),
      responder: await tokenOf(context, { role: "responder", personId: responder.id }),
      manager: await tokenOf(context, { role: "manager" }),
      admin: await tokenOf(context, { role: "admin" }),
    },
    responder,
    send: async (method, path, options = {}) => built.app.request(path, requestOf(method, options)),
  };
}

/** Makes a token and gives its secret. */
export async function tokenOf(
  context: OperationContext,
  wanted: { readonly role: Role; readonly teams?: readonly string[]; readonly personId?: string },
): Promise<string> {
  const { role, teams = [], ...rest } = wanted;
  const name = [role, ...teams].join(" of ");
  return (await createToken(context, SETUP, { name, role, teams, ...rest })).secret;
}

function requestOf(method: string, { token, body, headers }: RequestOptions): RequestInit {
  const isJson = body !== undefined && typeof body !== "string";
  return {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(isJson ? { "content-type": "application/json" } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as string) }),
  };
}

function dependenciesOf(context: OperationContext): HttpDependencies {
  const queue = createReceiveQueue(context);
  return {
    context,
    settings: {
      publicUrl: PUBLIC_URL,
      trustedProxyHops: 0,
      version: "0.0.0-test",
      startedAt: START,
    },
    ingest: {
      async ingest({ integration, source, ...request }) {
        const { mapping } = integration;
        const given = {
          ...request,
          receivedAt: context.clock.now(),
          ...(mapping === undefined ? {} : { mapping }),
        };
        const parsed = source.parse(given, context.newId);
        await queue.receive({ integration, ...request, ...parsed });
        return parsed;
      },
    },
    send: async () => {
      throw new Error("nobody expected a message");
    },
    // Links are signed where the application is wired; here the token is the link's id.
    acknowledgeLinks: {
      look: (token) => lookAtLink(context, token),
      acknowledge: (token) => acknowledgeByLink(context, token),
    },
    testLinks: {
      look: (token) => lookAtTestPage(context, token),
      see: (token) => seeTestPage(context, token, "link"),
    },
    callbacks: {
      telegramSecret: TELEGRAM_SECRET,
      pagerdutySecrets: [PAGERDUTY_SECRET],
      notificationOf(token) {
        const link = verifyLink(token, LINK_KEY, context.clock.now());
        return link.kind === "valid" ? link.id : undefined;
      },
    },
    push: {
      publicKey: VAPID_PUBLIC_KEY,
      async makeLink(principal, personId) {
        const { id, person, expiresAt } = await makePushLink(context, principal, { personId });
        return { url: `${PUBLIC_URL}/push/${id}`, person: person.name, expiresAt };
      },
      look: (token) => lookAtPushLink(context, token),
      async subscribe(token, address) {
        const done = await subscribeByLink(context, token, address);
        return done.kind === "done" ? { kind: "done", test: { sent: true } } : done;
      },
      file: (name) => new TextEncoder().encode(`the file ${name}`),
    },
    subscriptionSecret: (id) => subscriptionSecret(id, LINK_KEY),
    playbooks: {
      activate: (principal) => activateTestPlaybook(context, principal),
    },
    health: {
      engine: () => ({ lastPassAt: context.clock.now() }),
      probeStore: async () => {},
      checks: async () => [],
    },
    metrics: { render: async () => "tocsin_up 1\n", reported: () => {} },
  };
}
