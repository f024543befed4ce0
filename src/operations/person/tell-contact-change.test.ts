import { describe, expect, it } from "vitest";
import { engineOn } from "../../../test/support/engine-fixture.ts";
import { freshContext, SETUP } from "../../../test/support/operation-context.ts";
import type { DeliveryOutcome } from "../../domain/notification.ts";
import { loadPerson, savePerson } from "../../store/people.ts";
import { addContactMethod } from "./add-contact-method.ts";
import { createPerson } from "./create.ts";
import { removeContactMethod } from "./remove-contact-method.ts";

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
  const { send, sent } = engineOn(context, answer);
  return {
    context,
    told: () => sent.map(({ address, message }) => [address, message.notice?.headline]),
    sent,
    add: () =>
      addContactMethod(context, SETUP, {
        personId: ann.id,
        kind: "ntfy",
        address: "https://ntfy.test/new",
        send,
      }),
    remove: () =>
      removeContactMethod(context, SETUP, {
        personId: ann.id,
        methodId: ann.contactMethods[1]?.id ?? "",
        send,
      }),
    addresses: async () =>
      (await loadPerson(context.database.read, ann.id))?.contactMethods.map((one) => one.address),
  };
}

describe("a change of contact methods", () => {
  it("is told of an addition over those that were verified, once, with what to do", async () => {
    const { add, told, sent } = await lab();
    await add();
    expect(told()).toEqual([["proved@example.test", "Tocsin: a contact method was added (ntfy)"]]);
    expect(sent[0]?.message.notice?.text).toContain("Ann, setup has added a contact method");
    expect(sent[0]?.message.notice?.text).toContain("If not, tell an administrator now");
    expect(sent[0]?.message.acknowledgeUrl).toBeUndefined();
  });

  it("is told of a removal over the one that went and those that are left", async () => {
    const { remove, told } = await lab();
    await remove();
    const headline = "Tocsin: a contact method was removed (email)";
    expect(told()).toEqual([
      ["proved@example.test", headline],
      ["old@example.test", headline],
    ]);
  });

  it("stands although it could not be told, and is tried no more", async () => {
    const { context, remove, sent, addresses } = await lab(() => {
      throw new Error("broken");
    });
    await remove();
    expect(sent).toHaveLength(2);
    expect(await addresses()).toEqual(["old@example.test"]);
    expect(context.logLines.join("")).toContain("could not be told");
    expect(context.logLines.join("")).not.toContain("example.test");
  });

  it("that is refused is told to nobody", async () => {
    const { add, sent } = await lab();
    await add();
    await expect(add()).rejects.toMatchObject({ code: "conflict" });
    expect(sent).toHaveLength(1);
  });
});
