/** Web push, joined: the installation's keys, the way out, and what the page that subscribes asks for. */

import { readFileSync } from "node:fs";
import type { Transports } from "./engine/send-message.ts";
import type { HttpSettings } from "./http/dependencies.ts";
import type { PushPort, PushSubscribed, TestPush } from "./http/push-port.ts";
import { testPush, webPush } from "./integrations/web-push.ts";
import type { OperationContext } from "./operations/context.ts";
import { forgetContactMethod } from "./operations/person/forget-contact-method.ts";
import { makePushLink } from "./operations/person/make-push-link.ts";
import { lookAtPushLink, subscribeByLink } from "./operations/person/subscribe-by-link.ts";
import type { HttpRequest, HttpResponse } from "./platform/http-client.ts";
import { signLink, verifyLink } from "./platform/signed-link.ts";
import {
  makeVapidKeys,
  sealPush,
  type VapidKeys,
  vapidSubject,
} from "./platform/web-push-sealer.ts";
import { fromRoot } from "./program.ts";
import type { Database } from "./store/database.ts";
import { ensureSetting } from "./store/settings.ts";

/** The keys that browsers know us by: made once, kept in the store, the same for all replicas. */
export async function vapidKeysOf(database: Database): Promise<VapidKeys> {
  const fresh = JSON.stringify(makeVapidKeys());
  const kept = await database.transaction((tx) => ensureSetting(tx, "vapid-keys", fresh));
  return JSON.parse(kept) as VapidKeys;
}

/** Seals each message and sends it over HTTP. */
export function webPushTransport(
  keys: VapidKeys,
  settings: { readonly publicUrl: string; readonly mailFrom: string },
  http: (request: HttpRequest) => Promise<HttpResponse>,
): Transports["webPush"] {
  const subject = vapidSubject(settings);
  if (subject === undefined) {
    const detail = "web push needs an https TOCSIN_PUBLIC_URL, or TOCSIN_MAIL_FROM";
    return async () => ({ kind: "not-configured", detail });
  }
  return (message) => http(sealPush(message, { ...keys, subject }));
}

interface PushParts {
  readonly context: OperationContext;
  readonly settings: Pick<HttpSettings, "publicUrl">;
  readonly linkKey: Uint8Array;
  readonly publicKey: string;
  readonly transport: Transports["webPush"];
}

/** What HTTP asks: only tokens that this installation signed reach the store. */
export function pushPort(parts: PushParts): PushPort {
  const { context, settings, linkKey, publicKey } = parts;
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    publicKey,
    async makeLink(principal, personId) {
      const { id, person, expiresAt } = await makePushLink(context, principal, { personId });
      const url = `${settings.publicUrl}/push/${signLink({ id, expiresAt }, linkKey)}`;
      return { url, person: person.name, expiresAt };
    },
    async look(token) {
      const link = verifyLink(token, linkKey, context.clock.now());
      // An expired one is still looked at: whoever opens it from the Home Screen has used it long ago.
      return link.kind === "invalid" ? { kind: "not-valid" } : lookAtPushLink(context, link.id);
    },
    async subscribe(token, address) {
      const link = verifyLink(token, linkKey, context.clock.now());
      if (link.kind === "invalid") return { kind: "not-valid" };
      return subscribe(parts, link.id, address);
    },
    file(name) {
      const known = files.get(name) ?? new Uint8Array(readFileSync(fromRoot(`src/web/${name}`)));
      files.set(name, known);
      return known;
    },
  };
}

/** Commits, then sends the test; a browser that its push service does not know is forgotten again. */
async function subscribe(
  { context, transport }: PushParts,
  linkId: string,
  address: string,
): Promise<PushSubscribed> {
  const done = await subscribeByLink(context, linkId, address);
  if (done.kind !== "done") return done;
  const { person, contactMethodId } = done;
  const test = await sendTest(transport, address, person.name);
  if (!test.sent && test.isGone) {
    const gone = { personId: person.id, contactMethodId, because: test.problem };
    await context.database.transaction((tx) => forgetContactMethod(context, tx, gone));
  }
  return { kind: "done", test };
}

async function sendTest(
  transport: Transports["webPush"],
  address: string,
  person: string,
): Promise<TestPush> {
  const outcome = webPush.interpret(await transport(testPush(address, person)));
  if (outcome.kind === "delivered") return { sent: true };
  const { reason, detail } = outcome;
  const problem = detail === undefined ? reason : `${reason}: ${detail}`;
  return {
    sent: false,
    problem,
    isGone: outcome.kind === "rejected" && outcome.addressIsGone === true,
  };
}
