import { describe, expect, it } from "vitest";
import {
  activateTestPlaybook,
  contextWithPlaybook,
  principalOf,
  SETUP,
} from "../../../test/support/operation-context.ts";
import { findPersonByName } from "../../store/people.ts";
import { setNotificationRules } from "./set-rules.ts";

const MINUTE_MS = 60_000;

describe("notification rules", () => {
  it("are imported once, and are the person's own from then on", async () => {
    const stated = (after: string) => ({
      people: [
        { name: "Ann", contact: [], rules: { important: [{ via: "email", after } as const] } },
      ],
    });
    const context = await contextWithPlaybook(stated("PT2M"));
    const ann = async () => findPersonByName(context.database.read, "Ann");
    const before = await ann();
    expect(before?.notificationRules).toEqual({
      important: [{ via: "email", afterMs: 2 * MINUTE_MS }],
      default: [],
    });
    const own = { ...principalOf("responder"), personId: before?.id ?? "" };
    const quiet = { default: [{ via: "email", afterMs: 0 }] } as const;
    await setNotificationRules(context, own, { personId: own.personId, rules: quiet });
    await activateTestPlaybook(context, SETUP, stated("PT9M"));
    expect((await ann())?.notificationRules).toEqual({
      important: [{ via: "email", afterMs: 2 * MINUTE_MS }],
      ...quiet,
    });
    const nights = { quietHours: [{ days: [1], from: "22:00", to: "07:00" }] };
    await setNotificationRules(context, own, { personId: own.personId, rules: nights });
    expect((await ann())?.notificationRules).toMatchObject({ ...quiet, ...nights });
    const other = { ...principalOf("manager"), personId: "somebody" };
    const asked = setNotificationRules(context, other, { personId: own.personId, rules: {} });
    await expect(asked).rejects.toMatchObject({ code: "forbidden" });
  });

  it("refuse quiet hours that never end", async () => {
    const context = await contextWithPlaybook();
    const ann = await findPersonByName(context.database.read, "Ann");
    const always = [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "00:00" }];
    const input = { personId: ann?.id ?? "", rules: { quietHours: always } };
    await expect(setNotificationRules(context, SETUP, input)).rejects.toMatchObject({
      code: "invalid-input",
      message: "These quiet hours go on for longer than 3 days at a time.",
    });
    expect(
      (await findPersonByName(context.database.read, "Ann"))?.notificationRules,
    ).toBeUndefined();
  });
});
