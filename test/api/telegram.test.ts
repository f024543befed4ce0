import { beforeEach, describe, expect, it } from "vitest";
import { MS } from "../../src/domain/duration.ts";
import type { Incident } from "../../src/domain/incident.ts";
import { deliverDue } from "../../src/engine/deliver.ts";
import { runDue } from "../../src/engine/run-due.ts";
import { acknowledgeIncident } from "../../src/operations/incident/acknowledge.ts";
import { resolveIncident } from "../../src/operations/incident/resolve.ts";
import { incidentTimeline } from "../../src/operations/incident/timeline.ts";
import { listAudit } from "../../src/store/audit.ts";
import { listNotifications } from "../../src/store/notifications.ts";
import { findPersonByName, removeContactMethod } from "../../src/store/people.ts";
import { workOff } from "../support/engine-fixture.ts";
import {
  FakeTelegram,
  type PostUpdate,
  TELEGRAM_TOKEN,
  tooManyRequests,
} from "../support/fake-telegram.ts";
import { TELEGRAM_SECRET } from "../support/http-fixture.ts";
import { SETUP } from "../support/operation-context.ts";
import { type VendorLab, vendorLab } from "../support/vendor-lab.ts";

const ANN = "101";
const BEN = "202";

let telegram: FakeTelegram;
let lab: VendorLab;

beforeEach(async () => {
  telegram = await FakeTelegram.start();
  lab = await vendorLab({ telegramToken: TELEGRAM_TOKEN, telegramApiUrl: telegram.server.url });
  telegram.chats.add(ANN).add(BEN);
  await lab.reach("Ann", "telegram", ANN);
});

const postWith =
  (secret: string | undefined): PostUpdate =>
  (update) =>
    lab.send("POST", "/callback/telegram", {
      body: update,
      headers: secret === undefined ? {} : { "x-telegram-bot-api-secret-token": secret },
    });
const post: PostUpdate = (update) => postWith(TELEGRAM_SECRET)(update);

async function stateOf({ number }: Incident) {
  const answer = await lab.send("GET", `/api/v1/incidents/${number}`, { token: lab.tokens.viewer });
  return (await answer.json()) as { status: string; acknowledgedBy: string | null };
}

async function paged(): Promise<Incident> {
  const incident = await lab.page();
  await workOff(lab.engine);
  return incident;
}

describe("a page over Telegram", () => {
  it("says what is wrong in escaped text, with a button that answers and one that opens", async () => {
    const { number } = await paged();
    const message = telegram.expectMessage(ANN);
    expect(message.isSilent).toBe(false);
    expect(message.text).toContain(`P1 ${number} Checkout is <down> & out`);
    expect(message.text).toContain("Ann, you are paged as Primary.");
    expect(message.keyboard.flat()).toEqual([
      { text: "Acknowledge", callback_data: expect.stringMatching(/^ack:[\w-]{36}$/u) },
      { text: "Open the incident", url: `https://tocsin.example/incidents/${number}` },
    ]);
  });

  it("is acknowledged by its button, as the person, and the button goes", async () => {
    const incident = await paged();
    const message = telegram.expectMessage(ANN);
    const told = await telegram.press(message, post);
    expect(told.text).toBe(`You have acknowledged ${incident.number}. It is yours.`);
    expect(told.show_alert).toBe(false);
    expect(await stateOf(incident)).toMatchObject({
      status: "acknowledged",
      acknowledgedBy: "Ann",
    });
    const entries = await incidentTimeline(lab.context, SETUP, incident);
    expect(entries.find(({ kind }) => kind === "incident.acknowledged")).toMatchObject({
      actor: { kind: "person", name: "Ann" },
      data: { via: "telegram" },
    });
    const audit = await listAudit(lab.context.database.read, { limit: 50 });
    expect(audit.filter(({ action }) => action === "incident.acknowledge")).toMatchObject([
      { actor: { name: "Ann" }, detail: { via: "telegram" } },
    ]);
    await workOff(lab.engine);
    expect(message.keyboard.flat()).toEqual([
      { text: "Acknowledged by Ann", url: `https://tocsin.example/incidents/${incident.number}` },
    ]);
  });

  it("loses its button when somebody else answers, and a late press says who", async () => {
    const incident = await paged();
    const message = telegram.expectMessage(ANN);
    const update = telegram.pressUpdate(message, dataOf(message), Number(ANN));
    await acknowledgeIncident(lab.context, SETUP, { number: incident.number, via: "api" });
    const late = (await (await post(update)).json()) as { text: string; show_alert: boolean };
    expect(late.show_alert).toBe(true);
    expect(late.text).toContain(`setup has acknowledged ${incident.number} at `);
    await workOff(lab.engine);
    expect(message.keyboard.flat()).toMatchObject([{ text: "Acknowledged by setup" }]);
    expect(telegram.server.requests.filter(({ path }) => path.includes("edit"))).toHaveLength(1);
  });

  it("says that it is over once it is, and that it was pressed before", async () => {
    const incident = await paged();
    const message = telegram.expectMessage(ANN);
    const data = dataOf(message);
    await telegram.press(message, post);
    expect((await telegram.press(message, post, { data })).text).toBe(
      `You have acknowledged ${incident.number} before.`,
    );
    await resolveIncident(lab.context, SETUP, { number: incident.number, reason: "rolled back" });
    await workOff(lab.engine);
    expect(telegram.expectMessage(ANN)).toMatchObject({ isSilent: true });
    expect(message.keyboard.flat()).toMatchObject([{ text: "Resolved" }]);
    const entries = await incidentTimeline(lab.context, SETUP, incident);
    expect(entries.filter(({ kind }) => kind === "incident.acknowledged")).toHaveLength(1);
  });
});

