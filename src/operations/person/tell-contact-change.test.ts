import { describe, expect, it } from "vitest";
import { engineOn, workOff } from "../../../test/support/engine-fixture.ts";
import { freshContext, SETUP } from "../../../test/support/operation-context.ts";
import { MS } from "../../domain/duration.ts";
import type { DeliveryOutcome } from "../../domain/notification.ts";
import { loadPerson, savePerson } from "../../store/people.ts";
import { addContactMethod } from "./add-contact-method.ts";
import { createPerson } from "./create.ts";
import { forgetContactMethod } from "./forget-contact-method.ts";
import { makePushLink } from "./make-push-link.ts";
import { removeContactMethod } from "./remove-contact-method.ts";
import { setNotificationRules } from "./set-rules.ts";
import { subscribeByLink } from "./subscribe-by-link.ts";

/** Ann with two addresses, one of them verified; no playbook is in force. */
async function lab(answer: () => DeliveryOutcome = () => ({ kind: "delivered" })) {
  const context = await freshContext();
  const contactMethods = ["old", "proved"].map((name) => ({
    kind: "email" as const,
    address: `${name}@example.test`,
  }));
  const stated = { name: "Ann", role: "responder", teams: [], contactMethods } as const;
  const ann = await createPerson(context, SETUP, stated);
  const proved = ann.contactMethods.map((method, index) =>
    index === 1 ? { ...method, verifiedAt: 1 } : method,
  );
  const before = { ...ann, contactMethods: proved };
  await context.database.transaction((tx) => savePerson(tx, before, 1));
  const engine = engineOn(context, answer);
  const { sent } = engine;
  const provedId = ann.contactMethods[1]?.id ?? "";
  return {
    context,
    engine,
    ann,
    provedId,
    sent,
    told: async () => {
      await workOff(engine);
      return sent.map(({ address, message }) => [address, message.notice?.headline]);
    },
    add: () =>
      addContactMethod(context, SETUP, {
        personId: ann.id,
        kind: "ntfy",
        address: "https://ntfy.test/new",
      }),
    remove: () => removeContactMethod(context, SETUP, { personId: ann.id, methodId: provedId }),
    addresses: async () =>
      (await loadPerson(context.database.read, ann.id))?.contactMethods.map((one) => one.address),
  };
}

describe("a change of contact methods", () => {
  it("is told of an addition over those that were verified, once, with what to do", async () => {
    const { add, told, sent } = await lab();
    await add();
    expect(sent).toEqual([]);
    expect(await told()).toEqual([
      ["proved@example.test", "Tocsin: a contact method was added (ntfy)"],
    ]);
    expect(sent[0]?.message.notice?.text).toContain("Ann, setup has added a contact method");
    expect(sent[0]?.message.notice?.text).toContain("If not, tell an administrator now");
    expect(sent[0]?.message.acknowledgeUrl).toBeUndefined();
  });

  it("is told of a removal over the one that went and those that are left", async () => {
    const { remove, told } = await lab();
    await remove();
    const headline = "Tocsin: a contact method was removed (email)";
    expect(await told()).toEqual([
      ["proved@example.test", headline],
      ["old@example.test", headline],
    ]);
  });

  it("is told of a browser that subscribed with a link", async () => {
    const { context, ann, told, sent } = await lab();
    const { id } = await makePushLink(context, SETUP, { personId: ann.id });
    await subscribeByLink(context, id, "browser");
    expect(await told()).toEqual([
      ["proved@example.test", "Tocsin: a contact method was added (web-push)"],
    ]);
    expect(sent[0]?.message.notice?.text).toContain("somebody who has a push link");
  });

  it("is told of one that will never work again over the others, and not over itself", async () => {
    const { context, ann, provedId, told, sent } = await lab();
    const gone = { personId: ann.id, contactMethodId: provedId, because: "HTTP 410" };
    for (const isThere of [true, false]) {
      const forgotten = context.database.transaction((tx) =>
        forgetContactMethod(context, tx, gone),
      );
      expect(await forgotten).toBe(isThere);
    }
    expect(await told()).toEqual([
      ["old@example.test", "Tocsin: a contact method is gone (email)"],
    ]);
    expect(sent[0]?.message.notice?.text).toContain("HTTP 410");
  });

  it("is told in quiet hours too", async () => {
    const { context, ann, remove, told } = await lab();
    const quietHours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "12:00" }];
    await setNotificationRules(context, SETUP, { personId: ann.id, rules: { quietHours } });
    await remove();
    expect(await told()).toHaveLength(2);
  });

  it("stands although it could not be told, and is tried three times", async () => {
    const { context, engine, remove, sent, addresses } = await lab(() => {
      throw new Error("broken");
    });
    await remove();
    for (let minute = 0; minute < 30; minute += 1) {
      await workOff(engine);
      await context.clock.advance(MS.minute);
    }
    const [first = "", second = ""] = ["proved@example.test", "old@example.test"];
    expect(sent.map(({ address }) => address).sort()).toEqual(
      [first, first, first, second, second, second].sort(),
    );
    expect(await addresses()).toEqual(["old@example.test"]);
    expect(context.logLines.join("")).toContain("a notice could not be sent");
    expect(context.logLines.join("")).not.toContain("example.test");
  });

  it("is tried once where the address is refused", async () => {
    const { context, engine, add, sent } = await lab(() => ({
      kind: "rejected",
      reason: "address-refused",
    }));
    await add();
    for (let minute = 0; minute < 30; minute += 1) {
      await workOff(engine);
      await context.clock.advance(MS.minute);
    }
    expect(sent).toHaveLength(1);
  });

  it("that is refused is told to nobody", async () => {
    const { add, told } = await lab();
    await add();
    await expect(add()).rejects.toMatchObject({ code: "conflict" });
    expect(await told()).toHaveLength(1);
  });
});
