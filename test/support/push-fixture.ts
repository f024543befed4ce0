/** A whole Tocsin that sends web push to a push service of ours, with somebody who has subscribed. */

import { onTestFinished } from "vitest";
import type { PersonListJson } from "../../src/contract/person.ts";
import type { PushLinkJson } from "../../src/contract/push.ts";
import { createAddressPolicy } from "../../src/platform/address-policy.ts";
import { parseCidr } from "../../src/platform/cidr.ts";
import { createHttpClient } from "../../src/platform/http-client.ts";
import { type FakeBrowser, FakePushService } from "./fake-push-service.ts";
import { makeTestCertificate } from "./test-certificate.ts";
import { startTocsin, type TestTocsin } from "./tocsin.ts";
import { patientSend } from "./vendor-server.ts";

export const PUSH_PUBLIC_URL = "https://tocsin.example";
const ANDROID = "Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0.0.0 Mobile Safari/537.36";

export interface PushFixture {
  readonly tocsin: TestTocsin;
  readonly service: FakePushService;
  /** The path of a new link for a person. */
  link(person: string): Promise<string>;
  /** Opens a link's page and presses its button, in a browser. */
  press(path: string, browser: FakeBrowser): Promise<Response>;
  people(): Promise<PersonListJson["people"]>;
  /** Tells the push service with which key the browser subscribed. */
  knowPublicKey(key: string): void;
}

/** @param publicUrl `own`: where it listens, which a browser on this machine can open */
export async function pushFixture({ publicUrl = PUSH_PUBLIC_URL } = {}): Promise<PushFixture> {
  const certificate = makeTestCertificate(["localhost"]);
  const loopback = ["127.0.0.0/8", "::1/128"].map(parseCidr);
  const client = createHttpClient({
    policy: createAddressPolicy(loopback.filter((cidr) => cidr !== undefined)),
    userAgent: "Tocsin/test",
    ca: certificate.cert,
  });
  let publicKey = "";
  const service = await FakePushService.start({ certificate, publicKey: () => publicKey });
  onTestFinished(() => service.close());
  const tocsin = await startTocsin({
    ...(publicUrl === "own" ? {} : { publicUrl }),
    http: patientSend(client),
  });
  const people = async () =>
    ((await (await tocsin.request("/api/v1/people")).json()) as PersonListJson).people;
  return {
    tocsin,
    service,
    people,
    knowPublicKey(key) {
      publicKey = key;
    },
    async link(name) {
      const person = (await people()).find((one) => one.name === name);
      const path = `/api/v1/people/${person?.id}/push-link`;
      const made = await tocsin.request(path, { method: "POST" });
      if (made.status !== 201) throw new Error(`no link: ${await made.text()}`);
      return new URL(((await made.json()) as PushLinkJson).url).pathname;
    },
    async press(path, { endpoint, p256dh, auth }) {
      const page = await (await fetch(tocsin.url + path)).text();
      publicKey = /data-key="([\w-]+)"/u.exec(page)?.[1] ?? publicKey;
      return fetch(tocsin.url + path, {
        method: "POST",
        headers: { "content-type": "application/json", "user-agent": ANDROID },
        body: JSON.stringify({ endpoint, p256dh, auth }),
      });
    },
  };
}
