import { describe, expect, it } from "vitest";
import { engineOn, type Sent } from "../../../test/support/engine-fixture.ts";
import { freshContext, principalOf, SETUP } from "../../../test/support/operation-context.ts";
import { MS } from "../../domain/duration.ts";
import type { DeliveryOutcome } from "../../domain/notification.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Person } from "../../domain/person.ts";
import { loadPerson } from "../../store/people.ts";
import { confirmVerification } from "./confirm-verification.ts";
import { createPerson } from "./create.ts";
import { removeContactMethod } from "./remove-contact-method.ts";
import { sendVerification } from "./send-verification.ts";

const DELIVERED: DeliveryOutcome = { kind: "delivered" };

async function lab(answer: DeliveryOutcome = DELIVERED) {
  const context = await freshContext();
  const ann = await createPerson(context, SETUP, {
    name: "Ann",
    timeZone: "Europe/Berlin",
    role: "responder",
    teams: [],
    contactMethods: [
      { kind: "email", address: "ann@example.test" },
      { kind: "ntfy", address: "https://ntfy.test/ann" },
    ],
  });
  const { sent, send } = engineOn(context, () => answer);
  const own: Principal = { ...principalOf("responder"), personId: ann.id };
  const idOf = (index: number): string => ann.contactMethods[index]?.id ?? "";
  return {
    context,
    ann,
    own,
    sent,
    ask: (index = 0, by = own) =>
      sendVerification(context, by, { personId: ann.id, methodId: idOf(index), send }),
    give: (code: string, index = 0, by = own) =>
      confirmVerification(context, by, { personId: ann.id, methodId: idOf(index), code }),
    remove: (index: number) =>
      removeContactMethod(context, SETUP, { personId: ann.id, methodId: idOf(index) }),
    verified: async () => verifiedOf(await loadPerson(context.database.read, ann.id)),
  };
}

function verifiedOf(person: Person | undefined): (number | undefined)[] {
  return person?.contactMethods.map(({ verifiedAt }) => verifiedAt) ?? [];
}

function codeOf(sent: readonly Sent[]): string {
  const [code] = /\d{6}/.exec(sent.at(-1)?.message.notice?.headline ?? "") ?? [];
  if (code === undefined) throw new Error("no code was sent");
  return code;
}

function wrong(code: string): string {
  return code === "000000" ? "000001" : "000000";
}

const REFUSED = "This code is not accepted.";

describe("verifying a contact method", () => {
  it("sends a code over that very method, and takes it back", async () => {
    const { context, sent, ask, give, verified } = await lab();
    const { expiresAt, outcome } = await ask();
    expect(expiresAt).toBe(context.clock.now() + 15 * MS.minute);
    expect(outcome).toEqual({ kind: "delivered" });
    expect(sent).toMatchObject([
      { channel: "email", address: "ann@example.test", message: { timeZone: "Europe/Berlin" } },
    ]);
    await context.clock.advance(MS.minute);
    await give(codeOf(sent));
    expect(await verified()).toEqual([context.clock.now(), undefined]);
    await expect(ask()).rejects.toMatchObject({ code: "conflict" });
    // Said twice it stays so, and there is nothing left to guess.
    await give("999999");
    expect(await verified()).toEqual([context.clock.now(), undefined]);
  });

  it("does not take a code for another method", async () => {
    const { context, sent, ask, give, verified } = await lab();
    await ask(0);
    const first = codeOf(sent);
    await expect(give(first, 1)).rejects.toThrow(`${REFUSED} Have a new one sent.`);
    await ask(1);
    if (codeOf(sent) !== first)
      await expect(give(first, 1)).rejects.toThrow("it can be tried 4 times more");
    expect(await verified()).toEqual([undefined, undefined]);
    await context.clock.advance(1);
    await give(first, 0);
  });

  it("does not take it after 15 minutes", async () => {
    const { context, sent, ask, give, verified } = await lab();
    await ask();
    await context.clock.advance(15 * MS.minute);
    await expect(give(codeOf(sent))).rejects.toThrow(`${REFUSED} Have a new one sent.`);
    expect(await verified()).toEqual([undefined, undefined]);
  });

  it("does not take it after five wrong tries, which are counted although they are refused", async () => {
    const { sent, ask, give, verified } = await lab();
    await ask();
    const code = codeOf(sent);
    for (const next of ["4 times more", "3 times", "2 times", "once more", "a new one sent"]) {
      await expect(give(wrong(code))).rejects.toThrow(next);
    }
    await expect(give(code)).rejects.toThrow(`${REFUSED} Have a new one sent.`);
    expect(await verified()).toEqual([undefined, undefined]);
  });

  it("takes the newest code only, and sends one a minute", async () => {
    const { context, sent, ask, give, verified } = await lab();
    await ask();
    const first = codeOf(sent);
    await expect(ask()).rejects.toMatchObject({
      code: "too-many-requests",
      details: { retryAfterSeconds: 60 },
    });
    await context.clock.advance(MS.minute);
    await ask();
    const second = codeOf(sent);
    if (first !== second) await expect(give(first)).rejects.toThrow(REFUSED);
    await give(second);
    expect((await verified())[0]).toBe(context.clock.now());
  });

  it("is for the person and for administrators", async () => {
    const { ask, give, sent } = await lab();
    const other: Principal = { ...principalOf("responder"), personId: "somebody" };
    await expect(ask(0, other)).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask(0, principalOf("manager"))).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask(0, principalOf("admin", "other"))).rejects.toMatchObject({
      code: "forbidden",
    });
    await ask(0, principalOf("admin"));
    await give(codeOf(sent), 0, principalOf("admin"));
  });

  it("tells whoever asked why nothing went out, in words from the closed list", async () => {
    const detail = "250 you said: Tocsin code 123456";
    const { ask } = await lab({ kind: "rejected", reason: "address-refused", detail });
    expect((await ask()).outcome).toEqual({ kind: "rejected", reason: "address-refused" });
  });

  it("leaves the code in the message alone", async () => {
    const { context, sent, ask, give, remove } = await lab();
    await ask();
    const code = codeOf(sent);
    await expect(give(wrong(code))).rejects.toThrow(REFUSED);
    const { read } = context.database;
    const stored = await read.selectFrom("contact_verification").selectAll().execute();
    const audit = await read.selectFrom("audit_entry").select(["action", "detail"]).execute();
    expect(stored).toHaveLength(1);
    expect(audit.map(({ action }) => action)).toEqual([
      "person.create",
      "contact-method.send-code",
      "contact-method.refuse-code",
    ]);
    // Ids and instants are long enough to hold any six digits by chance.
    const hashes = stored.map(({ code_hash: hash }) => hash);
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{32}\.[0-9a-f]{64}$/);
    for (const { detail } of audit) expect(JSON.parse(detail)).not.toHaveProperty("code");
    expect(context.logLines).toEqual([]);
    await remove(0);
    expect(await read.selectFrom("contact_verification").selectAll().execute()).toEqual([]);
  });
});
