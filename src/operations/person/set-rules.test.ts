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
    const other = { ...principalOf("manager"), personId: "somebody" };
    const asked = setNotificationRules(context, other, { personId: own.personId, rules: {} });
    await expect(asked).rejects.toMatchObject({ code: "forbidden" });
  });
});
