import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writePushAddress } from "../../src/integrations/push-address.ts";
import { FakePushService } from "../../test/support/fake-push-service.ts";
import { makeTestCertificate } from "../../test/support/test-certificate.ts";
import { addressPart, type StartVendor } from "./vendor.ts";

/** A push service, and a browser for everybody. */
export const startWebPush: StartVendor = async (inbox, port) => {
  const certificate = makeTestCertificate(["localhost"]);
  const folder = mkdtempSync(join(tmpdir(), "tocsin-inbox-"));
  const authority = join(folder, "push-service.pem");
  writeFileSync(authority, certificate.cert);
  const people = new Map<string, string>();
  const service = await FakePushService.start({
    certificate,
    port,
    takeOthers({ browser, payload, urgency, ttlSeconds }) {
      inbox.take({
        channel: `web push (urgency ${urgency}, kept for ${ttlSeconds} s)`,
        to: people.get(browser.path) ?? browser.path,
        title: String(payload["title"]),
        text: String(payload["body"]),
        links: {
          [String(payload["acknowledgeLabel"])]: String(payload["acknowledgeUrl"]),
          Open: String(payload["url"]),
        },
      });
    },
  });
  return {
    env: { NODE_EXTRA_CA_CERTS: authority },
    contact(person) {
      const { endpoint, p256dh, auth, path } = service.subscribe(addressPart(person));
      people.set(path, person);
      const address = { endpoint, p256dh, auth, device: "The inbox" };
      return { kind: "web-push", address: writePushAddress(address) };
    },
    async close() {
      await service.close().catch((error) => console.error(String(error)));
      rmSync(folder, { recursive: true });
    },
  };
};