describe("a press that is not what it seems", () => {
  it.each([
    ["no secret", undefined],
    ["another secret", "secret-of-the-webhook-of-telegraM"],
    ["a longer secret", `${TELEGRAM_SECRET}x`],
    ["an empty secret", ""],
  ])("with %s changes nothing", async (_name, secret) => {
    const incident = await paged();
    const message = telegram.expectMessage(ANN);
    const answer = await postWith(secret)(telegram.pressUpdate(message, dataOf(message), 101));
    expect(answer.status).toBe(401);
    expect(await stateOf(incident)).toMatchObject({ status: "open" });
  });

  it("of somebody else, in another chat or of a made-up page is told so and changes nothing", async () => {
    const incident = await paged();
    const message = telegram.expectMessage(ANN);
    const data = dataOf(message);
    const presses = [
      telegram.press(message, post, { by: 202 }),
      telegram.press({ ...message, chatId: BEN }, post),
      telegram.press(message, post, { data: "ack:01932c5e-7d4a-7000-8000-000000000001" }),
      telegram.press(message, post, { data: data.replace("ack:", "resolve:") }),
      telegram.press(message, post, { data: "ack:../../x" }),
    ];
    for (const press of presses) {
      expect(await press).toMatchObject({
        text: "This button is not valid for you. Nothing was changed.",
        show_alert: true,
      });
    }
    expect(await stateOf(incident)).toMatchObject({ status: "open", acknowledgedBy: null });
  });

  it("of a chat that is not the person's any more changes nothing", async () => {
    const incident = await paged();
    const message = telegram.expectMessage(ANN);
    const ann = await findPersonByName(lab.context.database.read, "Ann");
    const [method] = ann?.contactMethods ?? [];
    await lab.context.database.transaction((tx) =>
      removeContactMethod(tx, ann?.id ?? "", method?.id ?? ""),
    );
    expect((await telegram.press(message, post)).text).toContain("not valid for you");
    expect(await stateOf(incident)).toMatchObject({ status: "open" });
  });

  it("is read whatever its form, so that it does not come again", async () => {
    const bodies = [
      undefined,
      "[]",
      "{",
      "null",
      { update_id: 1, edited_message: {} },
      { message: 7 },
    ];
    for (const body of bodies) {
      const headers = { "x-telegram-bot-api-secret-token": TELEGRAM_SECRET };
      const options = body === undefined ? { headers } : { headers, body };
      expect((await lab.send("POST", "/callback/telegram", options)).status).toBe(200);
    }
  });
});

