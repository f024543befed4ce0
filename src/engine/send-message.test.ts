import { describe, expect, it } from "vitest";
import { sampleMessage } from "../../test/support/sample-message.ts";
import type { Channel } from "../integrations/channel.ts";
import { CHANNELS } from "../integrations/registry.ts";
import { createSend, type Transports } from "./send-message.ts";

const SETTINGS = { mailFrom: "tocsin@example.test", webhookSecrets: [] };
const unused = (): never => {
  throw new Error("nobody expected this");
};
const UNUSED: Transports = {
  http: unused,
  mail: unused,
  webPush: unused,
  console: unused,
};
const ADDRESS = "ann@example.test";

function sending(email: Partial<Channel>, transports: Partial<Transports> = {}) {
  const channels = { ...CHANNELS, email: { ...CHANNELS.email, ...email } };
  const send = createSend(channels, SETTINGS, { ...UNUSED, ...transports });
  return send("email", ADDRESS, sampleMessage());
}

describe("sending a message", () => {
  it("gives the channel the transport's answer to interpret", async () => {
    const mail: Transports["mail"] = async () => ({
      kind: "answered",
      status: 250,
      headers: {},
      body: "queued",
    });
    expect(await sending({}, { mail })).toMatchObject({ kind: "delivered" });
  });

  it("refuses an address that the channel does not take, without sending", async () => {
    const outcome = await sending({ checkAddress: () => "it is no address" });
    expect(outcome).toEqual({
      kind: "rejected",
      reason: "address-refused",
      detail: "it is no address",
    });
  });

  it("gives up at once what the channel cannot write", async () => {
    const outcome = await sending({ render: () => unused() });
    expect(outcome).toMatchObject({ kind: "rejected", reason: "payload-refused" });
  });

  it("tries again when the transport itself is broken", async () => {
    expect(await sending({})).toMatchObject({ kind: "retry", reason: "unreachable" });
  });
});