describe("what Telegram says of a message", () => {
  it("sends once more when it is asked to wait, as long as it is asked to", async () => {
    telegram.server.misbehave(tooManyRequests(40));
    await paged();
    await lab.context.clock.advance(39 * MS.second);
    await workOff(lab.engine);
    expect(telegram.messages).toHaveLength(0);
    await lab.context.clock.advance(MS.second);
    await workOff(lab.engine);
    telegram.expectMessage(ANN);
  });

  it("gives a chat up that is closed or is none, and says why in the timeline", async () => {
    telegram.block(ANN);
    await lab.reach("Ben", "telegram", "999");
    const incident = await paged();
    const entries = await incidentTimeline(lab.context, SETUP, incident);
    const reasons = entries.flatMap((entry) =>
      entry.kind === "notification.failed" && entry.data.channel === "telegram"
        ? [entry.data.reason]
        : [],
    );
    expect(new Set(reasons)).toEqual(
      new Set([
        "address-refused: HTTP 403: the bot was blocked by the user",
        "address-refused: HTTP 400: chat not found",
      ]),
    );
  });

  it("tries again after 5xx and silence; what arrived twice says so, and both buttons go", async () => {
    telegram.server.misbehave(
      { kind: "answers", answer: { status: 502, body: {} } },
      { kind: "hangs" },
      { kind: "accepts-and-loses" },
    );
    const incident = await paged();
    for (let wait = 0; wait < 6; wait += 1) {
      await lab.context.clock.advance(10 * MS.second);
      await workOff(lab.engine);
    }
    const lost = telegram.expectMessage(ANN);
    const known = telegram.expectMessage(ANN);
    const [page] = await listNotifications(lab.context.database.read, incident.id);
    expect(page).toMatchObject({ state: "delivered", providerReference: String(known.id) });
    // The one whose answer was lost answers all the same, and says which message it is.
    expect((await telegram.press(lost, post)).text).toContain("You have acknowledged");
    await workOff(lab.engine);
    for (const message of [lost, known]) {
      expect(message.keyboard.flat()).toMatchObject([{ text: "Acknowledged by Ann" }]);
    }
  });

  it("takes the button back also of a page that was on its way while somebody answered", async () => {
    const incident = await lab.page();
    await runDue(lab.engine);
    const send: typeof lab.engine.send = async (...page) => {
      const outcome = await lab.engine.send(...page);
      await acknowledgeIncident(lab.context, SETUP, { number: incident.number, via: "api" });
      return outcome;
    };
    await deliverDue({ ...lab.engine, send });
    await workOff(lab.engine);
    expect(telegram.expectMessage(ANN).keyboard.flat()).toMatchObject([
      { text: "Acknowledged by setup" },
    ]);
  });

  it("is not asked for anything without a token", async () => {
    const without = await vendorLab({});
    await without.reach("Ann", "telegram", ANN);
    const incident = await without.page();
    await workOff(without.engine);
    const [page] = await listNotifications(without.context.database.read, incident.id);
    expect(page).toMatchObject({
      state: "failed",
      lastReason: "not-configured: TOCSIN_TELEGRAM_TOKEN is not set",
    });
  });
});

describe("writing to the bot", () => {
  it("tells a person the id of their chat", async () => {
    const answer = await telegram.write("/start", { id: 4711, type: "private" }, post);
    expect(answer).toMatchObject({ chat_id: "4711" });
    expect(answer?.text).toContain("tocsin person contact add NAME telegram 4711");
  });

  it("sends a group to the private chat, and answers nothing else", async () => {
    const group = { id: -100_200, type: "supergroup" };
    const answer = await telegram.write("/start@tocsin_bot", group, post);
    expect(answer?.text).toContain("private chats only");
    expect(await telegram.write("good morning", group, post)).toBeUndefined();
  });
});

function dataOf(message: {
  readonly keyboard: FakeTelegram["messages"][number]["keyboard"];
}): string {
  const [button] = message.keyboard.flat().filter((one) => "callback_data" in one);
  return button?.callback_data ?? "";
}
